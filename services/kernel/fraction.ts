// Exact fractions of whole numbers, for figures that are more than a sum over a count: money over years, several rates at once.
// Nothing is rounded until a result is taken out, once, half to even. It knows no unit.
import { divideHalfEven } from './statistics.ts';

/** In lowest terms; `bottom` is positive. */
export interface Fraction { readonly top: bigint; readonly bottom: bigint }
/** A decimal as people write it, or a fraction. */
export type Amount = number | Fraction;

export function fraction(top: bigint, bottom = 1n): Fraction {
  if (bottom === 0n) throw new RangeError('nothing can be divided by zero');
  const shared = commonDivisor(top < 0n ? -top : top, bottom < 0n ? -bottom : bottom) * (bottom < 0n ? -1n : 1n);
  return { top: top / shared, bottom: bottom / shared };
}

/** The decimal that a number is written as: 0.1 is one tenth, not the nearest sum of halves. */
export function exact(amount: Amount): Fraction {
  if (typeof amount !== 'number') return amount;
  const found = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(String(amount));
  if (!found) throw new RangeError(`not a number: ${amount}`);
  const [, sign = '', whole = '', decimals = '', exponent = '0'] = found;
  const shift = Number(exponent) - decimals.length;
  const digits = BigInt(`${sign}${whole}${decimals}`);
  return shift >= 0 ? fraction(digits * 10n ** BigInt(shift)) : fraction(digits, 10n ** BigInt(-shift));
}

export function plus(one: Amount, other: Amount): Fraction {
  const [a, b] = [exact(one), exact(other)];
  return fraction(a.top * b.bottom + b.top * a.bottom, a.bottom * b.bottom);
}

export function minus(one: Amount, other: Amount): Fraction {
  return plus(one, times(other, -1));
}

export function times(...amounts: readonly Amount[]): Fraction {
  const parts = amounts.map(exact);
  return fraction(parts.reduce((product, { top }) => product * top, 1n), parts.reduce((product, { bottom }) => product * bottom, 1n));
}

export function over(one: Amount, other: Amount): Fraction {
  const [a, b] = [exact(one), exact(other)];
  return fraction(a.top * b.bottom, a.bottom * b.top);
}

export function sumOf(amounts: readonly Amount[]): Fraction {
  return amounts.reduce<Fraction>((sum, amount) => plus(sum, amount), fraction(0n));
}

export function isBelow(one: Amount, other: Amount): boolean {
  const [a, b] = [exact(one), exact(other)];
  return a.top * b.bottom < b.top * a.bottom;
}

/** × 10^digits as a whole number, half to even. */
export function scaled(amount: Amount, digits: number): bigint {
  const { top, bottom } = exact(amount);
  return divideHalfEven(top * 10n ** BigInt(digits), bottom);
}

/** Rounded to so many decimals, half to even. */
export function rounded(amount: Amount, digits: number): number {
  return Number(scaled(amount, digits)) / 10 ** digits;
}

/** The nearest number of JavaScript, for what only floats can do. */
export function asNumber(amount: Amount): number {
  return typeof amount === 'number' ? amount : rounded(amount, 15);
}

function commonDivisor(one: bigint, other: bigint): bigint {
  let [a, b] = [one, other];
  while (b > 0n) [a, b] = [b, a % b];
  return a === 0n ? 1n : a;
}
