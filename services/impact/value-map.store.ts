// Value maps as companies keep them: every version that ever was, the newest in force. Version 1 is the shipped one, written down when
// the first figure rests on it, so that a later release cannot change what that figure was.
import type { Transaction } from '../../mixins/database/transaction.ts';
import type { ValueMap } from './value-map.ts';

export interface VersionedMap { version: number; changedAt: string | null; reason: string | null; map: ValueMap }

const columns = 'version, document as map, reason, changed_at as "changedAt"';

/** The map in force; the shipped one where the company has none of its own yet. */
export async function readValueMap(tx: Transaction, shipped: ValueMap): Promise<VersionedMap> {
  const row = await tx.maybe<VersionedMap>(`select ${columns} from value_maps where tenant_id = $1 order by version desc limit 1`, [tx.tenantId]);
  return row ?? { version: 1, changedAt: null, reason: null, map: shipped };
}

export async function readVersion(tx: Transaction, version: number): Promise<VersionedMap | undefined> {
  return tx.maybe<VersionedMap>(`select ${columns} from value_maps where tenant_id = $1 and version = $2`, [tx.tenantId, version]);
}

export async function listVersions(tx: Transaction, most: number): Promise<{ version: number; changedAt: string | null; reason: string | null }[]> {
  return tx.rows(`select version, changed_at as "changedAt", reason from value_maps where tenant_id = $1 order by version desc limit $2`, [tx.tenantId, most]);
}

/** The map in force, written down: figures name its version. */
export async function settledMap(tx: Transaction, shipped: ValueMap): Promise<VersionedMap> {
  const found = await readValueMap(tx, shipped);
  if (found.changedAt === null && found.version === 1) await insertVersion(tx, { ...found, version: 1 }, null, null);
  return found;
}

export async function insertVersion(tx: Transaction, { version, map, reason }: Omit<VersionedMap, 'changedAt'>, changedAt: string | null, changedBy: string | null): Promise<boolean> {
  return await tx.run(`insert into value_maps (tenant_id, version, document, reason, changed_at, changed_by) values ($1, $2, $3, $4, $5, $6) on conflict do nothing`,
    [tx.tenantId, version, JSON.stringify(map), reason, changedAt, changedBy]) > 0;
}
