// How facts come to be told in files: month by month, some late, some wrong at first and put right, some twice, and a few lines
// broken. None of it changes what is true: a broken line tells nothing, and of two tellings the last counts. Pure.
import type { ImportKind } from '../../channels/vocabulary.ts';
import { monthOf, type Day } from './calendar.ts';
import { pick, type Random } from './random.ts';

/** A fact as one line. `before` is how it was told first. `isKept`: told in its own file and once, since its order among others counts. */
export interface Line { day: Day; cells: readonly string[]; before?: readonly string[]; isKept?: true }
/** `breaks`: a column and what may stand there by mistake. */
export interface Table { kind: ImportKind; columns: readonly string[]; lines: readonly Line[]; breaks: readonly (readonly [column: string, value: string])[] }
export interface SampleFile { kind: ImportKind; fileName: string; csv: string; rows: number }
/** The months that each file of a kind covers; what comes later than the last of them goes into one more. */
export type Division = readonly (readonly string[])[];

const shares = { late: 0.012, again: 0.004, overlapping: 0.004, broken: 0.002, atOnce: 0.4 } as const;

export function divide(months: readonly string[], monthsAFile: number): Division {
  return Array.from({ length: Math.ceil(months.length / monthsAFile) }, (_, index) => months.slice(index * monthsAFile, (index + 1) * monthsAFile));
}

export function filesOf(random: Random, { kind, columns, lines, breaks }: Table, division: Division, delimiter: string): SampleFile[] {
  const places = new Map(division.flatMap((months, place) => months.map((month) => [month, place] as const)));
  const sets: (readonly string[])[][] = Array.from({ length: division.length + 1 }, () => []);
  const put = (place: number, cells: readonly string[]): void => { sets[Math.min(place, division.length)]?.push(cells); };
  for (const { day, cells, before, isKept } of [...lines].sort((one, other) => one.day - other.day)) {
    const own = places.get(monthOf(day));
    if (own === undefined) continue;
    if (isKept) { put(own, cells); continue; }
    const place = own + (random() < shares.late ? 1 : 0);
    if (before) put(place, before);
    const told = before && random() >= shares.atOnce ? place + 1 : place;
    put(told, cells);
    if (random() < shares.again) put(told, cells);
    if (random() < shares.overlapping) put(told + 1, cells);
    if (breaks.length > 0 && random() < shares.broken) {
      const [column, value] = pick(random, breaks);
      put(told, cells.map((cell, index) => (columns[index] === column ? value : cell)));
    }
  }
  return sets.flatMap((set, place) => (set.length === 0 ? [] : [{ kind, fileName: `${kind}-${nameOf(division[place])}.csv`, csv: csvOf([columns, ...set], delimiter), rows: set.length }]));
}

function nameOf(months: readonly string[] | undefined): string {
  return months ? `${months[0] ?? ''}-to-${months.at(-1) ?? ''}` : 'later';
}

function csvOf(rows: readonly (readonly string[])[], delimiter: string): string {
  const special = new RegExp(`[${delimiter}"\n]`);
  return rows.map((row) => `${row.map((cell) => (special.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(delimiter)}\n`).join('');
}
