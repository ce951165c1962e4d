// Labelled texts that nothing was built from: a `heldout.tsv` beside the script that judges by it, frozen by its hash.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';

export const languages = ['en', 'uk', 'no'] as const;
export type Language = (typeof languages)[number];
export interface HeldOut { line: number; language: Language; tags: string[]; text: string; cell: (column: string) => string }

export function isOneOf<T extends string>(all: readonly T[], value: string | undefined): value is T {
  return all.some((one) => one === value);
}

function readTexts(source: string): HeldOut[] {
  const [header = '', ...rows] = source.trimEnd().split('\n');
  const columns = header.split('\t');
  return rows.map((row, index) => {
    const line = index + 2;
    const cells = row.split('\t');
    const cell = (column: string): string => cells[columns.indexOf(column)] ?? '';
    const language = cell('language');
    if (!isOneOf(languages, language) || cell('text') === '') throw new Error(`line ${line} is not a row`);
    return { line, language, tags: cell('tags').split(','), text: cell('text'), cell };
  });
}

/** The texts of a folder and the hash they were frozen under; null, and said so, when they are no longer what was frozen. */
export function readHeldOut(folder: string): { texts: HeldOut[]; frozen: string } | null {
  const source = readFileSync(path.join(folder, 'heldout.tsv'));
  const frozen = readFileSync(path.join(folder, 'heldout.sha256'), 'utf8').split(/\s/)[0] ?? '';
  if (createHash('sha256').update(source).digest('hex') === frozen) return { texts: readTexts(source.toString('utf8')), frozen };
  console.log('refused: heldout.tsv is not the file that was frozen');
  return null;
}

/** The texts of a folder that are read freely while something is developed: frozen under no hash, and proof of nothing. */
export function readDevelopment(folder: string): HeldOut[] {
  return readTexts(readFileSync(path.join(folder, 'development.tsv'), 'utf8'));
}

/** A share of how many; without any there is none to speak of. */
export function shareOf(right: number, all: number): string {
  return all === 0 ? '– (0)' : `${(right / all).toFixed(3)} (${all})`;
}

/** A share beside the least it should be. */
export function against(right: number, all: number, goal: number): string {
  const verdict = all === 0 ? 'nothing to judge' : right / all >= goal ? 'meets' : 'misses';
  return `${shareOf(right, all)} ${verdict} ${goal.toFixed(2)}`;
}
