// Groups that figures can be narrowed to: participants who began in one quarter, and volunteers of one unit of the roster. Which figures
// a group can tell, and which of them would tell of too few people. Pure.
import { composites, metrics, type Metric } from '../../channels/vocabulary.ts';
import { parsePeriod } from '../kernel/period.ts';
import { notMeasurable, scopes, type Figure, type Scope } from './metric.ts';
import type { CohortKind } from './slices.ts';
import { shownCourse, suppressBeside, suppressParts, untilSettled, withheld, type Course } from './suppression.ts';

export interface Cohort { kind: CohortKind; name: string }

/** `start:2026-Q1` or `unit:<name on the roster>`; null for anything else. */
export function readCohort(text: string): Cohort | null {
  const kind = (['start', 'unit'] as const).find((one) => text.startsWith(`${one}:`));
  const name = text.slice('unit:'.length + (kind === 'start' ? 1 : 0));
  if (!kind || name.trim() === '') return null;
  return kind === 'unit' || parsePeriod(name)?.grain === 'quarter' ? { kind, name } : null;
}

/** Costs are told for programmes, and the impact score is a company's: neither has a part that is a group's. */
const ofCompanies: readonly Metric[] = composites;
/** Rows of learning, work and words name no volunteer. */
const ofVolunteers: readonly Metric[] = [
  'participants', 'volunteers', 'volunteer_hours', 'sessions_scheduled', 'sessions_completed', 'no_shows', 'completion_rate', 'rating_mean', 'matches_active', 'matches_ended', 'checkins', 'participation_rate',
];
const told: Readonly<Record<CohortKind, readonly Metric[]>> = {
  start: metrics.filter((metric) => !ofCompanies.includes(metric) && metric !== 'participation_rate'),
  unit: ofVolunteers,
};

export function isTold(kind: CohortKind, metric: string): boolean {
  return told[kind].some((one) => one === metric);
}

export const notByCohort: Figure = notMeasurable('not_by_cohort');

/** Each group's figures by programme, all together first. */
export type GroupCourses = readonly (readonly Course[])[];

/**
 * Figures of groups that together are the whole, as they may be shown: a group's month may be told neither by its quarter and the other
 * months, nor by the whole and the other groups, nor by all its programmes and the other ones. Hiding one may tell another, so all three
 * are looked at until nothing more is hidden.
 */
export function withholdCohorts(
  metric: Metric, kind: CohortKind, { years, periods, isWholeHidden }: { years: readonly string[]; periods: readonly string[]; isWholeHidden: (period: string, programme: Scope) => boolean }, groups: GroupCourses,
): GroupCourses {
  const wide = scopes.length;
  const rowOf = (cells: readonly Course[], group: number): readonly Course[] => cells.slice(group * wide, (group + 1) * wide);
  const shown = untilSettled(groups.flat(), (cells) => {
    const besideGroups = scopes.map((programme, place) => suppressBeside(
      metric, periods, (period) => (isWholeHidden(period, programme) ? withheld(notByCohort) : notByCohort), groups.map((_, group) => cells[group * wide + place] ?? none), kind === 'unit'));
    return groups.flatMap((_, group) => {
      const [all = none, ...each] = besideGroups.map((found) => found[group] ?? none);
      return [all, ...suppressBeside(metric, periods, (period) => all.get(period), each, true)].map((course) => shownCourse(metric, years, course));
    });
  });
  return groups.map((_, group) => rowOf(shown, group));
}

const none: Course = new Map();

/**
 * Whether the rows of a group may be listed. Those of a group of fewer than five are not: held beside the rows of the whole, they would
 * tell how these few fare. Nor are those of the groups without which the few would be what is left of the whole.
 */
export function mayListRows(groups: ReadonlyMap<string | null, readonly string[]>, name: string): boolean {
  const sizes = [...groups.values()].map(({ length }): Figure => ({ ...notByCohort, people: BigInt(length) }));
  return suppressParts('rating_mean', notByCohort, sizes)[[...groups.keys()].indexOf(name)]?.state !== 'too_few';
}
