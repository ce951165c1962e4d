// The shape of a mapping as the world sends and sees it; its own and those that come with the house look alike. Pure.
import { importKindNames, type ImportKind } from '../../channels/vocabulary.ts';
import { compileCheck, type Infer } from '../../channels/schema.ts';
import { checkMapping, listsOfMapping, mappingLists, mappingOfLists, type BuiltInMapping, type Mapping, type MappingLists } from '../../mixins/importing/mapping.ts';
import { invalid, Problem } from '../kernel/errors.ts';
import type { SavedMapping } from './mapping.store.ts';

export const mappingParams = { name: { type: 'string', min: 1, max: 200 }, kind: { type: 'enum', values: importKindNames }, ...mappingLists } as const;
export const mappingView = { id: { type: 'string' }, builtIn: { type: 'boolean' }, createdAt: { type: 'string', nullable: true }, ...mappingParams } as const;
export type MappingView = Infer<typeof mappingView>;

const problemsOf = compileCheck(mappingLists);
/** Room for every column with its header. */
export const longestMapping = 100_000;

/** A mapping that comes as text, beside a file. */
export function parseMapping(text: string): MappingLists {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw invalid('mapping', 'is no JSON', 'send columns, scale, dateOrder and encoding as one JSON object, or the id of a mapping');
  }
  const errors = problemsOf(value).map((problem) => ({ ...problem, field: `mapping.${problem.field}` }));
  if (errors.length > 0) throw new Problem('invalid', { detail: 'The mapping cannot be used.', errors });
  return value as MappingLists;
}

/** The mapping that was sent, for a kind with these columns. Throws a 422 that names each wrong entry. */
export function readMapping(sent: MappingLists, columns: readonly { name: string; personal: boolean }[]): Mapping {
  const errors = checkMapping(sent, columns);
  if (errors.length > 0) throw new Problem('invalid', { detail: 'The mapping cannot be used.', errors });
  return mappingOfLists(sent);
}

export function viewOfMapping(kept: SavedMapping | (BuiltInMapping & { kind: ImportKind })): MappingView {
  const { id, name, kind, mapping } = kept;
  const createdAt = 'createdAt' in kept ? kept.createdAt : null;
  return { id, name, kind, builtIn: createdAt === null, createdAt, ...listsOfMapping(mapping) };
}
