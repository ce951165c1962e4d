// Ids that other systems have of a person: found by a keyed hash, as an address is, and kept to be read only sealed under the person's key.
import type { IdentitySystem } from '../../channels/vocabulary.ts';
import type { House } from '../../mixins/broker/house.ts';
import type { Transaction } from '../../mixins/database/transaction.ts';
import { blindIndex, personKeys } from '../../mixins/vault.store.ts';
import { seal, unseal } from '../../mixins/vault.ts';
import type { ExternalId, PersonDetails } from './person.ts';
import type { LinkedIdentity } from './profile.ts';

/** Links an id to a person; false where it is somebody else's than one of `members`. Linking it again changes nothing; undefined: the person was erased. */
export async function linkIdentity(house: House, tx: Transaction, personId: string, members: readonly string[], system: IdentitySystem, externalId: string): Promise<boolean | undefined> {
  const mark = markOf(house, { system, externalId });
  const key = (await personKeys(house, tx, [personId])).get(personId);
  const row = await tx.maybe<{ sealed: Buffer }>('select sealed from pii.person_details where tenant_id = $1 and person_id = $2 for update', [tx.tenantId, personId]);
  if (!key || !row) return undefined;
  const isNew = await tx.run('insert into person_identities (tenant_id, system, value_index, person_id) values ($1, $2, $3, $4) on conflict do nothing', [tx.tenantId, system, mark, personId]) > 0;
  if (!isNew) return members.includes((await tx.one<{ person_id: string }>('select person_id from person_identities where tenant_id = $1 and system = $2 and value_index = $3', [tx.tenantId, system, mark])).person_id);
  const details = JSON.parse(unseal(key, row.sealed, personId).toString()) as PersonDetails;
  const next: PersonDetails = { ...details, externalIds: [...details.externalIds ?? [], { system, externalId }] };
  await tx.run('update pii.person_details set sealed = $3 where tenant_id = $1 and person_id = $2', [tx.tenantId, personId, seal(key, JSON.stringify(next), personId)]);
  return true;
}

/** By which systems people who are one are known; the ids themselves come from the opened details, where the caller may see those. */
export async function identitiesOf(house: House, tx: Transaction, people: readonly string[], details: ReadonlyMap<string, PersonDetails>): Promise<LinkedIdentity[]> {
  const rows = await tx.rows<{ person_id: string; system: string; value_index: Buffer }>('select person_id, system, value_index from person_identities where tenant_id = $1 and person_id = any($2) order by system, value_index', [tx.tenantId, people]);
  return rows.map(({ person_id: id, system, value_index: mark }) => {
    const known = details.get(id);
    const linked = known?.externalIds?.find((one) => one.system === system && markOf(house, one).equals(mark));
    return { system, externalId: (system === 'email' ? known?.email : linked?.externalId) ?? null };
  });
}

function markOf(house: House, { system, externalId }: ExternalId): Buffer {
  return Buffer.from(blindIndex(house, `${system} ${externalId}`), 'hex');
}
