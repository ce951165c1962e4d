// Figures as the impact room answers them, made up under a seed: every metric and part, measured, provisional, too few or not at all.
import { dimensions, metrics, programmes, type Language } from '../../channels/vocabulary.ts';
import { activeProgrammes, collectFacts, type Fact, type Measured, type Snippet } from '../../services/reports/facts.ts';
import type { Allowed, Scope } from '../../services/reports/gate.ts';
import type { Brief } from '../../services/reports/pen.ts';

const parts = ['paid_hours', 'costs_cash', 'costs_management', 'improved_integration', 'declined_integration', 'improved_language', 'declined_language', 'lift', 'placement_share'];
const activity = ['participants', 'volunteers', 'volunteer_hours', 'sessions_completed'];
const unitsOf: Readonly<Record<string, string>> = {
  volunteer_hours: 'hours', paid_hours: 'hours', sessions_completed: 'sessions', sessions_scheduled: 'sessions', no_shows: 'sessions', matches_active: 'matches', matches_ended: 'matches', checkins: 'checkins',
  courses_completed: 'courses', credentials: 'credentials', placements: 'placements', completion_rate: 'rate', participation_rate: 'rate', lift: 'rate', placement_share: 'rate', rating_mean: 'score', sroi: 'ratio', sroi_company: 'ratio',
  vis: 'points', costs_cash: 'NOK', costs_management: 'NOK', ...Object.fromEntries(dimensions.flatMap((dimension) => [[dimension, 'score'], [`${dimension}_change`, 'change']])),
};
const spreads: Readonly<Record<string, (random: () => number) => [number, number, number]>> = {
  rate: around(0.3, 0.6, 0.04), score: around(0.3, 0.6, 0.04), change: around(-0.09, 0.25, 0.045), ratio: around(0.2, 2.8, 0.15), points: around(40, 50, 4),
};

/** Sets in the order of a report: its own period for all programmes, each programme, and the same for the period before. `gaps` is the share without a figure. */
export function figureSets(seed: number, { gaps = 0.15, isFirst = false } = {}): Measured[][] {
  const random = seeded(seed);
  const setOf = (period: string, programme: string): Measured[] => [...metrics, ...(period === '2026-Q3' && programme === 'all' ? parts : [])].map((metric) => figureOf(random, { metric, period, programme, gaps }));
  const scopes = ['all', ...programmes];
  return [...scopes.map((programme) => setOf('2026-Q3', programme)), ...(isFirst ? [] : scopes.map((programme) => setOf('2026-Q2', programme)))];
}

export const voices: readonly Snippet[] = dimensions.flatMap((dimension, index) => ['This is what I feel now when others ask me', 'Some days are hard and I doubt all of it'].map((words, place): Snippet => ({
  ref: `E${index * 2 + place + 1}`, id: `018f0000-0000-7000-8000-0000000000${index}${place}`, sha256: 'a'.repeat(64), language: 'en', localDate: '2026-08-14', programme: 'language', dimension,
  scoreMicro: place === 0 ? 800_000 : 300_000, confidenceMicro: 900_000, text: `${words}, ${dimension.replaceAll('_', ' ')}.`,
})));

export function briefOf(sets: readonly (readonly Measured[])[], language: Language, seed: number): Brief {
  const facts = collectFacts(sets, language);
  return { facts, snippets: voices, period: '2026-Q3', previous: '2026-Q2', programme: 'all', programmes: activeProgrammes(facts, '2026-Q3'), language, seed };
}

export function scopeOf(facts: readonly Fact[]): Scope {
  return { period: '2026-Q3', previous: '2026-Q2', programmes: ['all', ...programmes], metricIds: new Set(facts.map(({ metricId }) => metricId)) };
}

export function allowedOf({ facts, snippets, language }: Pick<Brief, 'facts' | 'snippets' | 'language'>): Allowed {
  return { facts: new Map(facts.map((fact) => [fact.id, fact])), snippets, language, scope: scopeOf(facts) };
}

function figureOf(random: () => number, { metric, period, programme, gaps }: { metric: string; period: string; programme: string; gaps: number }): Measured {
  const unit = unitsOf[metric] ?? 'people';
  const [value, low, high] = spreads[unit]?.(random) ?? [random() < 0.05 ? 0 : 1 + Math.floor(random() * 1_500), null, null];
  const figure: Measured = {
    id: `${metric} ${programme} ${period}`, metric, programme, period, value, unit, n: 5 + Math.floor(random() * 400), low, high, state: 'measured', reason: null, revision: 1, previous: null,
    grade: unit === 'ratio' ? ['red', 'amber', 'green'][Math.floor(random() * 3)] ?? null : null, leads: metric === 'sroi_company', band: metric === 'vis' ? 'good' : null,
  };
  const luck = random();
  const without = { value: null, low: null, high: null, grade: null, band: null };
  if (activity.includes(metric)) return metric === 'volunteer_hours' && luck < 0.1 ? { ...figure, state: 'provisional', reason: 'duration_missing' } : figure;
  if (luck < gaps / 2) return { ...figure, ...without, n: null, state: 'too_few', reason: 'too_few' };
  if (luck < gaps && low !== null) return { ...figure, ...without, n: 0, state: 'not_measurable', reason: unit === 'change' ? 'no_two_texts' : unit === 'ratio' ? 'no_investment' : unit === 'points' ? 'nothing_measured' : 'no_texts' };
  return luck < gaps + 0.1 && unit === 'score' ? { ...figure, state: 'provisional', reason: 'model_unsure' } : figure;
}

function around(least: number, span: number, half: number): (random: () => number) => [number, number, number] {
  return (random) => { const value = least + random() * span; return [value, value - half, value + half]; };
}

function seeded(seed: number): () => number {
  let state = (seed * 7_919 + 13) >>> 0;
  return () => { state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0; return state / 4_294_967_296; };
}
