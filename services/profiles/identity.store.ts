// Ids that other systems have of a person: found by a keyed hash, as an address is, and kept to be read only sealed under the person's key.
import type { IdentitySystem } from '../../channels/vocabulary.ts';
import type { House } from '../../mixins/broker/house.ts';
import type { Transaction } from '../../mixins/database/transaction.ts';
import { blindIndex, personKeys } from '../../mixins/vault.store.ts';
import { seal, unseal } from '../../mixins/vault.ts';
import type { ExternalId, PersonDetails } from './person.ts';
import type { LinkedIdentity } from './profile.ts';

/** Links an id to a person; false where it is somebody else's. Linking it again changes nothing; undefined: the person was erased. */
export async function linkIdentity(house: House, tx: Transaction, personId: string, system: IdentitySystem, externalId: string): Promise<boolean | undefined> {
  const mark = markOf(house, { system, externalId });
  const key = (await personKeys(house, tx, [personId])).get(personId);
  const row = await tx.maybe<{ sealed: Buffer }>('select sealed from pii.person_details where tenant_id = $1 and person_id = $2 for update', [tx.tenantId, personId]);
  if (!key || !row) return undefined;
  const isNew = await tx.run('insert into person_identities (tenant_id, system, value_index, person_id) values ($1, $2, $3, $4) on conflict do nothing', [tx.tenantId, system, mark, personId]) > 0;
  if (!isNew) return (await tx.one<{ person_id: string }>('select person_id from person_identities where tenant_id = $1 and system = $2 and value_index = $3', [tx.tenantId, system, mark])).person_id === personId;
  const details = JSON.parse(unseal(key, row.sealed, personId).toString()) as PersonDetails;
  const next: PersonDetails = { ...details, externalIds: [...details.externalIds ?? [], { system, externalId }] };
  await tx.run('update pii.person_details set sealed = $3 where tenant_id = $1 and person_id = $2', [tx.tenantId, personId, seal(key, JSON.stringify(next), personId)]);
  return true;
}

/** By which systems a person is known; the ids themselves come from the opened details, where the caller may see those. */
export async function identitiesOf(house: House, tx: Transaction, personId: string, details: PersonDetails | undefined): Promise<LinkedIdentity[]> {
  const rows = await tx.rows<{ system: string; value_index: Buffer }>('select system, value_index from person_identities where tenant_id = $1 and person_id = $2 order by system, value_index', [tx.tenantId, personId]);
  return rows.map(({ system, value_index: mark }) => ({
    system, externalId: system === 'email' ? details?.email ?? null : details?.externalIds?.find((known) => known.system === system && markOf(house, known).equals(mark))?.externalId ?? null,
  }));
}

function markOf(house: House, { system, externalId }: ExternalId): Buffer {
  return Buffer.from(blindIndex(house, `${system} ${externalId}`), 'hex');
}
