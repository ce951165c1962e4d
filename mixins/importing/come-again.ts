// Rows that an earlier file had rejected and that come again in this one: whoever corrects a file in a spreadsheet sends all of it again.
// A row is the same one when it differs from what was rejected in nothing but the cells that were wrong. Pure.
import type { RowProblem } from './row-reader.ts';

/** The rejected rows of an import that nobody has mended yet, with its header. */
export interface OpenRejects { importId: string; headers: readonly string[]; rows: readonly { line: number; problems: readonly RowProblem[]; cells: readonly string[] }[] }
/** Rows that were wrong in the same columns: the lines by all their other cells. */
interface Pattern { wrong: ReadonlySet<number>; lines: Map<string, number[]> }

/** More ways to be wrong than these are no mended file's; each costs a look at every row. */
const mostPatterns = 12;

export class ComeAgain {
  readonly #patterns: Pattern[] = [];

  /** Of a file with another header no row is recognised. */
  constructor({ headers, rows }: OpenRejects, own: readonly string[]) {
    if (headers.length !== own.length || headers.some((header, index) => header !== own[index])) return;
    const patterns = new Map<string, Pattern>();
    for (const { line, problems, cells } of rows) {
      const wrong = new Set(problems.map(({ column }) => headers.indexOf(column)));
      // What is wrong with a whole row, or with what the file has no column for, leaves nothing to know it by.
      if (wrong.has(-1) || wrong.size === headers.length || cells.length !== headers.length) continue;
      const name = [...wrong].sort((a, b) => a - b).join(' ');
      const pattern = patterns.get(name) ?? { wrong, lines: new Map<string, number[]>() };
      if (!patterns.has(name) && patterns.size === mostPatterns) continue;
      patterns.set(name, pattern);
      const rest = restOf(cells, wrong);
      pattern.lines.set(rest, [...pattern.lines.get(rest) ?? [], line]);
    }
    this.#patterns = [...patterns.values()];
  }

  /** Which lines of the earlier import these rows are, whatever became of them now. */
  linesOf(rows: readonly (readonly string[])[]): number[] {
    return this.#patterns.flatMap(({ wrong, lines }) => rows.flatMap((cells) => lines.get(restOf(cells, wrong)) ?? []));
  }
}

function restOf(cells: readonly string[], wrong: ReadonlySet<number>): string {
  return cells.filter((_, index) => !wrong.has(index)).map((cell) => cell.trim()).join('\u001f');
}
