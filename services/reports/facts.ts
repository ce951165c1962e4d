// The closed set of facts a report may speak of: figures as they stood, each with its interval, its base and its way back.
// It knows how a figure becomes a fact; it knows no sentence, and no number enters a report by another door.
import { hash } from 'node:crypto';
import type { Dimension, Language, MetricState } from '../../channels/vocabulary.ts';
import { figureUnitOf, formatCount, formatFigure, formatMoney } from '../kernel/format/figures.ts';

/** A metric, or a part of a composite, as the impact room answers it. `band` of an impact score, `grade` and `leads` of a social return. */
export interface Measured {
  id: string; metric: string; programme: string; period: string; value: number | null; unit: string; n: number | null; low: number | null; high: number | null;
  state: MetricState; reason: string | null; revision: number; previous?: number | null; grade?: string | null; leads?: boolean; band?: string | null;
}

export interface Fact {
  id: string; metric: string; metricId: string; revision: number; programme: string; period: string; unit: string; value: number | null; low: number | null; high: number | null;
  n: number | null; state: MetricState; reason: string | null; grade: string | null; leads: boolean; band: string | null;
  /** As it is to be read; null where there is no figure, so that the fact can only be named. */
  formatted: string | null; formattedLow: string | null; formattedHigh: string | null; formattedN: string | null;
}

export interface Evidence { ref: string; id: string; sha256: string; language: Language; localDate: string; programme: string; dimension: Dimension; scoreMicro: number; confidenceMicro: number }
/** What a snippet says stays beside it in memory and is never part of what is kept. */
export interface Snippet extends Evidence { text: string }

/** Every report speaks of these, if only to say that there is nothing. Of the rest, what a company does not run is no fact of its report. */
const alwaysTold: readonly string[] = ['participants', 'volunteers', 'volunteer_hours', 'sessions_completed', 'completion_rate', 'rating_mean', 'confidence'];
/** A report on less than this would be a list of what is missing. */
const fewestFigures = 3;

/** Facts in a fixed order: sets as given (the report's own period and scope first). */
export function collectFacts(sets: readonly (readonly Measured[])[], language: Language): Fact[] {
  const [main = []] = sets;
  return sets.flatMap((figures) => figures.filter((figure) => isTold(figure, figures === main))).map((figure, index) => factOf(`F${index + 1}`, figure, language));
}

/** What cannot be measured is said once, of the report's own period and scope; a zero is told where it was more before. */
function isTold({ metric, value, previous, state }: Measured, isMain: boolean): boolean {
  return alwaysTold.includes(metric) || (value ?? 0) !== 0 || (previous ?? 0) !== 0 || state === 'too_few' || state === 'provisional' || (isMain && state === 'not_measurable');
}

/** Whether there is anything to write about: people who took part, and some measures that have a figure. */
export function hasEnough(facts: readonly Fact[], period: string): boolean {
  const own = facts.filter((fact) => fact.period === period && (fact.value ?? 0) !== 0);
  return own.length >= fewestFigures && own.some(({ metric }) => metric === 'participants');
}

/** Programmes with anything to tell in the period; `all` is none of them. */
export function activeProgrammes(facts: readonly Pick<Fact, 'period' | 'programme' | 'metric' | 'value'>[], period: string): string[] {
  return [...new Set(facts.filter((fact) => fact.period === period && fact.programme !== 'all' && fact.metric === 'participants' && (fact.value ?? 0) > 0).map((fact) => fact.programme))];
}

/** SHA-256 over the canonical JSON of facts and evidence: what a document stands on, whatever it says. */
export function evidenceHashOf(facts: readonly Fact[], evidence: readonly Evidence[]): string {
  return hash('sha256', canonical({ facts: facts.map(bareFact), evidence: evidence.map(({ id, sha256 }) => ({ id, sha256 })) }), 'hex');
}

/** The parts of a fact that are hashed and compared. How it is written depends on a language and is left out. */
export function bareFact({ id, metric, metricId, revision, programme, period, value, low, high, n, state, grade, band }: Fact): Record<string, string | number | null> {
  return { id, metric, metricId, revision, programme, period, value, low, high, n, state, grade, band };
}

/** JSON with sorted keys and no blanks: the same content gives the same text everywhere. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, inner]) => `${JSON.stringify(key)}:${canonical(inner)}`).join(',')}}`;
}

function factOf(id: string, figure: Measured, language: Language): Fact {
  const { metric, programme, period, unit, n, state, reason, revision } = figure;
  const isShown = figure.value !== null && state !== 'too_few' && state !== 'not_measurable';
  const [value, low, high] = isShown ? [figure.value, figure.low, figure.high] : [null, null, null];
  const kind = figureUnitOf(metric, unit);
  const write = (number: number | null): string | null => (number === null ? null : kind === 'money' ? formatMoney(number, unit, language) : formatFigure(number, kind, language));
  return {
    id, metric, metricId: figure.id, revision, programme, period, unit, value, low, high, n: isShown ? n : null, state, reason, grade: isShown ? figure.grade ?? null : null, leads: figure.leads ?? false, band: isShown ? figure.band ?? null : null,
    formatted: write(value), formattedLow: write(low), formattedHigh: write(high), formattedN: isShown && n !== null ? formatCount(n, language) : null,
  };
}
