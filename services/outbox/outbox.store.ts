// The outbox table as relay and sweeper see it: of all tenants, in the keeper's role.
import type { Event } from '../../channels/event.ts';
import type { EventItem, EventType } from '../../channels/contracts.ts';
import { unpackItems } from '../../channels/packed.ts';
import type { Transaction } from '../../mixins/database/transaction.ts';

interface OutboxRow {
  tenant_id: string; id: string; type: EventType; version: number; occurred_at: string; correlation_id: string; causation_id: string | null; source: string;
  data: Parameters<typeof unpackItems<EventItem<EventType>>>[0]; attempt: number;
}
export interface Unsent { event: Event; attempt: number }

/**
 * Takes unsent events and hides them for a while, so that two relays never send the same one at once. Rows are locked, never
 * taken as "greater than the last seen": a transaction that commits late would be skipped for ever.
 */
export async function takeUnsent(tx: Transaction, limit: number, nowIso: string, hiddenUntilIso: string): Promise<Unsent[]> {
  const rows = await tx.rows<OutboxRow>(
    // By place, which a locked row keeps: a join by key reads the whole table for a handful.
    `update outbox o set next_at = $3
     where o.ctid = any(array(select ctid from outbox where sent_at is null and next_at <= $2 order by next_at, id limit $1 for update skip locked))
     returning o.tenant_id, o.id, o.type, o.version, o.occurred_at, o.correlation_id, o.causation_id, o.source, o.data, o.attempt`,
    [limit, nowIso, hiddenUntilIso]);
  return rows.map((row) => ({
    attempt: row.attempt,
    event: {
      id: row.id, type: row.type, version: row.version, tenantId: row.tenant_id, occurredAt: row.occurred_at, correlationId: row.correlation_id,
      causationId: row.causation_id, source: row.source, data: { items: unpackItems(row.data) },
    },
  })).sort((a, b) => (a.event.id < b.event.id ? -1 : 1));
}

export async function markSent(tx: Transaction, events: readonly Event[], nowIso: string): Promise<void> {
  await tx.run('update outbox set sent_at = $3 where tenant_id = any($1) and id = any($2)',
    [[...new Set(events.map((event) => event.tenantId))], events.map((event) => event.id), nowIso]);
}

export async function scheduleAgain(tx: Transaction, event: Event, attempt: number, atIso: string): Promise<void> {
  await tx.run('update outbox set attempt = $3, next_at = $4 where tenant_id = $1 and id = $2', [event.tenantId, event.id, attempt, atIso]);
}

/** Sends again whatever a registered consumer has no inbox entry for: what makes even the loss of a broker's disk survivable. */
export async function reviveUnheard(tx: Transaction, consumers: readonly { type: string; consumer: string }[], sentBeforeIso: string): Promise<number> {
  return tx.run(
    `update outbox o set sent_at = null, next_at = now(), attempt = attempt + 1
     where o.sent_at < $3 and exists (select 1 from unnest($1::text[], $2::text[]) as c (type, consumer)
       where c.type = o.type and not exists (select 1 from inbox i where i.tenant_id = o.tenant_id and i.consumer = c.consumer and i.event_id = o.id::text))`,
    [consumers.map((entry) => entry.type), consumers.map((entry) => entry.consumer), sentBeforeIso]);
}

/** Removes what was sent and heard long ago, and the inbox entries beside it. */
export async function prune(tx: Transaction, beforeIso: string): Promise<void> {
  await tx.run('delete from outbox where sent_at < $1', [beforeIso]);
  await tx.run('delete from inbox where at < $1::timestamptz - interval \'1 day\'', [beforeIso]);
}

export async function countUnsent(tx: Transaction): Promise<number> {
  return (await tx.one<{ count: number }>('select count(*) as count from outbox where sent_at is null')).count;
}
