// What it meant: keeps the activity ledger from events, computes metrics from it, and answers why a metric is what it is.
import { metrics, type Metric } from '../../channels/vocabulary.ts';
import { dropKept } from '../../mixins/broker/cache-key.ts';
import { action, defineActor, type ActionMap, type Actor, type ConsumerHandler } from '../../mixins/broker/actions.ts';
import type { EventType } from '../../channels/contracts.ts';
import { isLoading, restAfter } from '../../mixins/importing/pressure.ts';
import { todayOf } from '../kernel/clock.ts';
import { invalid } from '../kernel/errors.ts';
import { countMonths, monthsBetween, parsePeriod, previousPeriod } from '../kernel/period.ts';
import { enterAliases } from './alias.store.ts';
import { entryKinds, type EntryKind } from './entries.ts';
import { cardActions } from './card.actions.ts';
import { cohortActions, cohortRows } from './cohort.actions.ts';
import { cohortParam, groupTimeoutMs, metricView, pointView, scopeNames } from './figure-shape.ts';
import { closeMissing, enterActivity, ledgerRevision, markAnew, markEverything, markIfLasting } from './ledger.store.ts';
import { lineageActions } from './lineage.actions.ts';
import { overviewActions } from './overview.actions.ts';
import { rebuiltTables } from './rebuild.ts';
import { restingActions } from './resting.actions.ts';
import { reliableChanges } from './reliable-changes.ts';
import { shipped } from './shipped.client.ts';
import { valueMapActions } from './value-map.actions.ts';
import { whatIfActions } from './whatif.actions.ts';
import { find, pointOf, viewOf, type MetricView, type SeriesPoint } from './view.ts';
import { clearMarks, computeMarked, readMarks, readMetrics } from './metrics.store.ts';

const computeEveryMs = 1_000;
/** Events of one import come close together: wait for a few before computing. */
const gatherMs = 150;
/** While a file is being loaded, its figures follow at this pace. */
const loadingPauseMs = 10_000;

const restUntil = new Map<string, number>();
const computedAt = new Map<string, number>();
const computing = new Map<string, Promise<void>>();
const wakes = new WeakMap<Actor, () => void>();
const markedMonths = new WeakMap<Actor, string>();


const actions = {
  ...whatIfActions,
  ...lineageActions,
  ...valueMapActions,
  ...cardActions,
  ...cohortActions,
  ...restingActions,
  ...overviewActions,

  metrics: action({
    summary: 'Metrics of a period and programme',
    access: 'metrics:read',
    cached: true,
    params: { period: { type: 'string' }, programme: { type: 'enum', values: scopeNames, optional: true }, ...cohortParam },
    timeoutMs: groupTimeoutMs,
    returns: { items: { type: 'array', items: { type: 'object', props: metricView } } },
    async handler(ctx): Promise<{ items: MetricView<Metric>[] }> {
      const period = knownPeriod('period', ctx.params.period);
      const { programme = 'all', cohort } = ctx.params;
      const before = previousPeriod(period);
      const rows = cohort === undefined ? await ctx.read((tx) => readMetrics(tx, [period, before], programme)) : await cohortRows(ctx, cohort, { metrics, periods: [period, before], programme });
      return { items: metrics.map((metric) => viewOf(ctx.tenantId, { metric, programme, period }, find(rows, metric, period), find(rows, metric, before))) };
    },
  }),

  series: action({
    summary: 'One metric by month',
    access: 'metrics:read',
    cached: true,
    params: { metric: { type: 'enum', values: metrics }, programme: { type: 'enum', values: scopeNames, optional: true }, from: { type: 'string' }, to: { type: 'string' }, ...cohortParam },
    timeoutMs: groupTimeoutMs,
    returns: { points: { type: 'array', items: { type: 'object', props: pointView } } },
    async handler(ctx): Promise<{ points: SeriesPoint[] }> {
      const { metric, programme = 'all', from, to, cohort } = ctx.params;
      for (const [field, month] of [['from', from], ['to', to]] as const) {
        if (parsePeriod(month)?.grain !== 'month') throw invalid(field, 'is not a month', 'write it as 2026-09');
      }
      if (countMonths(from, to) > 240) throw invalid('from', 'is more than 20 years before `to`', 'ask for a shorter span');
      const months = monthsBetween(from, to);
      const rows = cohort === undefined ? await ctx.read((tx) => readMetrics(tx, months, programme)) : await cohortRows(ctx, cohort, { metrics: [metric], periods: months, programme });
      return { points: months.map((period) => pointOf({ metric, programme, period }, find(rows, metric, period))) };
    },
  }),

  ready: action({
    summary: 'Whether every metric of a tenant has been computed',
    access: 'room',
    params: {},
    async handler(ctx): Promise<{ waiting: number }> {
      return { waiting: (await ctx.read(readMarks)).length };
    },
  }),

  rebuild: action({
    summary: 'Rebuilds the ledger from the rooms and computes every metric from scratch',
    access: 'room',
    changes: 'metrics',
    params: {},
    timeoutMs: 600_000,
    async handler(ctx, actor): Promise<{ rows: number }> {
      const today = todayOf(ctx.house.clock);
      const heldAt = await ctx.read(ledgerRevision);
      let rows = 0;
      for (const { table, page } of rebuiltTables(ctx.ask)) {
        const known: string[] = [];
        for (let after: number | null = 0; after !== null;) {
          const { items, next } = await page(after);
          known.push(...items.map((item) => item.key));
          if (items.length > 0) {
            await ctx.change(async (tx) => {
              await enterActivity(tx, table, items, today);
              tx.note('ledger', { table, rows: items.length });
            });
          }
          after = next;
        }
        await ctx.change(async (tx) => { tx.note('ledger', { table, closed: await closeMissing(tx, table, known, heldAt) }); });
        rows += known.length;
      }
      await ctx.change(async (tx) => {
        await markEverything(tx, today);
        tx.note('ledger', { rows });
      });
      await computeTenant(actor, ctx.tenantId);
      return { rows };
    },
  }),
};

/** Enters what an event tells, and has the figures follow. */
function hear<T extends EventType>({ table, entryOf }: EntryKind<T>): ConsumerHandler<T> {
  return async (items, consumer) => {
    await consumer.once(async (tx) => { await enterActivity(tx, table, items.map(entryOf), todayOf(consumer.house.clock)); });
    await consumer.tell('impact.marked', {});
  };
}

/** People found to be one count once from now on. */
const hearMerges: ConsumerHandler<'profiles.person.merged' | 'profiles.person.unmerged'> = async (items, consumer) => {
  await consumer.once((tx) => enterAliases(tx, items, todayOf(consumer.house.clock)));
  await consumer.tell('impact.marked', {});
};

/** Another currency: every figure in money, and what is made of it, is another one from now on. */
const hearCurrency: ConsumerHandler<'companies.currency.changed'> = async (_items, consumer) => {
  await consumer.once((tx) => markAnew(tx, todayOf(consumer.house.clock)));
  await consumer.tell('impact.marked', {});
};

/** Computes what is marked for one tenant. One node a tenant at a time; a mark renewed meanwhile stays for the next round. */
async function computeTenant(actor: Actor, tenantId: string): Promise<void> {
  // One after another: the second would find its snapshot overtaken.
  const next = (computing.get(tenantId) ?? Promise.resolve()).catch(() => undefined).then(() => computeMarks(actor, tenantId));
  computing.set(tenantId, next);
  await next;
}

async function computeMarks(actor: Actor, tenantId: string): Promise<void> {
  const job = actor.job(tenantId, 'metrics');
  const marks = await job.read(readMarks);
  if (marks.length === 0) return;
  const nowIso = new Date(actor.house.clock.nowMs()).toISOString();
  const [{ currency }, reliable] = [await job.ask('companies.get', {}), await reliableChanges(job.ask)];
  await job.step(async (tx) => {
    const done = await computeMarked(tx, marks.map((mark) => mark.month), nowIso, { currency, reliable, shipped: shipped() });
    await tx.emit('impact.metrics.updated', done.changed.map((period) => ({ period, asOf: done.asOf })));
  });
  // At once, before anybody can have heard that there are new figures; those of groups may have changed though none of the whole has.
  dropKept(actor.house, tenantId);
  await job.step((tx) => clearMarks(tx, marks));
}

/** A month that begins is in every match and roster that lasts, though no event says so. */
async function markNewMonth(actor: Actor): Promise<void> {
  const today = todayOf(actor.house.clock);
  if (markedMonths.get(actor) === today.slice(0, 7)) return;
  for (const { id } of await actor.asKeeper(undefined, (tx) => tx.rows<{ id: string }>('select id from tenants'))) {
    await actor.job(id, 'metrics').step((tx) => markIfLasting(tx, today));
  }
  markedMonths.set(actor, today.slice(0, 7));
}

function knownPeriod(field: string, period: string): string {
  if (!parsePeriod(period)) throw invalid(field, 'is not a period', 'write it as 2026, 2026-Q3 or 2026-09');
  return period;
}

declare module '../../mixins/broker/actions.ts' {
  interface Actions extends ActionMap<'impact', typeof actions> {}
}

export default defineActor({
  name: 'impact',
  actions,
  channels: { ...Object.fromEntries(Object.entries(entryKinds).map(([type, kind]) => [type, hear(kind as EntryKind)])), 'profiles.person.merged': hearMerges, 'profiles.person.unmerged': hearMerges, 'companies.currency.changed': hearCurrency },
  hears: {
    'impact.marked': (_payload, actor) => { setTimeout(() => wakes.get(actor)?.(), gatherMs); },
    'outbox.emptied': (_payload, actor) => wakes.get(actor)?.(),
  },
  async started(actor) {
    const { wake } = actor.repeat('computing metrics', computeEveryMs, async () => {
      await markNewMonth(actor);
      const rows = await actor.asKeeper(undefined, (tx) => tx.rows<{ tenant_id: string }>('select distinct tenant_id from metric_marks'));
      for (const row of rows) {
        const begun = performance.now();
        if ((restUntil.get(row.tenant_id) ?? 0) > begun && (await actor.job(row.tenant_id, 'metrics').ask('outbox.waiting', {})).count > 0) continue;
        if (isLoading(actor.house) && begun - (computedAt.get(row.tenant_id) ?? 0) < loadingPauseMs) continue;
        await computeTenant(actor, row.tenant_id);
        const ended = performance.now();
        computedAt.set(row.tenant_id, ended);
        restUntil.set(row.tenant_id, ended + restAfter(ended - begun)); // ends sooner when all are heard
      }
    });
    wakes.set(actor, wake);
  },
});
