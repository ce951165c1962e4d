// Where keys and personal texts lie: schema `pii`, and nowhere else. Rooms seal and open through here; a key once unwrapped is
// kept for a short while, since an import asks for the same people again and again.
import type { House } from './broker/house.ts';
import { copyLines, copyValue, type Transaction } from './database/transaction.ts';
import { createHmac, type KeyObject } from 'node:crypto';
import { deriveKey, keyedHash, newKey, seal, toSecretKey, unseal } from './vault.ts';

const keptKeys = 100_000;
const keptMs = 60_000;

interface Kept { tenantKeys: Map<string, KeyObject>; personKeys: Map<string, KeyObject>; since: number; wrap: Buffer; index: (value: string) => string }
const kept = new WeakMap<House, Kept>();

function keptOf(house: House): Kept {
  let found = kept.get(house);
  if (!found) {
    found = {
      tenantKeys: new Map(), personKeys: new Map(), since: house.clock.nowMs(),
      wrap: deriveKey(house.master, 'tenant keys'), index: keyedHash(deriveKey(house.master, 'blind index')),
    };
    kept.set(house, found);
  }
  if (found.personKeys.size > keptKeys || house.clock.nowMs() - found.since > keptMs) {
    found.personKeys.clear();
    found.since = house.clock.nowMs();
  }
  return found;
}

/** The blind index of a normalised value: equal values find each other, and nothing can be read from it. 16 bytes in hexadecimal. */
export function blindIndex(house: House, value: string): string {
  return keptOf(house).index(value).slice(0, 32);
}

export async function tenantKey(house: House, tx: Transaction): Promise<KeyObject> {
  const { tenantKeys, wrap } = keptOf(house);
  const known = tenantKeys.get(tx.tenantId);
  if (known) return known;
  const row = await tx.one<{ wrapped: Buffer }>('select wrapped from pii.tenant_keys where tenant_id = $1 and id = 1', [tx.tenantId]);
  const key = toSecretKey(unseal(wrap, row.wrapped, tx.tenantId));
  tenantKeys.set(tx.tenantId, key);
  return key;
}

/** A keyed hash of this tenant alone, for one purpose: equal values find each other inside the tenant, and nowhere else. In hexadecimal. */
export async function tenantHash(house: House, tx: Transaction, purpose: string): Promise<(value: string) => string> {
  return keyedHash(createHmac('sha256', await tenantKey(house, tx)).update(purpose).digest());
}

/** Makes the tenant's key, once, when the tenant is made. */
export async function createTenantKey(house: House, tx: Transaction, tenantId: string): Promise<void> {
  await tx.run('insert into pii.tenant_keys (tenant_id, wrapped) values ($1, $2)', [tenantId, seal(keptOf(house).wrap, newKey(), tenantId)]);
}

/** Makes keys for new people. */
export async function createPersonKeys(house: House, tx: Transaction, personIds: readonly string[]): Promise<Map<string, KeyObject>> {
  const outer = await tenantKey(house, tx);
  const made = new Map(personIds.map((id) => [id, newKey()]));
  await tx.copyIntoStaging('staging_keys', 'person_id uuid, wrapped bytea', copyLines(made, ([id, key]) => [id, seal(outer, key, id)]));
  await tx.run('insert into pii.keys (tenant_id, person_id, wrapped) select $1, person_id, wrapped from staging_keys', [tx.tenantId]);
  const { personKeys: known } = keptOf(house);
  return new Map([...made].map(([id, key]) => {
    const ready = toSecretKey(key);
    known.set(id, ready);
    return [id, ready] as const;
  }));
}

/** The keys of people; one whose key was destroyed is missing from the answer. */
export async function personKeys(house: House, tx: Transaction, personIds: readonly string[]): Promise<Map<string, KeyObject>> {
  const { personKeys: known } = keptOf(house);
  const missing = personIds.filter((id) => !known.has(id));
  if (missing.length > 0) {
    const outer = await tenantKey(house, tx);
    const rows = await tx.rows<{ person_id: string; wrapped: Buffer }>(
      'select person_id, wrapped from pii.keys where tenant_id = $1 and person_id = any($2)', [tx.tenantId, missing]);
    for (const row of rows) known.set(row.person_id, toSecretKey(unseal(outer, row.wrapped, row.person_id)));
  }
  return new Map(personIds.flatMap((id) => {
    const key = known.get(id);
    return key ? [[id, key] as const] : [];
  }));
}

export interface TextToKeep { id: string; personId: string; text: string }

/** Keeps texts under their authors' keys. A staging table takes the COPY, which row-level security refuses elsewhere. */
export async function keepTexts(house: House, tx: Transaction, texts: readonly TextToKeep[]): Promise<void> {
  if (texts.length === 0) return;
  const keys = await personKeys(house, tx, [...new Set(texts.map((text) => text.personId))]);
  await tx.copyIntoStaging('staging_texts', 'id uuid, person_id uuid, sealed bytea', sealLines(texts, keys));
  await tx.run('insert into pii.texts (tenant_id, id, person_id, sealed) select $1, id, person_id, sealed from staging_texts', [tx.tenantId]);
}

function* sealLines(texts: readonly TextToKeep[], keys: Map<string, KeyObject>): Generator<string> {
  for (const { id, personId, text } of texts) {
    const key = keys.get(personId);
    if (key) yield `${id}\t${personId}\t${copyValue(seal(key, text, id))}\n`;
  }
}

/** Opens texts by id; a text whose author was erased is missing from the answer. */
export async function openTexts(house: House, tx: Transaction, ids: readonly string[]): Promise<Map<string, { personId: string; text: string }>> {
  const rows = await tx.rows<{ id: string; person_id: string; sealed: Buffer }>(
    'select id, person_id, sealed from pii.texts where tenant_id = $1 and id = any($2)', [tx.tenantId, ids]);
  const keys = await personKeys(house, tx, [...new Set(rows.map((row) => row.person_id))]);
  return new Map(rows.flatMap((row) => {
    const key = keys.get(row.person_id);
    return key ? [[row.id, { personId: row.person_id, text: unseal(key, row.sealed, row.id).toString() }] as const] : [];
  }));
}
