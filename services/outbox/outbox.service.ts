// Keeps the promise "nothing lost, nothing twice": relays committed events to the channel, sends again what was not heard,
// and keeps what could not be applied where an operator can read it.
import { consumersOf, retryDelaysMs } from '../../mixins/broker/consumers.ts';
import { action, defineActor, type ActionMap, type Actor } from '../../mixins/broker/actions.ts';
import { isLoading } from '../../mixins/importing/pressure.ts';
import { countUnsent, markSent, prune, reviveUnheard, scheduleAgain, takeUnsent, type Unsent } from './outbox.store.ts';

const relayEveryMs = 500;
const sweepEveryMs = 15_000;
/** An event sent this long ago and not in a consumer's inbox was lost on its way. */
const unheardAfterMs = 60_000;
const hiddenForMs = 60_000;
const keptDays = 8;
const batch = 16;
/** Kinds of row of one tenant whose events are on their way at once: while PostgreSQL writes one, the words of another are read. More would only wait for each other's rows, each with a connection in hand. */
const abreast = 2;
const restFactor = 9;
const longestRestMs = 8_000;
const lookEveryMs = 100;

interface Channel {
  sendToChannel(name: string, payload: unknown, options: { headers: Record<string, string> }): Promise<void>;
  channelAdapter: { groupsOf(type: string): number };
}

async function relay(actor: Actor): Promise<void> {
  if (!everyoneListens(actor)) return;
  for (let hasSent = false; ; hasSent = true) {
    if (actor.stopping.aborted) return;
    const now = actor.house.clock.nowMs();
    const due = await actor.asKeeper(undefined, (tx) => takeUnsent(tx, batch, iso(now), iso(now + hiddenForMs)), { redoable: true });
    if (due.length === 0) {
      // Whoever lets rows gather until all are heard goes on at once.
      if (hasSent) await actor.broker.broadcast('outbox.emptied', {});
      return;
    }
    const begun = performance.now();
    const failed: Unsent[] = [];
    const sent: Unsent[] = [];
    await Promise.all(byTenant(due).map(async (list) => {
      // What is told of one kind of row is told in order: of two messages about one session the later stands.
      const lanes = [...Map.groupBy(list, ({ event }) => event.type.slice(0, event.type.lastIndexOf('.'))).values()].values();
      await Promise.all(Array.from({ length: abreast }, async () => {
        for (const lane of lanes) {
          for (const unsent of lane) {
            const { event, attempt } = unsent;
            const taken = await (actor.broker as unknown as Channel).sendToChannel(event.type, event, { headers: { attempt: String(attempt) } }).then(() => true, () => false);
            (taken ? sent : failed).push(unsent);
          }
        }
      }));
    }));
    if (sent.length > 0) await actor.asKeeper(undefined, (tx) => markSent(tx, sent.map(({ event }) => event), iso(actor.house.clock.nowMs())), { redoable: true });
    for (const unsent of failed) await retryLater(actor, unsent);
    if (isLoading(actor.house)) await rest(actor, Math.min(longestRestMs, (performance.now() - begun) * restFactor));
  }
}

/** While a file is being loaded its rows come first: events follow at a tenth of the pace, and at once when it is done. */
async function rest(actor: Actor, ms: number): Promise<void> {
  const until = performance.now() + ms;
  while (isLoading(actor.house) && performance.now() < until && !actor.stopping.aborted) await new Promise((resolve) => { setTimeout(resolve, lookEveryMs); });
}

/** Whether each registered consumer is subscribed by now. Before that an event would be sent, heard by nobody, and marked as sent. */
function everyoneListens(actor: Actor): boolean {
  const { channelAdapter } = actor.broker as unknown as Channel;
  return [...consumersOf(actor.broker)].every(([type, names]) => channelAdapter.groupsOf(type) >= names.size);
}

function byTenant(due: readonly Unsent[]): Unsent[][] {
  const tenants = new Map<string, Unsent[]>();
  for (const unsent of due) tenants.set(unsent.event.tenantId, [...tenants.get(unsent.event.tenantId) ?? [], unsent]);
  return [...tenants.values()];
}

async function retryLater(actor: Actor, { event, attempt }: Unsent): Promise<void> {
  const delayMs = actor.stopping.aborted ? 0 : retryDelaysMs[Math.min(attempt, retryDelaysMs.length) - 1] ?? 1_000;
  const next = actor.stopping.aborted ? attempt : attempt + 1;
  actor.broker.getLogger('outbox').warn({ id: event.id }, `${event.type} was not taken, try ${attempt}`);
  await actor.asKeeper(undefined, (tx) => scheduleAgain(tx, event, next, iso(actor.house.clock.nowMs() + delayMs)));
}

async function sweep(actor: Actor): Promise<void> {
  const now = actor.house.clock.nowMs();
  const consumers = [...consumersOf(actor.broker)].flatMap(([type, names]) => [...names].map((consumer) => ({ type, consumer })));
  const revived = await actor.asKeeper(undefined, (tx) => reviveUnheard(tx, consumers, iso(now - unheardAfterMs)));
  if (revived > 0) actor.broker.getLogger('outbox').warn(`${revived} events had not been heard and are sent again`);
  await actor.asKeeper(undefined, (tx) => prune(tx, iso(now - keptDays * 86_400_000)));
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}

const actions = {
  waiting: action({
    summary: 'How many events wait to be sent',
    access: 'room',
    params: {},
    async handler(_ctx, actor): Promise<{ count: number }> {
      return { count: await actor.asKeeper(undefined, countUnsent) };
    },
  }),
};

declare module '../../mixins/broker/actions.ts' {
  interface Actions extends ActionMap<'outbox', typeof actions> {}
}

export default defineActor({
  name: 'outbox',
  actions,
  async started(actor) {
    // What a killed relay had taken is free again at once: in one process nobody else can be sending it.
    await actor.asKeeper(undefined, (tx) => tx.run('update outbox set next_at = now() where sent_at is null and next_at > now() and attempt = 1'));
    const { wake } = actor.repeat('relay', relayEveryMs, () => relay(actor));
    actor.house.database.onEventsCommitted(wake);
    actor.repeat('sweeper', sweepEveryMs, () => sweep(actor));
  },
});
