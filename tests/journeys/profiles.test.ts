// From rows to journeys: real files and undo, through the real doors, in two companies and every role. Flags, milestones and the funnel
// are counted by hand; whatever order events come in, and however often, the end is the same.
import { localDate } from '../../services/kernel/zone.ts';
import { recompute } from './recompute.ts';
import { mailName, memberRoles, openWorld, until, type Client, type World } from '../world/world.ts';

interface Summary { id: string; programmes: string[]; stage: string | null; lastActivity: string | null; flags: Record<string, boolean> }
interface Profile extends Summary {
  name: string | null; email: string | null; identities: { system: string; externalId: string | null }[]; enrolments: { programme: string; firstActivity: string | null; lastActivity: string | null; counts: Record<string, number> }[];
  milestones: { stage: string; date: string }[]; flagSources: Record<string, { from: string; rule: string; byRule: boolean; setBy: string | null; setAt: string | null }>; scores: { dimension: string; score: number; date: string }[];
}
interface Stage { stage: string; entered: number; converted: number | null; medianDays: number | null }

let world: World;
let admin: Client;
let ids: Record<string, string>;
const person = (name: string): string => `${name}@people.example`;
const ago = (days: number): string => localDate(Date.now() - days * 86_400_000, 'Europe/Oslo');
const matchHeader = 'match_id,participant_email,buddy_email,matched_at,ended_at';
const languageHeader = 'session_id,participant_email,volunteer_email,scheduled_at,completed_at,language_level,feedback_text,status';
const language = (id: string, name: string, on: string, level = '', { status = 'completed', words = '' } = {}): string =>
  `${id},${person(name)},kari@aurora.example,${on}T10:00:00Z,${status === 'completed' ? `${on}T11:00:00Z` : ''},${level},${words},${status}`;

const files: Record<string, string> = {
  'buddy-matches': [matchHeader, `M-1,${person('ana')},nora@aurora.example,2025-01-10,`, `M-2,${person('ben')},nora@aurora.example,2025-01-12,2025-03-01`, `M-3,${person('cem')},nora@aurora.example,2025-01-20,`,
    `M-4,${person('dag')},nora@aurora.example,2025-02-01,`, `M-5,${person('eva')},nora@aurora.example,2025-03-31,`, `M-6,${person('finn')},nora@aurora.example,2025-04-01,`].join('\n'),
  'buddy-checkins': ['match_id,checkin_date,mood', `M-1,${ago(40)},great`, `M-1,${ago(5)},difficult`, `M-1,${ago(3)},struggling`, `M-3,${ago(29)},good`, `M-4,${ago(30)},good`, `M-5,${ago(6)},difficult`, `M-5,${ago(4)},`].join('\n'),
  'buddy-feedback': ['match_id,submitted_at,from_role,rating', 'M-2,2025-02-02T10:00:00Z,buddy,4', 'M-2,2025-02-03T10:00:00Z,participant,5'].join('\n'),
  'kintell-language': [languageHeader, language('L-1', 'ana', '2025-02-09', 'A2'), language('L-2', 'ana', '2025-03-01', 'B1', { words: 'I feel much more confident when I speak now.' }), language('L-3', 'ben', '2025-01-12', 'A1'),
    language('L-4', 'cem', '2025-01-10'), language('L-5', 'dag', '2025-02-02', 'A1', { status: 'no_show' }), language('L-6', 'dag', '2025-03-03', 'A1'), language('L-7', 'gro', ago(20), 'A2')].join('\n'),
  'kintell-mentorship': ['session_id,participant_email,mentor_email,scheduled_at,completed_at,status', `S-1,${person('ana')},lars@aurora.example,2025-05-05T10:00:00Z,2025-05-05T11:00:00Z,completed`,
    `S-2,${person('hana')},lars@aurora.example,2025-05-06T10:00:00Z,,cancelled`].join('\n'),
  'course-completions': ['user_email,provider,course_id,course_name,completed_at', `${person('ana')},ecornell,X1,Excel,2025-04-01`].join('\n'),
  'learning-progress': ['user_email,provider,course_id,progress_percent,updated_at', `${person('ben')},ecornell,X1,40,2025-03-05`].join('\n'),
  employment: ['participant_email,started_on', `${person('ana')},2025-06-01`].join('\n'),
};

async function settled(): Promise<void> {
  await until(async () => {
    const [row] = await world.sql<{ open: string }>(`select (select count(*) from outbox where sent_at is null) + (select count(*) from journey_marks) + (select count(*) from metric_marks) + (select count(*) from imports where state in ('queued', 'running')) as open`);
    return row?.open === '0' ? true : undefined;
  });
}
async function load(kind: string, csv: string): Promise<string> {
  const done = await admin.importFile(world.aurora.id, csv, { kind, fileName: `${kind}.csv` });
  expect({ kind, state: done.state, rejected: done.counts.rejected, waiting: done.counts.waiting }).toEqual({ kind, state: 'done', rejected: 0, waiting: 0 });
  await settled();
  return done.id;
}
const at = (path: string): string => `companies/${world.aurora.id}/${path}`;
const profile = async (name: string, client = admin): Promise<Profile> => (await client.get<Profile>(at(`profiles/${ids[name]}`))).body;
const flagsOf = async (name: string): Promise<string[]> => Object.entries((await profile(name)).flags).filter(([, value]) => value).map(([flag]) => flag);
const funnel = async (period: string, client = admin): Promise<Stage[]> => (await client.get<{ stages: Stage[] }>(at(`funnel?period=${period}`))).body.stages;
const milestones = async (name: string): Promise<string[]> => (await profile(name)).milestones.map(({ stage, date }) => `${stage} ${date}`);
const told = async (type: string): Promise<{ personId: string; stage: string; localDate: string; present: boolean; change: number }[]> =>
  (await world.sql<{ data: { items: never[] } }>('select data from outbox where tenant_id = $1 and type = $2 order by id', [world.aurora.id, type])).flatMap(({ data }) => data.items);
const state = async (): Promise<unknown> => [
  await world.sql('select * from journeys order by tenant_id, person_id'), await world.sql('select * from programme_enrollments order by tenant_id, person_id, programme'),
  await world.sql('select tenant_id, person_id, stage, reached_on from journey_milestones order by 1, 2, 3'),
];

beforeAll(async () => {
  world = await openWorld();
  admin = await world.as('admin@aurora.example');
  for (const [kind, csv] of Object.entries(files)) await load(kind, csv);
  const { ids: found } = await world.node.actors.get('profiles')?.job(world.aurora.id, 'test').ask('profiles.resolve', { addresses: ['ana', 'ben', 'cem', 'dag', 'eva', 'finn', 'gro', 'hana'].map(person), create: false }) ?? { ids: [] };
  ids = Object.fromEntries(['ana', 'ben', 'cem', 'dag', 'eva', 'finn', 'gro', 'hana'].map((name, index) => [name, found[index] ?? '']));
});
afterAll(() => world.close());

test('a journey through all stages, with its counts and days', async () => {
  expect(await profile('ana')).toMatchObject({
    id: ids['ana'], programmes: ['buddy', 'language', 'mentorship', 'upskilling'], stage: 'employment', lastActivity: ago(3), email: person('ana'), identities: [{ system: 'email', externalId: person('ana') }],
    milestones: [{ stage: 'buddy', date: '2025-01-10' }, { stage: 'language', date: '2025-02-09' }, { stage: 'upskilling', date: '2025-04-01' }, { stage: 'mentorship', date: '2025-05-05' }, { stage: 'employment', date: '2025-06-01' }],
    scores: [{ dimension: 'confidence', date: '2025-03-01' }],
  });
  expect((await profile('ana')).enrolments.find(({ programme }) => programme === 'buddy')).toEqual({ programme: 'buddy', firstActivity: ago(40), lastActivity: ago(3), counts: { match: 1, checkin: 3 } });
  expect((await profile('ana')).enrolments.find(({ programme }) => programme === 'language')).toEqual({ programme: 'language', firstActivity: '2025-02-09', lastActivity: '2025-03-01', counts: { session: 2 } });
});

test('flags by their rules', async () => {
  expect(await flagsOf('ana')).toEqual(['is_buddy_matched', 'has_completed_language', 'has_completed_course', 'mentor_ready', 'follow_up_needed']);
  expect(await flagsOf('ben')).toEqual(['language_support_needed']); // its match has ended
  expect(await flagsOf('cem')).toEqual(['is_buddy_matched']); // heard of 29 days ago
  expect(await flagsOf('dag')).toEqual(['is_buddy_matched', 'follow_up_needed', 'language_support_needed']); // heard of 30 days ago
  expect(await flagsOf('eva')).toEqual(['is_buddy_matched']); // one heavy mood; the check-in after it told none
  expect(await flagsOf('finn')).toEqual(['is_buddy_matched', 'follow_up_needed']); // never heard of
  expect(await flagsOf('gro')).toEqual([]); // had a session 20 days ago
});

test('only what was held counts, only participants have a journey, and what a buddy wrote is not the participant’s doing', async () => {
  expect(await profile('hana')).toMatchObject({ programmes: [], stage: null, lastActivity: null, enrolments: [], milestones: [] });
  expect((await profile('ben')).enrolments[0]).toEqual({ programme: 'language', firstActivity: '2025-01-12', lastActivity: '2025-01-12', counts: { session: 1 } });
  expect((await profile('ben')).enrolments.find(({ programme }) => programme === 'buddy')).toEqual({ programme: 'buddy', firstActivity: '2025-02-03', lastActivity: '2025-02-03', counts: { match: 1, feedback: 1 } });
  expect((await profile('finn')).enrolments).toEqual([{ programme: 'buddy', firstActivity: null, lastActivity: null, counts: { match: 1 } }]);
  const { ids: [volunteer] } = await world.node.actors.get('profiles')?.job(world.aurora.id, 'test').ask('profiles.resolve', { addresses: ['kari@aurora.example'], create: false }) ?? { ids: [] };
  expect((await admin.get(at(`profiles/${volunteer}`))).status).toBe(404);
});

test('the list pages through every participant once, in the order of ids', async () => {
  const seen: Summary[] = [];
  for (let next: string | null = ''; next !== null;) {
    const { body }: { body: { items: Summary[]; next: string | null } } = await admin.get(at(`profiles?limit=3${next === '' ? '' : `&after=${next}`}`));
    seen.push(...body.items);
    next = body.next;
  }
  expect(seen.map(({ id }) => id)).toEqual(Object.values(ids).sort());
  expect(seen.find(({ id }) => id === ids['cem'])).toEqual({
    id: ids['cem'], programmes: ['buddy', 'language'], stage: 'language', lastActivity: ago(29),
    flags: { is_buddy_matched: true, has_completed_language: false, has_completed_course: false, mentor_ready: false, follow_up_needed: false, language_support_needed: false, job_ready: false },
  });
  expect((await admin.get(at('profiles?after=bm9ib2R5'))).status).toBe(422);
});

test('the funnel, counted by hand', async () => {
  expect(await funnel('2025-Q1')).toEqual([
    // ana after 30 days, ben on the same day, dag after 30; cem had language first, eva none.
    { stage: 'buddy', entered: 5, converted: 3, medianDays: 30 },
    { stage: 'language', entered: 4, converted: null, medianDays: null },
    { stage: 'upskilling', entered: 1, converted: null, medianDays: null },
    { stage: 'mentorship', entered: 0, converted: null, medianDays: null },
    { stage: 'employment', entered: 0, converted: null, medianDays: null },
  ]);
  expect((await funnel('2025')).map(({ entered, converted }) => [entered, converted])).toEqual([[6, 3], [4, null], [2, null], [1, null], [1, null]]);
  expect((await funnel('2025-04')).map(({ entered }) => entered)).toEqual([1, 0, 1, 0, 0]);
  expect((await admin.get(at('funnel?period=2025-13'))).status).toBe(422);
});

test('people are sought by flag, by stage, by the stage they entered and by a part of the id, and every page is full', async () => {
  const seek = async (query: string, limit = 2): Promise<(Summary & { enteredOn?: string; wentOn?: string | null })[]> => {
    const seen = [];
    for (let next: string | null = ''; next !== null;) {
      const { body }: { body: { items: Summary[]; next: string | null } } = await admin.get(at(`profiles?limit=${limit}&${query}${next === '' ? '' : `&after=${next}`}`));
      if (body.next !== null) expect(body.items).toHaveLength(limit);
      seen.push(...body.items);
      next = body.next;
    }
    return seen;
  };
  const names = async (query: string): Promise<string[]> => (await seek(query)).map(({ id }) => Object.keys(ids).find((name) => ids[name] === id) ?? '').sort();
  expect(await names('flag=follow_up_needed')).toEqual(['ana', 'dag', 'finn']);
  expect(await names('flag=is_buddy_matched')).toEqual(['ana', 'cem', 'dag', 'eva', 'finn']);
  expect(await names('flag=is_buddy_matched&stage=buddy')).toEqual(['eva', 'finn']);
  expect(await names('flag=job_ready')).toEqual([]);
  // The funnel of the first quarter says: five came to a buddy, three of them went on, after 30, 0 and 30 days.
  expect((await seek('entered=buddy&period=2025-Q1')).map(({ id, enteredOn, wentOn }) => [Object.keys(ids).find((name) => ids[name] === id), enteredOn, wentOn].join(' ')).sort()).toEqual([
    'ana 2025-01-10 2025-02-09', 'ben 2025-01-12 2025-01-12', 'cem 2025-01-20 ', 'dag 2025-02-01 2025-03-03', 'eva 2025-03-31 ',
  ]);
  expect(await names('entered=buddy&period=2025-Q1&wentOn=true')).toEqual(['ana', 'ben', 'dag']);
  expect(await names('entered=buddy&period=2025-Q1&wentOn=false&flag=is_buddy_matched')).toEqual(['cem', 'eva']);
  expect(await names('entered=employment&period=2025')).toEqual(['ana']);
  expect(await names(`called=${ids['gro']?.slice(-8).toUpperCase()}`)).toEqual(['gro']);
  expect(await names('called=%25')).toEqual([]);
  for (const wrong of ['flag=is_rich', 'stage=nowhere', 'entered=buddy', 'entered=buddy&period=2025-13', 'period=2025', 'wentOn=true', 'called=']) {
    expect({ wrong, status: (await admin.get(at(`profiles?${wrong}`))).status }).toEqual({ wrong, status: 422 });
  }
});

test('each role sees what it may: names for the company’s admin alone', async () => {
  for (const role of memberRoles) {
    const client = await world.as(`${mailName(role)}@aurora.example`);
    const may = ['company_admin', 'analyst', 'reviewer'].includes(role);
    expect({ role, list: (await client.get(at('profiles'))).status, one: (await client.get(at(`profiles/${ids['ana']}`))).status }).toEqual({ role, list: may ? 200 : 403, one: may ? 200 : 403 });
    expect({ role, funnel: (await client.get(at('funnel?period=2025'))).status }).toEqual({ role, funnel: role === 'participant' ? 403 : 200 });
    expect({ role, set: (await client.send('PATCH', at(`profiles/${ids['finn']}`), { flags: { job_ready: null } })).status }).toEqual({ role, set: role === 'company_admin' ? 200 : 403 });
  }
  for (const client of [await world.as('analyst@aurora.example'), await world.operator()]) {
    const { text, body } = await client.get<Profile>(at(`profiles/${ids['ana']}`));
    expect(body).toMatchObject({ name: null, email: null, identities: [{ system: 'email', externalId: null }] });
    expect(text).not.toContain('people.example');
    expect((await client.get(at('profiles'))).text).not.toContain('people.example');
  }
});

test('another company sees nothing of it', async () => {
  const other = await world.as('admin@nordlys.example');
  expect((await other.get<{ items: unknown[] }>(`companies/${world.nordlys.id}/profiles`)).body.items).toEqual([]);
  expect((await other.get(`companies/${world.nordlys.id}/profiles/${ids['ana']}`)).status).toBe(404);
  expect((await other.send('PATCH', `companies/${world.nordlys.id}/profiles/${ids['ana']}`, { flags: { job_ready: true } })).status).toBe(404);
  expect((await other.post(`companies/${world.nordlys.id}/profiles/${ids['ana']}/identities`, { system: 'discord', externalId: 'x' })).status).toBe(404);
  expect((await other.get<{ stages: Stage[] }>(`companies/${world.nordlys.id}/funnel?period=2025`)).body.stages.map(({ entered }) => entered)).toEqual([0, 0, 0, 0, 0]);
});

test('a flag set by hand stands against its rule until it is cleared, with who and when, and in the audit log', async () => {
  const set = await admin.send<Profile>('PATCH', at(`profiles/${ids['ana']}`), { flags: { job_ready: true, follow_up_needed: false } });
  expect(set.status).toBe(200);
  const { body: me } = await admin.get<{ user: { id: string } }>('me');
  expect(set.body.flags).toMatchObject({ job_ready: true, follow_up_needed: false, mentor_ready: true });
  expect(set.body.flagSources).toMatchObject({ follow_up_needed: { from: 'hand', byRule: true, setBy: me.user.id }, job_ready: { from: 'hand', byRule: false }, mentor_ready: { from: 'rule', byRule: true, setBy: null, setAt: null } });
  await load('buddy-checkins', ['match_id,checkin_date,mood', `M-1,${ago(2)},difficult`].join('\n'));
  expect((await profile('ana')).flags).toMatchObject({ follow_up_needed: false });
  const cleared = await admin.send<Profile>('PATCH', at(`profiles/${ids['ana']}`), { flags: { job_ready: null, follow_up_needed: null } });
  expect(cleared.body.flags).toMatchObject({ job_ready: false, follow_up_needed: true });
  const { body: log } = await admin.get<{ items: { action: string; objectId: string; details: unknown }[] }>(at('audit?limit=500'));
  expect(log.items.filter(({ action, objectId }) => action === 'profiles.change' && objectId === ids['ana']).map(({ details }) => details)).toEqual(
    expect.arrayContaining([{ job_ready: true, follow_up_needed: false }, { job_ready: null, follow_up_needed: null }]));
  for (const flags of [{}, { is_rich: true }, { job_ready: 'yes' }]) expect((await admin.send('PATCH', at(`profiles/${ids['ana']}`), { flags })).status).toBe(422);
});

test('an id of another system is found again, belongs to one profile, and lies nowhere in clear', async () => {
  const link = (name: string, system: string, externalId: string): Promise<{ status: number; body: Profile }> => admin.post<Profile>(at(`profiles/${ids[name]}/identities`), { system, externalId });
  const first = await link('ana', 'discord', ' ana_the_brave ');
  expect({ status: first.status, identities: first.body.identities }).toEqual({ status: 201, identities: [{ system: 'discord', externalId: 'ana_the_brave' }, { system: 'email', externalId: person('ana') }] });
  expect((await link('ana', 'discord', 'ana_the_brave')).body.identities).toHaveLength(2);
  expect((await link('ana', 'kintell', 'ana_the_brave')).body.identities).toHaveLength(3);
  expect((await link('ben', 'discord', 'ana_the_brave')).status).toBe(409);
  expect((await link('ben', 'discord', '  ')).status).toBe(422);
  expect((await link('ben', 'icq', '1')).status).toBe(422);
  expect((await profile('ana', await world.as('analyst@aurora.example'))).identities).toEqual(['discord', 'email', 'kintell'].map((system) => ({ system, externalId: null })));
  expect((await profile('ana')).email).toBe(person('ana'));
  const kept = await world.sql<{ row: string }>(`select t::text as row from pii.person_details t union all select t::text from person_identities t union all select t::text from audit_log t
    union all select t::text from outbox t`);
  expect(kept.filter(({ row }) => row.includes('brave') || row.includes(Buffer.from('brave').toString('hex')))).toEqual([]);
});

test('a stage that is reached is told once; a correction moves its day, another person takes it over', async () => {
  const reached = (await told('orchestration.journey.milestone.reached')).filter(({ personId }) => personId === ids['ana']);
  expect(reached.map(({ stage, localDate: on, present }) => `${stage} ${on} ${present}`).sort()).toEqual(['buddy 2025-01-10 true', 'employment 2025-06-01 true', 'language 2025-02-09 true', 'mentorship 2025-05-05 true', 'upskilling 2025-04-01 true']);
  await load('kintell-language', [languageHeader, language('L-4', 'cem', '2025-01-25')].join('\n'));
  expect(await milestones('cem')).toEqual(['buddy 2025-01-20', 'language 2025-01-25']);
  expect((await funnel('2025-Q1'))[0]).toEqual({ stage: 'buddy', entered: 5, converted: 4, medianDays: 17.5 }); // 0, 5, 30, 30
  const moved = (await told('orchestration.journey.milestone.reached')).filter(({ personId, stage }) => personId === ids['cem'] && stage === 'language');
  expect(moved.map(({ localDate: on }) => on)).toEqual(['2025-01-10', '2025-01-25']);
  expect(moved[1]?.change).toBeGreaterThan(moved[0]?.change ?? Infinity);
  await load('kintell-language', [languageHeader, language('L-6', 'eva', '2025-04-02', 'A1')].join('\n'));
  expect(await milestones('dag')).toEqual(['buddy 2025-02-01']);
  expect(await milestones('eva')).toEqual(['buddy 2025-03-31', 'language 2025-04-02']);
  expect((await told('orchestration.journey.milestone.withdrawn')).map(({ personId, stage, present }) => ({ personId, stage, present }))).toEqual([{ personId: ids['dag'], stage: 'language', present: false }]);
});

test('an undone file takes its stages back, and its restoration brings back exactly what was', async () => {
  const before = await state();
  const { body } = await admin.get<{ items: { id: string; kind: string; counts: { total: number } }[] }>(at('imports'));
  const matches = body.items.find(({ kind }) => kind === 'buddy-matches');
  await admin.post(at(`imports/${matches?.id}/undo`));
  await settled();
  // Check-ins and feedback were told of matches; they stand, and begin the stage on their own days. finn had nothing else.
  expect((await funnel('2025-Q1')).map(({ entered }) => entered)).toEqual([1, 3, 1, 0, 0]);
  expect(await flagsOf('cem')).toEqual([]);
  expect((await admin.get(at(`profiles/${ids['finn']}`))).status).toBe(404);
  expect((await told('orchestration.journey.milestone.withdrawn')).filter(({ personId }) => personId === ids['finn'])).toMatchObject([{ stage: 'buddy', present: false }]);
  await admin.post(at(`imports/${matches?.id}/restore`));
  await settled();
  expect(await state()).toEqual(before);
});

interface Figure { id: string; metric: string; value: number | null; revision: number }
const figures = async (period: string, programme = 'all'): Promise<Record<string, Figure>> =>
  Object.fromEntries((await admin.get<{ items: Figure[] }>(at(`metrics?period=${period}&programme=${programme}`))).body.items.map((item) => [item.metric, item]));
const merge = (id: string | undefined, other: string | undefined, client = admin): Promise<{ status: number; body: Profile }> => client.post<Profile>(at(`profiles/${id}/merge`), { other });
const unmerge = (id: string | undefined): Promise<{ status: number; body: Profile }> => admin.post<Profile>(at(`profiles/${id}/unmerge`));

test('two people found to be one are one profile and count once; taken back, both are as they were, with what came meanwhile', async () => {
  const [before, counted, spoken] = [await state(), await figures('2025-Q1'), await figures('2025-Q1', 'language')];
  expect((await merge(ids['ana'], ids['ben'])).body).toMatchObject({
    id: ids['ana'], stage: 'employment', lastActivity: ago(2), milestones: [{ stage: 'buddy', date: '2025-01-10' }, { stage: 'language', date: '2025-01-12' }, { stage: 'upskilling', date: '2025-03-05' }, {}, {}],
  });
  await settled();
  const both = await profile('ben');
  expect(both).toMatchObject({ id: ids['ana'], email: person('ana') });
  expect(both.identities.filter(({ system }) => system === 'email').map(({ externalId }) => externalId)).toEqual(expect.arrayContaining([person('ana'), person('ben')]));
  expect(Object.fromEntries(both.enrolments.map(({ programme, counts }) => [programme, counts]))).toEqual({
    buddy: { match: 2, checkin: 4, feedback: 1 }, language: { session: 3 }, mentorship: { session: 1 }, upskilling: { course: 1, progress: 1 } });
  expect((await admin.get<{ items: Summary[] }>(at('profiles'))).body.items.map(({ id }) => id)).not.toContain(ids['ben']);
  expect((await funnel('2025-Q1')).map(({ entered }) => entered).slice(0, 2)).toEqual([4, 2]);
  const merged = await figures('2025-Q1');
  expect(merged['participants']?.value).toBe((counted['participants']?.value ?? 0) - 1);
  expect((await figures('2025-Q1', 'language'))['participants']?.value).toBe((spoken['participants']?.value ?? 0) - 1);
  expect(merged['sessions_completed']?.value).toBe(counted['sessions_completed']?.value);
  const id = merged['participants']?.id ?? '';
  expect((await recompute(world.base, admin.token ?? '', world.aurora.id, id)).value).toBe(merged['participants']?.value);
  expect((await recompute(world.base, admin.token ?? '', world.aurora.id, id, counted['participants']?.revision)).value).toBe(counted['participants']?.value);

  for (const programme of ['all', 'buddy', 'language', 'upskilling']) {
    for (const { id: figure, metric, value } of Object.values(await figures('2025', programme)).filter((found) => found.value !== null)) {
      expect({ programme, metric, value: (await recompute(world.base, admin.token ?? '', world.aurora.id, figure)).value ?? 0 }).toEqual({ programme, metric, value });
    }
  }

  const added = await load('learning-progress', ['user_email,provider,course_id,progress_percent,updated_at', `${person('ben')},ecornell,X1,60,2025-03-09`].join('\n'));
  expect((await profile('ana')).enrolments.find(({ programme }) => programme === 'upskilling')?.counts).toEqual({ course: 1, progress: 2 });
  expect((await unmerge(ids['ana'])).body.id).toBe(ids['ana']);
  await settled();
  expect((await profile('ben')).enrolments.find(({ programme }) => programme === 'upskilling')?.counts).toEqual({ progress: 2 });
  await admin.post(at(`imports/${added}/undo`));
  await settled();
  expect(await state()).toEqual(before);
  const after = await figures('2025-Q1');
  for (const [metric, { value }] of Object.entries(counted)) expect({ metric, value: after[metric]?.value }).toEqual({ metric, value });
  expect((await recompute(world.base, admin.token ?? '', world.aurora.id, id)).value).toBe(counted['participants']?.value);
  expect((await told('profiles.person.merged'))).toMatchObject([{ personId: ids['ana'], otherId: ids['ben'], present: true }]);
  expect((await told('profiles.person.unmerged'))).toMatchObject([{ personId: ids['ana'], otherId: ids['ben'], present: false }]);
  const { body: log } = await admin.get<{ items: { action: string; objectId: string; details: unknown }[] }>(at('audit?limit=500'));
  expect(log.items.filter(({ action }) => /^profiles\.(un)?merge$/.test(action)).map(({ action, objectId, details }) => ({ action, objectId, details }))).toEqual(
    expect.arrayContaining(['profiles.merge', 'profiles.unmerge'].map((action) => ({ action, objectId: ids['ana'], details: { other: ids['ben'] } }))));
});

test('a merge is taken back also where one of the two has no row left: the other is shown', async () => {
  const listed = async (): Promise<string[]> => (await admin.get<{ items: Summary[] }>(at('profiles'))).body.items.map(({ id }) => id);
  const before = await listed();
  const first = await load('kintell-language', [languageHeader, language('L-20', 'ida', '2025-02-09')].join('\n'));
  const second = await load('kintell-language', [languageHeader, language('L-21', 'jon', '2025-02-09')].join('\n'));
  const [ida, jon] = (await listed()).filter((id) => !before.includes(id));
  expect((await merge(ida, jon)).status).toBe(200);
  await admin.post(at(`imports/${first}/undo`));
  await settled();
  expect(await unmerge(ida)).toMatchObject({ status: 200, body: { id: jon } });
  expect(await listed()).toEqual([...before, jon]);
  await admin.post(at(`imports/${second}/undo`));
  await settled();
});

test('what cannot be merged or taken back is refused, and changes nothing', async () => {
  const other = await world.as('admin@nordlys.example');
  await other.importFile(world.nordlys.id, [languageHeader, language('N-1', 'nina', '2025-02-09')].join('\n'), { kind: 'kintell-language' });
  await settled();
  const foreign = (await other.get<{ items: Summary[] }>(`companies/${world.nordlys.id}/profiles`)).body.items[0]?.id;
  const missing = '01900000-0000-7000-8000-00000000dead';
  const before = await state();
  expect((await merge(ids['ana'], ids['ana'])).status).toBe(422);
  for (const nobody of [missing, foreign]) expect([(await merge(ids['ana'], nobody)).status, (await merge(nobody, ids['ana'])).status, (await unmerge(nobody)).status]).toEqual([404, 404, 404]);
  expect((await merge(ids['ana'], ids['ben'], await world.as('analyst@aurora.example'))).status).toBe(403);
  expect((await unmerge(ids['cem'])).status).toBe(409);
  expect(await state()).toEqual(before);
  expect((await merge(ids['ana'], ids['ben'])).status).toBe(200);
  expect((await merge(ids['ana'], ids['ben'])).status).toBe(409);
  expect((await merge(ids['cem'], ids['ben'])).status).toBe(409);
  expect((await merge(ids['ben'], ids['cem'])).status).toBe(409);
  expect((await merge(ids['cem'], ids['ana'])).status).toBe(409);
  expect((await merge(ids['ana'], ids['cem'])).status).toBe(200);
  expect((await unmerge(ids['ben'])).body.id).toBe(ids['ben']);
  await world.sql(`update person_merges set merged_at = now() - interval '30 days 1 minute'`);
  expect((await unmerge(ids['cem'])).status).toBe(409);
  await world.sql(`update person_merges set merged_at = now() - interval '29 days'`);
  expect((await unmerge(ids['ana'])).status).toBe(200);
  await settled();
  expect(await state()).toEqual(before);
});

test('events out of order, and all of them twice, end in the same state', async () => {
  const before = await state();
  await world.sql('truncate journey_rows, journey_marks, journeys, programme_enrollments, journey_milestones');
  await world.sql(`delete from inbox where consumer = 'profiles'`);
  const events = await world.sql<{ id: string }>(`select id from outbox where type not like 'orchestration.%' and type ~ '^(kintell|buddy|upskilling|profiles\\.employment|impact\\.outcome)' order by id desc`);
  expect(events.length).toBeGreaterThan(10);
  for (const { id } of events) {
    await world.sql('update outbox set sent_at = null, next_at = now() where id = $1', [id]);
    await until(async () => (await world.sql(`select 1 from inbox where consumer = 'profiles' and event_id = $1`, [id]))[0]);
  }
  await settled();
  expect(await state()).toEqual(before);
  await world.sql(`delete from inbox where consumer = 'profiles'`);
  await world.sql('update outbox set sent_at = null, next_at = now() where id = any($1)', [events.map(({ id }) => id)]);
  await settled();
  expect(await state()).toEqual(before);
});

test('a profile that changed is told, by a row or by hand; one that came out the same is not', async () => {
  const updates = async (name: string): Promise<number> => (await told('orchestration.profile.updated')).filter(({ personId }) => personId === ids[name]).length;
  const before = await updates('ben');
  const row = [languageHeader, language('L-90', 'ben', '2025-02-20')].join('\n');
  await load('kintell-language', row);
  expect(await updates('ben')).toBe(before + 1);
  await load('kintell-language', [languageHeader, language('L-90', 'ben', '2025-02-20'), language('L-91', 'ana', '2025-02-09')].join('\n'));
  expect(await updates('ben')).toBe(before + 1);
  await admin.send('PATCH', at(`profiles/${ids['ben']}`), { flags: { mentor_ready: true } });
  expect(await updates('ben')).toBe(before + 2);
  await admin.send('PATCH', at(`profiles/${ids['ben']}`), { flags: { mentor_ready: null } });
});

interface Row { measure: string; programme: string | null; date: string; with: string | null; file: string | null; line: number | null; webhookId: string | null }
/** All rows of a person, page by page. */
async function rowsOf(name: string): Promise<Row[]> {
  const rows: Row[] = [];
  for (let after: string | null = ''; after !== null;) {
    const { body }: { body: { items: Row[]; next: string | null } } = await admin.get(at(`profiles/${ids[name]}/rows?limit=2${after === '' ? '' : `&after=${encodeURIComponent(after)}`}`));
    rows.push(...body.items);
    after = body.next;
  }
  return rows;
}
const counted = (rows: readonly Row[]): Record<string, number> => Object.fromEntries([...Map.groupBy(rows, ({ programme, measure }) => `${programme ?? 'none'} ${measure}`)].map(([name, list]) => [name, list.length]));

test('what happened to a person is told row by row, the latest first, each with the line of its file; of two who were merged, as one', async () => {
  const [ana, ben] = [await rowsOf('ana'), await rowsOf('ben')];
  expect(ana.map(({ date }) => date)).toEqual(ana.map(({ date }) => date).toSorted().toReversed());
  expect(ana.find(({ measure }) => measure === 'course')).toMatchObject({ programme: 'upskilling', date: '2025-04-01', with: null, file: 'course-completions.csv', line: 2, webhookId: null });
  expect(counted(ana)).toMatchObject(Object.fromEntries((await profile('ana')).enrolments.flatMap(({ programme, counts }) => Object.entries(counts).map(([measure, count]) => [`${programme} ${measure}`, count]))));
  await merge(ids['ana'], ids['ben']);
  await settled();
  expect((await rowsOf('ana')).length).toBe(ana.length + ben.length);
  expect(await rowsOf('ben')).toEqual(await rowsOf('ana'));
  await unmerge(ids['ana']);
  await settled();
  expect(await rowsOf('ben')).toEqual(ben);
  expect((await admin.get(at(`profiles/${ids['ana']}/rows?after=bm9uZQ`))).status).toBe(422);
});

test('who has rows that were once told of another is offered as perhaps the same, to those who may merge', async () => {
  const offers = async (id: string, client = admin): Promise<{ status: number; found: { id: string; rows: number }[] }> => {
    const { status, body } = await client.get<{ items?: { id: string; rows: number }[] }>(at(`profiles/${id}/candidates`));
    return { status, found: (body.items ?? []).map((one) => ({ id: one.id, rows: one.rows })) };
  };
  const known = (await admin.get<{ items: Summary[] }>(at('profiles?limit=500'))).body.items.map(({ id }) => id);
  await load('kintell-language', [languageHeader, ...['L-70', 'L-71', 'L-72'].map((id) => language(id, 'tora', '2025-02-21'))].join('\n'));
  await settled();
  const [tora = ''] = (await admin.get<{ items: Summary[] }>(at('profiles?limit=500'))).body.items.flatMap(({ id }) => (known.includes(id) ? [] : [id]));
  expect(await offers(tora)).toEqual({ status: 200, found: [] });
  // The address changes, and the system sends the later two sessions again under the new one.
  await load('kintell-language', [languageHeader, ...['L-71', 'L-72'].map((id) => language(id, 'tora.ny', '2025-02-21'))].join('\n'));
  await settled();
  const [renamed = ''] = (await admin.get<{ items: Summary[] }>(at('profiles?limit=500'))).body.items.flatMap(({ id }) => (known.includes(id) || id === tora ? [] : [id]));
  expect(await offers(renamed)).toEqual({ status: 200, found: [{ id: tora, rows: 2 }] });
  expect(await offers(tora)).toEqual({ status: 200, found: [{ id: renamed, rows: 2 }] });
  expect((await offers(tora, await world.as('analyst@aurora.example'))).status).toBe(403);
  await merge(tora, renamed);
  await settled();
  expect(await offers(tora)).toEqual({ status: 200, found: [] });
});
