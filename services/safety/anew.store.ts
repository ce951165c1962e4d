// How far each source's words have been screened by the policy that holds now, and what such a screening adds.
import { flaggedSources, type FlaggedSource } from '../../channels/vocabulary.ts';
import type { Transaction } from '../../mixins/database/transaction.ts';

/** Tenants of which some words may have been screened by another policy. */
export async function tenantsScreenedOtherwise(tx: Transaction, policy: string): Promise<string[]> {
  const rows = await tx.rows<{ id: string }>(`select t.id from tenants t where ${flaggedSources.length} > (
    select count(*) from safety_screenings s where s.tenant_id = t.id and s.policy = $1 and s.after is null)`, [policy]);
  return rows.map(({ id }) => id);
}

/** Where screening goes on: a change number, or null where it is done. Who is not known yet came under this policy. */
export async function placeOf(tx: Transaction, source: FlaggedSource, policy: string): Promise<number | null> {
  const known = await tx.maybe<{ policy: string; after: number | null }>('select policy, after from safety_screenings where tenant_id = $1 and source = $2', [tx.tenantId, source]);
  if (known?.policy === policy) return known.after;
  const after = known ? 0 : null;
  await keepPlace(tx, source, policy, after);
  return after;
}

export async function keepPlace(tx: Transaction, source: FlaggedSource, policy: string, after: number | null): Promise<void> {
  await tx.run(`insert into safety_screenings (tenant_id, source, policy, after) values ($1, $2, $3, $4)
    on conflict (tenant_id, source) do update set policy = excluded.policy, after = excluded.after`, [tx.tenantId, source, policy, after]);
}
