// Keys and sealing: a random key per person, wrapped by its tenant's, wrapped by the master key.
// Destroying a person's wrapped key erases the person; look-ups go through a keyed hash. It knows no table.
import { createCipheriv, createDecipheriv, createSecretKey, hash, hkdfSync, randomBytes, randomFillSync, type KeyObject } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const ivBytes = 12;
const tagBytes = 16;
const keyBytes = 32;

/** Reads the master key (32 bytes in base64), making it at the first start. */
export function loadMasterKey(file: string, mayCreate: boolean): Buffer {
  if (!existsSync(file)) {
    if (!mayCreate) throw new Error(`MASTER_KEY_FILE: ${file} does not exist`);
    // The folder above must stay open to the database's user; only the keys' own is closed.
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, randomBytes(32).toString('base64'), { mode: 0o600, flag: 'wx' });
    chmodSync(path.dirname(file), 0o700);
  }
  const key = Buffer.from(readFileSync(file, 'utf8').trim(), 'base64');
  if (key.length !== 32) throw new Error(`MASTER_KEY_FILE: ${file} must hold 32 bytes in base64`);
  return key;
}

/** A key for one purpose, derived from the master key (HKDF-SHA-256). */
export function deriveKey(master: Buffer, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', master, Buffer.alloc(0), purpose, 32));
}

const keyPool = Buffer.alloc(keyBytes * 128);
let keyAt = keyPool.length;

/** A random key. Drawn many at a time: an import may make tens of thousands. */
export function newKey(): Buffer {
  if (keyAt === keyPool.length) {
    randomFillSync(keyPool);
    keyAt = 0;
  }
  keyAt += keyBytes;
  const key = Buffer.from(keyPool.subarray(keyAt - keyBytes, keyAt));
  keyPool.fill(0, keyAt - keyBytes, keyAt);
  return key;
}

/** A key that is used many times: made once, it saves half the cost of sealing. */
export function toSecretKey(key: Buffer): KeyObject {
  return createSecretKey(key);
}

const ivPool = Buffer.alloc(ivBytes * 1024);
let ivAt = ivPool.length;

/** Random bytes drawn a thousand at a time: asking for twelve costs as much as for all of them. */
function newIv(): Buffer {
  if (ivAt === ivPool.length) {
    randomFillSync(ivPool);
    ivAt = 0;
  }
  ivAt += ivBytes;
  return ivPool.subarray(ivAt - ivBytes, ivAt);
}

/** AES-256-GCM: iv, tag, ciphertext. `context` is authenticated, so that a sealed value cannot be moved to another owner. */
export function seal(key: Buffer | KeyObject, plain: Buffer | string, context: string): Buffer {
  const iv = newIv();
  const cipher = createCipheriv('aes-256-gcm', key, iv, { authTagLength: tagBytes });
  cipher.setAAD(Buffer.from(context));
  const body = typeof plain === 'string' ? cipher.update(plain, 'utf8') : cipher.update(plain);
  cipher.final(); // empty in a stream mode; without it there is no tag
  return Buffer.concat([iv, cipher.getAuthTag(), body]);
}

/** Opens what `seal` made; throws when key, context or a single bit differ. */
export function unseal(key: Buffer | KeyObject, sealed: Buffer, context: string): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, ivBytes), { authTagLength: tagBytes });
  decipher.setAAD(Buffer.from(context));
  decipher.setAuthTag(sealed.subarray(ivBytes, ivBytes + tagBytes));
  return Buffer.concat([decipher.update(sealed.subarray(ivBytes + tagBytes)), decipher.final()]);
}

const blockBytes = 64;

/**
 * HMAC-SHA-256 as a reusable function, answering hexadecimal; the key has at most 64 bytes. Imports make millions: two one-shot
 * hashes over kept buffers cost a fourteenth of a Hmac object, and a digest as text a third of one as a buffer.
 */
export function keyedHash(key: Buffer): (value: string) => string {
  const inner = Buffer.alloc(4_096, 0x36);
  const outer = Buffer.alloc(blockBytes + 32, 0x5c);
  for (const [index, byte] of key.entries()) {
    inner[index] = byte ^ 0x36;
    outer[index] = byte ^ 0x5c;
  }
  return (value) => {
    const isShort = value.length * 3 <= inner.length - blockBytes;
    const message = isShort
      ? inner.subarray(0, blockBytes + inner.write(value, blockBytes))
      : Buffer.concat([inner.subarray(0, blockBytes), Buffer.from(value)]);
    outer.write(hash('sha256', message, 'hex'), blockBytes, 'hex');
    return hash('sha256', outer, 'hex');
  };
}

/** How an address is compared: NFC, trimmed, lower-cased; no provider's tricks. */
export function normaliseEmail(address: string): string {
  return address.normalize('NFC').trim().toLowerCase();
}
