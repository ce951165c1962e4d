// Snippets: the sentence that carried a score, redacted and sealed under its author's key.
import type { House } from '../../mixins/broker/house.ts';
import type { Transaction } from '../../mixins/database/transaction.ts';
import { personKeys } from '../../mixins/vault.store.ts';
import { unseal } from '../../mixins/vault.ts';

export interface Resting { dimension: string; from: string; to: string; programme: string; limit: number }

/** The snippets that a metric of a span rests on, strongest first; null where the caller may not read texts. */
export async function snippetsOf(house: House, tx: Transaction, { dimension, from, to, programme, limit }: Resting, mayRead: boolean): Promise<{ id: string; text: string | null }[]> {
  const rows = await tx.rows<{ id: string; person_id: string; sealed: Buffer }>(
    `select id, person_id, sealed from evidence_snippets where tenant_id = $1 and dimension = $2 and local_date between $3 and $4 and ($5 = 'all' or programme = $5) and not hidden
     order by confidence_micro desc, id limit $6`, [tx.tenantId, dimension, from, to, programme, limit]);
  if (!mayRead) return rows.map(({ id }) => ({ id, text: null }));
  const keys = await personKeys(house, tx, [...new Set(rows.map((row) => row.person_id))]);
  return rows.flatMap((row) => {
    const key = keys.get(row.person_id);
    return key ? [{ id: row.id, text: unseal(key, row.sealed, row.id).toString() }] : [];
  });
}
