// Every activity counts once: a company small enough to count by hand, told by files of each kind and by webhooks, and each figure
// recomputed from all its rows by a script that knows only the interface.
import { openWorld, until, type Client, type World } from '../world/world.ts';
import { send } from '../world/webhooks.ts';
import { recompute } from './recompute.ts';

interface Metric { id: string; metric: string; value: number | null; n: number | null; state: string; reason: string | null }
let world: World;
let admin: Client;
const person = (name: string): string => `${name}@people.example`;
const employee = (name: string): string => `${name}@aurora.example`;

const files: Record<string, string> = {
  'kintell-combined': ['session_id,session_type,participant_email,volunteer_email,date,duration_min,rating,status',
    `C-1,Language Connect,${person('ana')},${employee('kari')},2026-07-06,60,4,`, `C-2,Mentorship,${person('ben')},${employee('lars')},2026-07-07,45,5,`,
    `C-3,Mentorship,${person('ben')},${employee('lars')},2026-08-07,45,,no_show`, `C-4,Language Connect,${person('cem')},${employee('kari')},2026-09-01,30,,cancelled`].join('\n'),
  'buddy-matches': ['match_id,participant_email,buddy_email,matched_at,ended_at', `M-1,${person('ana')},${employee('nora')},2026-05-02,2026-08-15`, `M-2,${person('dag')},${employee('odd')},2026-08-20,`].join('\n'),
  'buddy-events': ['match_id,event_date,event_type,duration_minutes,hours_state', 'M-1,2026-07-10,coffee,90,', 'M-2,2026-08-25,walk,60,reported', 'M-1,2026-07-11,museum,30,'].join('\n'),
  'buddy-checkins': ['participant_email,buddy_email,checkin_date,mood', `${person('ana')},${employee('nora')},2026-07-20,good`, `${person('dag')},${employee('odd')},2026-09-02,great`].join('\n'),
  'buddy-feedback': ['match_id,submitted_at,from_role,rating', 'M-1,2026-08-16T10:00:00Z,participant,5', 'M-1,2026-08-16T11:00:00Z,buddy,1'].join('\n'),
  'course-completions': ['user_email,provider,course_id,course_name,completed_at,final_score', `${person('eva')},ecornell,X1,Excel,2026-09-10,88`, `${person('ana')},itslearning,N1,Norsk 1,2026-07-30,70`].join('\n'),
  credentials: ['credential_id,user_email,provider,course_id,course_name,credential_type,issued_at', `CR-1,${person('eva')},ecornell,X1,Excel,certificate,2026-09-11`].join('\n'),
  'learning-progress': ['user_email,provider,course_id,progress_percent,updated_at', `${person('finn')},ecornell,X1,40,2026-08-03`].join('\n'),
  employment: ['participant_email,started_on', ...['ana', 'ben', 'eva', 'finn', 'dag'].map((name, index) => `${person(name)},2026-09-${10 + index}`), `${person('gro')},2026-09-20`].join('\n'),
  roster: ['employee_id,email,unit,eligible_from,eligible_to', `E1,${employee('kari')},Oslo,2020-01-01,`, `E2,${employee('lars')},Oslo,2020-01-01,`, `E3,${employee('nora')},Bergen,2026-01-01,2026-06-30`,
    `E4,${employee('odd')},Bergen,,`, `E5,${employee('pia')},Bergen,2026-08-01,`].join('\n'),
};

async function figures(period: string, programme = 'all'): Promise<Record<string, Metric>> {
  const { body } = await admin.get<{ items: Metric[] }>(`companies/${world.aurora.id}/metrics?period=${period}&programme=${programme}`);
  return Object.fromEntries(body.items.map((item) => [item.metric, item]));
}
const values = async (period: string, programme = 'all'): Promise<Record<string, number | null>> => Object.fromEntries(Object.entries(await figures(period, programme)).map(([name, { value }]) => [name, value]));
async function settled(): Promise<void> {
  await until(async () => {
    const [row] = await world.sql<{ open: string }>('select (select count(*) from outbox where sent_at is null) + (select count(*) from metric_marks) as open');
    return row?.open === '0' ? true : undefined;
  });
}

beforeAll(async () => {
  world = await openWorld();
  admin = await world.as('admin@aurora.example');
  for (const [kind, csv] of Object.entries(files)) {
    const done = await admin.importFile(world.aurora.id, csv, { kind, fileName: `${kind}.csv` });
    expect({ kind, ...done.counts }).toEqual({ kind, total: csv.split('\n').length - 1, created: csv.split('\n').length - 1, updated: 0, unchanged: 0, rejected: 0, waiting: 0 });
  }
  await settled();
});
afterAll(async () => { await world.close(); });

test('a quarter of all programmes, counted by hand', async () => {
  expect(await values('2026-Q3')).toMatchObject({
    // ana, ben by session; dag by event and check-in; eva, finn by learning. cem cancelled, gro only found a job.
    participants: 5,
    // kari, lars by session; nora, odd by event.
    volunteers: 4,
    // 60 + 45 of sessions, 90 + 30 of events; the hour that is only reported does not count.
    volunteer_hours: 3.75,
    sessions_completed: 2, sessions_scheduled: 4, no_shows: 1, completion_rate: 0.5,
    matches_active: 2, matches_ended: 1, checkins: 2, courses_completed: 2, credentials: 1, placements: 6,
    // kari, lars, odd were active; pia was eligible too, nora left in June.
    participation_rate: 0.75,
  });
});

test('months and programmes, counted by hand', async () => {
  expect(await values('2026-07')).toMatchObject({ participants: 2, volunteers: 3, sessions_scheduled: 2, matches_active: 1, matches_ended: 0, checkins: 1, courses_completed: 1, volunteer_hours: 3.75, participation_rate: 0.666667 });
  expect(await values('2026-08')).toMatchObject({ participants: 3, matches_active: 2, matches_ended: 1, no_shows: 1, volunteer_hours: 0 });
  expect(await values('2026-Q3', 'buddy')).toMatchObject({ participants: 2, volunteers: 2, matches_active: 2, checkins: 2, sessions_completed: 0, participation_rate: 0.25 });
  expect(await values('2026-Q3', 'language')).toMatchObject({ participants: 1, volunteers: 1, sessions_completed: 1, sessions_scheduled: 2 });
  expect(await values('2026-Q3', 'upskilling')).toMatchObject({ participants: 3, volunteers: 0, courses_completed: 2, credentials: 1 });
  expect(await values('2026-Q2')).toMatchObject({ matches_active: 1, matches_ended: 0, participants: 0 });
});

test('figures of how people fare rest on five of them, and a placement counts where the person was active before', async () => {
  const all = await figures('2026-Q3');
  expect(all['rating_mean']).toMatchObject({ value: null, state: 'too_few' });
  expect(all['placements']).toMatchObject({ value: 6, state: 'measured' });
  expect((await figures('2026-Q3', 'mentorship'))['placements']).toMatchObject({ value: null, state: 'too_few' });
  const [stored] = await world.sql<{ people: string }>(`select people from metrics_company_period where tenant_id = $1 and period = '2026-Q3' and programme = 'upskilling' and metric = 'placements'`, [world.aurora.id]);
  expect(stored?.people).toBe('3'); // ana, eva and finn learned before they began a job
});

test('every figure is recomputed from its pages', async () => {
  let checked = 0;
  for (const programme of ['all', 'buddy', 'language', 'mentorship', 'upskilling']) {
    for (const period of ['2026', '2026-Q3', '2026-07', '2026-09']) {
      for (const { id, metric, value } of Object.values(await figures(period, programme))) {
        if (value === null) continue;
        const again = await recompute(world.base, admin.token ?? '', world.aurora.id, id);
        expect({ programme, period, metric, value: again.value ?? 0 }).toEqual({ programme, period, metric, value });
        checked += 1;
      }
    }
  }
  expect(checked).toBeGreaterThan(200);
});

test('a walk over the roster names no employee, not even in the place to go on from', async () => {
  const viewer = await world.as('viewer@aurora.example');
  const id = (await figures('2026-Q3'))['participation_rate']?.id;
  const { body } = await viewer.get<{ sources: { items: { key: string; id: string }[]; next: string } }>(`companies/${world.aurora.id}/lineage/${id}?limit=2`);
  expect(body.sources.items.map((item) => item.key)).toEqual(body.sources.items.map((item) => item.id));
  expect(Buffer.from(body.sources.next, 'base64url').toString()).not.toContain('E2');
  expect((await viewer.get(`companies/${world.aurora.id}/lineage/${id}?limit=2&after=${body.sources.next.slice(0, -4)}AAAA`)).status).toBe(422);
});

test('from scratch is as it came', async () => {
  const read = async (): Promise<unknown> => world.sql('select period, programme, metric, value_micro, n, people, numerator, denominator, low_micro, high_micro, state from metrics_company_period where tenant_id = $1 order by 1, 2, 3', [world.aurora.id]);
  const before = await read();
  await world.sql('delete from activity_ledger where tenant_id = $1', [world.aurora.id]);
  await world.node.actors.get('impact')?.job(world.aurora.id, 'scratch').ask('impact.rebuild', {}, { timeoutMs: 120_000 });
  await settled();
  expect(await read()).toEqual(before);
});

test('an undone file takes its activity with it, and brings it back', async () => {
  const before = await values('2026-Q3');
  const { body } = await admin.get<{ items: { id: string; kind: string }[] }>(`companies/${world.aurora.id}/imports`);
  const matches = body.items.find((item) => item.kind === 'buddy-matches');
  await admin.post(`companies/${world.aurora.id}/imports/${matches?.id}/undo`);
  await settled();
  expect(await values('2026-Q3')).toMatchObject({ matches_active: 0, matches_ended: 0, participants: 5 });
  await admin.post(`companies/${world.aurora.id}/imports/${matches?.id}/restore`);
  await settled();
  expect(await values('2026-Q3')).toEqual(before);
});

test('webhooks of buddy and learning count as their files do', async () => {
  const source = async (provider: string): Promise<(kind: string, id: string, body: unknown) => Promise<void>> => {
    const { body: made } = await admin.post<{ url: string; secret: string }>(`companies/${world.aurora.id}/webhook-sources`, { provider });
    return async (kind, id, body) => {
      const sent = await send(`${world.base}${made.url}/${kind}`, made.secret, id, body);
      expect({ kind, status: sent.status, errors: sent.body.errors }).toEqual({ kind, status: 202, errors: undefined });
    };
  };
  const before = await values('2026-06');
  const buddy = await source('buddy');
  const learning = await source('upskilling');
  // Out of order on purpose: what names the match comes before it.
  await buddy('event', 'b-2', { matchId: 'M-9', eventDate: '2026-06-12', eventType: 'lunch', durationMinutes: 60 });
  await buddy('checkin', 'b-3', { matchId: 'M-9', checkinDate: '2026-06-13', mood: 'okay', notes: 'Long week.' });
  await buddy('feedback', 'b-4', { matchId: 'M-9', submittedAt: '2026-06-14T09:00:00Z', fromRole: 'participant', rating: 4, feedbackText: 'She listens.' });
  await buddy('match', 'b-1', { matchId: 'M-9', participantEmail: person('hana'), buddyEmail: employee('kari'), matchedAt: '2026-06-10T08:00:00Z' });
  await learning('progress', 'u-1', { userEmail: person('ivan'), provider: 'itslearning', courseId: 'N2', progressPercent: 10, updatedAt: '2026-06-02T08:00:00Z' });
  await learning('completion', 'u-2', { userEmail: person('ivan'), provider: 'itslearning', courseId: 'N2', courseName: 'Norsk 2', completedAt: '2026-06-20T08:00:00Z', finalScore: 90 });
  await learning('credential', 'u-3', { credentialId: 'CR-9', userEmail: person('ivan'), provider: 'itslearning', courseId: 'N2', courseName: 'Norsk 2', credentialType: 'badge', issuedAt: '2026-06-21T08:00:00Z' });
  expect(before).toMatchObject({ participants: 0, matches_active: 1 });
  const after = await until(async () => {
    await settled();
    const found = await values('2026-06');
    return found['participants'] === 2 && found['checkins'] === 1 && found['credentials'] === 1 ? found : undefined;
  });
  expect(after).toMatchObject({ participants: 2, volunteers: 1, volunteer_hours: 1, matches_active: 2, checkins: 1, courses_completed: 1, credentials: 1 });
});

test('where a month or a programme is withheld, the rows of the whole tell no days by which it could be counted', async () => {
  const days = async (metric: string): Promise<(string | null)[]> => {
    const id = (await figures('2026'))[metric]?.id ?? '';
    return (await admin.get<{ sources: { items: { date: string | null }[] } }>(`companies/${world.aurora.id}/lineage/${id}`)).body.sources.items.map(({ date }) => date);
  };
  expect(new Set(await days('placements'))).toEqual(new Set([null])); // a programme of the year is withheld
  await admin.importFile(world.aurora.id, `participant_email,started_on\n${person('hana')},2026-10-05\n`, { kind: 'employment' });
  await settled();
  expect((await figures('2026-10'))['placements']).toMatchObject({ value: null, state: 'too_few' });
  expect((await figures('2026'))['placements']).toMatchObject({ value: 7, state: 'measured' });
  expect(await days('placements')).toEqual(Array.from({ length: 7 }, () => null));
  expect(new Set(await days('volunteer_hours'))).not.toContain(null);
});

test('whoever may not read evidence sees such rows without a name, in the order of what they add, and can recompute the figure', async () => {
  const rated = ([day, who, rating]: readonly [string, string, number]): string => `R-${day},Mentorship,${person(who)},${employee('lars')},2025-${day},45,${rating},`;
  await admin.importFile(world.aurora.id, ['session_id,session_type,participant_email,volunteer_email,date,duration_min,rating,status',
    ...([['03-03', 'ana', 5], ['03-04', 'ben', 1], ['03-05', 'cem', 4], ['03-06', 'dag', 1], ['03-07', 'eva', 5], ['04-01', 'finn', 2]] as const).map(rated)].join('\n'), { kind: 'kintell-combined' });
  await settled();
  expect((await figures('2025-04'))['rating_mean']).toMatchObject({ value: null, state: 'too_few' });
  const { id = '', value } = (await figures('2025'))['rating_mean'] ?? {};
  type Rows = { sources: { items: { id: string | null; key: string | null; line: number | null; importId: string | null; contribution: number; weight: number }[]; next: string | null } };
  const read = async (client: Client, metricId: string): Promise<Rows['sources']['items']> => {
    const items: Rows['sources']['items'] = [];
    for (let after: string | null = ''; after !== null;) {
      const { sources }: Rows = (await client.get<Rows>(`companies/${world.aurora.id}/lineage/${metricId}?limit=4${after === '' ? '' : `&after=${encodeURIComponent(after)}`}`)).body;
      items.push(...sources.items);
      after = sources.next;
    }
    return items;
  };
  const viewer = await world.as('viewer@aurora.example');
  const [named, unnamed] = [await read(admin, id), await read(viewer, id)];
  const { sources } = (await viewer.get<Rows>(`companies/${world.aurora.id}/lineage/${id}?limit=4`)).body;
  expect((await admin.get(`companies/${world.aurora.id}/lineage/${id}?limit=4&after=${encodeURIComponent(sources.next ?? '')}`)).status).toBe(422);
  expect(named.map(({ key }) => key)).toEqual(['R-03-03', 'R-03-04', 'R-03-05', 'R-03-06', 'R-03-07', 'R-04-01']);
  expect(unnamed.map((row) => ({ ...row, contribution: 0 }))).toEqual(named.map(({ weight }) => expect.objectContaining({ id: null, key: null, importId: null, line: null, contribution: 0, weight })));
  expect(unnamed.map(({ contribution }) => contribution)).toEqual(named.map(({ contribution }) => contribution).sort((one, other) => (`${one} 1` < `${other} 1` ? -1 : 1)));
  expect(unnamed.reduce((sum, { contribution }) => sum + contribution, 0) / 1e6 / 6).toBeCloseTo(value ?? 0, 6);
  expect((await read(viewer, (await figures('2025'))['sessions_completed']?.id ?? '')).map(({ key }) => key)).toEqual(named.map(({ key }) => key));
});

test('a line of a file shows how a person rated to those alone who may read evidence', async () => {
  const { sources } = (await admin.get<{ sources: { items: { importId: string; line: number }[] } }>(`companies/${world.aurora.id}/lineage/${(await figures('2025'))['sessions_completed']?.id ?? ''}`)).body;
  const [row] = sources.items;
  const lineFor = async (client: Client): Promise<Record<string, string | null>> => {
    const { headers, cells } = (await client.get<{ headers: string[]; cells: (string | null)[] }>(`companies/${world.aurora.id}/imports/${row?.importId}/lines/${row?.line}`)).body;
    return Object.fromEntries(headers.map((header, index) => [header, cells[index] ?? null]));
  };
  const whole = await lineFor(admin);
  expect(whole['rating']).toBe('5');
  expect(await lineFor(await world.as('viewer@aurora.example'))).toEqual({ ...whole, rating: null });
});
