// Who sends a request, as the door believes it: a person's token or cookie, or a company's API key, turned into the identity that
// every action opens. It knows how a caller is counted; it refuses to know how credentials are checked.
import type { Actions } from '../../mixins/broker/actions.ts';
import type { Identity } from '../../mixins/broker/identity.ts';

export type Authorised = NonNullable<Actions['identity.authorise']['returns']>;
export interface Caller { identity: Identity; authorised: Authorised | null }

const identityMs = 60_000;

/** The identity of a caller for the company in the path. Without a tenant in it, the company is not there for this caller. */
export function identityOf(authorised: Authorised, companyId: string | undefined, address: string, nowMs: number): Identity {
  const base = { address, expiresAtMs: nowMs + identityMs };
  if (authorised.kind === 'key') {
    return { ...base, kind: 'key', actor: authorised.keyId, scopes: authorised.scopes, ...(companyId === authorised.tenantId ? { tenantId: companyId } : {}) };
  }
  const { userId, sessionId, role, companyExists } = authorised;
  const isMember = companyId !== undefined && companyExists && role !== null;
  return {
    ...base, kind: 'user', actor: userId, sessionId,
    ...(isMember ? { tenantId: companyId, role } : {}),
    ...(companyId === undefined && role === 'platform_admin' ? { role } : {}),
  };
}

/** Sealed anew for work that outlives the identity it began with, such as a stream. */
export function renewed(identity: Identity, nowMs: number): Identity {
  return { ...identity, expiresAtMs: nowMs + identityMs };
}

/** Whether what was found at a later look still opens what the stream began with: the same role, or a key that holds. */
export function isStill(found: Authorised | null, { kind, role }: Identity): boolean {
  if (found === null || found.kind !== kind) return false;
  return found.kind === 'key' || found.role === role;
}

/** Whether a company's own pages open to whoever was found; a participant finds one of another kind. */
export function isMember(found: Authorised | null): found is Authorised & { kind: 'user' } {
  return found?.kind === 'user' && found.companyExists && found.role !== null && found.role !== 'participant';
}

/** What a caller is counted by: itself where it is known, its address where it is not. */
export function countedAs(identity: Identity, address: string): string {
  return identity.kind === 'anonymous' ? address : identity.actor;
}

