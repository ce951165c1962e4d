// How a file is read: what was found as a mapping, one column moved, two compared, and which saved one a header calls for. Pure.
import type { ImportKind } from '../../../../channels/vocabulary.ts';
import { plainName } from '../../../../services/kernel/format/csv.ts';
import type { ImportView, KindCard, MappingLists, MappingView } from '../../shell/interface.ts';

/** Every header that can be named, with what it becomes, and whatever else the file was told to be. */
export function readingOf({ columns, mapping }: ImportView): MappingLists {
  return { ...mapping, columns: columns.filter(({ header }) => plainName(header) !== '' && header.length <= longestName) };
}
const longestName = 200;

/** What had the column until now gets what this header had: a required column is never missing on the way. */
export function withColumn(reading: MappingLists, header: string, column: string | null): MappingLists {
  const before = reading.columns.find((match) => match.header === header)?.column ?? null;
  return { ...reading, columns: reading.columns.map((match) => (match.header === header ? { header, column } : column !== null && match.column === column ? { ...match, column: before } : match)) };
}

/** Nothing was told of the file: names and synonyms alone decide. */
export function saysNothing(mapping: MappingLists | null): boolean {
  return mapping === null || Object.values(mapping).every((part) => Array.isArray(part) && part.length === 0);
}

export function isSameMapping(one: MappingLists, other: MappingLists): boolean {
  return canonical(one) === canonical(other);
}

function canonical({ columns, constants = [], spellings = [], scale, dateOrder = 'day-first', encoding }: MappingLists): string {
  const sorted = (list: readonly object[]): string[] => list.map((entry) => JSON.stringify(Object.entries(entry).toSorted(([a], [b]) => a.localeCompare(b)))).toSorted((a, b) => a.localeCompare(b));
  return JSON.stringify([sorted(columns), sorted(constants), sorted(spellings), scale?.low, scale?.high, dateOrder, encoding]);
}

/** The mapping whose headers all stand in the file and that gives all the kind needs: the company's own first, then the one that names most. */
export function mappingFor(headers: readonly string[], kind: ImportKind | null, mappings: readonly MappingView[], cards: readonly KindCard[]): MappingView | undefined {
  const present = new Set(headers.map(plainName));
  const namedBy = ({ columns }: MappingView): MappingLists['columns'] => columns.filter(({ column }) => column !== null);
  const fits = (mapping: MappingView): boolean => {
    const named = namedBy(mapping);
    const given = new Set([...named, ...mapping.constants ?? []].map(({ column }) => column));
    const needed = cards.find((card) => card.kind === mapping.kind)?.columns.filter(({ required }) => required) ?? [];
    return named.length > 0 && named.every(({ header }) => present.has(plainName(header)))
      && needed.every(({ name, synonyms }) => given.has(name) || [name, ...synonyms].some((known) => present.has(plainName(known))));
  };
  return mappings.filter((mapping) => (kind === null || mapping.kind === kind) && fits(mapping))
    .toSorted((a, b) => Number(a.builtIn) - Number(b.builtIn) || namedBy(b).length - namedBy(a).length)[0];
}
