// The shape of an import as the world sees it, and its rejected lines for who may read what of them.
import { importFilters, importKindNames, importStates, type ImportFilter } from '../../channels/vocabulary.ts';
import type { Identity } from '../../mixins/broker/identity.ts';
import type { ColumnMatch } from '../../mixins/importing/file.ts';
import { mappingLists } from '../../mixins/importing/mapping.ts';
import { csvCell } from '../kernel/format/csv.ts';
import type { FileLine, RejectedLine } from './imports.store.ts';

const count = { type: 'number', integer: true } as const;

export const importView = {
  id: { type: 'uuid' }, kind: { type: 'enum', values: importKindNames }, state: { type: 'enum', values: importStates }, fileName: { type: 'string' }, bytes: count,
  sha256: { type: 'string' }, createdAt: { type: 'string' }, finishedAt: { type: 'string', nullable: true }, undoUntil: { type: 'string', nullable: true },
  counts: { type: 'object', props: { total: count, created: count, updated: count, unchanged: count, rejected: count, waiting: count } },
  columns: { type: 'array', items: { type: 'object', props: { header: { type: 'string' }, column: { type: 'string', nullable: true } } } },
  sample: { type: 'array', items: { type: 'any' } },
  problems: {
    type: 'array', items: { type: 'object', props: { problem: { type: 'string' }, column: { type: 'string' }, count, firstLine: count, value: { type: 'string', nullable: true } } },
  },
  encoding: { type: 'string', nullable: true }, delimiter: { type: 'string', nullable: true }, linesDone: count,
  reason: { type: 'object', nullable: true, props: { line: count, problem: { type: 'string' }, remedy: { type: 'string' } } },
  mapping: { type: 'object', nullable: true, props: mappingLists }, scale: { type: 'object', nullable: true, props: { low: { type: 'number' }, high: { type: 'number' } } },
  mended: count,
} as const;

export const importTotalsView = {
  type: 'object', props: {
    all: count, byFilter: { type: 'object', props: Object.fromEntries(importFilters.map((filter) => [filter, count])) as { [F in ImportFilter]: typeof count } },
    kinds: { type: 'array', items: { type: 'enum', values: importKindNames } }, rejectedRows: count, waitingRows: count,
  },
} as const;

export const errorHeader = 'line,column,problem,value\r\n';

/** Lines of errors.csv, with cells that a spreadsheet would take for a formula made harmless. */
export function errorLines(lines: readonly RejectedRow[]): string {
  return lines.flatMap(({ line, problems }) => problems.map(({ column, problem, value }) => [String(line), column, problem, value].map((cell) => csvCell(cell)).join(','))).map((row) => `${row}\r\n`).join('');
}

export interface RejectedRow { line: number; problems: RejectedLine['problems']; cells: (string | null)[] }

const textCell = { type: 'string', nullable: true } as const;
export const rejectedPage = {
  headers: { type: 'array', items: { type: 'string' } }, next: { ...count, nullable: true },
  items: {
    type: 'array', items: {
      type: 'object',
      props: { line: count, cells: { type: 'array', items: textCell }, problems: { type: 'array', items: { type: 'object', props: { column: { type: 'string' }, problem: { type: 'string' }, value: { type: 'string' } } } } },
    },
  },
} as const;

/** Past this length a figure or a date ends, and something else begins. */
const longestFigure = 200;

/** Rejected lines for their reader. The operator and a key see where and what, not the words and names of people: such a value is empty, such a cell null. */
export function readableBy({ role, kind }: Pick<Identity, 'role' | 'kind'>, lines: readonly RejectedLine[]): RejectedRow[] {
  if (role !== 'platform_admin' && kind !== 'key') return [...lines];
  const isWords = (text: string): boolean => /\p{L}/u.test(text);
  return lines.map(({ line, problems, cells }) => ({
    line, problems: problems.map((problem) => ({ ...problem, value: isWords(problem.value) ? '' : problem.value.slice(0, longestFigure) })),
    cells: cells.map((cell) => (isWords(cell) || cell.length > longestFigure ? null : cell)),
  }));
}

/** A line without the cells that say how somebody feels or fares: with them a reader of figures could reckon those that are withheld. */
export function withoutIntimate(line: FileLine, matches: readonly ColumnMatch[], columns: readonly { name: string; intimate: boolean }[]): FileLine {
  const intimate = new Set(columns.flatMap((column) => (column.intimate ? [column.name] : [])));
  return { ...line, cells: line.cells?.map((cell, index) => (intimate.has(matches[index]?.column ?? '') ? null : cell)) ?? null };
}

/** Header and one row, from the importer's own definition. */
export function sampleFile(columns: readonly { name: string; example: string }[]): string {
  return `${columns.map(({ name }) => csvCell(name)).join(',')}\r\n${columns.map(({ example }) => csvCell(example)).join(',')}\r\n`;
}
