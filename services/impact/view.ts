// Figures as whoever asks is shown them: the stored row, or what a period without one says; and what each of their rows adds. Pure.
import type { MetricState } from '../../channels/vocabulary.ts';
import { minorDigits } from '../kernel/money.ts';
import { basisOf, type SroiBasis, type VisBasis } from './composite.ts';
import type { Input, SroiView, VisView } from './composite-view.ts';
import { inMinor, rateOn } from './exchange.ts';
import { shareOf, type Cost } from './cost-share.ts';
import type { SourceRow } from './lineage.store.ts';
import type { Formula, MetricName, Quantity, Scope } from './metric.ts';
import { metricIdOf } from './metric-id.ts';
import type { MetricRow } from './metrics.store.ts';
import { rateOfKept, type KeptRate } from './part.ts';
import { emptyFigure, formulaOf, isComposite, unitOf } from './quantity.ts';
import { suppressAlone } from './suppression.ts';
import type { Grade } from './value-map.ts';
import type { Band } from './vis.ts';

export interface MetricView<Q extends Quantity = Quantity> {
  id: string; metric: Q; programme: Scope; period: string; value: number | null; unit: string; n: number | null; low: number | null; high: number | null; previous: number | null;
  state: MetricState; reason: string | null; revision: number; computedAt: string | null;
  /** Of a social return: the weakest evidence in use, and whether its basis is the one that the company leads with. Of an impact score: its band. */
  grade?: Grade | null; leads?: boolean; band?: Band | null;
}
export interface SeriesPoint { period: string; value: number | null; low: number | null; high: number | null; n: number | null; state: MetricState }
export interface LineageView {
  metric: MetricView; revision: number; formula: Formula; inputs: Input[]; composite: SroiView | VisView | null; evidence: { id: string; text: string | null }[];
  sources: { count: number; items: SourceView[]; next: string | null } | null;
}
/** Names and days are null where they would tell a part of the figure that is withheld. */
export interface SourceView { table: string; id: string | null; key: string | null; date: string | null; importId: string | null; file: string | null; line: number | null; webhookId: string | null; contribution: number; weight: number }

export function viewOf<Q extends Quantity>(tenantId: string, name: MetricName & { metric: Q }, row: MetricRow | undefined, before: MetricRow | undefined): MetricView<Q> {
  const figure = row ?? emptyRow(name);
  return {
    id: metricIdOf(tenantId, name), ...name, value: realOf(figure.value_micro), unit: costDetails(row)?.currency ?? unitOf(name.metric), n: figure.n, low: realOf(figure.low_micro), high: realOf(figure.high_micro),
    previous: realOf((before ?? emptyRow(name)).value_micro), state: figure.state, reason: figure.reason, revision: row?.revision ?? 0, computedAt: row?.computed_at ?? null, ...markOf(name.metric, row),
  };
}

/** One month of a line: what a figure is without its name. */
export function pointOf(name: MetricName, row: MetricRow | undefined): SeriesPoint {
  const { value_micro: value, low_micro: low, high_micro: high, n, state } = row ?? emptyRow(name);
  return { period: name.period, value: realOf(value), low: realOf(low), high: realOf(high), n, state };
}

function realOf(micro: number | null): number | null {
  return micro === null ? null : micro / 1e6;
}

function markOf(metric: Quantity, row: MetricRow | undefined): Pick<MetricView, 'grade' | 'leads' | 'band'> {
  if (!isComposite(metric)) return {};
  if (metric === 'vis') return { band: (row?.details as unknown as VisBasis | null | undefined)?.band ?? null };
  const { grade = null, leading = 'company' } = (row?.details ?? {}) as Partial<SroiBasis & { grade: Grade }>;
  return { grade, leads: leading === basisOf[metric] };
}

/** A period without a row: counts are a measured zero, means are not measurable. */
function emptyRow({ metric }: MetricName): Pick<MetricRow, 'value_micro' | 'n' | 'low_micro' | 'high_micro' | 'state' | 'reason'> {
  const { valueMicro, n, state, reason } = suppressAlone(metric, emptyFigure(metric));
  return { value_micro: valueMicro === null ? null : Number(valueMicro), n: n === null ? null : Number(n), low_micro: null, high_micro: null, state, reason };
}

interface CostDetails { currency: string; rates: KeptRate[] }

function costDetails(row: MetricRow | undefined): CostDetails | undefined {
  return row?.metric.startsWith('costs_') && row.details ? row.details as unknown as CostDetails : undefined;
}

/** Money comes in the minor units of its currency. */
export function formulaIn(metric: Quantity, row: MetricRow | undefined): Formula {
  const formula = formulaOf(metric);
  const cost = costDetails(row);
  return cost ? { ...formula, recompute: { ...formula.recompute, divisor: 10 ** minorDigits(cost.currency) } } : formula;
}

/** What a row adds. Of a cost that is its share of the period's days, at the rate that the figure was made with. */
export function contributionOf(metricRow: MetricRow, { contribution, amountMinor, currency, localDate, toDate }: SourceRow, period: { from: string; to: string }): number {
  const cost = costDetails(metricRow);
  if (!cost || amountMinor === null || currency === null || toDate === null) return contribution;
  const rate = currency === cost.currency ? rateOn({ reference: [], own: [] }, currency, currency, period.to) : cost.rates.map(rateOfKept).find(({ from }) => from === currency);
  const told: Cost = { kind: 'cash', programme: null, amountMinor: BigInt(amountMinor), currency, from: localDate, to: toDate };
  return rate ? Number(inMinor(shareOf(told, period), rate)) : 0;
}

export function find(rows: readonly MetricRow[], metric: Quantity, period: string): MetricRow | undefined {
  return rows.find((row) => row.metric === metric && row.period === period);
}

export function inputsOf({ metric }: MetricName, row: MetricRow | undefined): Input[] {
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
    case 'lift': return [{ name: 'improved', value: top, unit: 'people' }, { name: 'compared', value: bottom, unit: 'people' }];
    case 'placement_share': return [{ name: 'in_work', value: top, unit: 'people' }, { name: 'job_ready', value: bottom, unit: 'people' }];
    case 'certainty_integration': case 'certainty_language': case 'certainty_job_readiness': case 'certainty_confidence':
      return [{ name: 'sum_of_confidences', value: top / 1e6, unit: 'score' }, { name: 'scores', value: bottom, unit: 'scores' }];
    case 'paid_hours': return [{ name: 'paid_minutes', value: top, unit: 'minutes' }];
    case 'costs_cash': case 'costs_in_kind': case 'costs_management': return [{ name: 'minor_units', value: top, unit: costDetails(row)?.currency ?? 'money' }];
    default: return [{ name: metric, value: top, unit: unitOf(metric) }];
  }
}
