// The sayings of people, each once and for good: what was agreed to, in which version, and when it was withdrawn.
import type { Transaction } from '../../mixins/database/transaction.ts';
import type { Saying } from './consent.ts';

export async function sayingsOf(tx: Transaction, people: readonly string[]): Promise<Saying[]> {
  return tx.rows<Saying>(`select id, change, person_id as "personId", purpose, given, text_version as "textVersion", said_on as "saidOn", recorded_at as "recordedAt", recorded_by as "recordedBy"
    from consents where tenant_id = $1 and person_id = any($2)`, [tx.tenantId, people]);
}

export async function keepSaying(tx: Transaction, { id, change, personId, purpose, given, textVersion, saidOn, recordedAt, recordedBy }: Saying): Promise<void> {
  await tx.run('insert into consents (tenant_id, id, change, person_id, purpose, given, text_version, said_on, recorded_at, recorded_by) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)',
    [tx.tenantId, id, change, personId, purpose, given, textVersion, saidOn, recordedAt, recordedBy]);
}

/** Change numbers, rising. */
export async function nextChanges(tx: Transaction, count: number): Promise<number[]> {
  return (await tx.rows<{ change: number }>(`select nextval('consent_changes') as change from generate_series(1, $1)`, [count])).map(({ change }) => change);
}
