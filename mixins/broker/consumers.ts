// How an event reaches a handler: checked against its contract, applied once per consumer, retried with delay, and after the
// last try taken item by item, so that one bad item goes to the dead letters and the others are not held up by it.
import type { ServiceBroker } from 'moleculer';
import { assertEvent, type Event } from '../../channels/event.ts';
import type { EventType } from '../../channels/contracts.ts';
import { newId } from '../../services/kernel/ids.ts';
import type { Transaction } from '../database/transaction.ts';
import type { Actor, Consumer, ConsumerHandler, Job } from './actions.ts';

export type Consumers = { [T in EventType]?: ConsumerHandler<T> };
/** Delays after the first, second … failure; after the last one the failing items become dead letters. */
export const retryDelaysMs = [1_000, 5_000, 30_000, 120_000, 600_000] as const;

const registered = new WeakMap<ServiceBroker, Map<EventType, Set<string>>>();

/** Who hears what on this node: the sweeper compares it with the inbox. */
export function consumersOf(broker: ServiceBroker): Map<EventType, Set<string>> {
  const known = registered.get(broker) ?? new Map<EventType, Set<string>>();
  registered.set(broker, known);
  return known;
}

type AnyHandler = (items: readonly never[], consumer: Consumer) => Promise<void>;

/** Moleculer channel definitions for an actor's consumers. */
export function channelsOf(actor: Actor, consumers: Consumers): Record<string, { handler: (payload: unknown, raw: unknown) => Promise<void> }> {
  const known = consumersOf(actor.broker);
  return Object.fromEntries(Object.entries(consumers).map(([name, handler]) => {
    const type = name as EventType;
    known.set(type, (known.get(type) ?? new Set<string>()).add(actor.name));
    return [name, { handler: (payload: unknown, raw: unknown) => deliver(actor, payload as Event, raw, handler) }];
  }));
}

/** Events that were checked: one that several rooms hear in this process is checked once. */
const sound = new WeakSet<Event>();

async function deliver(actor: Actor, event: Event, raw: unknown, handler: AnyHandler): Promise<void> {
  if (!sound.has(event)) assertEvent(event);
  sound.add(event);
  const attempt = Number((raw as { headers?: Record<string, string> } | undefined)?.headers?.['attempt'] ?? 1);
  const job = actor.job(event.tenantId, event.correlationId);
  try {
    // What comes again was most likely heard; at the first try asking would cost more than the inbox entry that refuses a second time.
    if (attempt > 1 && await job.read((tx) => isInInbox(tx, actor.name, event.id))) return;
    await applyOnce(actor, job, event.id, event.data.items, handler);
  } catch (error) {
    if (actor.stopping.aborted || attempt <= retryDelaysMs.length) throw error;
    await applyItemByItem(actor, job, event, handler);
  }
}

async function applyOnce(actor: Actor, job: Job, eventId: string, items: Event['data']['items'], handler: AnyHandler): Promise<void> {
  let applied = false;
  await handler(items as never[], {
    tenantId: job.tenantId,
    ask: job.ask,
    read: (work) => job.read(work),
    house: actor.house,
    tell: async (name, payload) => { await actor.broker.broadcast(name, payload); },
    once: async (effect) => {
      await job.redoable(async (tx) => {
        if (await enterInbox(tx, actor.name, eventId)) await effect(tx);
      });
      applied = true;
    },
  });
  if (!applied) throw new Error(`${actor.name} heard an event and applied nothing`);
}

async function applyItemByItem(actor: Actor, job: Job, event: Event, handler: AnyHandler): Promise<void> {
  for (const [index, item] of event.data.items.entries()) {
    const part = `${event.id}#${index}`;
    if (await job.read((tx) => isInInbox(tx, actor.name, part))) continue;
    try {
      await applyOnce(actor, job, part, [item], handler);
    } catch (error) {
      await job.step(async (tx) => {
        if (!await enterInbox(tx, actor.name, part)) return;
        await tx.run(
          `insert into dead_letters (tenant_id, id, consumer, event_id, event_type, item, reason, at) values ($1, $2, $3, $4, $5, $6, $7, $8)`,
          [event.tenantId, newId(), actor.name, event.id, event.type, JSON.stringify(item), error instanceof Error ? error.message : 'unknown',
            new Date(actor.house.clock.nowMs()).toISOString()],
        );
      });
    }
  }
  await job.step(async (tx) => { await enterInbox(tx, actor.name, event.id); });
}

async function isInInbox(tx: Transaction, consumer: string, eventId: string): Promise<boolean> {
  return (await tx.maybe('select 1 from inbox where tenant_id = $1 and consumer = $2 and event_id = $3', [tx.tenantId, consumer, eventId])) !== undefined;
}

/** False when this consumer has already applied the event. */
async function enterInbox(tx: Transaction, consumer: string, eventId: string): Promise<boolean> {
  return await tx.run(
    'insert into inbox (tenant_id, consumer, event_id) values ($1, $2, $3) on conflict do nothing', [tx.tenantId, consumer, eventId],
  ) > 0;
}
