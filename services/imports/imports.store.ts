// Imports as their screen shows them: history, one import, its rejected lines, one line for a walk.
import { importFilters, personalKeyKinds, type ImportFilter, type ImportKind, type ImportState } from '../../channels/vocabulary.ts';
import type { House } from '../../mixins/broker/house.ts';
import type { Transaction } from '../../mixins/database/transaction.ts';
import type { Counts, Preview, ProblemCount } from '../../mixins/importing/definition.ts';
import type { RowProblem, Scale } from '../../mixins/importing/row-reader.ts';
import { bringsAgain, holdPreview, moveState } from '../../mixins/importing/engine.store.ts';
import { listsOfMapping, type Mapping, type MappingLists } from '../../mixins/importing/mapping.ts';
import type { ColumnMatch } from '../../mixins/importing/file.ts';
import { unwrapSpoolKey, type SpoolHandle } from '../../mixins/importing/spool.ts';
import { unseal, seal } from '../../mixins/vault.ts';
import { Problem } from '../kernel/errors.ts';

export interface ImportView {
  id: string; kind: ImportKind; state: ImportState; fileName: string; bytes: number; sha256: string; createdAt: string; finishedAt: string | null; undoUntil: string | null;
  counts: Counts; columns: ColumnMatch[]; sample: Record<string, unknown>[]; problems: ProblemCount[]; encoding: string | null; delimiter: string | null; linesDone: number;
  reason: { line: number; problem: string; remedy: string } | null;
  /** How it was told to be read, and on which scale its ratings were. */
  mapping: MappingLists | null; scale: Scale | null;
  /** Of the rejected rows, those that came again, mended, in a file that stands. */
  mended: number;
}

interface ImportRow {
  id: string; kind: ImportKind; state: ImportState; file_name: string; file_bytes: number; file_sha256: string; created_at: string; finished_at: string | null; undo_until: string | null;
  total: number; created: number; updated: number; unchanged: number; rejected: number; waiting: number; columns: ColumnMatch[] | null; problems: ProblemCount[] | null; encoding: string | null;
  delimiter: string | null; lines_done: number; reason: ImportView['reason']; sample: Buffer | null; spool_key: string | null; wrapped: Buffer | null; mapping: Mapping | null; scale: Scale | null; mended: number;
}
const mended = `lateral (select least(i.rejected, count(distinct line))::int as mended from imports m cross join unnest(m.mends_lines) as line where i.rejected > 0 and ${bringsAgain('i.id')})`;
const selectView = `select i.id, i.kind, i.state, i.file_name, i.file_bytes, i.file_sha256, i.created_at, i.finished_at, i.undo_until, i.total, i.created, i.updated, i.unchanged,
  i.rejected, i.waiting, i.columns, i.problems, i.encoding, i.delimiter, i.lines_done, i.reason, i.sample, i.mapping, i.scale, i.spool_key, k.wrapped, d.mended
  from imports i left join pii.import_keys k on k.tenant_id = i.tenant_id and k.import_id = i.id cross join ${mended} d where i.tenant_id = $1`;

/** Lines that another import rejected and that come again, mended. */
export interface Mending { importId: string; lines: number[] }
export interface NewImport { id: string; kind: ImportKind; fileName: string; spool: SpoolHandle; mapping: Mapping | null; mending: Mending | null; state: 'preview' | 'queued'; userId: string | null; nowMs: number }

/** How long the spool, rejected rows and undo live; the key is destroyed then. */
export const keptDays = 30;
const previewHours = 24;

export async function insertImport(tx: Transaction, { id, kind, fileName, spool, mapping, mending, state, userId, nowMs }: NewImport): Promise<void> {
  const iso = (ms: number): string => new Date(ms).toISOString();
  await tx.run(
    `insert into imports (tenant_id, id, kind, file_name, file_sha256, file_bytes, spool_key, state, by_user, created_at, commit_requested_at, preview_until, mapping, mends, mends_lines)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`,
    [tx.tenantId, id, kind, fileName, spool.sha256, spool.bytes, spool.key, state, userId, iso(nowMs), state === 'queued' ? iso(nowMs) : null,
      state === 'preview' ? iso(nowMs + previewHours * 3_600_000) : null, jsonOf(mapping), mending?.importId ?? null, mending?.lines ?? null]);
  await tx.run('insert into pii.import_keys (tenant_id, import_id, wrapped, destroy_after) values ($1, $2, $3, $4)',
    [tx.tenantId, id, Buffer.from(spool.wrappedKey, 'base64'), iso(nowMs + keptDays * 86_400_000)]);
}

/** What a check found; a mapping takes the place of the one before it. */
export async function keepPreview(house: House, tx: Transaction, id: string, preview: Preview, mapping?: Mapping): Promise<void> {
  await holdPreview(tx, id);
  const { wrapped, spool_key: spoolKey } = await tx.one<{ wrapped: Buffer; spool_key: string }>(
    'select k.wrapped, i.spool_key from imports i join pii.import_keys k on k.tenant_id = i.tenant_id and k.import_id = i.id where i.tenant_id = $1 and i.id = $2', [tx.tenantId, id]);
  const { counts, form, scale } = preview;
  await tx.run(
    `update imports set total = $3, created = $4, updated = $5, unchanged = $6, rejected = $7, columns = $8, problems = $9, encoding = $10, delimiter = $11, sample = $12, expected_total = $3, waiting = $13, scale = $14,
       mapping = coalesce($15, mapping) where tenant_id = $1 and id = $2`,
    [tx.tenantId, id, counts.total, counts.created, counts.updated, counts.unchanged, counts.rejected, JSON.stringify(preview.columns), JSON.stringify(preview.problems),
      form.encoding, form.delimiter, seal(unwrapSpoolKey(house, wrapped, spoolKey), JSON.stringify(preview.sample), id), counts.waiting, jsonOf(scale), jsonOf(mapping ?? null)]);
}

/** Forgets a preview; answers where its file lies. */
export async function discardImport(tx: Transaction, id: string): Promise<string | null> {
  for (const table of ['import_rows', 'pii.import_keys']) await tx.run(`delete from ${table} where tenant_id = $1 and import_id = $2`, [tx.tenantId, id]);
  return (await tx.maybe<{ spool_key: string | null }>('delete from imports where tenant_id = $1 and id = $2 returning spool_key', [tx.tenantId, id]))?.spool_key ?? null;
}

export async function viewOf(house: House, tx: Transaction, id: string): Promise<ImportView> {
  const row = await tx.maybe<ImportRow>(`${selectView} and i.id = $2`, [tx.tenantId, id]);
  if (!row) throw new Problem('not_found');
  return toView(house, row);
}

const filterSql: Readonly<Record<ImportFilter, string>> = {
  running: `i.state in ('queued', 'running')`, 'set-aside': `i.state = 'done' and i.rejected > d.mended`, held: `i.state = 'done' and i.waiting > 0`, checked: `i.state = 'preview'`, undone: `i.state = 'undone'`,
};
export interface ImportsSought { show?: ImportFilter; kind?: ImportKind }

export async function listImports(house: House, tx: Transaction, { show, kind }: ImportsSought, after: string | null, limit: number): Promise<ImportView[]> {
  const rows = await tx.rows<ImportRow>(`${selectView} and ($2::uuid is null or i.id < $2) and ($4::text is null or i.kind = $4) and ${show ? filterSql[show] : 'true'} order by i.id desc limit $3`,
    [tx.tenantId, after, limit, kind ?? null]);
  return rows.map((row) => toView(house, row));
}

/** Of all imports, whatever a list is narrowed to: how many there are of each sort, of which kinds, and the rows that need a hand or another file. */
export interface ImportTotals { all: number; byFilter: Record<ImportFilter, number>; kinds: ImportKind[]; rejectedRows: number; waitingRows: number }

export async function importTotals(tx: Transaction): Promise<ImportTotals> {
  const counts = importFilters.map((filter) => `count(*) filter (where ${filterSql[filter]}) as "${filter}"`);
  const { all, kinds, rejectedRows, waitingRows, ...byFilter } = await tx.one<Omit<ImportTotals, 'byFilter'> & Record<ImportFilter, number>>(
    `select count(*) as "all", coalesce(array_agg(distinct i.kind order by i.kind), '{}') as kinds, coalesce(sum(i.rejected - d.mended) filter (where i.state = 'done'), 0)::int as "rejectedRows",
      coalesce(sum(i.waiting) filter (where i.state = 'done'), 0)::int as "waitingRows", ${counts.join(', ')} from imports i cross join ${mended} d where i.tenant_id = $1`, [tx.tenantId]);
  return { all, kinds, rejectedRows, waitingRows, byFilter };
}

/** Turns a preview into a queued import: counts begin again, the file stays where it is. */
export async function queuePreview(tx: Transaction, id: string, nowIso: string): Promise<{ kind: ImportKind }> {
  const { kind } = await moveState(tx, id, ['preview'], 'queued');
  await tx.run(`update imports set total = 0, created = 0, updated = 0, unchanged = 0, rejected = 0, waiting = 0, problems = null, commit_requested_at = $3, preview_until = null
    where tenant_id = $1 and id = $2`, [tx.tenantId, id, nowIso]);
  return { kind };
}

export interface RejectedLine { line: number; problems: RowProblem[]; cells: string[] }

/** `toMend`: without those that came again, mended. */
export async function rejectedLines(house: House, tx: Transaction, id: string, after: number, limit: number, { toMend = false } = {}): Promise<RejectedLine[]> {
  const held = await tx.maybe<{ wrapped: Buffer | null; spool_key: string }>(
    'select k.wrapped, i.spool_key from imports i left join pii.import_keys k on k.tenant_id = i.tenant_id and k.import_id = i.id where i.tenant_id = $1 and i.id = $2', [tx.tenantId, id]);
  if (!held) throw new Problem('not_found');
  if (!held.wrapped) return [];
  const key = unwrapSpoolKey(house, held.wrapped, held.spool_key);
  const rows = await tx.rows<{ line: number; sealed: Buffer }>(
    `select i.line, i.sealed from import_rows i where i.tenant_id = $1 and i.import_id = $2 and i.verdict = 'rejected' and i.line > $3
      ${toMend ? `and not exists (select 1 from imports m where ${bringsAgain('i.import_id')} and i.line = any(m.mends_lines))` : ''} order by i.line limit $4`, [tx.tenantId, id, after, limit]);
  return rows.map(({ line, sealed }) => ({ line, ...JSON.parse(unseal(key, sealed, `${id} ${line}`).toString()) as Omit<RejectedLine, 'line'> }));
}

export interface FileLine { fileName: string; sha256: string; importedAt: string; headers: string[]; line: number; cells: (string | null)[] | null; rowKey: string | null; revision: number | null }

/** One committed line, with null where a cell names a person; and what its columns are. */
export async function lineOf(tx: Transaction, id: string, line: number): Promise<{ kind: ImportKind; columns: ColumnMatch[]; view: FileLine }> {
  const row = await tx.maybe<{ kind: ImportKind; file_name: string; file_sha256: string; finished_at: string; columns: ColumnMatch[] | null; cells: string | null; row_key: string | null; revision: number | null }>(
    `select i.kind, i.file_name, i.file_sha256, i.finished_at, i.columns, r.cells, r.row_key, r.revision from imports i
     join import_rows r on r.tenant_id = i.tenant_id and r.import_id = coalesce(i.same_as, i.id) and r.line = $3 where i.tenant_id = $1 and i.id = $2 and r.verdict <> 'rejected'`, [tx.tenantId, id, line]);
  if (!row) throw new Problem('not_found');
  const columns = row.columns ?? [];
  const view: FileLine = {
    fileName: row.file_name, sha256: row.file_sha256, importedAt: row.finished_at, headers: columns.map(({ header }) => header), line,
    cells: row.cells === null ? null : JSON.parse(row.cells) as (string | null)[], rowKey: personalKeyKinds.includes(row.kind) ? null : row.row_key, revision: row.revision,
  };
  return { kind: row.kind, columns, view };
}

export async function fileNames(tx: Transaction, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await tx.rows<{ id: string; file_name: string }>('select id, file_name from imports where tenant_id = $1 and id = any($2)', [tx.tenantId, [...ids]]);
  return new Map(rows.map((row) => [row.id, row.file_name]));
}

export interface FreshKind { kind: ImportKind; at: string }

/** When rows of each kind last came in a file that still counts, and how many lines of such files were set aside or wait for another file. */
export async function freshKinds(tx: Transaction): Promise<{ files: FreshKind[]; rejected: number; waiting: number }> {
  const rows = await tx.rows<FreshKind & { rejected: number; waiting: number }>(
    `select i.kind, max(i.finished_at) as at, sum(i.rejected - d.mended)::int as rejected, sum(i.waiting)::int as waiting from imports i cross join ${mended} d where i.tenant_id = $1 and i.state = 'done' group by i.kind order by i.kind`, [tx.tenantId]);
  const sum = (name: 'rejected' | 'waiting'): number => rows.reduce((all, row) => all + row[name], 0);
  return { files: rows.map(({ kind, at }) => ({ kind, at })), rejected: sum('rejected'), waiting: sum('waiting') };
}

/** Previews nobody committed, and imports whose month of undo is over: what may be forgotten now. */
export async function forgettable(tx: Transaction, nowIso: string): Promise<{ previews: { id: string; spoolKey: string | null }[]; spools: { id: string; spoolKey: string }[] }> {
  const previews = await tx.rows<{ id: string; spoolKey: string | null }>(`select id, spool_key as "spoolKey" from imports where tenant_id = $1 and state = 'preview' and preview_until < $2`, [tx.tenantId, nowIso]);
  const spools = await tx.rows<{ id: string; spoolKey: string }>(
    `select i.id, i.spool_key as "spoolKey" from imports i join pii.import_keys k on k.tenant_id = i.tenant_id and k.import_id = i.id
     where i.tenant_id = $1 and k.destroy_after < $2 and i.spool_key is not null and i.state not in ('queued', 'running')`, [tx.tenantId, nowIso]);
  return { previews, spools };
}

export async function destroyImportKey(tx: Transaction, id: string): Promise<void> {
  await tx.run('delete from pii.import_keys where tenant_id = $1 and import_id = $2', [tx.tenantId, id]);
  await tx.run('update imports set spool_key = null where tenant_id = $1 and id = $2', [tx.tenantId, id]);
}

function toView(house: House, row: ImportRow): ImportView {
  const sample = row.sample && row.wrapped && row.spool_key
    ? JSON.parse(unseal(unwrapSpoolKey(house, row.wrapped, row.spool_key), row.sample, row.id).toString()) as Record<string, unknown>[] : [];
  return {
    id: row.id, kind: row.kind, state: row.state, fileName: row.file_name, bytes: row.file_bytes, sha256: row.file_sha256, createdAt: row.created_at, finishedAt: row.finished_at,
    undoUntil: row.undo_until, counts: { total: row.total, created: row.created, updated: row.updated, unchanged: row.unchanged, rejected: row.rejected, waiting: row.waiting },
    columns: row.columns ?? [], sample, problems: row.problems ?? [], encoding: row.encoding, delimiter: row.delimiter, linesDone: row.lines_done, reason: row.reason,
    mapping: row.mapping === null ? null : listsOfMapping(row.mapping), scale: row.scale, mended: row.mended,
  };
}

function jsonOf(value: object | null): string | null {
  return value === null ? null : JSON.stringify(value);
}
