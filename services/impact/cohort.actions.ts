// The groups that figures can be narrowed to, and figures narrowed to one of them.
import { action, type ActorContext } from '../../mixins/broker/actions.ts';
import type { Transaction } from '../../mixins/database/transaction.ts';
import { todayOf } from '../kernel/clock.ts';
import { invalid } from '../kernel/errors.ts';
import { Turns } from '../kernel/turns.ts';
import { mayListRows, readCohort, type Cohort } from './cohort.ts';
import { cohortFigures, cohortRow, startGroups, unitGroups, type CohortFigures, type Groups } from './cohort.store.ts';
import { longestCohort } from './figure-shape.ts';
import type { Quantity, Scope } from './metric.ts';
import type { MetricRow } from './metrics.store.ts';
import { reliableChanges } from './reliable-changes.ts';
import type { CohortKind } from './slices.ts';

/** A group with all others of its kind, and how its figures are found. */
export interface Narrowed extends Cohort { people: readonly string[]; areRowsListed: boolean; asOf: number; figures: CohortFigures; rowOf: (metric: Quantity, period: string) => MetricRow }

const computing = new Turns();

export const cohortActions = {
  cohorts: action({
    summary: 'The groups of people that figures can be narrowed to',
    access: 'metrics:read',
    params: {},
    returns: { items: { type: 'array', items: { type: 'object', props: { cohort: { type: 'string' }, kind: { type: 'enum', values: ['start', 'unit'] }, name: { type: 'string' }, people: { type: 'number', integer: true } } } } },
    async handler(ctx): Promise<{ items: { cohort: string; kind: CohortKind; name: string; people: number }[] }> {
      const { items: units } = await ctx.ask('companies.units', { on: todayOf(ctx.house.clock) });
      const starts = await ctx.read(startGroups);
      const listed = (kind: CohortKind, name: string, people: readonly string[]): { cohort: string; kind: CohortKind; name: string; people: number } => ({ cohort: `${kind}:${name}`, kind, name, people: people.length });
      return { items: [
        ...[...starts].sort(([a], [b]) => (a < b ? 1 : -1)).map(([quarter, people]) => listed('start', quarter, people)),
        ...units.flatMap(({ unit, people }) => (unit === null ? [] : [listed('unit', unit, people)])),
      ] };
    },
  }),

  cohortPeople: action({
    summary: 'Participants of a group, for rooms that keep rows of theirs',
    access: 'room',
    params: { cohort: { type: 'string', max: longestCohort } },
    async handler(ctx): Promise<{ ids: string[] }> {
      const { kind, name } = knownCohort(ctx.params.cohort);
      if (kind !== 'start') throw invalid('cohort', 'is a group of volunteers, and texts are by participants', 'narrow them by start:2026-Q1');
      return { ids: (await ctx.read(startGroups)).get(name) ?? [] };
    },
  }),
};

/** Rows as `readMetrics` answers them, of one group. */
export async function cohortRows(ctx: ActorContext<object>, cohort: string, { metrics, periods, programme }: { metrics: readonly Quantity[]; periods: readonly string[]; programme: Scope }): Promise<MetricRow[]> {
  return narrowed(ctx, cohort, { metrics, periods, programme }, (_tx, { rowOf }) => Promise.resolve(periods.flatMap((period) => metrics.map((metric) => rowOf(metric, period)))));
}

/** Computes a group's figures and works on with them in the same snapshot. */
export async function narrowed<T>(ctx: ActorContext<object>, cohort: string, { metrics, periods, programme }: { metrics: readonly Quantity[]; periods: readonly string[]; programme: Scope }, work: (tx: Transaction, found: Narrowed) => Promise<T>): Promise<T> {
  const { kind, name } = knownCohort(cohort);
  const years = [...new Set(periods.map((period) => period.slice(0, 4)))];
  // As the roster stands today, whichever period is asked for: units as they stood on two days would tell of who moved between them.
  const { items: units } = kind === 'unit' ? await ctx.ask('companies.units', { on: todayOf(ctx.house.clock) }) : { items: [] };
  if (kind === 'unit' && !units.some(({ unit }) => unit === name)) throw invalid('cohort', 'is no unit of the roster', 'choose one of /cohorts, or bring a roster that names it');
  const reliable = await reliableChanges(ctx.ask);
  // One after the other for each company: many at once would take every connection, and others would wait for them.
  return computing.take(ctx.tenantId, () => ctx.read(async (tx) => {
    await tx.run('set transaction isolation level repeatable read');
    const groups: Groups = kind === 'unit' ? await unitGroups(tx, units) : await startGroups(tx);
    const { figures, asOf } = await cohortFigures(tx, { kind, groups, name, metrics, years, programme, today: todayOf(ctx.house.clock), reliable });
    const nowIso = new Date(ctx.house.clock.nowMs()).toISOString();
    return work(tx, { kind, name, people: groups.get(name) ?? [], areRowsListed: mayListRows(groups, name), asOf, figures, rowOf: (metric, period) => cohortRow({ metric, period, programme }, kind, figures, asOf, nowIso) });
  }));
}

function knownCohort(text: string): Cohort {
  const cohort = readCohort(text);
  if (!cohort) throw invalid('cohort', 'is no group', 'write it as start:2026-Q1 or unit:<unit of the roster>');
  return cohort;
}
