// The shape of a mapping as the world sends and sees it; its own and those that come with the house look alike. Pure.
import { importKindNames, type ImportKind } from '../../channels/vocabulary.ts';
import type { Infer } from '../../channels/schema.ts';
import { checkMapping, encodings, listsOfMapping, mappingOfLists, type BuiltInMapping, type Mapping } from '../../mixins/importing/mapping.ts';
import { Problem } from '../kernel/errors.ts';
import type { SavedMapping } from './mapping.store.ts';

const name = { type: 'string', min: 1, max: 200 } as const;
const entries = 200;

export const mappingLists = {
  columns: { type: 'array', max: entries, items: { type: 'object', props: { header: name, column: name } } },
  constants: { type: 'array', max: entries, optional: true, items: { type: 'object', props: { column: name, value: name } } },
  spellings: { type: 'array', max: entries, optional: true, items: { type: 'object', props: { column: name, cell: name, value: name } } },
  scale: { type: 'object', optional: true, props: { low: { type: 'number', min: -1_000, max: 1_000 }, high: { type: 'number', min: -1_000, max: 1_000 } } },
  dateOrder: { type: 'enum', values: ['day-first', 'month-first'], optional: true },
  encoding: { type: 'enum', values: encodings, optional: true },
} as const;
export const mappingParams = { name, kind: { type: 'enum', values: importKindNames }, ...mappingLists } as const;
export const mappingView = { id: { type: 'string' }, builtIn: { type: 'boolean' }, createdAt: { type: 'string', nullable: true }, ...mappingParams } as const;
export type MappingView = Infer<typeof mappingView>;

/** The mapping that was sent, for a kind with these columns. Throws a 422 that names each wrong entry. */
export function readMapping(sent: Infer<typeof mappingParams>, columns: readonly { name: string; personal: boolean }[]): Mapping {
  const { scale, dateOrder, encoding } = sent;
  const errors = checkMapping(sent, columns);
  if (scale && scale.low >= scale.high) errors.push({ field: 'scale', problem: 'ends where it begins, or before', remedy: 'give the lowest value as low and the highest as high' });
  if (errors.length > 0) throw new Problem('invalid', { detail: 'The mapping cannot be used.', errors });
  return { ...mappingOfLists(sent), ...(scale ? { scale } : {}), ...(dateOrder ? { dateOrder } : {}), ...(encoding ? { encoding } : {}) };
}

export function viewOfMapping(kept: SavedMapping | (BuiltInMapping & { kind: ImportKind })): MappingView {
  const { id, name: title, kind, mapping } = kept;
  const { scale, dateOrder, encoding } = mapping;
  const createdAt = 'createdAt' in kept ? kept.createdAt : null;
  return {
    id, name: title, kind, builtIn: createdAt === null, createdAt, ...listsOfMapping(mapping), ...(scale ? { scale } : {}), ...(dateOrder ? { dateOrder } : {}), ...(encoding ? { encoding } : {}),
  };
}
