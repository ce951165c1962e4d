// The rows of one participant as they stand, the latest first: what happened, and where each was told. And of whom else they were ever told.
import type { Transaction } from '../../mixins/database/transaction.ts';
import { forever } from './ledger.store.ts';

/** `measure` as in the ledger; a score with its dimension. `value` in millionths, of scores alone: what somebody rated stays with the row. */
export interface PersonRow {
  table: string; id: string; key: string; measure: string; programme: string | null; date: string; toDate: string | null; status: string | null; minutes: number | null; valueMicro: number | null;
  volunteerId: string | null; importId: string | null; line: number | null; receiptId: string | null;
}
export interface PersonPlace { date: string; table: string; key: string; measure: string }

/** `people` are one person: all who were merged. The few rows of a person are read by their index and sorted. */
export async function rowsOfPerson(tx: Transaction, people: readonly string[], after: PersonPlace | null, limit: number): Promise<PersonRow[]> {
  return tx.rows<PersonRow>(`
    select l.source_table as "table", l.source_id as id, l.source_key as key, l.measure, l.programme, l.local_date as date, l.to_date as "toDate", l.status, l.minutes,
      case when l.measure like 'score:%' then l.value_micro end as "valueMicro", l.volunteer_id as "volunteerId", l.import_id as "importId", l.line, l.receipt_id as "receiptId"
    from activity_ledger l where l.tenant_id = $1 and l.participant_id = any($2) and l.present and l.until_rev = ${forever}
      and ($3::date is null or (l.local_date, l.source_table, l.source_key, l.measure) < ($3, $4, $5, $6))
    order by l.local_date desc, l.source_table desc, l.source_key desc, l.measure desc limit $7`,
  [tx.tenantId, people, after?.date ?? null, after?.table ?? '', after?.key ?? '', after?.measure ?? '', limit]);
}

export interface OtherOfRows { id: string; rows: number }

/** Participants of whom the same rows were told at another time, those of the most rows first: who changed their address, or was mistaken for somebody. */
export async function othersOfRows(tx: Transaction, people: readonly string[], limit: number): Promise<OtherOfRows[]> {
  return tx.rows<OtherOfRows>(`
    select o.participant_id as id, count(distinct (o.source_table, o.source_key))::int as rows
    from activity_ledger l join activity_ledger o on o.tenant_id = l.tenant_id and o.source_table = l.source_table and o.source_key = l.source_key and o.participant_id <> all($2)
    where l.tenant_id = $1 and l.participant_id = any($2) group by o.participant_id order by rows desc, id limit $3`, [tx.tenantId, people, limit]);
}
