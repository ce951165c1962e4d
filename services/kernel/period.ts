// Calendar periods: `2026`, `2026-Q3`, `2026-09`.
// Dates are `YYYY-MM-DD` strings: they compare and sort as text, and no zone can shift them.

export type Grain = 'month' | 'quarter' | 'year';
export interface Period { id: string; grain: Grain; from: string; to: string }

// There is no year 0 in a database.
const monthPattern = /^(?!0000)(\d{4})-(0[1-9]|1[0-2])$/;
const quarterPattern = /^(?!0000)(\d{4})-Q([1-4])$/;
const yearPattern = /^(?!0000)(\d{4})$/;

/** Parses a period id; null when it is none. `from` and `to` are both inside the period. */
export function parsePeriod(id: string): Period | null {
  const month = monthPattern.exec(id);
  if (month) return span(id, 'month', Number(month[1]), Number(month[2]), 1);
  const quarter = quarterPattern.exec(id);
  if (quarter) return span(id, 'quarter', Number(quarter[1]), Number(quarter[2]) * 3 - 2, 3);
  const year = yearPattern.exec(id);
  return year ? span(id, 'year', Number(year[1]), 1, 12) : null;
}

/** The three periods that a date falls into, shortest first. */
export function periodsOf(date: string): [month: string, quarter: string, year: string] {
  const year = date.slice(0, 4);
  const month = Number(date.slice(5, 7));
  return [date.slice(0, 7), `${year}-Q${Math.ceil(month / 3)}`, year];
}

/** The period of the same length just before. */
export function previousPeriod(id: string): string {
  const period = known(id);
  const year = Number(id.slice(0, 4));
  if (period.grain === 'year') return String(year - 1).padStart(4, '0');
  if (period.grain === 'quarter') {
    const quarter = Number(id.slice(6));
    return quarter > 1 ? `${id.slice(0, 4)}-Q${quarter - 1}` : `${String(year - 1).padStart(4, '0')}-Q4`;
  }
  return addMonths(id, -1);
}

/** Months from one month id to another, both included. */
export function monthsBetween(from: string, to: string): string[] {
  return Array.from({ length: Math.max(0, countMonths(from, to)) }, (_, index) => addMonths(from, index));
}

/** How many months there are from one to another, both included; none or less when the second is earlier. */
export function countMonths(from: string, to: string): number {
  const index = (month: string): number => Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7));
  return index(to) - index(from) + 1;
}

export function addMonths(month: string, count: number): string {
  const total = Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1 + count;
  return `${String(Math.floor(total / 12)).padStart(4, '0')}-${String((total % 12) + 1).padStart(2, '0')}`;
}

/** The shorter periods that make up a longer one: months of a quarter, quarters of a year; none for a month. */
export function partsOf(id: string): string[] {
  const period = known(id);
  if (period.grain === 'year') return [1, 2, 3, 4].map((quarter) => `${id}-Q${quarter}`);
  return period.grain === 'quarter' ? monthsBetween(period.from.slice(0, 7), period.to.slice(0, 7)) : [];
}

function span(id: string, grain: Grain, year: number, firstMonth: number, months: number): Period {
  const lastMonth = firstMonth + months - 1;
  const lastDay = new Date(Date.UTC(year, lastMonth, 0)).getUTCDate();
  const two = (value: number): string => String(value).padStart(2, '0');
  const four = String(year).padStart(4, '0');
  return { id, grain, from: `${four}-${two(firstMonth)}-01`, to: `${four}-${two(lastMonth)}-${two(lastDay)}` };
}

function known(id: string): Period {
  const period = parsePeriod(id);
  if (!period) throw new RangeError(`not a period: ${id}`);
  return period;
}
