// A body as small as its reader can take it: text is compressed, what is small or already packed is not. Pure but for zlib.
import { createHash } from 'node:crypto';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

export type Encoding = 'br' | 'gzip';

/** Below this a header costs more than it saves. */
const leastBytes = 1_400;
const isText = /^(?:text\/|application\/json|image\/svg)/;

export function mayCompress(type: string, bytes: number): boolean {
  return bytes >= leastBytes && isText.test(type);
}

/** The best encoding that the reader names; one with a weight of 0 is refused. */
export function acceptedEncoding(header: string | string[] | undefined, offered: readonly Encoding[]): Encoding | null {
  const named = String(header ?? '').split(',').map((part) => part.trim().split(/\s*;\s*q=/));
  return offered.find((encoding) => named.some(([name, weight]) => name === encoding && weight !== '0' && weight !== '0.0')) ?? null;
}

/** Once for a file, as small as it gets within a moment. */
export function compressFile(body: Buffer, encoding: Encoding): Buffer {
  return encoding === 'br' ? brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_SIZE_HINT]: body.length } }) : gzipSync(body, { level: 9 });
}

/** For each answer anew: what costs the least time. */
export function compressAnswer(body: Buffer): Buffer {
  return gzipSync(body, { level: 1 });
}

/** Two encodings of one thing are two representations: a strong tag tells them apart. */
export function tagOf(etag: string, encoding: Encoding | null): string {
  return encoding === null ? etag : `"${createHash('sha256').update(`${etag} ${encoding}`).digest('base64url').slice(0, 27)}"`;
}
