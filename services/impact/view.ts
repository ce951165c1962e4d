// Figures as whoever asks is shown them: the stored row, or what a period without one says. Pure.
import type { Metric, MetricState } from '../../channels/vocabulary.ts';
import { definitions, emptySums, suppressAlone, type Formula, type MetricName, type Scope } from './metric.ts';
import { metricIdOf } from './metric-id.ts';
import type { MetricRow } from './metrics.store.ts';

export interface MetricView {
  id: string; metric: Metric; programme: Scope; period: string; value: number | null; unit: string; n: number | null; low: number | null; high: number | null; previous: number | null;
  state: MetricState; reason: string | null; revision: number; computedAt: string | null;
}
export interface SeriesPoint { period: string; value: number | null; low: number | null; high: number | null; n: number | null; state: MetricState }
export interface LineageView {
  metric: MetricView; revision: number; formula: Formula; inputs: { name: string; value: number; unit: string; metricId?: string }[]; evidence: { id: string; text: string | null }[];
  sources: { count: number; items: SourceView[]; next: string | null } | null;
}
export interface SourceView { table: string; id: string; key: string; /** Null where the days would tell a part that is withheld. */ date: string | null; importId: string | null; file: string | null; line: number | null; webhookId: string | null; contribution: number; weight: number }

export function viewOf(tenantId: string, name: MetricName, row: MetricRow | undefined, before: MetricRow | undefined): MetricView {
  const figure = row ?? emptyRow(name);
  const real = (micro: number | null): number | null => (micro === null ? null : micro / 1e6);
  return {
    id: metricIdOf(tenantId, name), ...name, value: real(figure.value_micro), unit: definitions[name.metric].unit, n: figure.n, low: real(figure.low_micro), high: real(figure.high_micro),
    previous: real((before ?? emptyRow(name)).value_micro), state: figure.state, reason: figure.reason, revision: row?.revision ?? 0, computedAt: row?.computed_at ?? null,
  };
}

/** A period without a row: counts are a measured zero, means are not measurable. */
function emptyRow({ metric }: MetricName): Pick<MetricRow, 'value_micro' | 'n' | 'low_micro' | 'high_micro' | 'state' | 'reason'> {
  const { valueMicro, n, state, reason } = suppressAlone(metric, definitions[metric].compute(emptySums()));
  return { value_micro: valueMicro === null ? null : Number(valueMicro), n: n === null ? null : Number(n), low_micro: null, high_micro: null, state, reason };
}

export function find(rows: readonly MetricRow[], metric: Metric, period: string): MetricRow | undefined {
  return rows.find((row) => row.metric === metric && row.period === period);
}

export function inputsOf({ metric }: MetricName, row: MetricRow | undefined): LineageView['inputs'] {
  if (!row || row.numerator === null || row.denominator === null) return [];
  const [top, bottom] = [Number(row.numerator), Number(row.denominator)];
  switch (metric) {
    case 'volunteer_hours': return [{ name: 'confirmed_minutes', value: top, unit: 'minutes' }, { name: 'sessions', value: row.n ?? 0, unit: 'sessions' }];
    case 'completion_rate': return [{ name: 'completed', value: top, unit: 'sessions' }, { name: 'all_outcomes', value: bottom, unit: 'sessions' }];
    case 'rating_mean': return [{ name: 'sum_of_ratings', value: top / 1e6, unit: 'score' }, { name: 'ratings', value: bottom, unit: 'ratings' }];
    case 'confidence': case 'belonging': case 'lang_level_proxy': case 'job_readiness': case 'well_being':
      return [{ name: 'sum_of_scores', value: top / 1e6, unit: 'score' }, { name: 'scores', value: bottom, unit: 'scores' }];
    case 'confidence_change': case 'belonging_change': case 'lang_level_proxy_change': case 'job_readiness_change': case 'well_being_change':
      return [{ name: 'sum_of_changes', value: top / 1e6, unit: 'score' }, { name: 'people', value: bottom, unit: 'people' }];
    case 'participation_rate': return [{ name: 'active_employees', value: top, unit: 'people' }, { name: 'eligible_employees', value: bottom, unit: 'people' }];
    default: return [{ name: metric, value: top, unit: definitions[metric].unit }];
  }
}
