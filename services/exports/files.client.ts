// Finished files on disk: sealed, since quotations are personal text, under names that nobody can guess.
import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { House } from '../../mixins/broker/house.ts';
import { deriveKey, seal, unseal } from '../../mixins/vault.ts';

/** Keeps a file; answers the name under which it lies. */
export async function keepFile(house: House, tenantId: string, content: Buffer): Promise<string> {
  const key = randomBytes(24).toString('hex');
  const file = fileOf(house, key);
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  // Written aside and moved into place: a half-written file never has its name.
  await writeFile(`${file}.part`, seal(deriveKey(house.master, 'exports'), content, `${tenantId} ${key}`), { mode: 0o600, flush: true });
  await rename(`${file}.part`, file);
  return key;
}

export async function openFile(house: House, tenantId: string, key: string): Promise<Buffer> {
  return unseal(deriveKey(house.master, 'exports'), await readFile(fileOf(house, key)), `${tenantId} ${key}`);
}

export async function removeFile(house: House, key: string): Promise<void> {
  await rm(fileOf(house, key), { force: true });
}

function fileOf(house: House, key: string): string {
  return path.join(house.settings.dataDir, 'exports', key.slice(0, 2), key);
}
