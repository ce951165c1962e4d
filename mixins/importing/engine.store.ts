// Imports and their lines: state, lease, counts, verdict of each line. The one place that writes them while a file is loaded.
import type { ImportKind, ImportState } from '../../channels/vocabulary.ts';
import { Problem } from '../../services/kernel/errors.ts';
import type { House } from '../broker/house.ts';
import { copyValue, type Transaction } from '../database/transaction.ts';
import { seal, unseal } from '../vault.ts';
import type { OpenRejects } from './come-again.ts';
import { unwrapSpoolKey } from './spool.ts';
import { countLines } from '../rows/waiting.store.ts';
import type { Counts, Fault, KindDefinition, Merged, ProblemCount, ReadAs } from './definition.ts';
import type { ColumnMatch } from './file.ts';
import type { Mapping } from './mapping.ts';
import type { RowProblem } from './row-reader.ts';

/** How long a claimed import may be silent before another node takes it over. Each set renews it. */
const leaseMs = 10_000;
export const undoDays = 30;

export interface ImportRecord {
  id: string;
  kind: ImportKind;
  spoolKey: string;
  key: Buffer;
  timeZone: string;
  linesDone: number;
  counts: Counts;
  problems: ProblemCount[];
  correlationId: string;
  lease: string | null;
  mapping: Mapping;
}
export type KeptRow = Merged & { line: number; cells: (string | null)[] };

interface ImportRow {
  id: string; kind: ImportKind; spool_key: string; wrapped: Buffer; time_zone: string; lines_done: number; lease_until: string | null;
  total: number; created: number; updated: number; unchanged: number; rejected: number; waiting: number; problems: ProblemCount[] | null; mapping: Mapping | null;
}

const selectImport = `
  select i.id, i.kind, i.spool_key, k.wrapped, t.time_zone, i.lines_done, i.lease_until, i.total, i.created, i.updated, i.unchanged, i.rejected, i.waiting, i.problems, i.mapping
  from imports i join tenants t on t.id = i.tenant_id join pii.import_keys k on k.tenant_id = i.tenant_id and k.import_id = i.id
  where i.tenant_id = $1`;

export async function importOf(tx: Transaction, importId: string): Promise<ImportRecord> {
  const row = await tx.maybe<ImportRow>(`${selectImport} and i.id = $2`, [tx.tenantId, importId]);
  if (!row) throw new Problem('not_found');
  return recordOf(row);
}

let unwrap: ((wrapped: Buffer, spoolKey: string) => Buffer) | undefined;

/** Told once at start: opening a spool's key needs the master key, which a transaction does not carry. */
export function useSpoolKeys(house: House): void {
  unwrap = (wrapped, spoolKey) => unwrapSpoolKey(house, wrapped, spoolKey);
}

function recordOf(row: ImportRow): ImportRecord {
  if (!unwrap) throw new Error('the importing engine has no keys yet');
  const { total, created, updated, unchanged, rejected, waiting } = row;
  return {
    id: row.id, kind: row.kind, spoolKey: row.spool_key, key: unwrap(row.wrapped, row.spool_key), timeZone: row.time_zone,
    linesDone: row.lines_done, counts: { total, created, updated, unchanged, rejected, waiting }, problems: row.problems ?? [],
    correlationId: `import-${row.id}`, lease: row.lease_until, mapping: row.mapping ?? {},
  };
}

type Family = KindDefinition<unknown>['family'];

/** Imports, undos and webhooks of one tenant and table never write at the same time. */
export async function lockKind(tx: Transaction, family: Family): Promise<void> {
  await tx.rows('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`${tx.tenantId} ${family[0]}`]);
}

/** Held by each set of the one import that is being loaded: keeps undos away, but not its neighbours. */
export async function shareKind(tx: Transaction, family: Family): Promise<void> {
  await tx.rows('select pg_advisory_xact_lock_shared(hashtextextended($1, 0))', [`${tx.tenantId} ${family[0]}`]);
}

/** Takes the next import of this kind that waits, or whose node fell silent; none while another one is being loaded. */
export async function claimNextQueued(house: House, tx: Transaction, { kind, family }: Pick<KindDefinition<unknown>, 'kind' | 'family'>): Promise<ImportRecord | undefined> {
  await lockKind(tx, family);
  const now = new Date(house.clock.nowMs()).toISOString();
  const busy = await tx.maybe(`select 1 from imports where tenant_id = $1 and kind = any($2) and state = 'running' and lease_until > $3`, [tx.tenantId, family, now]);
  if (busy) return undefined;
  const row = await tx.maybe<ImportRow>(
    `${selectImport} and i.kind = $2 and i.state in ('queued', 'running') order by i.commit_requested_at, i.id limit 1`, [tx.tenantId, kind]);
  if (!row) return undefined;
  if (row.lines_done === 0) await tx.run('delete from import_rows where tenant_id = $1 and import_id = $2', [tx.tenantId, row.id]);
  const record = recordOf(row);
  await takeLease(house, tx, record);
  return record;
}

/** Renews the lease inside each set's transaction; fails when another node took over meanwhile. */
export async function claimImport(house: House, tx: Transaction, record: ImportRecord): Promise<void> {
  const held = await tx.maybe<{ lease_until: string }>(`select lease_until from imports where tenant_id = $1 and id = $2 and state = 'running' for update`, [tx.tenantId, record.id]);
  if (!held || held.lease_until !== record.lease) throw new Error(`import ${record.id} is being loaded elsewhere`);
  await takeLease(house, tx, record);
}

async function takeLease(house: House, tx: Transaction, record: ImportRecord): Promise<void> {
  const row = await tx.one<{ lease_until: string }>(
    `update imports set state = 'running', lease_until = $3 where tenant_id = $1 and id = $2 returning lease_until`,
    [tx.tenantId, record.id, new Date(house.clock.nowMs() + leaseMs).toISOString()]);
  record.lease = row.lease_until;
}

export async function keepRows(tx: Transaction, importId: string, rows: readonly KeptRow[]): Promise<void> {
  if (rows.length === 0) return;
  await tx.copyIntoStaging('staging_import_rows', 'line int, verdict text, row_key text, revision int, cells text, text_id uuid', keptLines(rows));
  await tx.run(
    `insert into import_rows (tenant_id, import_id, line, verdict, row_key, revision, cells, text_id)
     select $1, $2, line, verdict, row_key, revision, cells, text_id from staging_import_rows`, [tx.tenantId, importId]);
  const superseded = rows.flatMap((row) => (row.superseded ? [row.superseded.line] : []));
  if (superseded.length > 0) {
    await tx.run(`update import_rows set verdict = 'superseded' where tenant_id = $1 and import_id = $2 and line = any($3)`, [tx.tenantId, importId, superseded]);
  }
}

function* keptLines(rows: readonly KeptRow[]): Generator<string> {
  for (const row of rows) {
    yield `${row.line}\t${row.verdict}\t${copyValue(row.rowKey)}\t${row.revision}\t${copyValue(JSON.stringify(row.cells))}\t${row.textId ?? '\\N'}\n`;
  }
}

/** Rejected lines may name anybody: they are kept under the import's own key. */
export async function keepRejected(
  _house: House, tx: Transaction, record: ImportRecord, rejected: readonly { line: number; problems: RowProblem[]; cells: string[] }[],
): Promise<void> {
  for (let start = 0; start < rejected.length; start += 500) {
    const some = rejected.slice(start, start + 500);
    await tx.run(
      `insert into import_rows (tenant_id, import_id, line, verdict, sealed) select $1, $2, line, 'rejected', sealed from unnest($3::int[], $4::bytea[]) as r (line, sealed)
       on conflict (tenant_id, import_id, line) do update set verdict = 'rejected', sealed = excluded.sealed`,
      [tx.tenantId, record.id, some.map((row) => row.line), some.map((row) => seal(record.key, JSON.stringify({ problems: row.problems, cells: row.cells }), `${record.id} ${row.line}`))]);
  }
}

/** Files that bring lines of an import again, mended or not, and have a row for each. */
export const bringsAgain = (id: string): string => `m.tenant_id = i.tenant_id and m.mends = ${id} and m.state = 'done' and m.total >= cardinality(m.mends_lines)`;
/** Rejected rows that are looked for in a later file. */
const soughtAgain = 2_000;

/** The latest import of this kind with rows that nobody has mended yet; of a file that is known to bring rows again, the import that they are of. */
export async function openRejects(house: House, tx: Transaction, record: ImportRecord): Promise<OpenRejects | undefined> {
  const found = await tx.maybe<{ id: string; columns: ColumnMatch[]; wrapped: Buffer; spool_key: string }>(
    `select i.id, i.columns, k.wrapped, i.spool_key from imports o join imports i on i.tenant_id = o.tenant_id and i.kind = o.kind join pii.import_keys k on k.tenant_id = i.tenant_id and k.import_id = i.id
     where o.tenant_id = $1 and o.id = $2 and i.state = 'done' and i.rejected > 0 and i.id < o.id and case when o.mends is not null then i.id = o.mends
       else i.rejected > (select count(distinct line) from imports m cross join unnest(m.mends_lines) as line where ${bringsAgain('i.id')}) end order by i.id desc limit 1`, [tx.tenantId, record.id]);
  if (!found) return undefined;
  const key = unwrapSpoolKey(house, found.wrapped, found.spool_key);
  const rows = await tx.rows<{ line: number; sealed: Buffer }>(`select line, sealed from import_rows where tenant_id = $1 and import_id = $2 and verdict = 'rejected' order by line limit $3`, [tx.tenantId, found.id, soughtAgain]);
  return { importId: found.id, headers: found.columns.map(({ header }) => header), rows: rows.map(({ line, sealed }) => ({ line, ...JSON.parse(unseal(key, sealed, `${found.id} ${line}`).toString()) as { problems: RowProblem[]; cells: string[] } })) };
}

/** Notes which lines of another import this one has brought again so far. */
export async function noteAgain(tx: Transaction, importId: string, origin: string, lines: readonly number[]): Promise<void> {
  await tx.run(`update imports set mends = $3, mends_lines = array(select distinct unnest(coalesce(mends_lines, '{}') || $4::int[]) order by 1) where tenant_id = $1 and id = $2`, [tx.tenantId, importId, origin, lines]);
}

/** Locks a preview against a commit that comes at the same moment. */
export async function isStillPreview(tx: Transaction, id: string): Promise<boolean> {
  return (await tx.maybe(`select 1 from imports where tenant_id = $1 and id = $2 and state = 'preview' for update`, [tx.tenantId, id])) !== undefined;
}

export async function holdPreview(tx: Transaction, id: string): Promise<void> {
  if (!await isStillPreview(tx, id)) throw new Problem('conflict', { detail: 'The import is no preview any more.' });
}

export async function forgetRejected(tx: Transaction, importId: string): Promise<void> {
  await holdPreview(tx, importId);
  await tx.run('delete from import_rows where tenant_id = $1 and import_id = $2', [tx.tenantId, importId]);
}

export async function recordProgress(tx: Transaction, record: ImportRecord, counts: Counts, problems: readonly ProblemCount[], lastLine: number, tell: boolean): Promise<void> {
  await tx.run(
    `update imports set total = $3, created = $4, updated = $5, unchanged = $6, rejected = $7, problems = $8, lines_done = $9, waiting = $10 where tenant_id = $1 and id = $2`,
    [tx.tenantId, record.id, counts.total, counts.created, counts.updated, counts.unchanged, counts.rejected, JSON.stringify(problems), lastLine, counts.waiting]);
  if (tell) await tx.emit('imports.import.progressed', [{ id: record.id, kind: record.kind, state: 'running', ...counts }]);
}

export async function finishImport(
  house: House, tx: Transaction, record: ImportRecord, counts: Counts, problems: readonly ProblemCount[], read: ReadAs,
): Promise<void> {
  const now = house.clock.nowMs();
  await claimImport(house, tx, record);
  await tx.run(
    `update imports set state = 'done', finished_at = $3, undo_until = $4, lease_until = null, problems = $5, encoding = $6, delimiter = $7, columns = $8, total = $9, scale = $10
     where tenant_id = $1 and id = $2`,
    [tx.tenantId, record.id, new Date(now).toISOString(), new Date(now + undoDays * 86_400_000).toISOString(), JSON.stringify(problems),
      read.form.encoding, read.form.delimiter, JSON.stringify(read.columns), counts.total, read.scale === null ? null : JSON.stringify(read.scale)]);
  if (counts.waiting > 0) await countLines(tx, record.id);
  tx.note(record.id, { ...counts });
  await tx.emit('imports.import.completed', [{ id: record.id, kind: record.kind, state: 'done', ...counts }]);
}

/** An earlier import of this very file, loaded without a rejected row, whose lines this one can share. */
export async function twinOf(tx: Transaction, record: ImportRecord): Promise<string | undefined> {
  return (await tx.maybe<{ id: string }>(
    `select e.id from imports e join imports i on i.tenant_id = e.tenant_id and i.file_sha256 = e.file_sha256 and i.kind = e.kind
     where i.tenant_id = $1 and i.id = $2 and e.id <> i.id and e.state = 'done' and e.same_as is null and e.rejected = 0 and e.waiting = 0
       and e.mapping is not distinct from i.mapping order by e.id limit 1`, [tx.tenantId, record.id]))?.id;
}

export async function finishAsTwin(house: House, tx: Transaction, record: ImportRecord, twin: string): Promise<void> {
  const now = house.clock.nowMs();
  const { total } = await tx.one<{ total: number }>(
    `update imports i set state = 'done', finished_at = $4, undo_until = $5, lease_until = null, same_as = e.id, total = e.total, unchanged = e.total, encoding = e.encoding,
       delimiter = e.delimiter, columns = e.columns, scale = e.scale, problems = '[]', lines_done = e.lines_done
     from imports e where i.tenant_id = $1 and i.id = $2 and e.tenant_id = $1 and e.id = $3 returning i.total`,
    [tx.tenantId, record.id, twin, new Date(now).toISOString(), new Date(now + undoDays * 86_400_000).toISOString()]);
  const counts: Counts = { total, created: 0, updated: 0, unchanged: total, rejected: 0, waiting: 0 };
  tx.note(record.id, { ...counts, sameAs: twin });
  await tx.emit('imports.import.completed', [{ id: record.id, kind: record.kind, state: 'done', ...counts }]);
}

export async function releaseAsFailed(house: House, tx: Transaction, record: ImportRecord, fault: Fault): Promise<void> {
  await tx.run(`update imports set state = 'failed', finished_at = $3, lease_until = null, reason = $4 where tenant_id = $1 and id = $2`,
    [tx.tenantId, record.id, new Date(house.clock.nowMs()).toISOString(), JSON.stringify(fault)]);
  tx.note(record.id, { line: fault.line });
  await tx.emit('imports.import.completed', [{ id: record.id, kind: record.kind, state: 'failed' satisfies ImportState, ...record.counts }]);
}

/** Moves an import to another state when it is in one of these; locks it against a second request. */
export async function moveState(tx: Transaction, id: string, from: readonly ImportState[], to: ImportState): Promise<{ kind: ImportKind; undoUntil: string | null }> {
  const row = await tx.maybe<{ kind: ImportKind; state: ImportState; undo_until: string | null }>(
    'select kind, state, undo_until from imports where tenant_id = $1 and id = $2 for update', [tx.tenantId, id]);
  if (!row) throw new Problem('not_found');
  if (!from.includes(row.state)) throw new Problem('conflict', { detail: `The import is ${row.state}.` });
  await tx.run('update imports set state = $3 where tenant_id = $1 and id = $2', [tx.tenantId, id, to]);
  return { kind: row.kind, undoUntil: row.undo_until };
}

/** Turns a loaded import into an undone one, or back, in the transaction that takes or brings its rows; both within the days of undo. */
export async function turnImport(house: House, tx: Transaction, id: string, to: 'undone' | 'done'): Promise<void> {
  const { kind, undoUntil } = await moveState(tx, id, [to === 'undone' ? 'done' : 'undone'], to);
  if (undoUntil && Date.parse(undoUntil) < house.clock.nowMs()) throw new Problem('conflict', { detail: `This was possible for ${undoDays} days.` });
  const counts = await tx.one<Counts>('select total, created, updated, unchanged, rejected, waiting from imports where tenant_id = $1 and id = $2', [tx.tenantId, id]);
  await tx.emit('imports.import.undone', [{ id, kind, state: to, ...counts }]);
}
