// Mappings that a company saved for its files. Each import keeps its own copy: what was read once stays read as it was.
import type { ImportKind } from '../../channels/vocabulary.ts';
import type { Transaction } from '../../mixins/database/transaction.ts';
import type { Mapping } from '../../mixins/importing/mapping.ts';
import type { Scale } from '../../mixins/importing/row-reader.ts';
import { Problem } from '../kernel/errors.ts';

export interface SavedMapping { id: string; name: string; kind: ImportKind; mapping: Mapping; createdAt: string }

const mostMappings = 200;
const selectMapping = 'select id, name, kind, mapping, created_at as "createdAt" from import_mappings where tenant_id = $1';

export async function listMappings(tx: Transaction): Promise<SavedMapping[]> {
  return tx.rows<SavedMapping>(`${selectMapping} order by id limit ${mostMappings}`, [tx.tenantId]);
}

export async function mappingById(tx: Transaction, id: string): Promise<SavedMapping | undefined> {
  return tx.maybe<SavedMapping>(`${selectMapping} and id = $2`, [tx.tenantId, id]);
}

export async function deleteMapping(tx: Transaction, id: string): Promise<void> {
  if (await tx.run('delete from import_mappings where tenant_id = $1 and id = $2', [tx.tenantId, id]) === 0) throw new Problem('not_found');
}

/** How an import was read: its own mapping, and the scale that was found where it had none. */
export async function mappingOfImport(tx: Transaction, importId: string): Promise<{ kind: ImportKind; mapping: Mapping } | undefined> {
  const row = await tx.maybe<{ kind: ImportKind; mapping: Mapping | null; scale: Scale | null }>('select kind, mapping, scale from imports where tenant_id = $1 and id = $2', [tx.tenantId, importId]);
  return row && { kind: row.kind, mapping: { ...row.mapping, ...(row.scale ? { scale: row.scale } : {}) } };
}

export async function insertMapping(tx: Transaction, { id, name, kind, mapping, createdAt }: SavedMapping): Promise<void> {
  const { count } = await tx.one<{ count: number }>('select count(*)::int as count from import_mappings where tenant_id = $1', [tx.tenantId]);
  if (count >= mostMappings) throw new Problem('conflict', { detail: `A company keeps at most ${mostMappings} mappings.` });
  const made = await tx.run(
    'insert into import_mappings (tenant_id, id, name, kind, mapping, created_at) values ($1, $2, $3, $4, $5, $6) on conflict (tenant_id, kind, name) do nothing',
    [tx.tenantId, id, name, kind, JSON.stringify(mapping), createdAt]);
  if (made === 0) throw new Problem('conflict', { detail: 'There is a mapping of this name for this kind of file. Choose another name.' });
}
