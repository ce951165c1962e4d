// Access tokens: EdDSA, a key id, 15 minutes, who and which session, no role. Anything but EdDSA is refused.
// And what a session's cookie says of itself, which is proven by its secret alone.
import { jwtVerify, SignJWT } from 'jose';
import { isId } from '../kernel/ids.ts';
import type { SigningKey } from './signing.store.ts';

export const tokenSeconds = 900;
const issuer = 'corporate-cockpit';

export async function issueToken(key: SigningKey, userId: string, sessionId: string, nowMs: number): Promise<string> {
  const now = Math.floor(nowMs / 1000);
  return new SignJWT({ sid: sessionId }).setProtectedHeader({ alg: 'EdDSA', kid: key.kid, typ: 'at+jwt' })
    .setIssuer(issuer).setAudience(issuer).setSubject(userId).setIssuedAt(now).setExpirationTime(now + tokenSeconds).sign(key.privateKey);
}

/** Who the token speaks for; undefined for one that is forged, stale or of another kind. */
export async function readToken(key: SigningKey, token: string, nowMs: number): Promise<{ userId: string; sessionId: string } | undefined> {
  try {
    const { payload, protectedHeader } = await jwtVerify(token, key.publicKey, {
      algorithms: ['EdDSA'], issuer, audience: issuer, typ: 'at+jwt', currentDate: new Date(nowMs),
    });
    if (protectedHeader.kid !== key.kid || typeof payload.sub !== 'string' || typeof payload['sid'] !== 'string') return undefined;
    return { userId: payload.sub, sessionId: payload['sid'] };
  } catch {
    return undefined;
  }
}

export function readCookie(cookie: string | undefined): { userId: string; sessionId: string; secret: string } | undefined {
  const [userId, sessionId, secret] = (cookie ?? '').split('.');
  return isId(userId) && isId(sessionId) && secret ? { userId, sessionId, secret } : undefined;
}
