// What the tests touch of the product, and how much they must: the whole, and the parts that keep people and companies apart.
import { readFileSync } from 'node:fs';
import path from 'node:path';

interface Counted { total: number; covered: number }
type Summary = Readonly<Record<string, { statements: Counted }>>;
export interface Share { name: string; covered: number; least: number }
const root = path.join(import.meta.dirname, '../..');
/** Scripts run by hand and what only a start of the whole product reaches are not of it. */
export const leftOut = ['!**/*.script.ts', '!services/start.ts', '!**/*.d.ts'];

const parts: readonly (readonly [name: string, files: RegExp, least: number])[] = [
  ['all', /./, 0.8],
  ['redaction', /^services\/kernel\/redact/, 0.95],
  ['tenancy', /^mixins\/(database\/(database|transaction)|broker\/(guards|identity|rights|cache-key|house|actions))\.ts$/, 0.95],
  ['vault', /^mixins\/vault/, 0.95],
];

export function sharesOf(summaryFile: string): Share[] {
  const { total: _, ...files } = JSON.parse(readFileSync(summaryFile, 'utf8')) as Summary;
  return parts.map(([name, pattern, least]) => {
    const own = Object.entries(files).filter(([file]) => pattern.test(path.relative(root, file)));
    const sum = (of: keyof Counted): number => own.reduce((all, [, { statements }]) => all + statements[of], 0);
    return { name, covered: sum('total') === 0 ? 0 : sum('covered') / sum('total'), least };
  });
}
