// Rows that were set aside, as somebody mends them: which cells are wrong, which rows are ready, and the small file that is sent. Pure.
import { csvCell } from '../../../../services/kernel/format/csv.ts';
import type { ImportView, RejectedRow } from '../../shell/interface.ts';

/** Cells as they were typed, by line; a line that nobody touched has none. */
export type Edits = Readonly<Record<number, readonly string[]>>;
/** The file's columns in its order, and after them those that a problem names and the file lacks. */
export interface Sheet { headers: readonly string[]; inFile: number }
export type Readiness = 'untouched' | 'partly' | 'extras' | 'ready';

export function sheetOf(view: ImportView, rows: readonly RejectedRow[]): Sheet {
  // A problem names its column as the file does; only one that the file lacks has our name for it.
  const known = view.columns.map(({ header }) => header);
  const lacking = [...new Set(rows.flatMap(({ problems }) => problems.map(({ column }) => column)))].filter((column) => column !== '' && !known.includes(column));
  return { headers: [...known, ...lacking], inFile: known.length };
}

/** As many cells as the sheet has columns, or more where the line has more. */
export function cellsOf({ headers }: Sheet, row: RejectedRow, edits: Edits): readonly string[] {
  return edits[row.line] ?? Array.from({ length: Math.max(headers.length, row.cells.length) }, (_, index) => row.cells[index] ?? '');
}

/** Where a problem's cell stands; -1 for what is wrong with the line as a whole. */
export function placeOf({ headers }: Sheet, column: string): number {
  return column === '' ? -1 : headers.indexOf(column);
}

export function isHidden({ cells }: RejectedRow): boolean {
  return cells.includes(null);
}

export function readiness(sheet: Sheet, row: RejectedRow, edits: Edits): Readiness {
  const cells = edits[row.line];
  const before = cellsOf(sheet, row, {});
  if (!cells || cells.every((cell, index) => cell === before[index])) return 'untouched';
  if (cells.slice(sheet.headers.length).some((cell) => cell.trim() !== '')) return 'extras';
  const isMended = row.problems.every(({ column }) => { const at = placeOf(sheet, column); return at < 0 || cells[at] !== before[at]; });
  return isMended ? 'ready' : 'partly';
}

/** Untouched lines with the same problem in the same column and the same value: what one mend may serve. */
export function alike(sheet: Sheet, rows: readonly RejectedRow[], edits: Edits, like: { column: string; problem: string; value: string }): RejectedRow[] {
  return rows.filter((row) => readiness(sheet, row, edits) === 'untouched' && row.problems.some(({ column, problem, value }) => column === like.column && problem === like.problem && value === like.value));
}

export function mendedFile(view: ImportView, sheet: Sheet, rows: readonly RejectedRow[], edits: Edits): File {
  const lines = rows.map((row) => cellsOf(sheet, row, edits).slice(0, sheet.headers.length));
  // A column that the file lacks is sent only where somebody filled it.
  const width = sheet.headers.findLastIndex((_, index) => index < sheet.inFile || lines.some((cells) => cells[index] !== '')) + 1;
  const text = [sheet.headers, ...lines].map((cells) => cells.slice(0, width).map((cell) => csvCell(cell, 'exact')).join(',')).join('\r\n');
  // Marked as UTF-8: what the file itself was written in does not hold for this one.
  return new File([`\uFEFF${text}\r\n`], `${view.fileName.replace(/\.\w{2,4}$/, '').replace(/-mended$/, '')}-mended.csv`, { type: 'text/csv' });
}
