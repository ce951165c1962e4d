// Money of one currency as money of another, on a day: by a company's own rates, else by the reference ones. Pure.
// Which day counts is decided elsewhere; a currency without a rate has none, and nothing is guessed.
import { exact, fraction, over, scaled, times, type Fraction } from '../kernel/fraction.ts';
import { minorDigits } from '../kernel/money.ts';

/** Units of a currency for one euro, from a day on. */
export interface ReferenceRate { date: string; currency: string; perEur: number; source: string }
/** What one unit of `from` costs in `to`, from a day on, as the company enters it. */
export interface OwnRate { date: string; from: string; to: string; rate: number; source: string }
export interface Exchange { reference: readonly ReferenceRate[]; own: readonly OwnRate[] }
export interface Rate { from: string; to: string; rate: Fraction; date: string; source: string; isOwn: boolean }

/** The newest rate on or before a day; null where there is none. */
export function rateOn({ reference, own }: Exchange, from: string, to: string, day: string): Rate | null {
  if (from === to) return { from, to, rate: fraction(1n), date: day, source: '', isOwn: false };
  const direct = newest(own.filter((rate) => rate.from === from && rate.to === to), day);
  const inverse = newest(own.filter((rate) => rate.from === to && rate.to === from), day);
  const entered = direct && inverse ? (inverse.date > direct.date ? inverse : direct) : direct ?? inverse;
  if (entered) return { from, to, rate: entered.from === from ? exact(entered.rate) : over(1, entered.rate), date: entered.date, source: entered.source, isOwn: true };
  const [one, other] = [perEuro(reference, from, day), perEuro(reference, to, day)];
  if (!one || !other) return null;
  const older = one.date < other.date ? one : other;
  return { from, to, rate: over(other.perEur, one.perEur), date: older.date, source: older.source, isOwn: false };
}

/** Minor units of one currency in major units of another. */
export function inMajor(minor: bigint, { from, rate }: Rate): Fraction {
  return times(fraction(minor, 10n ** BigInt(minorDigits(from))), rate);
}

/** Whole minor units of the other currency, half to even. */
export function inMinor(minor: bigint, rate: Rate): bigint {
  return scaled(inMajor(minor, rate), minorDigits(rate.to));
}

function perEuro(reference: readonly ReferenceRate[], currency: string, day: string): ReferenceRate | undefined {
  // The euro is its own reference on every day: the other side says how old the rate is.
  if (currency === 'EUR') return { date: day, currency, perEur: 1, source: '' };
  return newest(reference.filter((rate) => rate.currency === currency), day);
}

function newest<T extends { date: string }>(rates: readonly T[], day: string): T | undefined {
  return rates.reduce<T | undefined>((best, rate) => (rate.date <= day && (best === undefined || rate.date > best.date) ? rate : best), undefined);
}
