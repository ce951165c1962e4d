// Who may: one table of subjects and roles, and one of a key's scopes, read by the guard, by OpenAPI and by the tests that try every cell.
import { keyScopes, roles, type KeyScope, type Role } from '../../channels/vocabulary.ts';
import type { Identity } from './identity.ts';

type Verb = 'read' | 'write';
const everyoneButParticipants: readonly Role[] = ['platform_admin', 'company_admin', 'analyst', 'reviewer', 'viewer'];
const admins: readonly Role[] = ['platform_admin', 'company_admin'];

export const rights = {
  company: { read: roles, write: [] },
  metrics: { read: everyoneButParticipants, write: [] },
  evidence: { read: ['company_admin', 'analyst', 'reviewer'], write: [] },
  /** What is tried and kept nowhere: what-if, previews. */
  trials: { read: ['platform_admin', 'company_admin', 'analyst', 'reviewer'], write: [] },
  profiles: { read: ['platform_admin', 'company_admin', 'analyst', 'reviewer'], write: admins },
  reviews: { read: ['platform_admin', 'company_admin', 'analyst', 'reviewer'], write: ['platform_admin', 'company_admin', 'reviewer'] },
  names: { read: ['company_admin'], write: [] },
  imports: { read: admins, write: admins },
  webhooks: { read: admins, write: admins },
  members: { read: admins, write: admins },
  keys: { read: admins, write: admins },
  settings: { read: admins, write: admins },
  reports: { read: everyoneButParticipants, write: ['platform_admin', 'company_admin', 'analyst'] },
  decisions: { read: admins, write: admins },
  exports: { read: ['company_admin', 'analyst', 'reviewer', 'viewer'], write: ['company_admin', 'analyst'] },
  audit: { read: admins, write: admins },
  live: { read: everyoneButParticipants, write: [] },
} as const satisfies Record<string, Record<Verb, readonly Role[]>>;

export type Subject = keyof typeof rights;
export type Right = `${Subject}:${Verb}`;

/** What a scope opens. Who writes may read what became of it. */
const rightsOfScope: Readonly<Record<KeyScope, readonly Right[]>> = {
  'metrics:read': ['metrics:read', 'live:read', 'company:read', 'trials:read'],
  'evidence:read': ['evidence:read'],
  'imports:write': ['imports:read', 'imports:write'],
  'reports:read': ['reports:read', 'exports:read'],
  'reports:write': ['reports:read', 'reports:write', 'exports:read', 'exports:write'],
  'webhooks:admin': ['webhooks:read', 'webhooks:write'],
};

/** `anyone`: no sign-in. `user`: signed in, no tenant. `caller`: that, or an API key. `operator`: platform operator. `room`: any proven caller inside the house; never routed. */
export type Access = 'anyone' | 'user' | 'caller' | 'operator' | 'room' | Right;

export function rolesWith(right: Right): readonly Role[] {
  const [subject, verb] = right.split(':') as [Subject, Verb];
  return rights[subject][verb];
}

/** Whether the role has this right: without it the answer is 403 before any id is looked at. */
export function mayDo(role: Role, right: Right): boolean {
  return rolesWith(right).includes(role);
}

/** Whether a key's scopes open this. A file of a report carries its quotations: it takes the scope that may read them as well. */
export function mayUse(scopes: readonly KeyScope[], right: Right): boolean {
  return scopes.some((scope) => rightsOfScope[scope].includes(right)) && (!right.startsWith('exports:') || scopes.includes('evidence:read'));
}

/** Scopes that open a right by themselves, for the documents. */
export function scopesWith(right: Right): readonly KeyScope[] {
  return keyScopes.filter((scope) => rightsOfScope[scope].includes(right));
}

/** Whether this caller has the right, whatever kind of caller it is: a room at work has all, a person a role's, a key its scopes'. */
export function holds({ kind, role, scopes }: Pick<Identity, 'kind' | 'role' | 'scopes'>, right: Right): boolean {
  if (kind === 'job') return true;
  if (kind === 'key') return mayUse(scopes ?? [], right);
  return role !== undefined && mayDo(role, right);
}
