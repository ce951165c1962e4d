// Rows that name something nobody has told of yet: kept as they were told, under the tenant's key, until the other comes.
// Whose words they hold is not known before that, which is why they lie in `pii` and not under a person's key.
import type { EventType } from '../../channels/contracts.ts';
import { newId } from '../../services/kernel/ids.ts';
import type { House } from '../broker/house.ts';
import type { Transaction } from '../database/transaction.ts';
import type { Merged } from '../importing/definition.ts';
import { seal, unseal } from '../vault.ts';
import { tenantKey } from '../vault.store.ts';
import type { SourceTable, Told, Value } from './source.ts';

type Any<V> = Record<keyof V, Value>;
interface From { importId: string | null; receiptIds?: readonly string[]; located: readonly { line: number }[] }
export interface Waiting<V> { told: Told<V>; importId: string | null; line: number | null; receiptId: string | null }

export async function keepWaiting<V extends Any<V>, E extends EventType>(
  source: SourceTable<V, E>, house: House, tx: Transaction, from: From, rows: readonly { row: Told<V>; index: number; waitsFor: string }[],
): Promise<void> {
  if (rows.length === 0) return;
  const key = await tenantKey(house, tx);
  const drafts = rows.map(({ row, index, waitsFor }) => {
    const id = newId();
    return { id, waitsFor, sealed: seal(key, JSON.stringify({ ...row, people: {} }), id), line: from.located[index]?.line ?? null, receiptId: from.receiptIds?.[index] ?? null };
  });
  await tx.run(`insert into pii.waiting_rows (tenant_id, id, source, waits_for, sealed, import_id, line, receipt_id, at)
    select $1, id, $2, waits_for, sealed, $3, line, receipt_id, $4 from unnest($5::uuid[], $6::text[], $7::bytea[], $8::int[], $9::uuid[]) as w (id, waits_for, sealed, line, receipt_id)`,
  [tx.tenantId, source.table, from.importId, new Date(house.clock.nowMs()).toISOString(), drafts.map((draft) => draft.id), drafts.map((draft) => draft.waitsFor),
    drafts.map((draft) => draft.sealed), drafts.map((draft) => draft.line), drafts.map((draft) => draft.receiptId)]);
}

/** Takes what waits for one of these, oldest first; whoever takes must apply it in the same transaction. */
export async function takeWaiting<V extends Any<V>, E extends EventType>(source: SourceTable<V, E>, house: House, tx: Transaction, waitsFor: readonly string[]): Promise<Waiting<V>[]> {
  // Nearly always nothing waits, and a whole set of names need not be looked up to learn it.
  if (!await tx.maybe('select 1 from pii.waiting_rows where tenant_id = $1 and source = $2 and not withdrawn limit 1', [tx.tenantId, source.table])) return [];
  const rows = await tx.rows<{ id: string; sealed: Buffer; import_id: string | null; line: number | null; receipt_id: string | null }>(
    `delete from pii.waiting_rows where tenant_id = $1 and source = $2 and waits_for = any($3) and not withdrawn returning id, sealed, import_id, line, receipt_id`,
    [tx.tenantId, source.table, waitsFor]);
  if (rows.length === 0) return [];
  const key = await tenantKey(house, tx);
  return rows.sort((a, b) => (a.id < b.id ? -1 : 1)).map((row) => ({
    told: reread(source, unseal(key, row.sealed, row.id).toString()), importId: row.import_id, line: row.line, receiptId: row.receipt_id,
  }));
}

/** JSON has no undefined: what was not told is missing from it, and is so again. A row that was kept without a key gets the one that tells it apart from others that wait. */
function reread<V extends Any<V>, E extends EventType>(source: SourceTable<V, E>, text: string): Told<V> {
  const told = JSON.parse(text) as Told<V>;
  if (told.key === '') told.key = source.keyOf?.(told) ?? '';
  return told;
}

/** An undone import's rows wait no longer; brought back, they wait again. Answers what for. */
export async function withdrawWaiting(tx: Transaction, importId: string, withdrawn: boolean): Promise<string[]> {
  const rows = await tx.rows<{ name: string }>(`with turned as (update pii.waiting_rows set withdrawn = $3 where tenant_id = $1
    and import_id = (select coalesce(same_as, id) from imports where tenant_id = $1 and id = $2) returning waits_for) select distinct waits_for as name from turned`, [tx.tenantId, importId, withdrawn]);
  return rows.map(({ name }) => name);
}

/** The lines of an import, as they turned out when what they waited for had come. */
export async function settleLines(tx: Transaction, importId: string, lines: readonly { line: number; merged: Merged }[]): Promise<void> {
  await tx.run(`update import_rows r set verdict = d.verdict, row_key = d.key, revision = d.revision, text_id = d.text_id
    from unnest($3::int[], $4::text[], $5::text[], $6::int[], $7::uuid[]) as d (line, verdict, key, revision, text_id) where r.tenant_id = $1 and r.import_id = $2 and r.line = d.line`,
  [tx.tenantId, importId, lines.map(({ line }) => line), lines.map(({ merged }) => merged.verdict), lines.map(({ merged }) => merged.rowKey), lines.map(({ merged }) => merged.revision),
    lines.map(({ merged }) => merged.textId)]);
  await countLines(tx, importId);
}

/** Counts of an import, taken anew from its lines: what waited may have come while it was still being loaded. */
export async function countLines(tx: Transaction, importId: string): Promise<void> {
  await tx.run(`update imports i set created = c.created, updated = c.updated, unchanged = c.unchanged, waiting = c.waiting from (
      select count(*) filter (where verdict = 'created') as created, count(*) filter (where verdict = 'updated') as updated,
        count(*) filter (where verdict in ('unchanged', 'superseded')) as unchanged, count(*) filter (where verdict = 'waiting') as waiting
      from import_rows where tenant_id = $1 and import_id = $2) c
    where i.tenant_id = $1 and i.id = $2`, [tx.tenantId, importId]);
}
