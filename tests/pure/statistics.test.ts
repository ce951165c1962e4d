// Statistics that stand beside scores, against figures worked out elsewhere, and fractions to the last digit.
import { exact, over, plus, rounded, scaled, times } from '../../services/kernel/fraction.ts';
import { agreementKappa, meanInterval, stabilityIndex, wilsonInterval } from '../../services/kernel/statistics.ts';

const pre = [0.3, 0.35, 0.4, 0.28, 0.5, 0.45, 0.38, 0.33, 0.42, 0.36];
const post = [0.48, 0.4, 0.62, 0.35, 0.58, 0.7, 0.41, 0.52, 0.55, 0.49];

test('rates carry Wilson intervals, also where nothing succeeded', () => {
  const half = wilsonInterval(18n, 24n);
  expect([Number(half.low) / 1e6, Number(half.high) / 1e6].map((end) => end.toFixed(4))).toEqual(['0.5510', '0.8800']);
  const none = wilsonInterval(0n, 7n);
  expect([Number(none.low) / 1e6, Number(none.high) / 1e6].map((end) => end.toFixed(4))).toEqual(['0.0000', '0.3543']);
});

test('changes carry a paired interval', () => {
  const changes = pre.map((before, index) => BigInt(Math.round(((post[index] ?? 0) - before) * 1e6)));
  const sum = changes.reduce((total, change) => total + change, 0n);
  const interval = meanInterval(sum, changes.reduce((total, change) => total + change * change, 0n), 10n);
  expect(Number(sum) / 1e7).toBeCloseTo(0.133, 4);
  expect([Number(interval?.low) / 1e6, Number(interval?.high) / 1e6].map((end) => end.toFixed(4))).toEqual(['0.0791', '0.1869']);
  expect(changes.filter((change) => change >= 150_000n)).toHaveLength(4);
});

test('agreement of two raters, and drift of shares', () => {
  expect(agreementKappa([[45, 5], [8, 42]])).toBeCloseTo(0.74, 4);
  expect(agreementKappa([[10, 0], [0, 10]])).toBe(1);
  expect(stabilityIndex([0.2, 0.3, 0.3, 0.2], [0.1, 0.25, 0.35, 0.3])).toBeCloseTo(0.1267, 4);
});

test('a fraction is what was written, and is rounded once, half to even', () => {
  expect([exact(0.1), exact(29.95), exact(1e-7), exact(1e21)].map(({ top, bottom }) => `${top}/${bottom}`)).toEqual(['1/10', '599/20', '1/10000000', '1000000000000000000000/1']);
  expect(plus(0.1, 0.2)).toEqual(exact(0.3));
  expect(rounded(over(1, 3), 4)).toBe(0.3333);
  expect([scaled(0.5, 0), scaled(1.5, 0), scaled(-2.5, 0)]).toEqual([0n, 2n, -2n]);
  expect(rounded(times(500, 0.8, 0.75, 40), 2)).toBe(12_000);
  expect(() => over(1, 0)).toThrow(RangeError);
});
