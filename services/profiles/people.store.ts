// People, and how they are found again: by a keyed hash of their address. Details lie sealed under each person's own key.
import type { House } from '../../mixins/broker/house.ts';
import { copyLines, type Transaction } from '../../mixins/database/transaction.ts';
import { blindIndex, createPersonKeys, personKeys } from '../../mixins/vault.store.ts';
import { seal, unseal } from '../../mixins/vault.ts';
import { newId } from '../kernel/ids.ts';
import type { PersonDetails } from './person.ts';

/** Ids of people by normalised address, in the order asked; null for one who is not known. */
export async function findPeople(house: House, tx: Transaction, addresses: readonly string[]): Promise<(string | null)[]> {
  const marks = addresses.map((address) => blindIndex(house, `email ${address}`));
  const rows = await tx.rows<{ mark: string; person_id: string }>(
    `select encode(value_index, 'hex') as mark, person_id from person_identities where tenant_id = $1 and system = 'email' and value_index = any($2)`,
    [tx.tenantId, marks.map((mark) => Buffer.from(mark, 'hex'))]);
  const known = new Map(rows.map((row) => [row.mark, row.person_id]));
  return marks.map((mark) => known.get(mark) ?? null);
}

/** Makes people for addresses that nobody has. Two writers at once make one person: the second finds the first's row. */
export async function createPeople(house: House, tx: Transaction, addresses: readonly string[]): Promise<void> {
  const drafts = addresses.map((address) => ({ id: newId(), address, mark: Buffer.from(blindIndex(house, `email ${address}`), 'hex') }));
  await tx.copyIntoStaging('staging_identities', 'mark bytea, person_id uuid', copyLines(drafts, ({ mark, id }) => [mark, id]));
  const rows = await tx.rows<{ person_id: string }>(
    `insert into person_identities (tenant_id, system, value_index, person_id) select $1, 'email', mark, person_id from staging_identities on conflict do nothing returning person_id`, [tx.tenantId]);
  const made = new Set(rows.map((row) => row.person_id));
  const people = drafts.filter((draft) => made.has(draft.id));
  if (people.length === 0) return;
  await tx.run('insert into people (tenant_id, id) select $1, * from unnest($2::uuid[])', [tx.tenantId, people.map((person) => person.id)]);
  const keys = await createPersonKeys(house, tx, people.map((person) => person.id));
  await tx.copyIntoStaging('staging_details', 'person_id uuid, sealed bytea', copyLines(people, ({ id, address }) => {
    const key = keys.get(id);
    if (!key) throw new Error('a person without a key');
    return [id, seal(key, JSON.stringify({ email: address } satisfies PersonDetails), id)];
  }));
  await tx.run('insert into pii.person_details (tenant_id, person_id, sealed) select $1, person_id, sealed from staging_details', [tx.tenantId]);
}

/** Details of people, opened; those whose key was destroyed are missing. */
export async function detailsOf(house: House, tx: Transaction, ids: readonly string[]): Promise<Map<string, PersonDetails>> {
  const keys = await personKeys(house, tx, ids);
  const rows = await tx.rows<{ person_id: string; sealed: Buffer }>('select person_id, sealed from pii.person_details where tenant_id = $1 and person_id = any($2)', [tx.tenantId, [...ids]]);
  return new Map(rows.flatMap((row) => {
    const key = keys.get(row.person_id);
    return key ? [[row.person_id, JSON.parse(unseal(key, row.sealed, row.person_id).toString()) as PersonDetails] as const] : [];
  }));
}
