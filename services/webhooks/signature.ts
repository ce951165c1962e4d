// Standard Webhooks 1.0.0: three headers, HMAC-SHA-256 over id, time and the body's own bytes, several keys while one is changed.
// Pure: time and secrets are handed in.
import { createHmac, timingSafeEqual, type KeyObject } from 'node:crypto';

export const toleranceSeconds = 300;
const prefix = 'whsec_';

export interface SignedBody { webhookId: string; timestamp: string; signature: string; body: Buffer }

export function secretText(key: Buffer): string {
  return `${prefix}${key.toString('base64')}`;
}

/** The key of a secret as it was shown, for whoever signs with it. */
export function keyOfSecret(secret: string): Buffer {
  return Buffer.from(secret.slice(prefix.length), 'base64');
}

/** `v1,` and the base64 of the HMAC, as a sender writes it. */
export function signBody(key: Buffer | KeyObject, { webhookId, timestamp, body }: Omit<SignedBody, 'signature'>): string {
  return `v1,${createHmac('sha256', key).update(`${webhookId}.${timestamp}.`).update(body).digest('base64')}`;
}

/**
 * Whether one of the given signatures was made with one of the keys, within five minutes of now. The text is compared, not
 * the bytes behind it: base64 lets a last character change without changing its bytes.
 */
export function isSigned(keys: readonly (Buffer | KeyObject)[], signed: SignedBody, nowMs: number): boolean {
  if (!/^\d{1,12}$/.test(signed.timestamp) || Math.abs(Math.floor(nowMs / 1000) - Number(signed.timestamp)) > toleranceSeconds) return false;
  const given = signed.signature.split(' ').slice(0, 10).map((text) => Buffer.from(text));
  return keys.some((key) => {
    const expected = Buffer.from(signBody(key, signed));
    return given.some((text) => text.length === expected.length && timingSafeEqual(text, expected));
  });
}
