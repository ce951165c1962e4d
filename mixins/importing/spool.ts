// Uploaded files between the door and the import: one encrypted file each, under a key of its own that dies with it.
// GCM over the whole stream: a spool that was touched fails at its end, before an import that reads it is called done.
import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { Transform, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Problem } from '../../services/kernel/errors.ts';
import { newId } from '../../services/kernel/ids.ts';
import type { House } from '../broker/house.ts';
import { deriveKey, newKey, seal, unseal } from '../vault.ts';

export interface SpoolHandle { key: string; wrappedKey: string; sha256: string; bytes: number }

/** Takes a stream into the spool, hashing and sealing as it passes. Over `maxBytes` it ends with `too_large` and leaves nothing. */
export async function spoolStream(house: House, source: Readable, maxBytes: number): Promise<SpoolHandle> {
  const spoolKey = newId(house.clock.nowMs());
  const file = fileOf(house, spoolKey);
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  const key = newKey();
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, iv);
  const digest = createHash('sha256');
  let bytes = 0;
  const measure = new Transform({
    transform(chunk: Buffer, _encoding, done): void {
      bytes += chunk.length;
      if (bytes > maxBytes) {
        done(new Problem('too_large', { detail: `The file is larger than ${maxBytes} bytes.` }));
        return;
      }
      digest.update(chunk);
      done(null, chunk);
    },
  });
  try {
    const out = createWriteStream(file, { mode: 0o600, start: 0 });
    out.write(iv);
    await pipeline(source, measure, cipher, out);
    const handle = await open(file, 'a');
    try {
      await handle.appendFile(cipher.getAuthTag());
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch (error) {
    await rm(file, { force: true });
    throw error;
  }
  return { key: spoolKey, wrappedKey: wrapSpoolKey(house, key, spoolKey), sha256: digest.digest('hex'), bytes };
}

/** Reads a spooled file from its beginning, opened. */
export async function readSpool(house: House, spoolKey: string, key: Buffer): Promise<Readable> {
  const file = fileOf(house, spoolKey);
  const { size } = await stat(file);
  const handle = await open(file, 'r');
  const iv = Buffer.alloc(12);
  const tag = Buffer.alloc(16);
  try {
    await handle.read(iv, 0, 12, 0);
    await handle.read(tag, 0, 16, size - 16);
  } finally {
    await handle.close();
  }
  const decipher = createDecipheriv('aes-256-gcm', key, iv);
  decipher.setAuthTag(tag);
  const source = size > 28 ? createReadStream(file, { start: 12, end: size - 17, highWaterMark: 65_536 }) : createReadStream('/dev/null');
  source.once('error', (error) => decipher.destroy(error));
  decipher.once('close', () => source.destroy());
  return source.pipe(decipher);
}

export async function removeSpool(house: House, spoolKey: string): Promise<void> {
  await rm(fileOf(house, spoolKey), { force: true });
}

export function wrapSpoolKey(house: House, key: Buffer, spoolKey: string): string {
  return seal(deriveKey(house.master, 'import keys'), key, spoolKey).toString('base64');
}

export function unwrapSpoolKey(house: House, wrapped: Buffer, spoolKey: string): Buffer {
  return unseal(deriveKey(house.master, 'import keys'), wrapped, spoolKey);
}

function fileOf(house: House, spoolKey: string): string {
  return path.join(house.settings.dataDir, 'spool', spoolKey.slice(-2), spoolKey);
}
