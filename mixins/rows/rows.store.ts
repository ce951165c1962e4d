// The tables of source rows: compared by fingerprint, merged set by set with their events, read page by page.
// Every room's rows go through here; what differs between rooms stands in their descriptions.
import type { EventItem, EventType } from '../../channels/contracts.ts';
import { isoInstant } from '../../services/kernel/zone.ts';
import type { House } from '../broker/house.ts';
import { copyValue, type Transaction } from '../database/transaction.ts';
import type { Located, Merged, Verdict } from '../importing/definition.ts';
import { blindIndex, keepTexts, openTexts, type TextToKeep } from '../vault.store.ts';
import { beforeLater, draftRevision, textsToOpen, type Draft, type Texts } from './revision.ts';
import { columnNames, columnOf, type ColumnType, type Revision, type SourceTable, type Told, type Value, type Where } from './source.ts';
import { keepWaiting } from './waiting.store.ts';

type Any<V> = Record<keyof V, Value>;
type StackRow = Record<string, Value> & {
  key: string; revision: number; id: string; told_by: Told<unknown>['teller']; text_id: string | null; text_mark: string | null; fingerprint: string; import_id: string | null;
  line: number | null; receipt_id: string | null; is_current: boolean; change: number; given: number; emptied: number; is_withdrawn: boolean;
};

/** Where told rows come from: a file's lines, or a webhook's receipt. */
export interface Origin { importId: string | null; receiptIds?: readonly string[]; located: readonly Located[] }

const sqlTypes: Record<ColumnType, string> = { text: 'text', uuid: 'uuid', integer: 'int', numeric: 'numeric', date: 'date', instant: 'timestamptz', boolean: 'boolean' };

export async function compareRows<V extends Any<V>, E extends EventType>(source: SourceTable<V, E>, house: House, tx: Transaction, rows: readonly Told<V>[]): Promise<Verdict[]> {
  const waits = await source.refer?.(tx, rows);
  const draft = await drafting(source, house, tx, rows);
  return rows.map((row, index) => (waits?.[index] != null ? 'waiting' : draft.of(row).verdict));
}

/** Writes the new revisions of a set, their texts and their events; a key that comes twice keeps its last line. */
export async function mergeRows<V extends Any<V>, E extends EventType>(source: SourceTable<V, E>, house: House, tx: Transaction, origin: Origin, rows: readonly Told<V>[]): Promise<Merged[]> {
  const waits = await source.refer?.(tx, rows) ?? [];
  const lastOfKey = new Map(rows.map((row, index) => [row.key, index]));
  const isKept = (row: Told<V>, index: number): boolean => lastOfKey.get(row.key) === index && waits[index] == null;
  const { of: draftOf, stacks } = await drafting(source, house, tx, rows.filter(isKept), new Map(rows.flatMap((row, index) => { const id = origin.receiptIds?.[index]; return id === undefined ? [] : [[row.key, id] as const]; })));
  const drafts = new Map(rows.flatMap((row, index) => (isKept(row, index) ? [[row.key, { draft: draftOf(row), index }] as const] : [])));
  for (const { draft, index } of drafts.values()) {
    Object.assign(draft.next, { importId: origin.importId, line: origin.located[index]?.line ?? null, receiptId: origin.receiptIds?.[index] ?? null });
  }
  const before = await verdictsBefore(tx, origin.importId, [...drafts.keys()].map((key) => stacks.get(key) ?? []));
  const made = [...drafts.values()].map(({ draft }) => draft).filter(({ isNew }) => isNew);
  if (made.length > 0) {
    await keepTexts(house, tx, textsOf(source, made));
    await tellOf(source, tx, made, await insertRevisions(source, tx, made));
  }
  await keepWaiting(source, house, tx, origin, rows.flatMap((row, index) => (waits[index] == null || lastOfKey.get(row.key) !== index ? [] : [{ row, index, waitsFor: waits[index] }])));
  return rows.map((row, index): Merged => {
    const found = drafts.get(row.key)?.draft;
    const result = { rowKey: row.key, revision: found?.next.revision ?? 0, textId: found?.next.textId ?? null };
    if (lastOfKey.get(row.key) !== index) return { ...result, verdict: 'unchanged', superseded: { line: origin.located[index]?.line ?? 0, verdict: 'unchanged' } };
    if (!found) return { ...result, verdict: 'waiting' };
    const earlier = before.get(row.key);
    return earlier ? { ...result, verdict: earlier.verdict, superseded: earlier } : { ...result, verdict: found.verdict };
  });
}

/** What each row would make of what is known: asked of the store once for all of them. */
async function drafting<V extends Any<V>, E extends EventType>(
  source: SourceTable<V, E>, house: House, tx: Transaction, told: readonly Told<V>[], receiptOf: ReadonlyMap<string, string> = new Map(),
): Promise<{ of: (row: Told<V>) => Draft<V>; stacks: Map<string, Revision<V>[]> }> {
  const where = await whereAndWhen(house, tx);
  const stacks = await stacksOf(source, tx, told.map(({ key }) => key));
  const stackOf = (row: Told<V>): Revision<V>[] => stacks.get(row.key) ?? [];
  const inTime = (row: Told<V>): Told<V> => { const id = receiptOf.get(row.key); return id === undefined ? row : beforeLater(source, row, stackOf(row), id); };
  const texts = await openedTexts(house, tx, stacks.size === 0 ? [] : told.flatMap((row) => textsToOpen(source, inTime(row), stackOf(row))));
  return { of: (row) => draftRevision(source, inTime(row), stackOf(row), where, texts), stacks };
}

export async function whereAndWhen(house: House, tx: Transaction): Promise<Where> {
  const [tenant] = await tx.prepared<{ time_zone: string }>('zone of the tenant', 'select time_zone from tenants where id = $1', [tx.tenantId]);
  return { timeZone: tenant?.time_zone ?? 'UTC', nowMs: house.clock.nowMs() };
}

export async function openedTexts(house: House, tx: Transaction, ids: readonly string[]): Promise<Texts> {
  const opened = ids.length === 0 ? [] : [...await openTexts(house, tx, ids)];
  return { mark: (text) => blindIndex(house, text), opened: new Map(opened.map(([id, { text }]) => [id, readWords(text)])) };
}

export function textsOf<V extends Any<V>, E extends EventType>(source: SourceTable<V, E>, drafts: readonly { next: Revision<V>; text: string | null }[]): TextToKeep[] {
  return drafts.flatMap(({ next, text }) => {
    const personId = source.authorOf?.(next.values);
    return text !== null && next.textId !== null && personId ? [{ id: next.textId, personId, text }] : [];
  });
}

/** Lines of this same import that named the same rows in an earlier set: they give way to this one. */
async function verdictsBefore<V>(tx: Transaction, importId: string | null, stacks: readonly (readonly Revision<V>[])[]): Promise<Map<string, { line: number; verdict: Verdict }>> {
  const own = importId === null ? [] : stacks.flatMap((stack) => stack.findLast((revision) => revision.importId === importId && !revision.isWithdrawn && revision.cells.given !== 0)?.line ?? []);
  if (own.length === 0) return new Map();
  const rows = await tx.rows<{ line: number; verdict: Verdict; row_key: string }>(
    `select line, verdict, row_key from import_rows where tenant_id = $1 and import_id = $2 and line = any($3) and verdict in ('created', 'updated', 'unchanged')`,
    [tx.tenantId, importId, own]);
  return new Map(rows.map(({ row_key: key, line, verdict }) => [key, { line, verdict }]));
}

const ownColumns = {
  revision: 'int', id: 'uuid', told_by: 'text', given: 'int', emptied: 'int', text_id: 'uuid', text_mark: 'bytea', fingerprint: 'bytea', import_id: 'uuid', line: 'int', receipt_id: 'uuid', change: 'bigint',
  is_current: 'boolean',
} as const;

/** New revisions, each in the place of its row's current one if it is to stand. Answers their change numbers. */
export async function insertRevisions<V extends Any<V>, E extends EventType>(
  source: SourceTable<V, E>, tx: Transaction, drafts: readonly { next: Revision<V>; current: Revision<V> | undefined }[],
): Promise<number[]> {
  const changes = await nextChanges(source, tx, drafts.length);
  const names = columnNames(source);
  const staging = `staging_${source.table}`;
  const columns = [source.keyColumn, ...names.map(columnOf), ...Object.keys(ownColumns)];
  const types = ['text', ...names.map((name) => sqlTypes[source.columns[name]]), ...Object.values(ownColumns)];
  await tx.copyIntoStaging(staging, `${columns.map((column, index) => `${column} ${types[index]}`).join(', ')}, old_revision int`, stagingLines(source, names, drafts, changes));
  if (drafts.some(({ next, current }) => next.isCurrent && current !== undefined)) {
    await tx.run(`update ${source.table} set is_current = false where tenant_id = $1 and is_current
      and ${source.keyColumn} = any(array(select g.${source.keyColumn} from ${staging} g where g.is_current and g.old_revision is not null))`, [tx.tenantId]);
  }
  await tx.run(`insert into ${source.table} (tenant_id, ${columns.join(', ')}) select $1, ${columns.join(', ')} from ${staging} order by change`, [tx.tenantId]);
  return changes;
}

/** Events of the drafts that stand; the others change nothing that anyone hears of. */
async function tellOf<V extends Any<V>, E extends EventType>(source: SourceTable<V, E>, tx: Transaction, drafts: readonly Draft<V>[], changes: readonly number[]): Promise<void> {
  const happened = new Map<E, EventItem<E>[]>();
  for (const [index, { next, current }] of drafts.entries()) {
    if (!next.isCurrent) continue;
    const type = current ? source.events.corrected : source.events.created(next.values);
    const items = happened.get(type) ?? [];
    if (items.length === 0) happened.set(type, items);
    items.push(source.itemOf(next, changes[index] ?? 0, true));
  }
  for (const [type, items] of happened) await tx.emit(type, items);
}

async function nextChanges<V extends Any<V>, E extends EventType>({ changes }: SourceTable<V, E>, tx: Transaction, count: number): Promise<number[]> {
  const { list } = await tx.one<{ list: string }>(`select string_agg(nextval('${changes}')::text, ' ') as list from generate_series(1, $1)`, [count]);
  return list.split(' ').map(Number);
}

/** Joined from lists: added to piece by piece, each line would leave some fifty half lines to be collected. */
function* stagingLines<V extends Any<V>, E extends EventType>(
  source: SourceTable<V, E>, names: readonly (keyof V & string)[], drafts: readonly { next: Revision<V>; current: Revision<V> | undefined }[], changes: readonly number[],
): Generator<string> {
  const values: string[] = [];
  let index = 0;
  for (const { next, current } of drafts) {
    let position = 0;
    for (const name of names) {
      const value: Value = next.values[name];
      values[position++] = source.columns[name] === 'instant' && typeof value === 'number' ? isoInstant(value) : copyValue(value);
    }
    yield [
      copyValue(next.key), values.join('\t'), next.revision, next.id, next.teller, next.cells.given, next.cells.emptied, next.textId ?? '\\N', next.textMark === null ? '\\N' : `\\\\x${next.textMark}`,
      `\\\\x${next.fingerprint}`, next.importId ?? '\\N', next.line ?? '\\N', next.receiptId ?? '\\N', changes[index++] ?? 0, next.isCurrent ? 't' : 'f', `${current?.revision ?? '\\N'}\n`,
    ].join('\t');
  }
}

/** Rows as they stand, in the order of their last change: what a rebuild reads, page by page. */
export async function pageRows<V extends Any<V>, E extends EventType>(source: SourceTable<V, E>, tx: Transaction, after: number, limit: number): Promise<{ items: EventItem<E>[]; next: number | null }> {
  const rows = await tx.rows<StackRow>(`select ${selectColumns(source)} from ${source.table} s where tenant_id = $1 and is_current and change > 0 and change > $2 order by change limit $3`, [tx.tenantId, after, limit]);
  return { items: rows.map((row) => source.itemOf(revisionOf(source, row), row.change, true)), next: rows.length === limit ? rows.at(-1)?.change ?? null : null };
}

/** Rows whose state changed after one change number and up to another, whether they are current or not. */
export async function changedRows<V extends Any<V>, E extends EventType>(
  source: SourceTable<V, E>, tx: Transaction, after: number, last: number, limit: number,
): Promise<{ item: EventItem<E>; change: number; revision: Revision<V> }[]> {
  const rows = await tx.rows<StackRow>(`select ${selectColumns(source)} from ${source.table} s where tenant_id = $1 and change > 0 and change > $2 and change <= $3 order by change limit $4`, [tx.tenantId, after, last, limit]);
  return rows.map((row) => {
    const revision = revisionOf(source, row);
    return { item: source.itemOf(revision, row.change, revision.isCurrent), change: row.change, revision };
  });
}

/** One revision of a row. */
export async function revisionAt<V extends Any<V>, E extends EventType>(source: SourceTable<V, E>, tx: Transaction, key: string, revision: number): Promise<Revision<V> | undefined> {
  const row = await tx.maybe<StackRow>(`select ${selectColumns(source)} from ${source.table} s where tenant_id = $1 and ${source.keyColumn} = $2 and revision = $3`, [tx.tenantId, key, revision]);
  return row && revisionOf(source, row);
}

export async function stacksOf<V extends Any<V>, E extends EventType>(source: SourceTable<V, E>, tx: Transaction, keys: readonly string[]): Promise<Map<string, Revision<V>[]>> {
  const found = await tx.prepared<StackRow>(`stacks of ${source.table}`, `select ${selectColumns(source)} from ${source.table} s where tenant_id = $1 and ${source.keyColumn} = any($2)`,
    [tx.tenantId, [...new Set(keys)]]);
  return Map.groupBy(found.map((row) => revisionOf(source, row)), (revision) => revision.key);
}

/** Words by the id of their text, opened; those of erased people are missing. */
export async function openWords(house: House, tx: Transaction, ids: readonly string[]): Promise<{ id: string; personId: string; texts: Record<string, string> }[]> {
  return [...await openTexts(house, tx, ids)].map(([id, { personId, text }]) => ({ id, personId, texts: readWords(text) }));
}

function readWords(kept: string): Record<string, string> {
  return JSON.parse(kept) as Record<string, string>;
}

function selectColumns<V extends Any<V>, E extends EventType>({ columns, keyColumn }: SourceTable<V, E>): string {
  const own = Object.entries<ColumnType>(columns).map(([name, type]) => (type === 'instant' ? `(extract(epoch from s.${columnOf(name)}) * 1000)::bigint as ${columnOf(name)}` : `s.${columnOf(name)}`));
  return `s.${keyColumn} as key, s.revision, s.id, s.told_by, s.text_id, encode(s.text_mark, 'hex') as text_mark, encode(s.fingerprint, 'hex') as fingerprint, s.import_id, s.line, s.receipt_id,
    s.is_current, s.change, s.given, s.emptied, s.withdrawn_by is not null as is_withdrawn, ${own.join(', ')}`;
}

function revisionOf<V extends Any<V>, E extends EventType>({ columns }: SourceTable<V, E>, row: StackRow): Revision<V> {
  const values: Record<string, Value> = {};
  for (const [name, type] of Object.entries<ColumnType>(columns)) {
    const value = row[columnOf(name)] ?? null;
    values[name] = type === 'numeric' && value !== null ? Number(value) : value;
  }
  return {
    key: row.key, revision: row.revision, id: row.id, teller: row.told_by, cells: { given: row.given, emptied: row.emptied }, isWithdrawn: row.is_withdrawn, values: values as V, textId: row.text_id, textMark: row.text_mark, fingerprint: row.fingerprint,
    importId: row.import_id, line: row.line, receiptId: row.receipt_id, isCurrent: row.is_current,
  };
}
