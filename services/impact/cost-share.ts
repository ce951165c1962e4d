// What of a cost falls into a period: spread evenly over the days that it was told for, in whole minor units, so that its months add up
// to it exactly. Pure; it knows no rate.
import type { CostKind, Programme } from '../../channels/vocabulary.ts';

/** A cost as the ledger holds it; `from` and `to` are both inside. Without a programme it is one of all of them together. */
export interface Cost { kind: CostKind; programme: Programme | null; amountMinor: bigint; currency: string; from: string; to: string }

const dayMs = 86_400_000;

/** The share up to the end of the period minus the share up to its beginning: what is rounded off one month is in the next. */
export function shareOf({ amountMinor, from, to }: Cost, period: { from: string; to: string }): bigint {
  if (period.to < from || period.from > to) return 0n;
  const days = daysBetween(from, to);
  const until = (day: string): bigint => roundHalfUp(amountMinor * BigInt(Math.min(days, Math.max(0, daysBetween(from, day)))), BigInt(days));
  return until(period.to) - until(dayBefore(period.from));
}

/** Both days included; 0 for the day before the first. */
function daysBetween(first: string, last: string): number {
  return Math.round((Date.parse(last) - Date.parse(first)) / dayMs) + 1;
}

function dayBefore(day: string): string {
  return new Date(Date.parse(day) - dayMs).toISOString().slice(0, 10);
}

function roundHalfUp(top: bigint, bottom: bigint): bigint {
  return (2n * top + bottom) / (2n * bottom);
}
