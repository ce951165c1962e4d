// Keys that sign tokens and checkpoints: Ed25519 pairs with a key id, the private half sealed by the master key.
import { generateKeyPairSync, createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import type { Transaction } from '../../mixins/database/transaction.ts';
import { deriveKey, seal, unseal } from '../../mixins/vault.ts';

export interface SigningKey { kid: string; privateKey: KeyObject; publicKey: KeyObject }

/** The newest key of a purpose, made at the first call. */
export async function signingKey(tx: Transaction, master: Buffer, purpose: string): Promise<SigningKey> {
  const wrap = deriveKey(master, 'signing keys');
  const read = async (): Promise<SigningKey | undefined> => {
    const row = await tx.maybe<{ kid: string; public_key: string; sealed_private_key: Buffer }>(
      'select kid, public_key, sealed_private_key from signing_keys where purpose = $1 and retired_at is null order by created_at desc, kid limit 1', [purpose]);
    return row && { kid: row.kid, publicKey: createPublicKey(row.public_key), privateKey: createPrivateKey(unseal(wrap, row.sealed_private_key, row.kid).toString()) };
  };
  const known = await read();
  if (known) return known;
  const pair = generateKeyPairSync('ed25519');
  const publicPem = pair.publicKey.export({ type: 'spki', format: 'pem' }).toString();
  const kid = `${purpose}-1`;
  const sealed = seal(wrap, pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(), kid);
  await tx.run('insert into signing_keys (kid, purpose, public_key, sealed_private_key) values ($1, $2, $3, $4) on conflict do nothing', [kid, purpose, publicPem, sealed]);
  const made = await read();
  if (!made) throw new Error(`no signing key for ${purpose}`);
  return made;
}
