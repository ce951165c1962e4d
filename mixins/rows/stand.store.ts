// What rows are worth now that some of their tellings were withdrawn or stand again, or that a row they refer to changed:
// each is folded anew, gets a new change number if its value is another, and is told of.
import type { EventType } from '../../channels/contracts.ts';
import type { House } from '../broker/house.ts';
import type { SqlValue, Transaction } from '../database/transaction.ts';
import { keepTexts } from '../vault.store.ts';
import { standingRevision, textsToStand } from './revision.ts';
import { changedRows, insertRevisions, openedTexts, stacksOf, textsOf, whereAndWhen } from './rows.store.ts';
import { columnOf, type Revision, type SourceTable, type Value } from './source.ts';

type Any<V> = Record<keyof V, Value>;
const page = 5_000;

/** SQL: whether a revision tells anything still. */
export function isLive(alias: string): string {
  return `${alias}.withdrawn_by is null and (${alias}.given <> 0 or ${alias}.emptied <> 0)`;
}

/** `keys` is a query for column `key`, its values from $2 on. `stood` hears which rows stand with another value. Answers how many rows changed. */
export async function standAnew<V extends Any<V>, E extends EventType>(
  source: SourceTable<V, E>, house: House, tx: Transaction, keys: { sql: string; values: readonly SqlValue[] }, stood: (rows: readonly Revision<V>[]) => Promise<void>,
): Promise<number> {
  const { table, keyColumn, changes } = source;
  const { base } = await tx.one<{ base: number }>(`select nextval('${changes}') as base`);
  await findStanding(source, tx, keys);
  await foldMixed(source, house, tx);
  const affected = await tx.one<{ count: number; last: number | null }>(`
    with moved as materialized (select *, nextval('${changes}') as change from rows_to_stand where value is distinct from was),
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
    await stood(stand.map(({ revision }) => revision));
    after = rows.at(-1)?.change ?? after;
  }
  return affected.count;
}

/**
 * The revision each row falls back to, or none. Mostly that is the last one that is live; a row is mixed where others told cells
 * on which that one is silent, or where it has columns from another row, and is left to `foldMixed`.
 */
async function findStanding<V extends Any<V>, E extends EventType>(
  { table, keyColumn, addedBy = [], referred }: SourceTable<V, E>, tx: Transaction, { sql, values }: { sql: string; values: readonly SqlValue[] },
): Promise<void> {
  await tx.run('create temp table if not exists rows_to_stand (key text, value int, top int, was int, is_mixed boolean) on commit delete rows');
  await tx.run('truncate rows_to_stand');
  await tx.run(`
    insert into rows_to_stand
    with keys as (${sql}),
    stacks as (
      -- What only adds to a row does not hold it up: without a revision of a real teller the row is gone.
      select s.${keyColumn} as key, bool_or(${isLive('s')} and s.told_by <> all($${values.length + 2})) as stands, max(s.revision) as top, max(s.revision) filter (where s.is_current) as was,
        bool_or(s.is_current and s.given = 0 and s.emptied = 0) as was_made, bit_or(s.given) as given, (array_agg(s.revision order by s.revision desc) filter (where ${isLive('s')}))[1] as value,
        (array_agg(s.given order by s.revision desc) filter (where ${isLive('s')}))[1] as value_given,
        (array_agg(s.fingerprint order by s.revision desc) filter (where ${isLive('s')}))[1:2] as prints
      from ${table} s join keys k on k.key = s.${keyColumn} where s.tenant_id = $1 group by s.${keyColumn})
    select key, case when stands then value end, top, was, stands and (${referred !== undefined} or was_made or given & ~value_given <> 0 or prints[1] is not distinct from prints[2]) from stacks`,
  [tx.tenantId, ...values, addedBy]);
}

/** Folds what stands of the mixed rows; where no revision has what comes out, one is made. */
async function foldMixed<V extends Any<V>, E extends EventType>(source: SourceTable<V, E>, house: House, tx: Transaction): Promise<void> {
  const where = await whereAndWhen(house, tx);
  for (let after = ''; ;) {
    const keys = (await tx.rows<{ key: string }>('select key from rows_to_stand where is_mixed and key collate "C" > $1 order by key collate "C" limit $2', [after, page])).map(({ key }) => key);
    if (keys.length === 0) return;
    const stacks = [...(await stacksOf(source, tx, keys)).values()];
    const texts = await openedTexts(house, tx, stacks.flatMap((stack) => textsToStand(source, stack)));
    const others = await referredValues(source, tx, stacks.flatMap(([first]) => first ?? []));
    const found = stacks.flatMap((stack) => standingRevision(source, stack, where, texts, others(stack[0])) ?? []);
    const made = found.filter(({ isNew }) => isNew).map(({ revision, text }) => ({ next: revision, text, current: undefined }));
    if (made.length > 0) {
      await keepTexts(house, tx, textsOf(source, made));
      await insertRevisions(source, tx, made);
    }
    await tx.run('update rows_to_stand u set value = f.revision from unnest($1::text[], $2::int[]) as f (key, revision) where u.key = f.key', [found.map(({ revision }) => revision.key), found.map(({ revision }) => revision.revision)]);
    after = keys.at(-1) ?? after;
  }
}

/** What rows have from those they refer to, as those stand now. */
async function referredValues<V extends Any<V>, E extends EventType>(
  { referred }: SourceTable<V, E>, tx: Transaction, rows: readonly Revision<V>[],
): Promise<(row: Revision<V> | undefined) => { readonly [K in keyof V]?: Value } | undefined> {
  if (!referred) return () => undefined;
  const { by, table, keyColumn, columns } = referred;
  const found = await tx.rows<Record<string, Value> & { key: string }>(`select ${keyColumn} as key, ${columns.map((name) => `${columnOf(name)} as "${name}"`).join(', ')} from ${table}
    where tenant_id = $1 and ${keyColumn} = any($2) and is_current`, [tx.tenantId, [...new Set(rows.map(({ values }) => String(values[by])))]]);
  const others = new Map(found.map(({ key, ...values }) => [key, values as { [K in keyof V]?: Value }]));
  return (row) => (row ? others.get(String(row.values[by])) : undefined);
}

/** Rows that have other columns than the rows of these keys which they refer to: those changed under them. */
export async function followReferred<V extends Any<V>, E extends EventType>(source: SourceTable<V, E>, house: House, tx: Transaction, changed: readonly string[]): Promise<void> {
  const { referred } = source;
  if (!referred) return;
  const of = (alias: string): string => referred.columns.map((name) => `${alias}.${columnOf(name)}`).join(', ');
  const sql = `select s.${source.keyColumn} as key from ${source.table} s join ${referred.table} o on o.tenant_id = s.tenant_id and o.${referred.keyColumn} = s.${columnOf(referred.by)} and o.is_current
    where s.tenant_id = $1 and s.is_current and s.${columnOf(referred.by)} = any($2) and (${of('s')}) is distinct from (${of('o')})`;
  if (!await tx.maybe(`${sql} limit 1`, [tx.tenantId, changed])) return;
  await standAnew(source, house, tx, { sql, values: [changed] }, () => Promise.resolve());
}
