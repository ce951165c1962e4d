// Counts verdicts and problems of an import as its sets go by. Pure.
import type { Counts, Merged, ProblemCount, Verdict } from './definition.ts';
import type { ColumnDefinition } from './file.ts';
import type { RowProblem } from './row-reader.ts';

/** Figures, dates and signs: in a column that was shifted, anything with letters could be a name or an address. */
const namesNobody = /^[\d.,:/+\-TZ ]{1,40}$/;

export class Tally {
  readonly counts: Counts;
  readonly #problems = new Map<string, ProblemCount>();
  readonly #clear: Set<string>;

  constructor(columns: readonly ColumnDefinition[], counts?: Counts, problems: readonly ProblemCount[] = []) {
    this.counts = counts ? { ...counts } : { total: 0, created: 0, updated: 0, unchanged: 0, rejected: 0, waiting: 0 };
    for (const found of problems) this.#problems.set(`${found.problem} ${found.column}`, { ...found });
    this.#clear = new Set(columns.filter((column) => column.personal === null).map((column) => column.name));
  }

  /** A key seen before in this file: the last line wins, the earlier one is unchanged. */
  previewed(verdict: Verdict, earlierLine: number | undefined): void {
    this.counts.total += 1;
    this.counts[earlierLine === undefined ? verdict : 'unchanged'] += 1;
    if (earlierLine !== undefined) this.#count({ problem: 'superseded', column: '', value: '' }, earlierLine);
  }

  merged(results: readonly Merged[]): void {
    for (const { verdict, superseded } of results) {
      this.counts[verdict] += 1;
      if (!superseded) continue;
      // The earlier line gave way to a later one with the same key: it is unchanged now, and says why.
      this.counts[superseded.verdict] -= 1;
      this.counts.unchanged += 1;
      this.#count({ problem: 'superseded', column: '', value: '' }, superseded.line);
    }
    this.counts.total += results.length;
  }

  rejected(rejected: readonly { line: number; problems: readonly RowProblem[] }[]): void {
    for (const { line, problems } of rejected) for (const problem of problems) this.#count(problem, line);
    this.counts.rejected += rejected.length;
    this.counts.total += rejected.length;
  }

  none(): void {
    this.#count({ problem: 'no_rows', column: '', value: '' }, 1);
  }

  problems(): ProblemCount[] {
    return [...this.#problems.values()].sort((a, b) => b.count - a.count);
  }

  #count({ problem, column, value }: RowProblem, line: number): void {
    const key = `${problem} ${column}`;
    const found = this.#problems.get(key);
    if (found) found.count += 1;
    else this.#problems.set(key, { problem, column, count: 1, firstLine: line, value: this.#clear.has(column) && namesNobody.test(value) ? value : null });
  }
}

