// The overview as one answer: the likeliest period where none is asked for, its figures beside another period's, each programme's, the
// months behind them, how many hours were paid, and what was restated since.
import { metrics, programmes, type Metric } from '../../channels/vocabulary.ts';
import { action, type ActorContext } from '../../mixins/broker/actions.ts';
import { todayOf } from '../kernel/clock.ts';
import { invalid } from '../kernel/errors.ts';
import { choosePeriods, likelyPeriod, monthsUpTo, yearBefore } from '../kernel/format/periods.ts';
import { addMonths, monthsBetween, parsePeriod, previousPeriod } from '../kernel/period.ts';
import { cohortRows } from './cohort.actions.ts';
import { cohortParam, groupTimeoutMs, metricView, pointView, scopeNames } from './figure-shape.ts';
import type { Quantity, Scope } from './metric.ts';
import type { MetricRow } from './metrics.store.ts';
import { readOverview, type OverviewRows, type Restatement } from './overview.store.ts';
import { metricIdOf } from './metric-id.ts';
import { parts } from './part.ts';
import { pointOf, viewOf, type MetricView, type SeriesPoint } from './view.ts';

/** How far back a period can be chosen. */
const monthsBack = 48;
/** Any row of activity shows in one of these; the first alone misses sessions that nobody held. */
const tellingOfMonths = ['participants', 'completion_rate', 'volunteers', 'placements'] as const satisfies readonly Metric[];
/** What has a line of months beside it. */
const drawn = ['participants', 'volunteers', 'volunteer_hours', 'sessions_completed', 'matches_active', 'courses_completed', 'credentials', 'placements'] as const satisfies readonly Metric[];
/** What programmes differ in. */
const compared = ['participants', 'volunteer_hours', 'sessions_completed', 'matches_active', 'checkins', 'courses_completed', 'credentials', 'placements'] as const satisfies readonly Metric[];
const restatable = ['participants', 'volunteers', 'volunteer_hours', 'sessions_completed'] as const satisfies readonly Metric[];

export interface OverviewView {
  period: string; against: string; programme: Scope; cohort: string | null; months: string[]; figures: MetricView<Metric>[]; programmes: { programme: Scope; figures: MetricView<Metric>[] }[];
  series: { metric: Metric; programme: Scope; points: SeriesPoint[] }[]; paidHours: MetricView; yearBefore: { period: string; hours: number | null }; unconfirmedHours: number;
  restated: { id: string; metric: Metric; programme: Scope; period: string; from: number; to: number; at: string }[];
}

const text = { type: 'string' } as const;
const scope = { type: 'enum', values: scopeNames } as const;
const series = { metric: { type: 'enum', values: metrics }, programme: scope, points: { type: 'array', items: { type: 'object', props: pointView } } } as const;
const restated = { id: { type: 'uuid' }, metric: { type: 'enum', values: restatable }, programme: scope, period: text, from: { type: 'number' }, to: { type: 'number' }, at: text } as const;
const figures = { type: 'array', items: { type: 'object', props: metricView } } as const;

export const overviewActions = {
  overview: action({
    summary: 'All figures of the overview in one answer',
    access: 'metrics:read',
    cached: true,
    params: { period: { type: 'string', optional: true }, against: { type: 'string', optional: true }, programme: { ...scope, optional: true }, ...cohortParam },
    timeoutMs: groupTimeoutMs,
    returns: {
      period: text, against: text, programme: scope, cohort: { ...text, nullable: true }, months: { type: 'array', items: text }, figures, programmes: { type: 'array', items: { type: 'object', props: { programme: scope, figures } } },
      series: { type: 'array', items: { type: 'object', props: series } }, paidHours: { type: 'object', props: { ...metricView, metric: { type: 'enum', values: parts } } },
      yearBefore: { type: 'object', props: { period: text, hours: { type: 'number', nullable: true } } }, unconfirmedHours: { type: 'number' }, restated: { type: 'array', items: { type: 'object', props: restated } },
    },
    async handler(ctx): Promise<OverviewView> {
      const { period: asked, against, programme = 'all', cohort } = ctx.params;
      if (asked !== undefined && !parsePeriod(asked)) throw invalid('period', 'is not a period', 'write it as 2026, 2026-Q3 or 2026-09');
      if (against !== undefined && parsePeriod(against)?.grain !== parsePeriod(asked ?? '')?.grain) throw invalid('against', 'is not a period of the same length', 'name a quarter beside a quarter');
      const today = todayOf(ctx.house.clock);
      const months = monthsAsked(asked, today);
      const question = (period: string | null, of: readonly string[]) => ({ period, others: othersOf(programme), whole: period === null ? [] : [period, against ?? previousPeriod(period), yearBefore(period)], months: of, programme, drawn: [...drawn, ...tellingOfMonths], compared, restatable });
      const whole = await ctx.read(async (tx) => {
        const first = await readOverview(tx, question(asked ?? null, months));
        const told = toldMonths(first.cells);
        if (asked !== undefined) return { asked: { period: asked, against: against ?? previousPeriod(asked), programme, months, told, cohort: null }, rows: first };
        // Which period is likeliest is known only when it is known which months have rows.
        const period = likelyPeriod(choosePeriods(told), today);
        const second = await readOverview(tx, question(period, []));
        return { asked: { period, against: previousPeriod(period), programme, months, told, cohort: null }, rows: { ...second, cells: [...first.cells, ...second.cells] } };
      });
      return cohort === undefined ? viewOfRows(ctx.tenantId, whole.asked, whole.rows) : viewOfRows(ctx.tenantId, { ...whole.asked, cohort }, await rowsOfGroup(ctx, cohort, whole.asked));
    },
  }),
};

/** A group's figures are computed as they stand: none was told before, and what is told of the company alone is not told of it. */
async function rowsOfGroup(ctx: ActorContext<object>, cohort: string, { period, against, programme, months }: Asked): Promise<OverviewRows> {
  const { from, to } = monthsUpTo(period);
  const shown = months.filter((month) => month >= from && month <= to);
  const periods = [...new Set([period, against, yearBefore(period), ...shown])];
  return { cells: await cohortRows(ctx, cohort, { metrics: [...metrics, 'paid_hours'], periods, programme }), restated: [], unconfirmedMinutes: 0 };
}

/** Beside all together each one is told; one alone stands alone, and so does a group. */
function othersOf(programme: Scope, cohort: string | null = null): readonly Scope[] {
  return programme === 'all' && cohort === null ? programmes : [];
}

/** Up to today, and up to the period that is asked for where that lies further back or ahead. */
function monthsAsked(period: string | undefined, today: string): string[] {
  const now = today.slice(0, 7);
  const recent = monthsBetween(addMonths(now, 1 - monthsBack), now);
  if (period === undefined) return recent;
  const { from, to } = monthsUpTo(period);
  return [...new Set([...recent, ...monthsBetween(from, to)])].sort();
}

function toldMonths(cells: readonly MetricRow[]): string[] {
  const telling: readonly string[] = tellingOfMonths;
  return [...new Set(cells.filter(({ period, programme, metric, n }) => programme === 'all' && telling.includes(metric) && parsePeriod(period)?.grain === 'month' && (n ?? 0) > 0).map(({ period }) => period))].sort();
}

interface Asked { period: string; against: string; programme: Scope; cohort: string | null; months: readonly string[]; told: string[] }

function viewOfRows(tenantId: string, { period, against, programme, cohort, months, told }: Asked, { cells, restated, unconfirmedMinutes }: OverviewRows): OverviewView {
  const byCell = new Map(cells.map((row) => [`${row.period} ${row.programme} ${row.metric}`, row]));
  const row = (metric: Quantity, of: Scope, at: string): MetricRow | undefined => byCell.get(`${at} ${of} ${metric}`);
  const view = <Q extends Quantity>(metric: Q, of: Scope, at = period): MetricView<Q> => viewOf(tenantId, { metric, programme: of, period: at }, row(metric, of, at), row(metric, of, against));
  const { from, to } = monthsUpTo(period);
  const shown = months.filter((month) => month >= from && month <= to);
  const pointsOf = (metric: Metric, of: Scope): SeriesPoint[] => shown.map((month) => pointOf({ metric, programme: of, period: month }, row(metric, of, month)));
  const others = othersOf(programme, cohort);
  const last = yearBefore(period);
  return {
    period, against, programme, cohort, months: told, figures: metrics.map((metric) => view(metric, programme)), programmes: others.map((one) => ({ programme: one, figures: compared.map((metric) => view(metric, one)) })),
    series: [...drawn.map((metric) => ({ metric, programme, points: pointsOf(metric, programme) })), ...others.map((one) => ({ metric: 'volunteer_hours' as const, programme: one, points: pointsOf('volunteer_hours', one) }))],
    paidHours: view('paid_hours', programme), yearBefore: { period: last, hours: view('volunteer_hours', programme, last).value }, unconfirmedHours: unconfirmedMinutes / 60,
    restated: restated.map((one) => viewOfRestatement(tenantId, one)),
  };
}

function viewOfRestatement(tenantId: string, { fromMicro, toMicro, at, ...name }: Restatement): OverviewView['restated'][number] {
  return { id: metricIdOf(tenantId, name), ...name, from: fromMicro / 1e6, to: toMicro / 1e6, at };
}
