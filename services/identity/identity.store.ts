// Users, their sessions and memberships. A user's address and name lie sealed in `pii`, found by a keyed hash.
import { createHash } from 'node:crypto';
import type { Role } from '../../channels/vocabulary.ts';
import type { House } from '../../mixins/broker/house.ts';
import type { Transaction } from '../../mixins/database/transaction.ts';
import { blindIndex } from '../../mixins/vault.store.ts';
import { deriveKey, newKey, normaliseEmail, seal, unseal } from '../../mixins/vault.ts';
import { newId } from '../kernel/ids.ts';

export interface UserDetails { email: string; name: string }
export interface Account { id: string; passwordHash: string | null; disabled: boolean }
export interface Membership { companyId: string; companyName: string; role: Role }

export const sessionHours = 12;
export const idleMinutes = 60;
export const failureMinutes = 15;

export async function findAccount(house: House, tx: Transaction, email: string): Promise<Account | undefined> {
  return tx.maybe<Account>(
    `select u.id, u.password_hash as "passwordHash", u.disabled_at is not null as disabled from users u join pii.user_details d on d.user_id = u.id where d.email_index = $1`,
    [indexOf(house, email)]);
}

export type NewUser = UserDetails & { passwordHash: string | null; isOperator: boolean };

/** Makes a user; answers the id of the one who has this address already. */
export async function insertUser(house: House, tx: Transaction, user: NewUser): Promise<string> {
  return (await addAccount(house, tx, user)).id;
}

/** As `insertUser`, and tells whether there was none. */
export async function addAccount(house: House, tx: Transaction, user: NewUser): Promise<{ id: string; isNew: boolean }> {
  const id = newId();
  const key = newKey();
  const made = await tx.run('insert into pii.user_details (user_id, email_index, wrapped_key, sealed) values ($1, $2, $3, $4) on conflict (email_index) do nothing', [
    id, indexOf(house, user.email), seal(userWrap(house), key, id), seal(key, JSON.stringify({ email: normaliseEmail(user.email), name: user.name }), id)]);
  if (made === 0) return { id: (await findAccount(house, tx, user.email))?.id ?? id, isNew: false };
  await tx.run('insert into users (id, password_hash, is_operator) values ($1, $2, $3)', [id, user.passwordHash, user.isOperator]);
  return { id, isNew: true };
}

export async function detailsOfUser(house: House, tx: Transaction, userId: string): Promise<UserDetails> {
  const row = await tx.one<{ wrapped_key: Buffer; sealed: Buffer }>('select wrapped_key, sealed from pii.user_details where user_id = $1', [userId]);
  return openDetails(house, userId, row.wrapped_key, row.sealed);
}

export function openDetails(house: House, userId: string, wrappedKey: Buffer, sealed: Buffer): UserDetails {
  return JSON.parse(unseal(unseal(userWrap(house), wrappedKey, userId), sealed, userId).toString()) as UserDetails;
}

export async function insertMembership(tx: Transaction, userId: string, role: Role): Promise<void> {
  await tx.run(`insert into company_users (tenant_id, user_id, role) values ($1, $2, $3) on conflict (tenant_id, user_id) do update set role = excluded.role`, [tx.tenantId, userId, role]);
}

export async function membershipsOf(tx: Transaction, userId: string): Promise<Membership[]> {
  return tx.rows<Membership>(
    `select t.id as "companyId", t.name as "companyName", m.role from company_users m join tenants t on t.id = m.tenant_id where m.user_id = $1 order by t.name`, [userId]);
}

export async function insertSession(tx: Transaction, session: { id: string; userId: string; secretHash: Buffer; nowMs: number }): Promise<void> {
  const iso = (ms: number): string => new Date(ms).toISOString();
  await tx.run('insert into sessions (id, user_id, refresh_hash, created_at, last_seen_at, expires_at) values ($1, $2, $3, $4, $4, $5)',
    [session.id, session.userId, session.secretHash, iso(session.nowMs), iso(session.nowMs + sessionHours * 3_600_000)]);
}

export interface LiveSession { secretHash: Buffer; lastSeenMs: number; isOperator: boolean; role: Role | null; /** When last seen as a member of the company. */ lastUsedMs: number; companyExists: boolean }

/** A session that still holds, with the role in the company asked about; undefined when it has ended. One round trip. */
export async function liveSession(tx: Transaction, sessionId: string, userId: string, companyId: string | null, nowMs: number): Promise<LiveSession | undefined> {
  const row = await tx.maybe<{ refresh_hash: Buffer; last_seen_at: string; is_operator: boolean; role: Role | null; last_used_at: string | null; company_exists: boolean }>(
    `select s.refresh_hash, s.last_seen_at, u.is_operator, m.role, m.last_used_at, exists (select 1 from tenants t where t.id = $3) as company_exists
     from sessions s join users u on u.id = s.user_id left join company_users m on m.user_id = u.id and m.tenant_id = $3
     where s.id = $1 and s.user_id = $2 and s.revoked_at is null and s.expires_at > $4 and s.last_seen_at > $5 and u.disabled_at is null`,
    [sessionId, userId, companyId, new Date(nowMs).toISOString(), new Date(nowMs - idleMinutes * 60_000).toISOString()]);
  return row && {
    secretHash: row.refresh_hash, lastSeenMs: Date.parse(row.last_seen_at), isOperator: row.is_operator, role: row.role, lastUsedMs: row.last_used_at === null ? 0 : Date.parse(row.last_used_at),
    companyExists: row.company_exists,
  };
}

export async function touchSession(tx: Transaction, sessionId: string, nowMs: number): Promise<void> {
  await tx.run('update sessions set last_seen_at = $2 where id = $1', [sessionId, new Date(nowMs).toISOString()]);
}

export async function revokeSession(tx: Transaction, sessionId: string, nowMs: number): Promise<void> {
  await tx.run('update sessions set revoked_at = $2 where id = $1 and revoked_at is null', [sessionId, new Date(nowMs).toISOString()]);
}

export interface FailureCount { count: number; oldestMs: number }

export async function countFailures(tx: Transaction, source: Buffer, nowMs: number): Promise<FailureCount> {
  const row = await tx.one<{ count: number; oldest: string | null }>('select count(*) as count, min(at) as oldest from sign_in_failures where source = $1 and at > $2',
    [source, new Date(nowMs - failureMinutes * 60_000).toISOString()]);
  return { count: row.count, oldestMs: row.oldest ? Date.parse(row.oldest) : nowMs };
}

/** Tries of one account from one address are counted one after the other. */
export async function lockSource(tx: Transaction, source: Buffer): Promise<void> {
  await tx.rows('select pg_advisory_xact_lock(hashtextextended($1, 11))', [source.toString('hex')]);
}

export async function forgetFailure(tx: Transaction, id: string): Promise<void> {
  await tx.run('delete from sign_in_failures where id = $1', [id]);
}

/** Counts a try before its password is looked at, so that many at once cannot pass; a good one is forgotten again. */
export async function insertFailure(tx: Transaction, sources: readonly Buffer[], nowMs: number, id: string): Promise<void> {
  const at = new Date(nowMs).toISOString();
  for (const source of sources) await tx.run('insert into sign_in_failures (source, at, id) values ($1, $2, $3)', [source, at, id]);
  await tx.run('delete from sign_in_failures where at < $1', [new Date(nowMs - 2 * failureMinutes * 60_000).toISOString()]);
}

/** What a failed sign-in is counted by, as a keyed hash: neither address nor account can be read from the table. */
export function failureSource(house: House, ...parts: string[]): Buffer {
  return Buffer.from(blindIndex(house, `failure ${parts.join(' ')}`), 'hex');
}

export async function insertSetupToken(tx: Transaction, token: string, untilMs: number): Promise<void> {
  await tx.run('insert into setup_tokens (token_hash, expires_at) values ($1, $2)', [hashSecret(token), new Date(untilMs).toISOString()]);
}

export async function useSetupToken(tx: Transaction, token: string, nowMs: number): Promise<boolean> {
  const now = new Date(nowMs).toISOString();
  return await tx.run('update setup_tokens set used_at = $2 where token_hash = $1 and used_at is null and expires_at > $2', [hashSecret(token), now]) > 0;
}

export async function countUsers(tx: Transaction): Promise<number> {
  return (await tx.one<{ count: number }>('select count(*) as count from users')).count;
}

/** High-entropy secrets need no slow hash. */
export function hashSecret(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

function indexOf(house: House, email: string): Buffer {
  return Buffer.from(blindIndex(house, `user ${normaliseEmail(email)}`), 'hex');
}

function userWrap(house: House): Buffer {
  return deriveKey(house.master, 'user keys');
}
