// What changed, for whoever looks at a screen: events in a per-tenant sequence that a client can take up again where it stopped.
import type { EventItem } from '../../channels/contracts.ts';
import { reviewStateOf, type LiveEvent, type ReviewDecision } from '../../channels/vocabulary.ts';
import { action, defineActor, type ActionMap, type Actor, type Consumer } from '../../mixins/broker/actions.ts';
import { appendLive, liveAfter, liveSpan, type LiveRow } from './live.store.ts';

/** How many events a returning client may have missed before it has to load anew. */
const kept = 5_000;
export interface Replay { epoch: string; last: number; known: boolean; items: LiveRow[] }

const epochs = new WeakMap<Actor, Promise<string>>();

/** Changes when the sequence was lost (a restored database): ids of another epoch get a `reset`. */
function epochOf(actor: Actor): Promise<string> {
  const known = epochs.get(actor) ?? actor.asKeeper(undefined, async (tx) => {
    const made = Math.floor(actor.house.clock.nowMs() / 1000).toString(36);
    await tx.run(`insert into settings_of_installation (name, value) values ('live epoch', $1) on conflict do nothing`, [made]);
    return (await tx.one<{ value: string }>(`select value from settings_of_installation where name = 'live epoch'`)).value;
  });
  epochs.set(actor, known);
  return known;
}

function telling<T>(event: LiveEvent, toData: (item: T) => Record<string, unknown>): (items: readonly T[], consumer: Consumer) => Promise<void> {
  return async (items, consumer) => {
    await consumer.once((tx) => appendLive(tx, event, items.map(toData), consumer.house.clock.nowMs(), kept));
    await consumer.tell('live.appended', { tenantId: consumer.tenantId });
  };
}

const actions = {
  since: action({
    summary: 'Events after a place in the sequence; not known when the place is of another epoch, unreadable, or too old',
    access: 'live:read',
    params: { epoch: { type: 'string', max: 40, optional: true }, after: { type: 'number', integer: true, optional: true } },
    async handler(ctx, actor): Promise<Replay> {
      const epoch = await epochOf(actor);
      const { first, last } = await ctx.read(liveSpan);
      const { after } = ctx.params;
      if (after === undefined) return { epoch, last, known: ctx.params.epoch === undefined, items: [] };
      const known = ctx.params.epoch === epoch && after <= last && (after >= first - 1 || after === last);
      return { epoch, last, known, items: known ? await ctx.read((tx) => liveAfter(tx, after, kept)) : [] };
    },
  }),
};

declare module '../../mixins/broker/actions.ts' {
  interface Actions extends ActionMap<'live', typeof actions> {}
}

const ofImport = telling<{ id: string; state: string; total: number; created: number; updated: number; unchanged: number; rejected: number }>('import',
  ({ id, state, total, created, updated, unchanged, rejected }) => ({ id, state, counts: { total, created, updated, unchanged, rejected } }));
const ofReport = telling<{ id: string; stage: string; state: string }>('report', ({ id, stage, state }) => ({ id, stage, state }));

type Flag = Pick<EventItem<'safety.flag.raised'>, 'id' | 'category' | 'severity'>;
const ofFlag = (state: 'open' | 'superseded'): ReturnType<typeof telling<Flag>> => telling<Flag>('flag', ({ id, category, severity }) => ({ id, category, severity, state }));

export default defineActor({
  name: 'live',
  actions,
  channels: {
    'imports.import.progressed': ofImport,
    'imports.import.completed': ofImport,
    'imports.import.undone': ofImport,
    'impact.metrics.updated': telling<{ period: string }>('metrics', ({ period }) => ({ period })),
    'reporting.report.progressed': ofReport,
    'reporting.report.ready': ofReport,
    'safety.flag.raised': ofFlag('open'),
    'safety.flag.withdrawn': ofFlag('superseded'),
    'safety.review.completed': telling<Flag & { decision: ReviewDecision }>('flag', ({ id, category, severity, decision }) => ({ id, category, severity, state: reviewStateOf[decision] })),
    // Whoever looks at sentences looks anew; whose they are is nobody's to be told.
    'privacy.consent.recorded': telling<EventItem<'privacy.consent.recorded'>>('flag', ({ id, withdrawn }) => ({ id, state: withdrawn ? 'withdrawn' : 'given' })),
    'reporting.export.ready': telling<{ id: string; state: string }>('export', ({ id, state }) => ({ id, state })),
  },
  async started(actor) {
    await epochOf(actor);
  },
});
