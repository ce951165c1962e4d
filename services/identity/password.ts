// Passwords as argon2id hashes in the usual text form. Cost as OWASP recommends: 19 MiB, 2 passes, 1 lane.
import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

const cost = { memory: 19_456, passes: 2, parallelism: 1, tagLength: 32 } as const;
const derive = promisify(argon2) as (algorithm: 'argon2id', parameters: object) => Promise<Buffer>;
export const shortestPassword = 12;

export async function hashPassword(password: string): Promise<string> {
  const nonce = randomBytes(16);
  const tag = await derive('argon2id', { ...cost, message: Buffer.from(password), nonce });
  const text = (bytes: Buffer): string => bytes.toString('base64').replace(/=+$/, '');
  return `$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=${cost.parallelism}$${text(nonce)}$${text(tag)}`;
}

/** Compares in constant time. Without a hash (no such user) it works as long and says no. */
export async function verifyPassword(password: string, hash: string | null): Promise<boolean> {
  const parts = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([^$]+)\$([^$]+)$/.exec(hash ?? '');
  const nonce = parts ? Buffer.from(parts[4] ?? '', 'base64') : Buffer.alloc(16);
  const expected = parts ? Buffer.from(parts[5] ?? '', 'base64') : Buffer.alloc(cost.tagLength);
  const given = await derive('argon2id', {
    memory: Number(parts?.[1] ?? cost.memory), passes: Number(parts?.[2] ?? cost.passes), parallelism: Number(parts?.[3] ?? cost.parallelism),
    tagLength: expected.length, message: Buffer.from(password), nonce,
  });
  return parts !== null && timingSafeEqual(given, expected);
}
