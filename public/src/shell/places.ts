// Where a role may go in a company: the doors of the rail, of the palette and of the keys, from one list.
import type { Role } from '../../../channels/vocabulary.ts';
import type { WordKey } from '../../../services/kernel/locales/cockpit.ts';
import { mayImport, mayReadEvidence, mayReadPeople, maySettle } from './session.ts';

/** The settings' own doors, in the rail and above their pages. */
export const settingsParts = ['company', 'value-map', 'members', 'webhooks'] as const;

export interface Place { to: string; words: WordKey; group: WordKey; /** The key after `g`. */ key: string | null }

const all: readonly (Place & { opensTo: (role: Role) => boolean })[] = [
  { to: 'overview', words: 'overview.name', group: 'shell.impact', key: 'o', opensTo: () => true },
  { to: 'evidence', words: 'evidence.name', group: 'shell.impact', key: 'e', opensTo: mayReadEvidence },
  { to: 'people', words: 'people.name', group: 'shell.impact', key: 'p', opensTo: mayReadPeople },
  { to: 'imports', words: 'imports.name', group: 'shell.data', key: 'i', opensTo: mayImport },
  { to: 'reports', words: 'reports.name', group: 'shell.reports', key: 'r', opensTo: () => true },
  { to: 'reviews', words: 'reviews.name', group: 'shell.care', key: 'v', opensTo: mayReadPeople },
  ...settingsParts.map((part) => ({ to: `settings/${part}`, words: `settings.${part}` as const, group: 'shell.settings' as const, key: part === 'company' ? 's' : null, opensTo: maySettle })),
];

export function placesOf(role: Role): Place[] {
  return role === 'participant' ? [] : all.filter(({ opensTo }) => opensTo(role));
}
