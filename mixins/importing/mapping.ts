// How another system's file is read as ours: which header is which column, what a column holds where the file has none, and our words
// for the cells' own. Knows the names of a kind's columns and nothing of what they mean. Pure.
import type { Infer } from '../../channels/schema.ts';
import { dateOrders, encodings, type DateOrder, type Encoding } from '../../channels/vocabulary.ts';
import type { FieldProblem } from '../../services/kernel/errors.ts';
import { plainName } from '../../services/kernel/format/csv.ts';
import type { ColumnMatch } from './file.ts';
import type { Scale } from './row-reader.ts';

/** What is missing is found out, or as the house has it. */
export interface Mapping {
  /** Column by header; null leaves a column of the file out, whatever its header is called. */
  columns?: Record<string, string | null>;
  /** What a column holds in every row of a file that lacks it. */
  constants?: Record<string, string>;
  /** By column: our word for the system's. */
  spellings?: Record<string, Record<string, string>>;
  scale?: Scale;
  dateOrder?: DateOrder;
  encoding?: Encoding;
}

/** A mapping that comes with the house: its id never changes. */
export interface BuiltInMapping { id: string; name: string; mapping: Mapping }

/** The cells of a line by the names of our columns, for every line of a file with these columns. */
export function cellsByColumn(columns: readonly ColumnMatch[], { constants = {}, spellings = {} }: Mapping): (cells: readonly string[]) => (column: string) => string | undefined {
  const positions = new Map(columns.flatMap(({ column }, index) => (column === null ? [] : [[column, index] as const])));
  const fixed = new Map(Object.entries(constants));
  const words = new Map(Object.entries(spellings).map(([column, list]) => [column, new Map(Object.entries(list).map(([cell, word]) => [plainName(cell), word]))]));
  if (fixed.size === 0 && words.size === 0) {
    return (cells) => (column) => {
      const position = positions.get(column);
      return position === undefined ? undefined : cells[position] ?? '';
    };
  }
  return (cells) => (column) => {
    const position = positions.get(column);
    const cell = position === undefined ? fixed.get(column) : cells[position] ?? '';
    return cell === undefined ? undefined : words.get(column)?.get(plainName(cell)) ?? cell;
  };
}

const name = { type: 'string', min: 1, max: 200 } as const;
const entries = 200;
const bound = { type: 'number', min: -1_000, max: 1_000 } as const;

/** A mapping as it is sent and shown: in lists, whose entries can be named one by one when they are wrong. */
export const mappingLists = {
  columns: { type: 'array', max: entries, items: { type: 'object', props: { header: name, column: { ...name, nullable: true } } } },
  constants: { type: 'array', max: entries, optional: true, items: { type: 'object', props: { column: name, value: name } } },
  spellings: { type: 'array', max: entries, optional: true, items: { type: 'object', props: { column: name, cell: name, value: name } } },
  scale: { type: 'object', optional: true, props: { low: bound, high: bound } },
  dateOrder: { type: 'enum', values: dateOrders, optional: true },
  encoding: { type: 'enum', values: encodings, optional: true },
} as const;
export type MappingLists = Infer<typeof mappingLists>;
interface KnownColumn { name: string; personal: boolean }

/** What is wrong with a mapping for a kind with these columns. */
export function checkMapping({ columns, constants = [], spellings = [], scale }: MappingLists, known: readonly KnownColumn[]): FieldProblem[] {
  const remedy = `use one of: ${known.map(({ name }) => name).join(', ')}`;
  const problems: FieldProblem[] = [];
  const isKnown = (column: string, field: string): boolean => {
    const found = known.some(({ name }) => name === column);
    if (!found) problems.push({ field, problem: 'is no column of this kind of file', remedy });
    return found;
  };
  const once = (names: readonly (string | null)[], field: (index: number) => string): void => {
    for (const [index, name] of names.entries()) if (name !== null && names.indexOf(name) < index) problems.push({ field: field(index), problem: 'is named twice', remedy: 'name it once' });
  };
  for (const [index, { header, column }] of columns.entries()) {
    if (column !== null) isKnown(column, `columns[${index}].column`);
    if (plainName(header) === '') problems.push({ field: `columns[${index}].header`, problem: 'has no letter or digit', remedy: 'write the header as it stands in the file' });
  }
  once(columns.map(({ header }) => plainName(header)), (index) => `columns[${index}].header`);
  once(columns.map(({ column }) => column), (index) => `columns[${index}].column`);
  for (const [list, entries] of Object.entries({ constants, spellings })) {
    for (const [index, { column }] of entries.entries()) {
      const field = `${list}[${index}].column`;
      // A mapping is kept in clear and holds for every row: whoever it named would be in all of them.
      if (isKnown(column, field) && known.some(({ name, personal }) => name === column && personal)) {
        problems.push({ field, problem: 'holds what belongs to a person', remedy: 'bring it as a column of the file' });
      }
    }
  }
  once(constants.map(({ column }) => column), (index) => `constants[${index}].column`);
  if (scale && scale.low >= scale.high) problems.push({ field: 'scale', problem: 'ends where it begins, or before', remedy: 'give the lowest value as low and the highest as high' });
  return problems;
}

export function mappingOfLists({ columns, constants = [], spellings = [], ...form }: MappingLists): Mapping {
  return {
    ...form,
    columns: Object.fromEntries(columns.map(({ header, column }) => [header, column])),
    ...(constants.length === 0 ? {} : { constants: Object.fromEntries(constants.map(({ column, value }) => [column, value])) }),
    ...(spellings.length === 0 ? {} : {
      spellings: Object.fromEntries([...Map.groupBy(spellings, ({ column }) => column)].map(([column, list]) => [column, Object.fromEntries(list.map(({ cell, value }) => [cell, value]))])),
    }),
  };
}

export function listsOfMapping({ columns = {}, constants = {}, spellings = {}, ...form }: Mapping): MappingLists {
  return {
    ...form,
    columns: Object.entries(columns).map(([header, column]) => ({ header, column })),
    constants: Object.entries(constants).map(([column, value]) => ({ column, value })),
    spellings: Object.entries(spellings).flatMap(([column, list]) => Object.entries(list).map(([cell, value]) => ({ column, cell, value }))),
  };
}
