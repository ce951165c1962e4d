// Who belongs to a company, in which role, and when last seen there. Names and addresses are opened for the answer alone.
import type { Role } from '../../channels/vocabulary.ts';
import type { House } from '../../mixins/broker/house.ts';
import type { Transaction } from '../../mixins/database/transaction.ts';
import { Problem } from '../kernel/errors.ts';
import { openDetails } from './identity.store.ts';

export interface Member { userId: string; email: string; name: string; role: Role; lastUsedAt: string | null }
interface MemberRow { user_id: string; role: Role; last_used_at: string | null; wrapped_key: Buffer; sealed: Buffer }

const selectMembers = `select m.user_id, m.role, m.last_used_at, d.wrapped_key, d.sealed from company_users m join pii.user_details d on d.user_id = m.user_id where m.tenant_id = $1`;

export async function listMembers(house: House, tx: Transaction, after: string | null, limit: number): Promise<Member[]> {
  const rows = await tx.rows<MemberRow>(`${selectMembers} and ($2::uuid is null or m.user_id > $2) order by m.user_id limit $3`, [tx.tenantId, after, limit]);
  return rows.map((row) => viewOf(house, row));
}

export async function memberOf(house: House, tx: Transaction, userId: string): Promise<Member> {
  const row = await tx.maybe<MemberRow>(`${selectMembers} and m.user_id = $2`, [tx.tenantId, userId]);
  if (!row) throw new Problem('not_found');
  return viewOf(house, row);
}

/** Makes a membership where there is none; its role is changed as a change, with the care for the last admin. */
export async function insertMember(tx: Transaction, userId: string, role: Role): Promise<void> {
  const made = await tx.run('insert into company_users (tenant_id, user_id, role) values ($1, $2, $3) on conflict (tenant_id, user_id) do nothing', [tx.tenantId, userId, role]);
  if (made === 0) throw new Problem('conflict', { detail: 'This person is a member already; change the role instead.' });
}

/** Gives a member another role; answers the one before. */
export async function updateMember(tx: Transaction, userId: string, role: Role): Promise<Role> {
  const before = await lockMember(tx, userId, role !== 'company_admin');
  await tx.run('update company_users set role = $3 where tenant_id = $1 and user_id = $2', [tx.tenantId, userId, role]);
  return before;
}

export async function deleteMember(tx: Transaction, userId: string): Promise<Role> {
  const role = await lockMember(tx, userId, true);
  await tx.run('delete from company_users where tenant_id = $1 and user_id = $2', [tx.tenantId, userId]);
  return role;
}

/** Marks that a member was here, at most once a minute. */
export async function touchMember(tx: Transaction, userId: string, nowMs: number): Promise<void> {
  await tx.run('update company_users set last_used_at = $3 where tenant_id = $1 and user_id = $2', [tx.tenantId, userId, new Date(nowMs).toISOString()]);
}

/** Holds the admins still, in one order, so that two who remove each other do not both succeed; and refuses to leave none. */
async function lockMember(tx: Transaction, userId: string, stopsBeingAdmin: boolean): Promise<Role> {
  const admins = await tx.rows<{ user_id: string }>(`select user_id from company_users where tenant_id = $1 and role = 'company_admin' order by user_id for update`, [tx.tenantId]);
  const member = await tx.maybe<{ role: Role }>('select role from company_users where tenant_id = $1 and user_id = $2 for update', [tx.tenantId, userId]);
  if (!member) throw new Problem('not_found');
  if (stopsBeingAdmin && admins.length === 1 && admins[0]?.user_id === userId) {
    throw new Problem('conflict', { detail: 'This is the last company admin. Make another member company admin first.' });
  }
  return member.role;
}

function viewOf(house: House, { user_id: userId, role, last_used_at: lastUsedAt, wrapped_key: wrappedKey, sealed }: MemberRow): Member {
  return { userId, ...openDetails(house, userId, wrappedKey, sealed), role, lastUsedAt };
}
