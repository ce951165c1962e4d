// Who may: one table of subjects and roles, read by the guard, by OpenAPI and by the tests that try every cell.
import { roles, type Role } from '../../channels/vocabulary.ts';

type Verb = 'read' | 'write';
const everyoneButParticipants: readonly Role[] = ['platform_admin', 'company_admin', 'analyst', 'reviewer', 'viewer'];
const admins: readonly Role[] = ['platform_admin', 'company_admin'];

export const rights = {
  company: { read: roles, write: [] },
  metrics: { read: everyoneButParticipants, write: [] },
  evidence: { read: ['company_admin', 'analyst', 'reviewer'], write: [] },
  profiles: { read: ['platform_admin', 'company_admin', 'analyst', 'reviewer'], write: admins },
  names: { read: ['company_admin'], write: [] },
  imports: { read: admins, write: admins },
  webhooks: { read: admins, write: admins },
  members: { read: admins, write: admins },
  reports: { read: everyoneButParticipants, write: ['platform_admin', 'company_admin', 'analyst'] },
  decisions: { read: admins, write: admins },
  exports: { read: ['company_admin', 'analyst', 'reviewer', 'viewer'], write: ['company_admin', 'analyst'] },
  audit: { read: admins, write: admins },
  live: { read: everyoneButParticipants, write: [] },
} as const satisfies Record<string, Record<Verb, readonly Role[]>>;

export type Subject = keyof typeof rights;
export type Right = `${Subject}:${Verb}`;

/** `anyone`: no sign-in. `user`: signed in, no tenant. `operator`: platform operator. `room`: any proven caller inside the house; never routed. */
export type Access = 'anyone' | 'user' | 'operator' | 'room' | Right;

export function rolesWith(right: Right): readonly Role[] {
  const [subject, verb] = right.split(':') as [Subject, Verb];
  return rights[subject][verb];
}

/** Whether the role has this right: without it the answer is 403 before any id is looked at. */
export function mayDo(role: Role, right: Right): boolean {
  return rolesWith(right).includes(role);
}
