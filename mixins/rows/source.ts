// What a source row is: something a file or a webhook tells, found again by its natural key, kept as a stack of revisions.
// A room describes its table here once; comparing, merging, undoing and paging follow from the description.
import type { EventItem, EventType } from '../../channels/contracts.ts';
import type { ImportKind } from '../../channels/vocabulary.ts';
import type { Transaction } from '../database/transaction.ts';

export type Value = string | number | boolean | null;
/** `instant` is epoch milliseconds here and a timestamp in the table; `date` is `YYYY-MM-DD`. */
export type ColumnType = 'text' | 'uuid' | 'integer' | 'numeric' | 'date' | 'instant' | 'boolean';
/** Who tells rows: a kind of file, or a webhook. */
export type Teller = ImportKind | `webhook:${string}`;

/**
 * A row as it was told. A value that is undefined was not told, and what is known stays; null was told to be empty, and clears
 * what came from the same teller. `people` are addresses by the column that gets the person's id; `words` are free text.
 */
export interface Told<V> {
  key: string;
  teller: Teller;
  values: { [K in keyof V]: V[K] | null | undefined };
  people: { [K in keyof V]?: string };
  words: Record<string, string | null | undefined>;
  /** What the row refers to, as it was told, for `refer` to find. */
  reference?: Record<string, Value>;
}

/** Cells that a telling gave, and those it emptied: a bit a column in the order of the columns, and a bit a word from `firstWordBit` on. */
export interface Cells { given: number; emptied: number }

/** Columns and words keep their places for ever: what is kept of old tellings is told by them. */
export const firstWordBit = 24;

export interface Revision<V> {
  key: string;
  revision: number;
  id: string;
  teller: Teller;
  /** What its line or webhook told; a revision that nobody told has no cells: it was made when an undo, or a change of what its row refers to, left a value that none had before. */
  cells: Cells;
  isWithdrawn: boolean;
  values: V;
  textId: string | null;
  textMark: string | null;
  fingerprint: string;
  importId: string | null;
  line: number | null;
  receiptId: string | null;
  isCurrent: boolean;
}

/** Where and when a row is read: what follows from its dates depends on both. */
export interface Where { timeZone: string; nowMs: number }

export interface SourceTable<V extends Record<keyof V, Value>, E extends EventType = EventType> {
  table: string;
  keyColumn: string;
  /** Sequence of change numbers: a row's states are told in its order. */
  changes: string;
  columns: Readonly<Record<keyof V & string, ColumnType>>;
  /** Every kind of file whose rows lie in this table, or wait for rows of it: they are loaded one after another; equal keys support each other. */
  family: readonly [ImportKind, ...ImportKind[]];
  /** Names of the words, in the order in which they are kept; none where nobody writes freely. */
  words: readonly string[];
  /** Under whose key the words are sealed. */
  authorOf?(values: V): string;
  /** The natural key, where it needs people's ids; it is asked when they are known. */
  keyOf?(told: Told<V>): string;
  /** A column that answers to another: told without it, the other takes the word away that was told of it before. */
  outdated?: { column: keyof V & string; by: keyof V & string; when: 'given' | 'changed' };
  /** Adds what follows from the cells that were told, by the rules of the domain. */
  settle?(values: V, where: Where): void;
  /** Finds what rows refer to and completes them; answers, for each, what it must wait for, or null. */
  refer?(tx: Transaction, rows: readonly Told<V>[]): Promise<(string | null)[]>;
  /** Columns that a row has from the one it refers to, under the same names in both tables: they are no cells of its own, and change with the other. */
  referred?: { by: keyof V & string; table: string; keyColumn: string; columns: readonly (keyof V & string)[] };
  /** What a new row of this table is waited for under, and by which tables' rows. */
  unlocks?: { names(row: Pick<Told<V>, 'key' | 'values'>): string[]; dependents(): readonly AnySource[] };
  /** Tellers that only add to a row which others tell: when these are gone, so is the row. */
  addedBy?: readonly Teller[];
  /** Whether a value is no longer what its line would make today. SQL on alias `s` with `$now`, or nothing. */
  agedSql?: string;
  events: { created(values: V): E; corrected: E; withdrawn: E };
  itemOf(revision: Revision<V>, change: number, present: boolean): EventItem<E>;
}

/** A table whose value type stays inside its room. */
export type AnySource = SourceTable<never>;

/** A table as others may hold it, who know nothing of its rows. */
export function hideRow<V extends Record<keyof V, Value>, E extends EventType>(source: SourceTable<V, E>): AnySource {
  const hidden: unknown = source;
  return hidden as AnySource;
}

const names = new WeakMap<object, readonly string[]>();

/** Names of a table's columns, in their order; listed once, since a million rows ask. */
export function columnNames<V extends Record<keyof V, Value>>({ columns }: Pick<SourceTable<V>, 'columns'>): readonly (keyof V & string)[] {
  let known = names.get(columns);
  if (!known) names.set(columns, known = Object.keys(columns));
  return known as readonly (keyof V & string)[];
}

export function columnOf(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
