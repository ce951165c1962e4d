// The activity ledger: one entry for each state a source row was ever in, with the span of ledger revisions in which it held.
// Late and repeated events are harmless: an entry is only ever followed by one with a larger change number of its row.
import { itemTable } from '../../mixins/database/item-table.ts';
import type { SqlValue, Transaction } from '../../mixins/database/transaction.ts';
import { activityMeasures, lastingMeasures, type Measure } from './entries.ts';

/** An entry as an event tells it. `toDate` is the last day of what lasts; null while it lasts, and for what happens on one day. */
export interface LedgerItem {
  measure: Measure; key: string; change: number; id: string; present: boolean; localDate: string; toDate: string | null; programme: string | null; participantId: string | null; volunteerId: string | null;
  status: string | null; hoursState: string | null; minutes: number | null; valueMicro: number | null; confidenceMicro: number | null; importId: string | null; line: number | null;
  receiptId: string | null;
  /** Of the minutes, those of working time that the employer paid. */
  paidMinutes: number | null;
  /** A recorded CEFR level, A1 being 1. */
  level: number | null;
  /** Which model found a score, in which language: scores of one model alone are compared. */
  model: string | null; language: string | null;
  amountMinor: number | null; currency: string | null;
}

/** "Still holds": the largest bigint stands for no end. */
export const forever = '9223372036854775807';

const told = itemTable<keyof LedgerItem>({
  measure: 'text', key: 'text', change: 'bigint', id: 'uuid', present: 'boolean', localDate: 'date', toDate: 'date', programme: 'text', participantId: 'uuid', volunteerId: 'uuid', status: 'text',
  hoursState: 'text', minutes: 'int', valueMicro: 'int', confidenceMicro: 'int', importId: 'uuid', line: 'int', receiptId: 'uuid', paidMinutes: 'int', level: 'smallint', model: 'text', language: 'text',
  amountMinor: 'bigint', currency: 'text',
});

/**
 * Enters items of one source table, closes what they replace, and marks their months for computation; what lasts
 * marks every year that it touches.
 */
export async function enterActivity(tx: Transaction, sourceTable: string, items: readonly LedgerItem[], today: string): Promise<number> {
  const rev = await nextRevision(tx);
  return tx.run(`
    with items as (
      select * from ${told.as('i', 5)}),
    -- Looked up item by item, and closed by a list of keys: the planner takes a joined form for a reason to read the whole ledger.
    newer as materialized (
      select i.*, o.open from items i left join lateral (
        select max(l.change) as last, bool_or(l.until_rev = ${forever}) as open from activity_ledger l
        where l.tenant_id = $1 and l.source_table = $2 and l.source_key = i.key) o on true
      where o.last is null or o.last < i.change),
    closed as (
      update activity_ledger l set until_rev = $3
      where l.tenant_id = $1 and l.source_table = $2 and l.source_key = any(array(select key from newer where open)) and l.until_rev = ${forever} returning l.measure, l.local_date, l.to_date),
    entered as (
      insert into activity_ledger (tenant_id, source_table, source_key, change, source_id, present, from_rev, local_date, to_date, programme, measure, participant_id, volunteer_id, status,
        hours_state, minutes, value_micro, confidence_micro, import_id, line, receipt_id, paid_minutes, level, model, language, amount_minor, currency)
      select $1, $2, key, change, id, present, $3, "localDate", "toDate", programme, measure, "participantId", "volunteerId", status, "hoursState", minutes, "valueMicro", "confidenceMicro", "importId", line, "receiptId",
        "paidMinutes", level, model, language, "amountMinor", currency
      from newer returning measure, local_date, to_date),
    touched as (select * from closed union select * from entered)
    insert into metric_marks (tenant_id, month, rev)
    select distinct $1::uuid, to_char(d.day, 'YYYY-MM'), $3::bigint from touched t cross join lateral (${touchedDays('$4')}) d
    on conflict (tenant_id, month) do update set rev = excluded.rev`,
  [tx.tenantId, sourceTable, rev, today, ...told.valuesOf(items)]);
}

/** Names of the house as SQL literals: lists that no caller can fill. */
export function literals(names: readonly string[]): string {
  return names.map((name) => `'${name}'`).join(', ');
}

/** Whether `person` had been active in the programme in the twelve months before row `l`, as the ledger stood at the revision in parameter `rev`. */
export function activeBefore(programme: string, person: string, rev: string): string {
  return `exists (select 1 from activity_ledger a where a.tenant_id = l.tenant_id and a.participant_id = ${person} and a.measure in (${literals(activityMeasures)}) and a.status = 'completed'
    and a.programme = ${programme} and a.local_date <= l.local_date and a.local_date > l.local_date - interval '12 months' and a.present and a.from_rev <= ${rev} and a.until_rev > ${rev})`;
}

/** A month that has just begun: what lasts is in it without any row that says so. */
export async function markIfLasting(tx: Transaction, today: string): Promise<void> {
  await tx.run(`insert into metric_marks (tenant_id, month, rev) select $1, to_char($2::date, 'YYYY-MM'), last from ledger_counters where tenant_id = $1
      and exists (select 1 from activity_ledger where tenant_id = $1 and measure in (${literals(lastingMeasures)}) and until_rev = ${forever})
    on conflict (tenant_id, month) do update set rev = greatest(metric_marks.rev, excluded.rev)`, [tx.tenantId, today]);
}

export async function nextRevision(tx: Transaction): Promise<number> {
  return (await tx.one<{ rev: number }>(
    `insert into ledger_counters (tenant_id, last) values ($1, 1) on conflict (tenant_id, id) do update set last = ledger_counters.last + 1 returning last as rev`, [tx.tenantId])).rev;
}

export async function ledgerRevision(tx: Transaction): Promise<number> {
  return (await tx.maybe<{ last: number }>('select last from ledger_counters where tenant_id = $1', [tx.tenantId]))?.last ?? 0;
}

/** Marks every month that the ledger knows, for a computation from scratch. */
export async function markEverything(tx: Transaction, today: string): Promise<void> {
  await markEntries(tx, today, 'true', []);
}

/** The same for something that is no row of the ledger: what is made of it before and after is told apart by the revision. */
export async function markAnew(tx: Transaction, today: string): Promise<void> {
  await nextRevision(tx);
  await markEverything(tx, today);
}

/** Marks every month in which these people stand in the ledger. */
export async function markActivityOf(tx: Transaction, people: readonly string[], today: string): Promise<void> {
  await markEntries(tx, today, '(t.participant_id = any($3) or t.volunteer_id = any($3))', [people]);
}

async function markEntries(tx: Transaction, today: string, which: string, values: readonly SqlValue[]): Promise<void> {
  await tx.run(`insert into metric_marks (tenant_id, month, rev)
      select distinct $1::uuid, to_char(d.day, 'YYYY-MM'), (select last from ledger_counters where tenant_id = $1)
      from activity_ledger t cross join lateral (${touchedDays('$2')}) d where t.tenant_id = $1 and ${which}
    on conflict (tenant_id, month) do update set rev = excluded.rev`, [tx.tenantId, today, ...values]);
}

/**
 * Days that stand for what an entry `t` touches: its own, or one of each year for what lasts up to today. Employees may be on a roster since
 * long before: their years begin with the first with any activity, so that an activity before all others touches the years up to those.
 */
function touchedDays(today: string): string {
  const lasts = `t.measure in (${literals(lastingMeasures)})`;
  return `select t.local_date::timestamp as day where not ${lasts}
    union all select generate_series(date_trunc('year', (case t.measure when 'roster' then greatest(t.local_date, f.first) else t.local_date end)::timestamp),
      (case when ${lasts} then least(t.to_date, ${today}::date) else f.first end)::timestamp, interval '1 year')
    from (select least(min(o.day), ${today}::date) as first from unnest(array[${literals(activityMeasures)}]) as a (measure)
      cross join lateral (select min(local_date) as day from activity_ledger where tenant_id = $1 and measure = a.measure) o) f
    where ${lasts} or exists (select 1 from activity_ledger where tenant_id = $1 and measure = 'roster')`;
}

/** Rows that the ledger held at a revision and their room does not have: closed, as an event would have done. What came since is left alone. */
export async function closeMissing(tx: Transaction, sourceTable: string, known: readonly string[], heldAt: number): Promise<number> {
  return tx.run(`update activity_ledger set until_rev = $5
    where tenant_id = $1 and source_table = $2 and until_rev = ${forever} and from_rev <= $4 and present and not (source_key = any($3))`,
  [tx.tenantId, sourceTable, known, heldAt, await nextRevision(tx)]);
}
