// A set of items as a table in a statement: an array a column, read by `unnest`. The same items as JSON are three times the bytes,
// since each names its fields anew, and a set of 500 takes three times as long to send and to read.
import type { SqlValue } from './transaction.ts';

type ColumnType = 'text' | 'uuid' | 'int' | 'smallint' | 'bigint' | 'boolean' | 'date' | 'bytea' | 'jsonb';

export interface ItemTable<Name extends string> {
  /** To stand in a statement's FROM: the items as `alias`, with their own names as columns. Their parameters begin at `$first`. */
  as(alias: string, first: number): string;
  /** The parameters: one array a column. A field that an item lacks is null. */
  valuesOf(items: readonly { readonly [K in Name]?: string | number | boolean | Buffer | null | undefined }[]): SqlValue[];
}

/** A column of `jsonb` takes its values as text. */
export function itemTable<Name extends string>(columns: Readonly<Record<Name, ColumnType>>): ItemTable<Name> {
  const names = Object.keys(columns) as Name[];
  return {
    as: (alias, first) => `unnest(${names.map((name, place) => `$${first + place}::${columns[name]}[]`).join(', ')}) as ${alias} (${names.map((name) => `"${name}"`).join(', ')})`,
    valuesOf: (items) => names.map((name) => items.map((item) => item[name] ?? null)),
  };
}
