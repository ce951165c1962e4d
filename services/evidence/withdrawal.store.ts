// Whose sentences may not be shown, as the people themselves said: heard in any order, the newest saying stands. A sentence that is
// scored while its author withdraws is hidden too: who writes sentences and who withdraws wait for each other.
import type { EventItem } from '../../channels/contracts.ts';
import type { Transaction } from '../../mixins/database/transaction.ts';

const lock = (tx: Transaction): string => `${tx.tenantId} withdrawals`;

export async function keepWithdrawals(tx: Transaction, consents: readonly EventItem<'privacy.consent.recorded'>[]): Promise<void> {
  const last = [...new Map([...consents].sort((a, b) => a.change - b.change).map((consent) => [consent.personId, consent])).values()];
  await tx.rows('select pg_advisory_xact_lock(hashtextextended($1, 0))', [lock(tx)]);
  await tx.run(`insert into evidence_withdrawals (tenant_id, person_id, change, withdrawn) select $1, p, c, w from unnest($2::uuid[], $3::bigint[], $4::boolean[]) as t (p, c, w)
    on conflict (tenant_id, person_id) do update set change = excluded.change, withdrawn = excluded.withdrawn where evidence_withdrawals.change < excluded.change`,
  [tx.tenantId, last.map(({ personId }) => personId), last.map(({ change }) => change), last.map(({ withdrawn }) => withdrawn)]);
  await tx.run(`update evidence_snippets e set withdrawn = w.withdrawn from evidence_withdrawals w
    where e.tenant_id = $1 and w.tenant_id = $1 and e.person_id = w.person_id and w.person_id = any($2) and e.withdrawn <> w.withdrawn`, [tx.tenantId, last.map(({ personId }) => personId)]);
}

/** Held by whoever writes sentences: nobody withdraws meanwhile. */
export async function shareWithdrawals(tx: Transaction): Promise<void> {
  await tx.rows('select pg_advisory_xact_lock_shared(hashtextextended($1, 0))', [lock(tx)]);
}

/** SQL: whether this person withdrew. `$1` is the tenant. */
export function isWithdrawn(personId: string): string {
  return `exists (select 1 from evidence_withdrawals w where w.tenant_id = $1 and w.person_id = ${personId} and w.withdrawn)`;
}
