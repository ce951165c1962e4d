// What rests on too few people is withheld, and so is whatever would tell it.
import type { Figure } from '../../services/impact/metric.ts';
import { computePlain, emptySums } from '../../services/impact/quantity.ts';
import { shownProgrammes, suppressAlone, suppressParts } from '../../services/impact/suppression.ts';

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

test('a programme of a few takes another one with it, and hides what its months and those of the other would tell', () => {
  const periods = ['2026', '2026-Q1', '2026-01', '2026-02'];
  const course = (...people: number[]): Map<string, Figure> => new Map(periods.map((period, index) => [period, rated(people[index] ?? 0)]));
  const states = shownProgrammes('rating_mean', { years: ['2026'], periods }, course(30, 30, 30, 15), [course(30, 30, 30, 12), course(8, 8, 8, 3), course(), course()]).map((found) => periods.map((period) => found.get(period)?.state));
  // In February three are hidden with the twelve of the other programme; January would be each one’s quarter without February.
  expect(states.slice(0, 2)).toEqual([['measured', 'measured', 'too_few', 'too_few'], ['measured', 'measured', 'too_few', 'too_few']]);
  expect(states.slice(2).flat()).toEqual(Array.from({ length: 8 }, () => 'not_measurable'));
});
