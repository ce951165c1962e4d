// The items of one event as they lie in the outbox. Items of a set differ in few fields: what they share is written once, the rest
// without its names. A set of rows takes a third of the bytes, which are written, sent and read once per event. Pure.
export interface Packed { same: Record<string, unknown>; fields: string[]; rows: unknown[][] }
type Kept<T> = Packed | { items: T[] };

/** Fewer than these are kept as they are, for whoever reads the table by eye. */
const leastPacked = 10;

/** Packs items that all have the same fields, in the same order; others are kept as they are. */
export function packItems<T extends object>(items: readonly T[]): Kept<T> {
  const list = items as readonly Readonly<Record<string, unknown>>[];
  const [first] = list;
  if (!first || list.length < leastPacked) return { items: [...items] };
  const names = Object.keys(first);
  const isAlike = (item: Readonly<Record<string, unknown>>): boolean => {
    const own = Object.keys(item);
    // JSON has no undefined: a field that holds it would come back as null.
    return own.length === names.length && names.every((name, place) => own[place] === name && item[name] !== undefined);
  };
  if (!list.every(isAlike)) return { items: [...items] };
  const fields = names.filter((name) => list.some((item) => item[name] !== first[name]));
  const same = Object.fromEntries(names.filter((name) => !fields.includes(name)).map((name) => [name, first[name]]));
  return { same, fields, rows: list.map((item) => fields.map((name) => item[name])) };
}

/** The items that `packItems` was given. */
export function unpackItems<T>(kept: Kept<T>): T[] {
  if ('items' in kept) return kept.items;
  return kept.rows.map((row) => {
    const item: Record<string, unknown> = { ...kept.same };
    for (const [place, name] of kept.fields.entries()) item[name] = row[place];
    return item as T;
  });
}
