// What the sample world is made from, and its users.
import type { Role } from '../../channels/vocabulary.ts';

export const sampleSeed = 20_261_125;
export const operator = { email: 'operator@cockpit.example', name: 'Ola Nordmann' };
export const sampleParticipant = { local: 'participant', first: 'Olena', name: 'Olena Melnyk' } as const;
export const sampleUsers: readonly { local: string; name: string; role: Role }[] = [
  { local: 'admin', name: 'Marta Kovalenko', role: 'company_admin' },
  { local: 'analyst', name: 'Ingrid Solheim', role: 'analyst' },
  { local: 'reviewer', name: 'Henrik Aas', role: 'reviewer' },
  { local: 'viewer', name: 'Silje Moen', role: 'viewer' },
  { local: sampleParticipant.local, name: sampleParticipant.name, role: 'participant' },
];
