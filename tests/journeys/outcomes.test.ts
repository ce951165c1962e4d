// What people say of five dimensions, and how far each of them moved: figures of a small company, against changes counted here from
// the scores alone, and against the rows of each walk.
import { dimensions } from '../../channels/vocabulary.ts';
import { mentorshipCsv, type SessionLine } from '../world/sessions.ts';
import { openWorld, until, type Client, type World } from '../world/world.ts';
import { recompute } from './recompute.ts';

interface Metric { id: string; metric: string; value: number | null; n: number | null; state: string; reason: string | null; low: number | null; high: number | null }
interface Score { dimension: string; person: string; programme: string; day: string; key: string; micro: number }
let world: World;
let admin: Client;
let scores: Score[];

const low = 'I am sad and tired all the time. I have no friends here. I am afraid to speak. I do not understand when they speak. I do not know how to look for a job.';
const high = 'I am happy and sleep well now. I have good friends here now. I am not afraid to speak any more. I understand almost everything now. My CV is ready and I know how to apply.';
const days = ['2026-02-10', '2026-03-04', '2026-07-02', '2026-07-06', '2026-08-20', '2026-09-28'];
/** Eight people, each with some of the days: some have no score before the quarter, some only two close together, some one. */
const said: readonly (readonly [number, string])[][] = [
  [[0, low], [4, high]], [[0, low], [2, low], [5, high]], [[2, low], [3, high]], [[2, low], [4, high]], [[0, high], [5, low]], [[0, high], [5, high]], [[0, low], [3, high], [4, low]], [[5, high]],
];

async function figures(period: string, programme = 'all'): Promise<Record<string, Metric>> {
  const { body } = await admin.get<{ items: Metric[] }>(`companies/${world.aurora.id}/metrics?period=${period}&programme=${programme}`);
  return Object.fromEntries(body.items.map((item) => [item.metric, item]));
}

/** Last score in the period against the last before it, else against the first in it where two weeks lie between. Source: the specification's sentence. */
function changesOf(dimension: string, from: string, to: string, programme: string): number[] {
  const own = scores.filter((score) => score.dimension === dimension && (programme === 'all' || score.programme === programme));
  return [...new Set(own.map(({ person }) => person))].flatMap((person) => {
    const mine = own.filter((score) => score.person === person).sort((a, b) => `${a.day} ${a.key}`.localeCompare(`${b.day} ${b.key}`));
    const inside = mine.filter(({ day }) => day >= from && day <= to);
    const [first, last, before] = [inside[0], inside.at(-1), mine.findLast(({ day }) => day < from)];
    if (!first || !last) return [];
    if (before) return [last.micro - before.micro];
    return (Date.parse(last.day) - Date.parse(first.day)) / 86_400_000 >= 14 ? [last.micro - first.micro] : [];
  });
}
const spans: Record<string, [string, string]> = { '2026-Q3': ['2026-07-01', '2026-09-30'], '2026': ['2026-01-01', '2026-12-31'], '2026-08': ['2026-08-01', '2026-08-31'], '2026-Q2': ['2026-04-01', '2026-06-30'] };

beforeAll(async () => {
  world = await openWorld();
  admin = await world.as('admin@aurora.example');
  const lines = said.flatMap((texts, person) => texts.map(([day, feedback], index): SessionLine => ({ id: `O-${person}-${index}`, participant: `o${person}@people.example`, scheduled: `${days[day]}T10:00:00Z`, feedback })));
  await admin.importFile(world.aurora.id, mentorshipCsv(lines));
  await world.settled(world.aurora.id);
  scores = await world.sql<Score & Record<string, unknown>>(`select dimension, person_id as person, programme, local_date::text as day, source_key as key, score_micro as micro from outcome_scores where present`);
});
afterAll(() => world.close());

interface Walked { items: { key: string | null; contribution: number; weight: number }[]; next: string | null }
async function walk(client: Client, metricId: string): Promise<Walked['items']> {
  const items: Walked['items'] = [];
  for (let after: string | null = ''; after !== null;) {
    const { body }: { body: { sources: Walked } } = await client.get<{ sources: Walked }>(`companies/${world.aurora.id}/lineage/${metricId}?limit=3${after === '' ? '' : `&after=${encodeURIComponent(after)}`}`);
    items.push(...body.sources.items);
    after = body.sources.next;
  }
  return items;
}

test('the texts speak of every dimension, and low ones are below high ones', () => {
  for (const dimension of dimensions) {
    const of = scores.filter((score) => score.dimension === dimension);
    expect({ dimension, scored: of.length }).toEqual({ dimension, scored: said.flat().length });
    const highest = Math.max(...of.map(({ micro }) => micro));
    const lowest = Math.min(...of.map(({ micro }) => micro));
    expect(lowest).toBeLessThan(400_000);
    expect(highest).toBeGreaterThan(lowest);
  }
});

test.each(Object.keys(spans))('means and changes in %s are those counted from the scores, and each is recomputed from its rows', async (period) => {
  const [from = '', to = ''] = spans[period] ?? [];
  const found = await figures(period);
  for (const dimension of dimensions) {
    const changes = changesOf(dimension, from, to, 'all');
    const metric = found[`${dimension}_change`];
    if (changes.length === 0) expect(metric).toMatchObject({ value: null, state: 'not_measurable', reason: 'no_two_texts' });
    else if (changes.length < 5) expect(metric).toMatchObject({ value: null, n: null, low: null, state: 'too_few' });
    else {
      expect(metric).toMatchObject({ n: changes.length, state: 'measured' });
      expect(metric?.value).toBeCloseTo(changes.reduce((sum, change) => sum + change, 0) / changes.length / 1e6, 6);
      expect([metric?.low, metric?.high].every((end) => typeof end === 'number')).toBe(true);
      expect((await recompute(world.base, admin.token ?? '', world.aurora.id, metric?.id ?? '')).value).toBe(metric?.value);
    }
    const mean = found[dimension];
    if (mean?.value != null) expect((await recompute(world.base, admin.token ?? '', world.aurora.id, mean.id)).value).toBe(mean.value);
  }
});

test('a score before a period changes what moved in it, also in a later year', async () => {
  const more = await admin.importFile(world.aurora.id, mentorshipCsv([0, 1, 3, 4, 5].map((person) => ({ id: `N-${person}`, participant: `o${person}@people.example`, scheduled: '2027-01-11T10:00:00Z', completed: '2027-01-11T11:00:00Z', feedback: high }))), { fileName: 'next-year.csv' });
  await world.settled(world.aurora.id);
  const before = (await figures('2027-01'))['well_being_change'];
  expect(before).toMatchObject({ n: 5, state: 'measured' });
  const late = await admin.importFile(world.aurora.id, mentorshipCsv([0, 1, 3, 4, 5].map((person) => ({ id: `L-${person}`, participant: `o${person}@people.example`, scheduled: '2026-12-20T10:00:00Z', feedback: low }))), { fileName: 'late.csv' });
  const after = await until(async () => {
    await world.settled(world.aurora.id);
    const metric = (await figures('2027-01'))['well_being_change'];
    return metric?.value == null || metric.value === before?.value ? undefined : metric;
  });
  expect(after?.value).toBeGreaterThan(before?.value ?? 1);
  for (const { id } of [more, late]) await admin.post(`companies/${world.aurora.id}/imports/${id}/undo`);
});

test('a quarter with a withheld month tells a viewer both ends of each change, and not which ends belong together', async () => {
  expect((await figures('2026-08'))['belonging_change']).toMatchObject({ state: 'too_few' });
  const { id = '' } = (await figures('2026-Q3'))['belonging_change'] ?? {};
  const [named, unnamed] = [await walk(admin, id), await walk(await world.as('viewer@aurora.example'), id)];
  const shares = (rows: Walked['items']): string[] => rows.map(({ contribution, weight }) => `${contribution} ${weight}`);
  expect(named.every(({ key }) => key !== null)).toBe(true);
  expect(unnamed.every(({ key }) => key === null)).toBe(true);
  expect(shares(unnamed).toSorted()).toEqual(shares(named).toSorted());
  expect(shares(unnamed)).not.toEqual(shares(named));
});
