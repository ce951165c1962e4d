// People whom nothing changed, scored by a model that errs: what the product's own rule makes of a thousand worlds of pure noise.
import { readFare, profileOf, type ReliableChanges } from '../../services/impact/change.store.ts';
import { liftedIn, peopleIn, tallyOf } from '../../services/impact/outcome.ts';
import type { Transaction } from '../../mixins/database/transaction.ts';
import { openWorld, type World } from '../world/world.ts';

const seeds = 1000;
const people = 15;
const error = 0.1;
/** What two scores of one person may differ by, 19 times of 20, when nothing changed. */
const reliable = 1.96 * error * Math.SQRT2;
const none = '00000000-0000-7000-8000-000000000000';

/** A number between 0 and 1 that the seed decides, so that every run is the same. */
const chance = (salt: number): string => `(('x' || substr(md5(seed || ' ' || person || ' ' || turn || ' ${salt}'), 1, 8))::bit(32)::bigint + 1) / 4294967297.0`;

/** Each seed is a span of forty days with people of its own, each scored twice around the same true value. */
const noise = `(select '${none}'::uuid as tenant_id, true as present, 0 as from_rev, 9 as until_rev, 'score:job_readiness' as measure, 'mentorship' as programme,
    md5(seed || ' ' || person)::uuid as participant_id, '2000-01-01'::date + seed * 40 + turn * 20 as local_date, seed || ' ' || person || ' ' || turn as source_key,
    round(greatest(0, least(1, 0.5 + ${error} * sqrt(-2 * ln(${chance(1)})) * cos(2 * pi() * ${chance(2)}))) * 1e6)::int as value_micro, 'model' as model, 'en' as language, 900000 as confidence_micro, null::smallint as level, null as status
  from generate_series(0, ${seeds - 1}) seed, generate_series(1, ${people}) person, generate_series(0, 1) turn)`;

let world: World;
beforeAll(async () => { world = await openWorld(); });
afterAll(() => world.close());

const read = (sql: string): string => sql.replaceAll(/activity_ledger (?=[la] )/g, `${noise} `);
const asked = { rows: (sql: string, values: unknown[]) => world.sql(sql, values) } as unknown as Transaction;

async function judge(changes: ReliableChanges): Promise<{ nets: number[]; falselyImproved: number; lifted: number }> {
  const day = (offset: number): string => new Date(Date.UTC(2000, 0, 1 + offset)).toISOString().slice(0, 10);
  const names = Array.from({ length: seeds }, (_, seed) => `seed ${seed}`);
  const rows = await readFare(asked, read, [none, names, names.map((_, seed) => day(seed * 40)), names.map((_, seed) => day(seed * 40 + 39)), 1], { reliable: changes, hasLevels: false });
  const profiles = Map.groupBy(rows.filter(({ what, programme }) => what === 'people' && programme === 'all'), ({ period }) => period);
  const tallies = [...profiles.values()].map((found) => found.map((row) => profileOf(row.name, BigInt(row.a ?? 0))));
  expect(tallies).toHaveLength(seeds);
  expect(tallies.every((found) => peopleIn(found, ['job_readiness']) === BigInt(people))).toBe(true);
  const counted = tallies.map((found) => tallyOf(found, 'job_readiness'));
  return {
    nets: counted.map(({ improved, declined }) => Number(improved - declined)), falselyImproved: counted.reduce((sum, { improved }) => sum + Number(improved), 0) / (seeds * people),
    lifted: tallies.reduce((sum, found) => sum + Number(liftedIn(found)), 0) / (seeds * people),
  };
}

function interval(values: readonly number[]): [number, number] {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1));
  return [mean - 1.96 * deviation / Math.sqrt(values.length), mean + 1.96 * deviation / Math.sqrt(values.length)];
}

test('over a thousand seeds of pure noise the interval of the mean net contains 0, and few are taken for improved', async () => {
  const { nets, falselyImproved, lifted } = await judge({ 'model en': Math.round(reliable * 1e6) });
  const [low, high] = interval(nets);
  expect({ low: low < 0, high: high > 0 }).toEqual({ low: true, high: true });
  expect(falselyImproved).toBeLessThan(0.05);
  expect(lifted).toBe(falselyImproved);
});

test('without the reliable change more than one in twenty unchanged people would count as improved', async () => {
  expect((await judge({ 'model en': 0 })).falselyImproved).toBeGreaterThan(0.05);
});

test('scores of a version that nobody judged are no change at all', async () => {
  const rows = await readFare(asked, read, [none, ['one'], ['2000-01-01'], ['2000-02-09'], 1], { reliable: {}, hasLevels: false });
  expect(rows.filter(({ what }) => what === 'people')).toEqual([]);
  expect(rows.filter(({ what }) => what === 'change')).not.toEqual([]);
});
