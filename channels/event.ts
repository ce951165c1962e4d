// The envelope: something that happened, once, to 1 to 500 items of one tenant.
// Validated when it is made and again when it is heard, since a queue may hold what an older version wrote.
import { checkItem, contracts, isEventType, type EventItem, type EventType } from './contracts.ts';

export const maxItems = 500;

export interface Event<T extends EventType = EventType> {
  id: string;
  type: T;
  version: number;
  tenantId: string;
  occurredAt: string;
  correlationId: string;
  causationId: string | null;
  source: string;
  data: { items: EventItem<T>[] };
}

export interface EventOrigin {
  tenantId: string;
  correlationId: string;
  causationId: string | null;
  /** The room that says so. */
  source: string;
  newId: () => string;
  nowMs: () => number;
}

/** Makes as many events as the items need. Throws when an item breaks its contract: that is a mistake of ours, not of a user. */
export function makeEvents<T extends EventType>(type: T, items: readonly EventItem<T>[], origin: EventOrigin): Event<T>[] {
  const events: Event<T>[] = [];
  for (let start = 0; start < items.length; start += maxItems) {
    const event: Event<T> = {
      id: origin.newId(),
      type,
      version: contracts[type].version,
      tenantId: origin.tenantId,
      occurredAt: new Date(origin.nowMs()).toISOString(),
      correlationId: origin.correlationId,
      causationId: origin.causationId,
      source: origin.source,
      data: { items: items.slice(start, start + maxItems) },
    };
    assertEvent(event);
    events.push(event);
  }
  return events;
}

/** Checks an event against its contract. */
export function assertEvent(event: Event): void {
  if (!isEventType(event.type)) throw new Error(`unknown event ${String(event.type)}`);
  if (event.version !== contracts[event.type].version) throw new Error(`${event.type}: version ${event.version} is not known`);
  for (const item of event.data.items) {
    const problems = checkItem(event.type, item);
    if (problems.length > 0) throw new Error(`${event.type}: ${problems.map((found) => `${found.field} ${found.problem}`).join(', ')}`);
  }
}
