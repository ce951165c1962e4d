// What a reader may choose as a period, made from the months that have rows. The calendar itself is the kernel's own.
import { addMonths, monthsBetween, parsePeriod, periodsOf, previousPeriod } from '../period.ts';

export { addMonths, monthsBetween, parsePeriod, previousPeriod };

export interface PeriodChoice { years: string[]; quarters: string[]; months: string[] }

/** Newest first; the longer ones hold at least one month that has rows. */
export function choosePeriods(months: readonly string[]): PeriodChoice {
  const newest = [...new Set(months)].sort().reverse();
  const of = (index: 1 | 2): string[] => [...new Set(newest.map((month) => periodsOf(`${month}-01`)[index]))];
  return { months: newest, quarters: of(1), years: of(2) };
}

/** The quarter that ended last, or, when it is empty, the newest one with rows. */
export function likelyPeriod({ quarters }: PeriodChoice, today: string): string {
  const ended = previousPeriod(periodsOf(today)[1]);
  return quarters.includes(ended) || quarters.length === 0 ? ended : quarters.find((quarter) => quarter <= ended) ?? quarters[0] ?? ended;
}

/** The period of the same name a year earlier. */
export function yearBefore(period: string): string {
  return String(Number(period.slice(0, 4)) - 1).padStart(4, '0') + period.slice(4);
}

/** The 24 months that end with a period. */
export function monthsUpTo(period: string, count = 24): { from: string; to: string } {
  const to = (parsePeriod(period)?.to ?? `${period}-12-31`).slice(0, 7);
  return { from: addMonths(to, 1 - count), to };
}

/** Not before the first month that has rows, but a year at least: half an empty drawing says nothing. */
export function monthsFromFirst({ from, to }: { from: string; to: string }, first: string | undefined): { from: string; to: string } {
  const yearBefore = addMonths(to, -11);
  if (first === undefined || first <= from) return { from, to };
  return { from: first < yearBefore ? first : yearBefore, to };
}

export function monthsOf(period: string): string[] {
  const span = parsePeriod(period);
  return span ? monthsBetween(span.from.slice(0, 7), span.to.slice(0, 7)) : [];
}

export function hasEnded(period: string, today: string): boolean {
  return (parsePeriod(period)?.to ?? today) < today;
}
