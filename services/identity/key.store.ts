// API keys of a company: the hash of each, never the key. Found across companies by that hash, managed inside one.
import type { KeyScope } from '../../channels/vocabulary.ts';
import type { Transaction } from '../../mixins/database/transaction.ts';
import { Problem } from '../kernel/errors.ts';
import { hashSecret } from './identity.store.ts';

export interface ListedKey { id: string; name: string; prefix: string; scopes: KeyScope[]; createdAt: string; lastUsedAt: string | null }
export interface NewKey { id: string; key: string; prefix: string; name: string; scopes: readonly KeyScope[]; createdBy: string; nowMs: number }
export interface LiveKey { id: string; tenantId: string; scopes: KeyScope[]; lastUsedMs: number }

export async function insertKey(tx: Transaction, { id, key, prefix, name, scopes, createdBy, nowMs }: NewKey): Promise<void> {
  await tx.run('insert into company_api_keys (tenant_id, id, prefix, secret_hash, name, scopes, created_by, created_at) values ($1, $2, $3, $4, $5, $6, $7, $8)',
    [tx.tenantId, id, prefix, hashSecret(key), name, scopes, createdBy, new Date(nowMs).toISOString()]);
}

/** Keys that still open something, newest first. */
export async function listKeys(tx: Transaction, after: string | null, limit: number): Promise<ListedKey[]> {
  return tx.rows<ListedKey>(
    `select id, name, prefix, scopes, created_at as "createdAt", last_used_at as "lastUsedAt" from company_api_keys
     where tenant_id = $1 and revoked_at is null and ($2::uuid is null or id < $2) order by id desc limit $3`, [tx.tenantId, after, limit]);
}

export async function revokeKey(tx: Transaction, id: string, nowMs: number): Promise<void> {
  const revoked = await tx.run('update company_api_keys set revoked_at = $3 where tenant_id = $1 and id = $2 and revoked_at is null', [tx.tenantId, id, new Date(nowMs).toISOString()]);
  if (revoked === 0) throw new Problem('not_found');
}

/** The key that was sent, whosever it is, unless it was revoked. In the keeper's role: no company is known yet. */
export async function findKey(tx: Transaction, key: string): Promise<LiveKey | undefined> {
  const row = await tx.maybe<{ id: string; tenant_id: string; scopes: KeyScope[]; last_used_at: string | null }>(
    'select id, tenant_id, scopes, last_used_at from company_api_keys where secret_hash = $1 and revoked_at is null', [hashSecret(key)]);
  return row && { id: row.id, tenantId: row.tenant_id, scopes: row.scopes, lastUsedMs: row.last_used_at === null ? 0 : Date.parse(row.last_used_at) };
}

export async function touchKey(tx: Transaction, id: string, nowMs: number): Promise<void> {
  await tx.run('update company_api_keys set last_used_at = $3 where tenant_id = $1 and id = $2', [tx.tenantId, id, new Date(nowMs).toISOString()]);
}
