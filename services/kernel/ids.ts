// Identifiers: UUIDv7 for new things, a name-based UUID for things that must keep one id for ever.
// Chance and time are handed in where a test needs to hold them still.
import { hash, randomFillSync } from 'node:crypto';

const pattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const tailLength = 16;
const pool = Buffer.alloc(tailLength / 2 * 512);
let tails = '';
let at = 0;
let lastMs = 0;
let counter = 0;
let prefix = '';
let prefixMs = 0;

/** UUIDv7 (RFC 9562), increasing within this process: 12 bits of counter after the millisecond, so that keys stay in order. */
export function newId(nowMs: number = Date.now()): string {
  if (nowMs > lastMs) {
    lastMs = nowMs;
    counter = 0;
  } else if (++counter > 0xfff) {
    lastMs += 1;
    counter = 0;
  }
  if (at === tails.length) {
    tails = randomFillSync(pool).toString('hex');
    at = 0;
  }
  if (prefixMs !== lastMs) {
    const time = lastMs.toString(16).padStart(12, '0');
    prefix = `${time.slice(0, 8)}-${time.slice(8)}-`;
    prefixMs = lastMs;
  }
  at += tailLength;
  const variant = '89ab'[Number.parseInt(tails[at - tailLength] ?? '', 16) & 0x3];
  return `${prefix}${(0x7000 | counter).toString(16)}-${variant}${tails.slice(at - tailLength + 1, at - tailLength + 4)}-${tails.slice(at - tailLength + 4, at)}`;
}

/** A UUIDv8 made from a name: the same parts give the same id on every node and after every rebuild. */
export function namedId(...parts: string[]): string {
  const hex = hash('sha256', JSON.stringify(parts), 'hex');
  const variant = ((Number.parseInt(hex.slice(16, 17), 16) & 0x3) | 0x8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

export function isId(value: unknown): value is string {
  return typeof value === 'string' && pattern.test(value);
}
