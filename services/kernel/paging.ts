// Lists in pages: `limit` 1 to 500, default 50, and a cursor that only we can have made.
import { invalid, type Problem } from './errors.ts';
import { isId } from './ids.ts';

export const listParams = {
  after: { type: 'string', max: 500, optional: true }, limit: { type: 'number', integer: true, min: 1, max: 500, optional: true },
} as const;
export interface List<T> { items: T[]; next: string | null }

/** Pages of rows that are sorted by id. Reads one row more than asked, to know whether there is a next page. */
export async function listOf<T>(
  { after, limit = 50 }: { after?: string; limit?: number }, read: (after: string | null, limit: number) => Promise<T[]>, keyOf: (item: T) => string,
): Promise<List<T>> {
  const from = after === undefined ? null : readCursor(after);
  if (from !== null && !isId(from)) throw foreignCursor();
  const rows = await read(from, limit + 1);
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, next: rows.length > limit && last !== undefined ? makeCursor(keyOf(last)) : null };
}

export function makeCursor(key: string): string {
  return Buffer.from(`c1:${key}`).toString('base64url');
}

/** The key inside a cursor. Throws a 422 for one that is not ours. */
export function readCursor(cursor: string): string {
  const text = Buffer.from(cursor, 'base64url').toString();
  if (!text.startsWith('c1:') || makeCursor(text.slice(3)) !== cursor) throw foreignCursor();
  return text.slice(3);
}

export function foreignCursor(): Problem {
  return invalid('after', 'is not a cursor of ours', 'use `next` of the page before, as it was given');
}
