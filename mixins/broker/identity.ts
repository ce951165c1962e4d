// Who acts, for which tenant, in which role: signed by the node that established it, opened and sealed on entry of every action.
// Moleculer's meta flows back up to the caller and can be written by any member of the network, so it is never believed unsigned.
import { timingSafeEqual } from 'node:crypto';
import type { KeyScope, Role } from '../../channels/vocabulary.ts';
import { keyedHash } from '../vault.ts';

export interface Identity {
  kind: 'anonymous' | 'user' | 'key' | 'job';
  /** The person signed in, the API key, or the room that runs a job. */
  actor: string;
  tenantId?: string;
  role?: Role;
  /** What an API key was made for; it has no role. */
  scopes?: readonly KeyScope[];
  sessionId?: string;
  /** Coarse, keyed hash of the caller's address, for the audit log. */
  address?: string;
  expiresAtMs: number;
}

export const anonymous = (address: string, nowMs: number): Identity => ({ kind: 'anonymous', actor: 'anonymous', address, expiresAtMs: nowMs + 60_000 });

export class IdentitySealer {
  readonly #sign: (value: string) => string;
  readonly #opened = new Map<string, Identity>();

  constructor(key: Buffer) {
    this.#sign = keyedHash(key);
  }

  seal(identity: Identity): string {
    const body = Buffer.from(JSON.stringify(identity)).toString('base64url');
    return `${body}.${this.#sign(body)}`;
  }

  /** Opens a sealed identity; undefined when it is missing, forged, malformed or has run out. */
  open(sealed: unknown, nowMs: number): Identity | undefined {
    if (typeof sealed !== 'string') return undefined;
    const known = this.#opened.get(sealed) ?? this.#verify(sealed);
    return known && known.expiresAtMs > nowMs ? known : undefined;
  }

  #verify(sealed: string): Identity | undefined {
    const [body, signature] = sealed.split('.');
    if (!body || !signature) return undefined;
    const expected = Buffer.from(this.#sign(body));
    const given = Buffer.from(signature);
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined;
    const identity = JSON.parse(Buffer.from(body, 'base64url').toString()) as Identity;
    if (this.#opened.size >= 2_000) this.#opened.clear();
    this.#opened.set(sealed, identity);
    return identity;
  }
}
