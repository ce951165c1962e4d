// What a room knows about a kind of file, and what is told of an import: verdicts, counts, problems. Shapes only.
import type { ImportKind } from '../../channels/vocabulary.ts';
import type { House } from '../broker/house.ts';
import type { Transaction } from '../database/transaction.ts';
import type { CellProblem } from './cells.ts';
import type { ColumnDefinition, ColumnMatch, FileForm } from './file.ts';
import type { BuiltInMapping } from './mapping.ts';
import type { ReadingRules, RowProblem, RowReader, Scale } from './row-reader.ts';

export interface Located { line: number; cells: string[] }
/** `clear` are the cells that name nobody; null stands where a personal cell was. */
export type Checked<R> = { row: R } | { problems: RowProblem[] };
export type Verdict = 'created' | 'updated' | 'unchanged' | 'waiting';
export interface Merged { verdict: Verdict; rowKey: string; revision: number; textId: string | null; superseded?: { line: number; verdict: Verdict } }

/** What a room knows about one kind of file. `R` is its normalised row. */
export interface KindDefinition<R> {
  kind: ImportKind;
  columns: readonly ColumnDefinition[];
  /** Kinds whose rows lie in the same table, this one among them: loaded one after another. */
  family: readonly [ImportKind, ...ImportKind[]];
  /** Sets of one import that are merged at once: while PostgreSQL writes one, the next is compared and sealed. */
  inFlight: 1 | 2;
  scaleColumn?: string | undefined;
  /** Of systems that export this kind of file in their own form. */
  mappings: readonly BuiltInMapping[];
  check(reader: RowReader): Checked<R>;
  /** Addresses of the people in a row, in the order in which `setPeople` gets their ids. */
  people(row: R): readonly string[];
  keyOf(row: R): string;
  setPeople(row: R, ids: readonly (string | null)[]): void;
  /** A normalised row as the preview shows it, without personal data. */
  sample(row: R, where: Pick<ReadingRules, 'timeZone' | 'nowMs'>): Record<string, string | number | null>;
  /** What each row would be, without writing. */
  compare(house: House, tx: Transaction, rows: readonly R[]): Promise<Verdict[]>;
  /** Writes what changed, with its events. `located[i]` is the line of `rows[i]`. */
  merge(house: House, tx: Transaction, importId: string, rows: readonly R[], located: readonly Located[]): Promise<Merged[]>;
  /** Whether every row of an import is the current value of its source row, and nothing of it has changed with time. */
  stillWhole(tx: Transaction, importId: string, nowIso: string): Promise<boolean>;
  /** Takes back, or brings back, what an import did. Answers how many rows went, and how many stayed. */
  withdraw(house: House, tx: Transaction, importId: string): Promise<{ changed: number; kept: number }>;
  restore(house: House, tx: Transaction, importId: string): Promise<{ changed: number; kept: number }>;
}

// A kind's row type stays inside the room: outside, rows are opaque.
export type AnyKind = KindDefinition<never>;

export interface Counts { total: number; created: number; updated: number; unchanged: number; rejected: number; waiting: number }
export interface ProblemCount { problem: CellProblem; column: string; count: number; firstLine: number; value: string | null }
/** How a file was read; its scale is null where no column holds ratings. */
export interface ReadAs { form: FileForm; columns: ColumnMatch[]; scale: Scale | null }
export interface Preview extends ReadAs { counts: Counts; sample: Record<string, string | number | null>[]; problems: ProblemCount[] }

/** What ended the reading of a file. */
export interface Fault { line: number; problem: string; remedy: string }
