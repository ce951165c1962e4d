// Undo of an import: its revisions go unless another import or a webhook supports them, and each row is what the tellings that
// are left make of it. An undo can be undone; both give every row that changed a new change number, and tell.
import type { EventType } from '../../channels/contracts.ts';
import type { House } from '../broker/house.ts';
import type { Transaction } from '../database/transaction.ts';
import { keepTexts } from '../vault.store.ts';
import { standingRevision, textsToStand } from './revision.ts';
import { changedRows, insertRevisions, openedTexts, stacksOf, textsOf, whereAndWhen } from './rows.store.ts';
import type { SourceTable, Value } from './source.ts';
import { release, releaseDependents } from './tell.store.ts';
import { withdrawWaiting } from './waiting.store.ts';

type Any<V> = Record<keyof V, Value>;
const page = 5_000;

/** Whether each line of an import still says what its row says and nothing was told otherwise since, and nothing of it has changed with time. */
export async function isWhole<V extends Any<V>, E extends EventType>({ table, keyColumn, agedSql }: SourceTable<V, E>, tx: Transaction, importId: string, nowIso: string): Promise<boolean> {
  const aged = agedSql === undefined ? '' : `or (${agedSql.replaceAll('$now', '$3')})`;
  return (await tx.maybe(
    `select 1 from import_rows r left join ${table} s on s.tenant_id = r.tenant_id and s.${keyColumn} = r.row_key and s.revision = r.revision
     where r.tenant_id = $1 and r.import_id = $2 and r.verdict in ('created', 'updated', 'unchanged', 'waiting') and $3::text is not null
       and ((s.is_current is not true and (s.withdrawn_by is not null or not exists (
           select 1 from ${table} c where c.tenant_id = $1 and c.${keyColumn} = r.row_key and c.is_current and c.fingerprint = s.fingerprint
             and not exists (select 1 from ${table} o where o.tenant_id = $1 and o.${keyColumn} = r.row_key and o.withdrawn_by is null and o.revision > least(c.revision, s.revision) and o.fingerprint <> s.fingerprint))))
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

/** Makes what the tellings that stand say each row's value, gives every changed row a new change number, and tells. */
async function settleRows<V extends Any<V>, E extends EventType>(source: SourceTable<V, E>, house: House, tx: Transaction, importId: string): Promise<number> {
  const { table, keyColumn, changes } = source;
  const { base } = await tx.one<{ base: number }>(`select nextval('${changes}') as base`);
  await findStanding(source, tx, importId);
  await foldMixed(source, house, tx, importId);
  const affected = await tx.one<{ count: number; last: number | null }>(`
    with moved as materialized (select *, nextval('${changes}') as change from undo_stands where value is distinct from was),
    unset as (update ${table} s set is_current = false from moved m where s.tenant_id = $1 and s.${keyColumn} = m.key and s.revision = m.was
      and m.was is distinct from coalesce(m.value, m.top)),
    set_ as (update ${table} s set is_current = m.value is not null, change = m.change from moved m
      where s.tenant_id = $1 and s.${keyColumn} = m.key and s.revision = coalesce(m.value, m.top) returning s.change)
    select count(*) as count, max(change) as last from set_`, [tx.tenantId]);
  for (let after = base; ;) {
    const rows = await changedRows(source, tx, after, affected.last ?? 0, page);
    if (rows.length === 0) break;
    const stand = rows.filter(({ revision }) => revision.isCurrent);
    await tx.emit(source.events.corrected, stand.map((row) => row.item));
    await tx.emit(source.events.withdrawn, rows.filter(({ revision }) => !revision.isCurrent).map((row) => row.item));
    await releaseDependents(source, house, tx, stand.map(({ revision }) => revision));
    after = rows.at(-1)?.change ?? after;
  }
  return affected.count;
}

/**
 * The revision each row of the import falls back to, or none. Mostly that is the last one that is not withdrawn; a row is mixed
 * where others told cells on which that one is silent, and is left to `foldMixed`.
 */
async function findStanding<V extends Any<V>, E extends EventType>({ table, keyColumn, addedBy = [] }: SourceTable<V, E>, tx: Transaction, importId: string): Promise<void> {
  await tx.run('create temp table if not exists undo_stands (key text, value int, top int, was int, is_mixed boolean) on commit delete rows');
  await tx.run('truncate undo_stands');
  await tx.run(`
    insert into undo_stands
    with keys as (select distinct row_key from (${supportOf('$2', ', \'superseded\'')}) m),
    stacks as (
      -- What only adds to a row does not hold it up: without a revision of a real teller the row is gone.
      select s.${keyColumn} as key, bool_or(s.withdrawn_by is null and s.told_by <> all($3)) as stands, max(s.revision) as top, max(s.revision) filter (where s.is_current) as was,
        bit_or(s.given) as given, (array_agg(s.revision order by s.revision desc) filter (where s.withdrawn_by is null))[1] as value,
        (array_agg(s.given order by s.revision desc) filter (where s.withdrawn_by is null))[1] as value_given,
        (array_agg(s.fingerprint order by s.revision desc) filter (where s.withdrawn_by is null))[1:2] as prints
      from ${table} s join keys k on k.row_key = s.${keyColumn} where s.tenant_id = $1 group by s.${keyColumn})
    select key, case when stands then value end, top, was, stands and (given & ~value_given <> 0 or prints[1] is not distinct from prints[2]) from stacks`, [tx.tenantId, importId, addedBy]);
}

/** Folds what stands of the mixed rows; where no revision has what comes out, one is made. */
async function foldMixed<V extends Any<V>, E extends EventType>(source: SourceTable<V, E>, house: House, tx: Transaction, importId: string): Promise<void> {
  const where = await whereAndWhen(house, tx);
  for (let after = ''; ;) {
    const keys = (await tx.rows<{ key: string }>('select key from undo_stands where is_mixed and key collate "C" > $1 order by key collate "C" limit $2', [after, page])).map(({ key }) => key);
    if (keys.length === 0) return;
    const stacks = [...(await stacksOf(source, tx, keys)).values()];
    const texts = await openedTexts(house, tx, stacks.flatMap((stack) => textsToStand(source, stack)));
    const found = stacks.flatMap((stack) => standingRevision(source, stack, where, texts) ?? []);
    const made = found.filter(({ isNew }) => isNew).map(({ revision, text }) => ({ next: revision, text, current: undefined }));
    if (made.length > 0) {
      await keepTexts(house, tx, textsOf(source, made));
      await insertRevisions(source, tx, made, importId);
    }
    await tx.run('update undo_stands u set value = f.revision from unnest($1::text[], $2::int[]) as f (key, revision) where u.key = f.key', [found.map(({ revision }) => revision.key), found.map(({ revision }) => revision.revision)]);
    after = keys.at(-1) ?? after;
  }
}
