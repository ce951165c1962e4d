// The table of exports: what was asked for, what came of it, and under which name and hash it lies.
import type { Transaction } from '../../mixins/database/transaction.ts';
import { Problem } from '../kernel/errors.ts';

export interface ExportRow { id: string; report_id: string; format: string; paper: 'a4' | 'letter'; state: string; file_key: string | null; sha256: string | null; bytes: number | null; evidence_hash: string | null; reason: string | null; created_at: string; quotes: string[] | null }
const columns = 'id, report_id, format, paper, state, file_key, sha256, bytes, evidence_hash, reason, created_at, quotes';

export async function insertExport(tx: Transaction, entry: { id: string; reportId: string; format: string; paper: string; byUser: string | null; evidenceHash: string; atIso: string }): Promise<void> {
  await tx.run(`insert into exports (tenant_id, id, report_id, format, paper, state, by_user, evidence_hash, created_at) values ($1, $2, $3, $4, $5, 'queued', $6, $7, $8)`,
    [tx.tenantId, entry.id, entry.reportId, entry.format, entry.paper, entry.byUser, entry.evidenceHash, entry.atIso]);
}

export async function exportOf(tx: Transaction, id: string): Promise<ExportRow> {
  const row = await tx.maybe<ExportRow>(`select ${columns} from exports where tenant_id = $1 and id = $2`, [tx.tenantId, id]);
  if (!row) throw new Problem('not_found');
  return row;
}

export async function unfinishedExports(tx: Transaction): Promise<string[]> {
  return (await tx.rows<{ id: string }>(`select id from exports where tenant_id = $1 and state in ('queued', 'running') order by id`, [tx.tenantId])).map(({ id }) => id);
}

export async function startExport(tx: Transaction, id: string): Promise<boolean> {
  return await tx.run(`update exports set state = 'running' where tenant_id = $1 and id = $2 and state in ('queued', 'running')`, [tx.tenantId, id]) === 1;
}

export async function finishExport(tx: Transaction, id: string, file: { key: string; sha256: string; bytes: number; quotes: readonly string[] }, atIso: string): Promise<void> {
  await tx.run(`update exports set state = 'ready', file_key = $3, sha256 = $4, bytes = $5, finished_at = $6, quotes = $7 where tenant_id = $1 and id = $2`, [tx.tenantId, id, file.key, file.sha256, file.bytes, atIso, file.quotes]);
  await tx.emit('reporting.export.ready', [{ id, state: 'ready' }]);
}

export async function failExport(tx: Transaction, id: string, reason: string, atIso: string): Promise<void> {
  await tx.run(`update exports set state = 'failed', reason = $3, finished_at = $4 where tenant_id = $1 and id = $2`, [tx.tenantId, id, reason, atIso]);
  await tx.emit('reporting.export.ready', [{ id, state: 'failed' }]);
}

/** The finished export with these very bytes, or else the newest that stands on the same evidence. */
export async function findExport(tx: Transaction, wanted: { sha256: string; evidenceHash: string | null }): Promise<(ExportRow & { same: boolean }) | undefined> {
  return tx.maybe(
    `select ${columns}, sha256 = $2 as same from exports where tenant_id = $1 and state = 'ready' and (sha256 = $2 or evidence_hash = $3) order by (sha256 = $2) desc, (file_key is not null) desc, id desc limit 1`,
    [tx.tenantId, wanted.sha256, wanted.evidenceHash]);
}

/** Exports whose files are still there, and whether they were finished before an instant. */
export async function keptFiles(tx: Transaction, finishedBefore: string): Promise<(ExportRow & { file_key: string; isAged: boolean })[]> {
  return tx.rows(`select ${columns}, finished_at < $2 as "isAged" from exports where tenant_id = $1 and file_key is not null order by id`, [tx.tenantId, finishedBefore]);
}

export async function forgetFile(tx: Transaction, id: string): Promise<void> {
  await tx.run('update exports set file_key = null where tenant_id = $1 and id = $2', [tx.tenantId, id]);
}
