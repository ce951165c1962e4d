// What is known of a person, and which words in a text would name that person.
import type { IdentitySystem } from '../../channels/vocabulary.ts';

export interface ExternalId { system: IdentitySystem; externalId: string }
export interface PersonDetails { email: string; name?: string; externalIds?: ExternalId[] }

/** Words that name the person: of the name on record, and of the address before the @, where people write their name. At least two letters. */
export function namesOf({ email, name }: PersonDetails): string[] {
  const local = (email.split('@')[0] ?? '').replace(/\+.*$/, '');
  const words = [...(name ?? '').split(/[\s,]+/), ...local.split(/[._\-\d]+/)];
  return [...new Set(words.map((word) => word.normalize('NFC').toLowerCase()).filter((word) => /^\p{L}[\p{L}'’-]+$/u.test(word)))];
}
