// The per-tenant sequence of live events, in the order of commits: a counter row hands out the next place.
import type { LiveEvent } from '../../channels/vocabulary.ts';
import type { Transaction } from '../../mixins/database/transaction.ts';

export interface LiveRow { position: number; event: LiveEvent; data: Record<string, unknown> }

/** Appends events, and forgets those that so many later ones have followed. */
export async function appendLive(tx: Transaction, event: LiveEvent, data: readonly Record<string, unknown>[], nowMs: number, keep: number): Promise<void> {
  await tx.run(`
    with counter as (
      insert into live_counters (tenant_id, last) values ($1, $2) on conflict (tenant_id, id) do update set last = live_counters.last + $2 returning last),
    appended as (
      insert into live_events (tenant_id, position, at, event, data)
      select $1, c.last - $2 + ord, $3, $4, d from counter c, unnest($5::jsonb[]) with ordinality as u (d, ord))
    delete from live_events where tenant_id = $1 and position <= (select last from counter) - $6`,
  [tx.tenantId, data.length, new Date(nowMs).toISOString(), event, data.map((item) => JSON.stringify(item)), keep]);
}

export async function liveAfter(tx: Transaction, after: number, limit: number): Promise<LiveRow[]> {
  return tx.rows<LiveRow>('select position, event, data from live_events where tenant_id = $1 and position > $2 order by position limit $3', [tx.tenantId, after, limit]);
}

/** First place still kept, and the last one given out. */
export async function liveSpan(tx: Transaction): Promise<{ first: number; last: number }> {
  return tx.one<{ first: number; last: number }>(
    `select coalesce((select min(position) from live_events where tenant_id = $1), 0) as first, coalesce((select last from live_counters where tenant_id = $1), 0) as last`, [tx.tenantId]);
}
