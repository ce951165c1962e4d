// Exact sums in, rounded figures out. Sums, squares and counts are integers (BigInt), divided once at the end,
// so that a figure added up in any order is the same to the last bit. It knows no metric.

const micro = 1_000_000n;

/** numerator / denominator × 10⁶, rounded half to even. */
export function divideMicro(numerator: bigint, denominator: bigint): bigint {
  return divideHalfEven(numerator * micro, denominator);
}

export function divideHalfEven(numerator: bigint, denominator: bigint): bigint {
  if (denominator <= 0n) throw new RangeError('the denominator must be positive');
  const sign = numerator < 0n ? -1n : 1n;
  const size = numerator * sign;
  const floor = size / denominator;
  const twice = (size % denominator) * 2n;
  const up = twice > denominator || (twice === denominator && floor % 2n === 1n);
  return sign * (up ? floor + 1n : floor);
}

export interface Interval { low: bigint; high: bigint }

/** Wilson score interval of a rate at 95 %, in millionths. Source: Wilson 1927; 18 of 24 gives 0.5510 to 0.8800. */
export function wilsonInterval(successes: bigint, trials: bigint): Interval {
  const n = Number(trials);
  const p = Number(successes) / n;
  const z = 1.959963984540054;
  const centre = (p + (z * z) / (2 * n)) / (1 + (z * z) / n);
  const half = (z / (1 + (z * z) / n)) * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n));
  return { low: toMicro(Math.max(0, centre - half)), high: toMicro(Math.min(1, centre + half)) };
}

/**
 * 95 % t interval of a mean, from exact sums of values held in millionths; null below two values.
 * The variance is taken from integers first: the float form loses all digits when values are close.
 */
export function meanInterval(sumMicro: bigint, sumOfSquares: bigint, count: bigint): Interval | null {
  if (count < 2n) return null;
  const spread = Number(sumOfSquares * count - sumMicro * sumMicro);
  const n = Number(count);
  const deviation = Math.sqrt(spread / (n * (n - 1))) / 1e6;
  const half = (tQuantile975(n - 1) * deviation) / Math.sqrt(n);
  const mean = Number(divideHalfEven(sumMicro, count)) / 1e6;
  return { low: toMicro(mean - half), high: toMicro(mean + half) };
}

/** 97.5 % quantile of Student's t. Exact for 1 and 2 degrees; Cornish-Fisher expansion (Abramowitz & Stegun 26.7.5) above. */
export function tQuantile975(degrees: number): number {
  if (degrees === 1) return 12.706204736174698;
  if (degrees === 2) return 4.302652729749464;
  const table = [0, 0, 0, 3.182446305, 2.776445105, 2.570581836, 2.446911851, 2.364624252, 2.306004135, 2.262157163];
  const exact = table[degrees];
  if (exact !== undefined) return exact;
  const z = 1.959963984540054;
  const g1 = (z ** 3 + z) / 4;
  const g2 = (5 * z ** 5 + 16 * z ** 3 + 3 * z) / 96;
  const g3 = (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / 384;
  const g4 = (79 * z ** 9 + 776 * z ** 7 + 1482 * z ** 5 - 1920 * z ** 3 - 945 * z) / 92160;
  return z + g1 / degrees + g2 / degrees ** 2 + g3 / degrees ** 3 + g4 / degrees ** 4;
}

function toMicro(value: number): bigint {
  return BigInt(Math.round(value * 1e6));
}

/** Cohen's κ of two raters over the same items: `table[i][j]` is how many the first called i and the second j. 1 is full agreement, 0 what chance gives. */
export function agreementKappa(table: readonly (readonly number[])[]): number {
  const total = table.flat().reduce((sum, count) => sum + count, 0);
  const rows = table.map((row) => row.reduce((sum, count) => sum + count, 0));
  const columns = table.map((_, index) => table.reduce((sum, row) => sum + (row[index] ?? 0), 0));
  const observed = table.reduce((sum, row, index) => sum + (row[index] ?? 0), 0) / total;
  const expected = rows.reduce((sum, row, index) => sum + row * (columns[index] ?? 0), 0) / total ** 2;
  return expected === 1 ? 1 : (observed - expected) / (1 - expected);
}

/** Population stability index of shares now against shares then, class by class: above 0.10 is worth a look, above 0.25 an alert. */
export function stabilityIndex(before: readonly number[], now: readonly number[]): number {
  return before.reduce((sum, share, index) => sum + ((now[index] ?? 0) - share) * Math.log((now[index] ?? 0) / share), 0);
}
