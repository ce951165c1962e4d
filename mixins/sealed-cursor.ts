// A place in a list that its reader may hold but not read: natural keys can name people, and a cursor is only ever handed back.
import { foreignCursor } from '../services/kernel/paging.ts';
import type { House } from './broker/house.ts';
import { deriveKey, seal, unseal } from './vault.ts';

/** `owner` is the tenant and what is listed: a cursor of another list is none of ours. */
export function sealCursor(house: House, owner: string, place: string): string {
  return seal(deriveKey(house.master, 'cursors'), place, owner).toString('base64url');
}

/** The place inside a cursor. Throws a 422 for one that is not ours. */
export function openCursor(house: House, owner: string, cursor: string): string {
  const bytes = Buffer.from(cursor, 'base64url');
  if (bytes.toString('base64url') !== cursor) throw foreignCursor();
  try {
    return unseal(deriveKey(house.master, 'cursors'), bytes, owner).toString();
  } catch {
    throw foreignCursor();
  }
}
