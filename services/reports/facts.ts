// The closed set of facts a report may speak of: figures as they stood, each with its interval, its base and its way back.
// It knows how a figure becomes a fact; it knows no sentence, and no number enters a report by another door.
import { hash } from 'node:crypto';
import { languages, type Language, type Metric, type MetricState } from '../../channels/vocabulary.ts';
import { figureUnitOf, formatCount, formatFigure } from '../kernel/format/figures.ts';

/** A metric as the impact room answers it. */
export interface Measured {
  id: string; metric: Metric; programme: string; period: string; value: number | null; unit: string; n: number | null; low: number | null; high: number | null;
  state: MetricState; reason: string | null; revision: number;
}

export interface Fact {
  id: string; metric: Metric; metricId: string; revision: number; programme: string; period: string; unit: string; value: number | null; low: number | null; high: number | null;
  n: number | null; state: MetricState; reason: string | null;
  /** As it is to be read; null where there is no figure, so that the fact can only be named. */
  formatted: string | null; formattedLow: string | null; formattedHigh: string | null; formattedN: string | null;
}

export interface Evidence { ref: string; id: string; sha256: string; language: Language; localDate: string; dimension: string; scoreMicro: number; confidenceMicro: number }
/** What a snippet says stays beside it in memory and is never part of what is kept. */
export interface Snippet extends Evidence { text: string }

/** Every report speaks of these, if only to say that there is nothing. Of the rest, what a company does not run is no fact of its report. */
const alwaysTold: readonly Metric[] = ['participants', 'volunteers', 'volunteer_hours', 'sessions_completed', 'completion_rate', 'rating_mean', 'confidence'];

/** Facts in a fixed order: periods as given (the report's own first), programmes, metrics. */
export function collectFacts(sets: readonly (readonly Measured[])[], language: Language): Fact[] {
  return sets.flat().filter((figure) => alwaysTold.includes(figure.metric) || (figure.value ?? 0) > 0 || figure.state === 'too_few').map((figure, index) => factOf(`F${index + 1}`, figure, language));
}

/** Whether there is anything to write about: at least one session, and one measure that has a figure. */
export function hasEnough(facts: readonly Fact[], period: string): boolean {
  return facts.some((fact) => fact.period === period && fact.metric === 'sessions_completed' && (fact.value ?? 0) > 0);
}

/** Sentences to quote: each once, in the order of how sure they are. */
export function chooseSnippets(items: readonly (Omit<Snippet, 'ref' | 'dimension' | 'language'> & { language: string })[], most: number): Snippet[] {
  const distinct = [...new Map(items.map((item) => [item.text, item])).values()];
  return distinct.slice(0, most).map((item) => ({ ...item, ref: '', dimension: 'confidence', language: languages.find((known) => known === item.language) ?? 'en' }));
}

/** Programmes with anything to tell in the period; `all` is none of them. */
export function activeProgrammes(facts: readonly Pick<Fact, 'period' | 'programme' | 'metric' | 'value'>[], period: string): string[] {
  return [...new Set(facts.filter((fact) => fact.period === period && fact.programme !== 'all' && fact.metric === 'sessions_completed' && (fact.value ?? 0) > 0)
    .map((fact) => fact.programme))];
}

/** SHA-256 over the canonical JSON of facts and evidence: what a document stands on, whatever it says. */
export function evidenceHashOf(facts: readonly Fact[], evidence: readonly Evidence[]): string {
  return hash('sha256', canonical({ facts: facts.map(bareFact), evidence: evidence.map(({ id, sha256 }) => ({ id, sha256 })) }), 'hex');
}

/** The parts of a fact that are hashed and compared. How it is written depends on a language and is left out. */
export function bareFact({ id, metric, metricId, revision, programme, period, value, low, high, n, state }: Fact): Record<string, string | number | null> {
  return { id, metric, metricId, revision, programme, period, value, low, high, n, state };
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
  const write = (number: number | null): string | null => (number === null ? null : formatFigure(number, figureUnitOf(metric, unit), language));
  return {
    id, metric, metricId: figure.id, revision, programme, period, unit, value, low, high, n: isShown ? n : null, state, reason,
    formatted: write(value), formattedLow: write(low), formattedHigh: write(high), formattedN: isShown && n !== null ? formatCount(n, language) : null,
  };
}
