// Groups that figures can be narrowed to: participants who began in one quarter, and volunteers of one unit of the roster. Which figures
// a group can tell, and which of them would tell of too few people. Pure.
import { composites, metrics, type Metric } from '../../channels/vocabulary.ts';
import { parsePeriod } from '../kernel/period.ts';
import { notMeasurable, type Figure } from './metric.ts';
import type { CohortKind } from './slices.ts';
import { shownFigures, suppressParts, withheld } from './suppression.ts';

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

/**
 * Figures of groups that together are the whole, as they may be shown: a group's month may be told neither by its quarter and the other
 * months nor by the whole and the other groups. Hiding one may tell another, so both are looked at until nothing more is hidden.
 */
export function withholdCohorts(
  metric: Metric, kind: CohortKind, { years, periods, isWholeHidden }: { years: readonly string[]; periods: readonly string[]; isWholeHidden: (period: string) => boolean },
  groups: readonly ReadonlyMap<string, Figure>[],
): Map<string, Figure>[] {
  let shown = groups.map((figures) => new Map(figures));
  const hidden = (): number => shown.reduce((sum, figures) => sum + [...figures.values()].filter(({ state }) => state === 'too_few').length, 0);
  for (let before = -1; before !== hidden();) {
    before = hidden();
    for (const period of periods) {
      const parts = shown.map((figures) => figures.get(period) ?? notByCohort);
      const whole: Figure = isWholeHidden(period) ? withheld(notByCohort) : notByCohort;
      const apart = isWholeHidden(period) ? parts.map((part) => (part.people ? withheld(part) : part)) : suppressParts(metric, whole, parts, kind === 'unit');
      for (const [index, figure] of apart.entries()) shown[index]?.set(period, figure);
    }
    shown = shown.map((figures) => shownFigures(metric, years, (period) => figures.get(period) ?? notByCohort));
  }
  return shown;
}
