// All that the overview shows, in one question: cells of chosen periods and months, what was restated in them, and hours still unconfirmed.
import type { Metric } from '../../channels/vocabulary.ts';
import type { Transaction } from '../../mixins/database/transaction.ts';
import { parsePeriod } from '../kernel/period.ts';
import { forever } from './ledger.store.ts';
import type { Scope } from './metric.ts';
import { metricColumns, type MetricRow } from './metrics.store.ts';

/** A value that stood for a day after its period had ended, and what stands in its place. */
export interface Restatement { metric: Metric; programme: Scope; period: string; fromMicro: number; toMicro: number; at: string }
export interface OverviewRows { cells: MetricRow[]; restated: Restatement[]; unconfirmedMinutes: number }
/** `whole`: periods of which every figure is read, and of each of the `others` those `compared`; `months`: those of which only what is `drawn`, and hours of the others. */
export interface OverviewQuestion { period: string | null; others: readonly Scope[]; whole: readonly string[]; months: readonly string[]; programme: Scope; drawn: readonly Metric[]; compared: readonly Metric[]; restatable: readonly Metric[] }

/** A change within a day is a file that was still being brought in. */
const standsFor = `interval '1 day'`;

// Each kind of cell is named by the whole key, so that what a company keeps besides is not read. A single statement: a page that waits for one answer should not wait for three of them one after the other.
const sql = `
  with cells as (
    select ${metricColumns} from metrics_company_period where tenant_id = $1 and period = any($2) and programme = $4
    union all select ${metricColumns} from metrics_company_period where tenant_id = $1 and period = any($2) and programme = any($12) and metric = any($6)
    union all select ${metricColumns} from metrics_company_period where tenant_id = $1 and period = any($3) and programme in ($4, 'all') and metric = any($5)
    union all select ${metricColumns} from metrics_company_period where tenant_id = $1 and period = any($3) and programme = any($12) and metric = 'volunteer_hours'),
  history as (
    select r.metric, r.programme, r.period, r.revision, r.value_micro, r.computed_at, p.ended, lead(r.computed_at) over own as replaced_at, last_value(r.value_micro) over own as stands
    from unnest($7::text[], $8::date[]) as p (period, ended) join metric_revisions r on r.tenant_id = $1 and r.period = any($7) and r.period = p.period and r.metric = any($9) and (r.programme = $4 or $4 = 'all')
    window own as (partition by r.period, r.programme, r.metric order by r.revision rows between unbounded preceding and unbounded following)),
  restated as (
    select distinct on (period, programme, metric) metric, programme, period, value_micro as "fromMicro", stands as "toMicro", replaced_at as at from history
    where computed_at::date > ended and replaced_at > computed_at + ${standsFor} and value_micro is distinct from stands order by period, programme, metric, revision)
  select (select coalesce(json_agg(c), '[]') from cells c) as cells, (select coalesce(json_agg(r), '[]') from restated r) as restated,
    (select coalesce(sum(l.minutes), 0)::int from activity_ledger l where l.tenant_id = $1 and l.hours_state = 'reported' and l.present and l.until_rev = ${forever}
      and l.local_date between $10::date and $11::date and ($4 = 'all' or l.programme = $4)) as "unconfirmedMinutes"`;

export async function readOverview(tx: Transaction, { period, others, whole, months, programme, drawn, compared, restatable }: OverviewQuestion): Promise<OverviewRows> {
  const span = period === null ? null : parsePeriod(period);
  // Months of the period, and the period itself: what is restated in a month is told where it happened.
  const ended = span === null ? [] : [span, ...months.flatMap((month) => (month >= span.from.slice(0, 7) && month <= span.to.slice(0, 7) ? parsePeriod(month) ?? [] : []))];
  const [found] = await tx.prepared<OverviewRows>('overview', sql, [
    tx.tenantId, whole, months, programme, drawn, compared, ended.map(({ id }) => id), ended.map(({ to }) => to), restatable, span?.from ?? null, span?.to ?? null, others]);
  if (!found) throw new Error('a statement of sums answers one row');
  // JSON writes an instant in another way than a column does.
  const instant = (at: string): string => new Date(at).toISOString();
  return { ...found, cells: found.cells.map((cell) => ({ ...cell, computed_at: instant(cell.computed_at) })), restated: found.restated.map((one) => ({ ...one, at: instant(one.at) })) };
}
