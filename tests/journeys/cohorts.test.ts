// Figures narrowed to a group: participants who began in one quarter, volunteers of one unit. Held against counts made here from what was
// told, against the rows of each walk, and against what could be told of a few people by subtracting groups and months from each other.
import { metrics } from '../../channels/vocabulary.ts';
import { mentorshipCsv, type SessionLine } from '../world/sessions.ts';
import { openWorld, type Client, type World } from '../world/world.ts';
import { recompute } from './recompute.ts';

interface Metric { id: string; metric: string; value: number | null; n: number | null; low: number | null; previous: number | null; state: string; reason: string | null }
let world: World;
let admin: Client;

// Twelve begin in the first quarter, six in the second, three in the third; all who began go on meeting. Mentors 0 to 3 are in Sales, 4 to 9 in Operations, 10 and 11 on no roster.
const began: readonly (readonly [count: number, month: number])[] = [[12, 2], [6, 5], [3, 8]];
const lines: (SessionLine & { scheduled: string; mentor: string })[] = began.flatMap(([count, first], wave) => Array.from({ length: count }, (_, person) =>
  Array.from({ length: 10 - first }, (_month, index) => {
    const month = String(first + index).padStart(2, '0');
    return {
      id: `C-${wave}-${person}-${month}`, participant: `c${wave}-${person}@people.example`, mentor: `m${(person + index) % 12}@aurora.example`, scheduled: `2026-${month}-10T10:00:00Z`, completed: `2026-${month}-10T10:45:00Z`,
      minutes: 45, rating: 1 + ((person + index) % 5), status: 'completed', feedback: person % 2 === 0 ? 'I am not afraid to speak any more. I have good friends here now.' : 'I am afraid to speak. I have no friends here.',
    };
  })).flat());
const rosterCsv = `employee_id,email,unit,country,from_date,to_date\n${Array.from({ length: 10 }, (_, index) => `E-${index},m${index}@aurora.example,${index < 4 ? 'Sales' : 'Operations'},NO,2020-01-01,`).join('\n')}\n`;

async function figures(query: string): Promise<Record<string, Metric>> {
  const { body, status } = await admin.get<{ items: Metric[] }>(`companies/${world.aurora.id}/metrics?${query}`);
  expect({ query, status }).toEqual({ query, status: 200 });
  return Object.fromEntries(body.items.map((item) => [item.metric, item]));
}

beforeAll(async () => {
  world = await openWorld();
  admin = await world.as('admin@aurora.example');
  await admin.importFile(world.aurora.id, mentorshipCsv(lines));
  await admin.importFile(world.aurora.id, rosterCsv, { kind: 'roster' });
  await world.settled(world.aurora.id);
});
afterAll(() => world.close());

test('the groups that there are can be asked for', async () => {
  const { body } = await admin.get<{ items: { cohort: string; people: number }[] }>(`companies/${world.aurora.id}/cohorts`);
  expect(body.items.map(({ cohort, people }) => [cohort, people])).toEqual([['start:2026-Q3', 3], ['start:2026-Q2', 6], ['start:2026-Q1', 12], ['unit:Operations', 6], ['unit:Sales', 4]]);
});

test.each([['start:2026-Q1', '2026-Q3'], ['start:2026-Q2', '2026-Q2'], ['start:2026-Q2', '2026-07'], ['start:2026-Q3', '2026']])('counts of %s in %s are those of its participants’ rows', async (cohort, period) => {
  const wave = ['start:2026-Q1', 'start:2026-Q2', 'start:2026-Q3'].indexOf(cohort);
  const months = period.length === 4 ? [1, 12] : period[5] === 'Q' ? [Number(period.slice(6)) * 3 - 2, Number(period.slice(6)) * 3] : [Number(period.slice(5)), Number(period.slice(5))];
  const own = lines.filter(({ id, scheduled }) => id.startsWith(`C-${wave}-`) && Number(scheduled.slice(5, 7)) >= (months[0] ?? 0) && Number(scheduled.slice(5, 7)) <= (months[1] ?? 0));
  const found = await figures(`period=${period}&cohort=${cohort}`);
  expect({ sessions: found['sessions_completed']?.value, participants: found['participants']?.value, volunteers: found['volunteers']?.value, hours: found['volunteer_hours']?.value }).toEqual({
    sessions: own.length, participants: new Set(own.map(({ participant }) => participant)).size, volunteers: new Set(own.map(({ mentor }) => mentor)).size, hours: own.length * 0.75,
  });
});

test('a unit’s figures are those of its volunteers’ rows, and what no volunteer stands in is not told by it', async () => {
  const own = lines.filter(({ mentor, scheduled }) => /^m[0-3]@/.test(mentor) && scheduled >= '2026-07' && scheduled < '2026-10');
  const found = await figures('period=2026-Q3&cohort=unit:Sales');
  expect(found['sessions_completed']?.value).toBe(own.length);
  expect(found['participation_rate']?.value).toBe(new Set(own.map(({ mentor }) => mentor)).size / 4);
  for (const metric of ['confidence', 'placements', 'courses_completed', 'sroi', 'vis']) expect(found[metric]).toMatchObject({ value: null, state: 'not_measurable', reason: 'not_by_cohort' });
});

test.each([['start:2026-Q1', '2026-Q3'], ['start:2026-Q2', '2026'], ['unit:Operations', '2026-Q3']])('every figure of %s in %s is recomputed from the pages of its walk', async (cohort, period) => {
  let walked = 0;
  for (const { id, metric, value } of Object.values(await figures(`period=${period}&cohort=${cohort}`))) {
    if (value === null) continue;
    expect({ metric, value: (await recompute(world.base, admin.token ?? '', world.aurora.id, id, undefined, cohort)).value }).toEqual({ metric, value });
    walked += 1;
  }
  expect(walked).toBeGreaterThan(8);
});

test('a group of three tells nothing of how they fare, nor do the whole and the other groups, nor its quarter and the other months', async () => {
  const about = ['rating_mean', 'confidence', 'belonging'];
  for (const period of ['2026-Q3', '2026', '2026-09']) {
    const whole = await figures(`period=${period}`);
    const groups = await Promise.all(['start:2026-Q1', 'start:2026-Q2', 'start:2026-Q3'].map((cohort) => figures(`period=${period}&cohort=${cohort}`)));
    for (const metric of about) {
      const [first, second, third] = groups.map((found) => found[metric]);
      expect({ period, metric, state: third?.state, value: third?.value, n: third?.n, low: third?.low }).toEqual({ period, metric, state: 'too_few', value: null, n: null, low: null });
      // The three alone would be the whole minus the others: the next smallest group is hidden with them.
      expect(whole[metric]?.state).not.toBe('too_few');
      expect([first?.state, second?.state]).toEqual(['measured', 'too_few'].map((state, index) => (index === 0 ? expect.stringMatching(/measured|provisional/) : state)));
    }
    // Nor do their rows, which could be looked for among those of the whole.
    const counted = await admin.get<{ metric: Metric; sources: unknown }>(`companies/${world.aurora.id}/lineage/${groups[2]?.['sessions_completed']?.id}?cohort=start:2026-Q3`);
    expect(counted.body).toMatchObject({ metric: { value: groups[2]?.['sessions_completed']?.value, reason: 'rows_of_few' }, sources: null });
    const walk = await admin.get<{ sources: unknown; evidence: unknown[] }>(`companies/${world.aurora.id}/lineage/${groups[2]?.['confidence']?.id}?cohort=start:2026-Q3`);
    expect(walk.body).toMatchObject({ sources: null, evidence: [] });
  }
});

test('a series follows one group', async () => {
  const { body } = await admin.get<{ points: { period: string; value: number }[] }>(`companies/${world.aurora.id}/metrics/series?metric=sessions_completed&from=2026-04&to=2026-06&cohort=start:2026-Q2`);
  expect(body.points.map(({ value }) => value)).toEqual([0, 6, 6]);
});

test('the overview of a group has the figures that its metrics have, and nothing that is the company’s alone', async () => {
  for (const cohort of ['start:2026-Q1', 'unit:Sales']) {
    const { body } = await admin.get<{ figures: Metric[]; programmes: unknown[]; restated: unknown[]; cohort: string }>(`companies/${world.aurora.id}/overview?period=2026-Q3&cohort=${cohort}`);
    const alone = await figures(`period=2026-Q3&cohort=${cohort}`);
    expect(body.figures.map(({ metric, value, n, state, previous }) => [metric, value, n, state, previous])).toEqual(Object.values(alone).map(({ metric, value, n, state, previous }) => [metric, value, n, state, previous]));
    expect(body).toMatchObject({ cohort, programmes: [], restated: [] });
  }
});

test('evidence is narrowed to a group’s own words', async () => {
  const list = async (query: string): Promise<number> => (await admin.get<{ total: number }>(`companies/${world.aurora.id}/evidence?${query}`)).body.total;
  const [all, first, second, third] = [await list(''), await list('cohort=start:2026-Q1'), await list('cohort=start:2026-Q2'), await list('cohort=start:2026-Q3')];
  expect(first).toBeGreaterThan(second);
  expect(third).toBeGreaterThan(0);
  expect(first + second + third).toBe(all);
});

test('who asks for a group that there is not is told what to write', async () => {
  for (const cohort of ['start:2026', 'start:', 'unit:', 'unit:Nowhere', 'everybody', 'start:2026-Q5']) {
    const { status, body } = await admin.get<{ errors: { field: string; remedy: string }[] }>(`companies/${world.aurora.id}/metrics?period=2026-Q3&cohort=${cohort}`);
    expect({ cohort, status, field: body.errors[0]?.field, hasRemedy: (body.errors[0]?.remedy ?? '') !== '' }).toEqual({ cohort, status: 422, field: 'cohort', hasRemedy: true });
  }
  expect((await admin.get(`companies/${world.aurora.id}/evidence?cohort=unit:Sales`)).status).toBe(422);
  expect((await figures('period=2026-Q3&cohort=start:2019-Q1'))['participants']?.value).toBe(0);
});

test('people found to be one are in one group, the earlier', async () => {
  const { items } = (await admin.get<{ items: { id: string }[] }>(`companies/${world.aurora.id}/profiles?limit=500`)).body;
  const ids = await world.sql<{ id: string; first: string }>(`select participant_id as id, min(local_date)::text as first from activity_ledger where measure = 'session' group by 1 order by 2, 1`);
  const [early, late] = [ids[0]?.id, ids.at(-1)?.id];
  expect(items.length).toBeGreaterThan(0);
  expect((await admin.post(`companies/${world.aurora.id}/profiles/${early}/merge`, { other: late })).status).toBeLessThan(300);
  await world.settled(world.aurora.id);
  const { body } = await admin.get<{ items: { cohort: string; people: number }[] }>(`companies/${world.aurora.id}/cohorts`);
  expect(body.items.filter(({ cohort }) => cohort.startsWith('start')).map(({ people }) => people)).toEqual([2, 6, 12]);
  const found = await figures('period=2026-Q3&cohort=start:2026-Q1');
  expect(found['sessions_completed']?.value).toBe(lines.filter(({ id, scheduled }) => id.startsWith('C-0-') && scheduled >= '2026-07').length + 2);
  expect((await recompute(world.base, admin.token ?? '', world.aurora.id, found['participants']?.id ?? '', undefined, 'start:2026-Q1')).value).toBe(12);
});

test('every metric is there, whichever group is asked for', async () => {
  expect(Object.keys(await figures('period=2026-Q3&cohort=start:2026-Q1'))).toEqual([...metrics]);
});
