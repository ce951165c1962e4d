// A kind of file over a table of source rows: what the importing engine asks for follows from columns and a check of one line.
import type { EventType } from '../../channels/contracts.ts';
import type { ImportKind } from '../../channels/vocabulary.ts';
import type { Checked, KindDefinition } from '../importing/definition.ts';
import type { ColumnDefinition } from '../importing/file.ts';
import type { BuiltInMapping } from '../importing/mapping.ts';
import type { RowReader } from '../importing/row-reader.ts';
import { compareRows } from './rows.store.ts';
import { toldValues } from './revision.ts';
import type { SourceTable, Told, Value, Where } from './source.ts';
import { tellRows } from './tell.store.ts';
import { isWhole, restoreRows, withdrawRows } from './undo.store.ts';

export interface FileKind<V> {
  kind: ImportKind;
  columns: readonly ColumnDefinition[];
  /** The row that a line tells; undefined when the reader has noted a problem. */
  check(this: void, reader: RowReader): Omit<Told<V>, 'teller'> | undefined;
  /** The column of ratings, whose scale is taken from the whole file. */
  scaleColumn?: string;
  /** Of systems that export this kind of file in their own form. */
  mappings?: readonly BuiltInMapping[];
}

export function fileKind<V extends Record<keyof V, Value>, E extends EventType>(source: SourceTable<V, E>, { kind, columns, check, scaleColumn, mappings = [] }: FileKind<V>): KindDefinition<Told<V>> {
  return {
    kind, columns, family: source.family, scaleColumn, mappings,
    // A reference in two spellings may mean one row, which only the store finds out: such sets go one by one.
    inFlight: source.refer ? 1 : 2,
    check(reader): Checked<Told<V>> {
      const told = check(reader);
      return told === undefined || reader.problems.length > 0 ? { problems: reader.problems } : { row: { ...told, teller: kind } };
    },
    people: (row) => Object.values<string | undefined>(row.people).filter((address) => address !== undefined),
    setPeople(row, ids) {
      const names = Object.keys(row.people) as (keyof V)[];
      for (const [index, name] of names.entries()) row.values[name] = (ids[index] ?? null) as V[keyof V];
      row.key = source.keyOf?.(row) ?? row.key;
    },
    keyOf: (row) => row.key,
    sample: (row, where) => sampleOf(source, row, where),
    compare: (house, tx, rows) => compareRows(source, house, tx, rows),
    merge: (house, tx, importId, rows, located) => tellRows(source, house, tx, { importId, located }, rows),
    stillWhole: (tx, importId, nowIso) => isWhole(source, tx, importId, nowIso),
    withdraw: (house, tx, importId) => withdrawRows(source, house, tx, importId),
    restore: (house, tx, importId) => restoreRows(source, house, tx, importId),
  };
}

/** Values that a preview shows under the name of their column, or not at all. */
const shownAs: Readonly<Record<string, string | null>> = { minutes: 'durationMinutes', ratingRaw: 'rating', ratingLow: null, ratingHigh: null, ratingMicro: null, finalScoreMicro: null, progressMicro: null };

/** The row as a preview may show it: nothing that names a person. */
function sampleOf<V extends Record<keyof V, Value>, E extends EventType>(source: SourceTable<V, E>, row: Told<V>, where: Where): Record<string, string | number | null> {
  const values = toldValues(source, row, where);
  const shown: Record<string, string | number | null> = source.keyOf ? {} : { [source.keyColumn.replace(/_[a-z]/g, (part) => part.slice(1).toUpperCase())]: row.key };
  for (const name of Object.keys(source.columns) as (keyof V & string)[]) {
    const value: Value = values[name];
    const title = name in shownAs ? shownAs[name] : name;
    if (title == null || source.columns[name] === 'uuid' || value === null || typeof value === 'boolean') continue;
    shown[title] = source.columns[name] === 'instant' && typeof value === 'number' ? new Date(value).toISOString() : value;
  }
  return shown;
}

/** Who a column means: the person's id once it is known, before that the address. For keys that name people. */
export function whoIs<V extends Record<keyof V, Value>>(told: Told<V>, name: keyof V & string): string {
  return String(told.values[name] ?? told.people[name] ?? '');
}
