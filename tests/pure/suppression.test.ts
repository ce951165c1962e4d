// What rests on too few people is withheld, and so is whatever would tell it.
import type { Figure } from '../../services/impact/metric.ts';
import { computePlain, emptySums } from '../../services/impact/quantity.ts';
import { suppressAlone, suppressParts } from '../../services/impact/suppression.ts';

const rated = (people: number): Figure => computePlain('rating_mean', { ...emptySums(), ratings: BigInt(people), ratingSum: BigInt(people) * 500_000n, ratingSquares: BigInt(people) * 250_000_000_000n, ratedBy: BigInt(people) });
const shown = (whole: number, parts: number[]): string[] => suppressParts('rating_mean', rated(whole), parts.map(rated)).map((figure) => figure.state);

test('fewer than five people: no value, no n, no interval', () => {
  expect(suppressAlone('rating_mean', rated(4))).toMatchObject({ state: 'too_few', valueMicro: null, n: null, lowMicro: null, highMicro: null });
  expect(suppressAlone('rating_mean', rated(5)).state).toBe('measured');
  expect(suppressAlone('rating_mean', rated(0)).state).toBe('not_measurable');
});

test('a withheld part takes the next smallest with it', () => {
  expect(shown(60, [18, 3, 20, 22])).toEqual(['too_few', 'too_few', 'measured', 'measured']);
});

test('two small parts that are fewer than five together take a third', () => {
  expect(shown(14, [2, 2, 10])).toEqual(['too_few', 'too_few', 'too_few']);
  expect(shown(16, [3, 3, 10])).toEqual(['too_few', 'too_few', 'measured']);
});

test('counts of activity are always shown', () => {
  const counted = computePlain('participants', { ...emptySums(), participants: 2n });
  expect(suppressParts('participants', counted, [counted, counted]).map((figure) => figure.state)).toEqual(['measured', 'measured']);
});
