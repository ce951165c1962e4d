// Undo of an import: its revisions go unless another import or a webhook supports them, and each row is what the tellings that
// are left make of it. An undo can be undone; both give every row that changed a new change number, and tell.
import type { EventType } from '../../channels/contracts.ts';
import type { House } from '../broker/house.ts';
import type { Transaction } from '../database/transaction.ts';
import type { SourceTable, Value } from './source.ts';
import { isLive, standAnew } from './stand.store.ts';
import { release, releaseDependents } from './tell.store.ts';
import { withdrawWaiting } from './waiting.store.ts';

type Any<V> = Record<keyof V, Value>;

/** Whether each line of an import still says what its row says and nothing was told otherwise since, and nothing of it has changed with time. */
export async function isWhole<V extends Any<V>, E extends EventType>({ table, keyColumn, agedSql }: SourceTable<V, E>, tx: Transaction, importId: string, nowIso: string): Promise<boolean> {
  const aged = agedSql === undefined ? '' : `or (${agedSql.replaceAll('$now', '$3')})`;
  return (await tx.maybe(
    `select 1 from import_rows r left join ${table} s on s.tenant_id = r.tenant_id and s.${keyColumn} = r.row_key and s.revision = r.revision
     where r.tenant_id = $1 and r.import_id = $2 and r.verdict in ('created', 'updated', 'unchanged', 'waiting') and $3::text is not null
       and ((s.is_current is not true and (s.withdrawn_by is not null or not exists (
           select 1 from ${table} c where c.tenant_id = $1 and c.${keyColumn} = r.row_key and c.is_current and c.fingerprint = s.fingerprint
             and not exists (select 1 from ${table} o where o.tenant_id = $1 and o.${keyColumn} = r.row_key and ${isLive('o')} and o.revision > least(c.revision, s.revision) and o.fingerprint <> s.fingerprint))))
         ${aged.replaceAll('$3', '$3::timestamptz')}) limit 1`, [tx.tenantId, importId, nowIso])) === undefined;
}

/**
 * Withdraws the import's revisions that nothing else supports; a row's value is what those left make of it, and one with none
 * left disappears. Supported and overwritten rows stay.
 */
export async function withdrawRows<V extends Any<V>, E extends EventType>(source: SourceTable<V, E>, house: House, tx: Transaction, importId: string): Promise<{ changed: number; kept: number }> {
  await joinBySets(tx);
  const { count } = await tx.one<{ count: number }>(`
    with mine as (${supportOf('$2', ', \'superseded\'')}), others as (
      select r.row_key, r.revision from import_rows r join imports i on i.tenant_id = r.tenant_id and coalesce(i.same_as, i.id) = r.import_id
      where r.tenant_id = $1 and i.id <> $2 and i.kind = any($3) and i.state in ('done', 'running') and r.verdict in ('created', 'updated', 'unchanged')),
    withdrawn as (
      update ${source.table} s set withdrawn_by = $2 from mine m
      where s.tenant_id = $1 and s.${source.keyColumn} = m.row_key and s.revision = m.revision and s.withdrawn_by is null and s.receipt_id is null
        and not exists (select 1 from others o where o.row_key = m.row_key and o.revision = m.revision) returning 1)
    select (select count(distinct row_key) from mine) as count, (select count(*) from withdrawn) as withdrawn`, [tx.tenantId, importId, source.family]);
  await withdrawWaiting(tx, importId, true);
  const changed = await settleRows(source, house, tx, importId);
  return { changed, kept: Math.max(0, count - changed) };
}

/** The undo of an undo: this import supports its revisions again. */
export async function restoreRows<V extends Any<V>, E extends EventType>(source: SourceTable<V, E>, house: House, tx: Transaction, importId: string): Promise<{ changed: number; kept: number }> {
  await joinBySets(tx);
  await tx.run(`with mine as (${supportOf('$2')}) update ${source.table} s set withdrawn_by = null from mine m
    where s.tenant_id = $1 and s.${source.keyColumn} = m.row_key and s.revision = m.revision and s.withdrawn_by is not null`, [tx.tenantId, importId]);
  const awaited = await withdrawWaiting(tx, importId, false);
  const changed = await settleRows(source, house, tx, importId);
  // What this import's rows waited for may have come while they were undone.
  if (awaited.length > 0) await release(source, house, tx, awaited);
  return { changed, kept: 0 };
}

/** An undo touches whole files: freshly loaded tables have no statistics yet, and a plan row by row would take minutes. */
async function joinBySets(tx: Transaction): Promise<void> {
  await tx.run('set local enable_nestloop = off');
}

function supportOf(importId: string, besides = ''): string {
  return `select r.row_key, r.revision from import_rows r
    where r.tenant_id = $1 and r.import_id = (select coalesce(same_as, id) from imports where tenant_id = $1 and id = ${importId})
      and r.verdict in ('created', 'updated', 'unchanged'${besides})`;
}

async function settleRows<V extends Any<V>, E extends EventType>(source: SourceTable<V, E>, house: House, tx: Transaction, importId: string): Promise<number> {
  const keys = { sql: `select distinct row_key as key from (${supportOf('$2', ', \'superseded\'')}) m`, values: [importId] };
  return standAnew(source, house, tx, keys, (stand) => releaseDependents(source, house, tx, stand, stand));
}
