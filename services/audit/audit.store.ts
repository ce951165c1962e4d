// Entries, links and checkpoints. The sequencer gives committed entries their place; nothing is ever updated.
import type { Transaction } from '../../mixins/database/transaction.ts';
import { chainStart, linkHash, type AuditRow, type Checkpoint, type Link } from './chain.ts';

const entryColumns = `e.tenant_id as "tenantId", e.id, e.at, e.actor_kind as "actorKind", e.actor, e.action, e.object_kind as "objectKind", e.object_id as "objectId", e.outcome, e.details,
  e.correlation_id as "correlationId", e.address`;

/** Tenants with entries that have no place in their chain yet. */
export async function tenantsToSequence(tx: Transaction): Promise<string[]> {
  const rows = await tx.rows<{ tenant_id: string }>(
    `select distinct e.tenant_id from audit_log e where not exists (select 1 from audit_chain c where c.tenant_id = e.tenant_id and c.entry_id = e.id)`);
  return rows.map((row) => row.tenant_id);
}

/** Appends committed entries to a tenant's chain, oldest first. One sequencer a tenant at a time. */
export async function sequence(tx: Transaction, tenantId: string, limit: number): Promise<number> {
  await tx.rows('select pg_advisory_xact_lock(hashtextextended($1, 7))', [`audit ${tenantId}`]);
  const head = await headOf(tx, tenantId);
  const rows = await tx.rows<AuditRow>(
    `select ${entryColumns} from audit_log e where e.tenant_id = $1 and not exists (select 1 from audit_chain c where c.tenant_id = e.tenant_id and c.entry_id = e.id) order by e.id limit $2`,
    [tenantId, limit]);
  let { hash, position } = head;
  const links = rows.map((row) => {
    position += 1;
    hash = linkHash(hash, position, row);
    return { position, entryId: row.id, hash };
  });
  if (links.length > 0) {
    await tx.run('insert into audit_chain (tenant_id, position, entry_id, hash) select $1, * from unnest($2::bigint[], $3::uuid[], $4::bytea[])',
      [tenantId, links.map((link) => link.position), links.map((link) => link.entryId), links.map((link) => Buffer.from(link.hash, 'hex'))]);
  }
  return links.length;
}

export async function headOf(tx: Transaction, tenantId: string): Promise<{ position: number; hash: string }> {
  const row = await tx.maybe<{ position: number; hash: Buffer }>('select position, hash from audit_chain where tenant_id = $1 order by position desc limit 1', [tenantId]);
  return row ? { position: row.position, hash: row.hash.toString('hex') } : { position: 0, hash: chainStart };
}

/** Heads that have grown since their last checkpoint. */
export async function headsToSign(tx: Transaction): Promise<{ tenantId: string; position: number; hash: string }[]> {
  const rows = await tx.rows<{ tenantId: string; position: number; hash: Buffer }>(
    `select distinct on (c.tenant_id) c.tenant_id as "tenantId", c.position, c.hash from audit_chain c
     where c.position > coalesce((select max(p.position) from audit_checkpoints p where p.tenant_id = c.tenant_id), 0) order by c.tenant_id, c.position desc`);
  return rows.map((row) => ({ ...row, hash: row.hash.toString('hex') }));
}

export async function insertCheckpoint(tx: Transaction, checkpoint: Checkpoint): Promise<void> {
  await tx.run('insert into audit_checkpoints (tenant_id, position, hash, at, kid, signature) values ($1, $2, $3, $4, $5, $6) on conflict do nothing',
    [checkpoint.tenantId, checkpoint.position, Buffer.from(checkpoint.hash, 'hex'), checkpoint.at, checkpoint.kid, Buffer.from(checkpoint.signature, 'base64')]);
}

export async function linksAfter(tx: Transaction, tenantId: string, after: number, limit: number): Promise<(Link & { row: AuditRow | undefined })[]> {
  const rows = await tx.rows<{ position: number; entry_id: string; hash: Buffer } & AuditRow>(
    `select c.position, c.entry_id, c.hash, ${entryColumns} from audit_chain c left join audit_log e on e.tenant_id = c.tenant_id and e.id = c.entry_id
     where c.tenant_id = $1 and c.position > $2 order by c.position limit $3`, [tenantId, after, limit]);
  return rows.map(({ position, entry_id: entryId, hash, ...row }) => ({ position, entryId, hash: hash.toString('hex'), row: row.id === null ? undefined : row }));
}

export async function listEntries(tx: Transaction, after: string | null, limit: number): Promise<AuditRow[]> {
  return tx.rows<AuditRow>(`select ${entryColumns} from audit_log e where e.tenant_id = $1 and ($2::uuid is null or e.id < $2) order by e.id desc limit $3`, [tx.tenantId, after, limit]);
}
