// Keys and sealing without a database: what is sealed opens for its owner alone, hashes are HMACs, and a master key that is none is refused.
import { createHmac } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { House } from '../../mixins/broker/house.ts';
import { deriveKey, keyedHash, loadMasterKey, newKey, seal, toSecretKey, unseal } from '../../mixins/vault.ts';
import { blindIndex } from '../../mixins/vault.store.ts';

let folder: string;
beforeAll(() => { folder = mkdtempSync(path.join(os.tmpdir(), 'cockpit-vault-')); });
afterAll(() => rmSync(folder, { recursive: true }));

test('a master key is made once, for its owner’s eyes, and read again; one that is missing, or too short, is refused by name', () => {
  const file = path.join(folder, 'keys/master.key');
  expect(() => loadMasterKey(file, false)).toThrow(`MASTER_KEY_FILE: ${file} does not exist`);
  const made = loadMasterKey(file, true);
  expect(made).toHaveLength(32);
  expect([loadMasterKey(file, true), loadMasterKey(file, false)]).toEqual([made, made]);
  expect([statSync(file).mode & 0o777, statSync(path.dirname(file)).mode & 0o777]).toEqual([0o600, 0o700]);
  writeFileSync(file, readFileSync(file, 'utf8').slice(0, 20));
  expect(() => loadMasterKey(file, true)).toThrow(`MASTER_KEY_FILE: ${file} must hold 32 bytes in base64`);
});

test('what is sealed opens under its key and for its owner, and under no other key, for no other owner, and with no bit changed', () => {
  const [key, other] = [newKey(), newKey()];
  const sealed = seal(key, 'Jeg heter Åse.', 'person-1');
  expect(unseal(toSecretKey(key), sealed, 'person-1').toString()).toBe('Jeg heter Åse.');
  expect(seal(key, 'Jeg heter Åse.', 'person-1')).not.toEqual(sealed);
  expect(() => unseal(other, sealed, 'person-1')).toThrow();
  expect(() => unseal(key, sealed, 'person-2')).toThrow();
  for (let bit = 0; bit < sealed.length * 8; bit += 1) {
    const changed = Buffer.from(sealed);
    changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    expect(() => unseal(key, changed, 'person-1')).toThrow();
  }
});

test('a keyed hash is the HMAC of its value, however long, and keys for other purposes or of other people are others', () => {
  const key = newKey();
  const hash = keyedHash(key);
  for (const value of ['', 'olena@people.example', 'Åse', 'x'.repeat(3_000), 'ї'.repeat(9_000)]) expect(hash(value)).toBe(createHmac('sha256', key).update(value).digest('hex'));
  expect(deriveKey(key, 'exports')).not.toEqual(deriveKey(key, 'downloads'));
  // More than are drawn at a time.
  expect(new Set(Array.from({ length: 300 }, () => newKey().toString('hex'))).size).toBe(300);
});

test('a blind index stays the same when kept keys are dropped after their minute', () => {
  let nowMs = 0;
  const house = { clock: { nowMs: () => nowMs }, master: newKey() } as unknown as House;
  const before = blindIndex(house, 'olena@people.example');
  nowMs = 61_000;
  expect([blindIndex(house, 'olena@people.example'), blindIndex(house, 'other@people.example') === before]).toEqual([before, false]);
});
