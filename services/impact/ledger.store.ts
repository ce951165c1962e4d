// The activity ledger: one entry for each state a source row was ever in, with the span of ledger revisions in which it held.
// Late and repeated events are harmless: an entry is only ever followed by one with a larger change number of its row.
import type { Transaction } from '../../mixins/database/transaction.ts';

/** An entry as an event tells it. `toDate` is the last day of what lasts; null while it lasts, and for what happens on one day. */
export interface LedgerItem {
  key: string; change: number; id: string; present: boolean; localDate: string; toDate: string | null; programme: string | null; participantId: string | null; volunteerId: string | null;
  status: string | null; hoursState: string | null; minutes: number | null; valueMicro: number | null; confidenceMicro: number | null; importId: string | null; line: number | null;
  receiptId: string | null;
}

/** "Still holds": the largest bigint stands for no end. */
export const forever = '9223372036854775807';

/** Enters items of one source table and measure, closes what they replace, and marks their months for computation. */
export async function enterActivity(tx: Transaction, sourceTable: string, measure: string, items: readonly LedgerItem[]): Promise<number> {
  const { rev } = await tx.one<{ rev: number }>(
    `insert into ledger_counters (tenant_id, last) values ($1, 1) on conflict (tenant_id, id) do update set last = ledger_counters.last + 1 returning last as rev`, [tx.tenantId]);
  return tx.run(`
    with items as (
      select * from jsonb_to_recordset($4::jsonb) as i (key text, change bigint, id uuid, present boolean, "localDate" date, "toDate" date, programme text, "participantId" uuid, "volunteerId" uuid,
        status text, "hoursState" text, minutes int, "valueMicro" int, "confidenceMicro" int, "importId" uuid, line int, "receiptId" uuid)),
    -- Looked up item by item: the planner takes a joined form for a reason to read the whole ledger.
    newer as materialized (
      select i.*, o.open from items i left join lateral (
        select max(l.change) as last, max(l.change) filter (where l.until_rev = ${forever}) as open from activity_ledger l
        where l.tenant_id = $1 and l.source_table = $2 and l.source_key = i.key) o on true
      where o.last is null or o.last < i.change),
    closed as (
      update activity_ledger l set until_rev = $5 from (select key, open from newer where open is not null) n
      where l.tenant_id = $1 and l.source_table = $2 and l.source_key = n.key and l.change = n.open returning l.local_date),
    entered as (
      insert into activity_ledger (tenant_id, source_table, source_key, change, source_id, present, from_rev, local_date, to_date, programme, measure, participant_id, volunteer_id, status,
        hours_state, minutes, value_micro, confidence_micro, import_id, line, receipt_id)
      select $1, $2, key, change, id, present, $5, "localDate", "toDate", programme, $3, "participantId", "volunteerId", status, "hoursState", minutes, "valueMicro", "confidenceMicro", "importId", line, "receiptId"
      from newer returning local_date)
    insert into metric_marks (tenant_id, month, rev)
    select distinct $1::uuid, to_char(local_date, 'YYYY-MM'), $5::bigint from (select local_date from closed union select local_date from entered) d
    on conflict (tenant_id, month) do update set rev = excluded.rev`,
  [tx.tenantId, sourceTable, measure, JSON.stringify(items), rev]);
}

export async function ledgerRevision(tx: Transaction): Promise<number> {
  return (await tx.maybe<{ last: number }>('select last from ledger_counters where tenant_id = $1', [tx.tenantId]))?.last ?? 0;
}

/** Marks every month that the ledger knows, for a computation from scratch. */
export async function markEverything(tx: Transaction): Promise<void> {
  await tx.run(`insert into metric_marks (tenant_id, month, rev) select distinct $1::uuid, to_char(local_date, 'YYYY-MM'), (select last from ledger_counters where tenant_id = $1)
    from activity_ledger where tenant_id = $1 on conflict (tenant_id, month) do update set rev = excluded.rev`, [tx.tenantId]);
}

/** Rows that the ledger holds and their room no longer has: closed, as an event would have done. */
export async function closeMissing(tx: Transaction, sourceTable: string, known: readonly string[]): Promise<number> {
  return tx.run(`update activity_ledger set until_rev = (select last from ledger_counters where tenant_id = $1)
    where tenant_id = $1 and source_table = $2 and until_rev = ${forever} and present and not (source_key = any($3))`, [tx.tenantId, sourceTable, known]);
}
