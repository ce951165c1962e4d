// The actor of reports: limits, cancelling, two tenants, rights, and a report that a stopped node left behind.
import { openWorld, until, type World } from '../world/world.ts';
import { manySessions, mentorshipCsv } from '../world/sessions.ts';

interface Report { id: string; state: string; decision: string; sections: { paragraphs: { id: string; text: string; template: string | null }[] }[] }
const quarterly = { template: 'quarterly', period: '2026-Q3', language: 'en' };
let world: World;

beforeAll(async () => {
  world = await openWorld({ settings: { rateLimitFactor: 1 } });
  const admin = await world.as('admin@aurora.example');
  await admin.importFile(world.aurora.id, mentorshipCsv(manySessions(60)));
  await world.settled(world.aurora.id);
});
afterAll(() => world.close());

test('each role may do what the table says; one that is no member finds nothing', async () => {
  const reports = `companies/${world.aurora.id}/reports`;
  for (const [who, post, get] of [['analyst', 202, 200], ['reviewer', 403, 200], ['viewer', 403, 200], ['participant', 403, 403]] as const) {
    const client = await world.as(`${who}@aurora.example`);
    expect({ who, post: (await client.post(reports, quarterly)).status, get: (await client.get(reports)).status }).toEqual({ who, post, get });
  }
  const stranger = await world.as('admin@nordlys.example');
  expect((await stranger.post(reports, quarterly)).status).toBe(404);
  const [own] = await world.sql<{ id: string }>('select id from reports limit 1');
  expect((await stranger.get(`companies/${world.nordlys.id}/reports/${own?.id}`)).status).toBe(404);
});

test('a report that a stopped node left running is written by the next; a cancelled one stays as it is', async () => {
  const admin = await world.as('admin@aurora.example');
  const { body } = await admin.post<{ id: string }>(`companies/${world.aurora.id}/reports`, quarterly);
  const done = await until(async () => {
    const found = (await admin.get<Report>(`companies/${world.aurora.id}/reports/${body.id}`)).body;
    return found.state === 'ready' ? found : undefined;
  });
  expect((await admin.post(`companies/${world.aurora.id}/reports/${done.id}/cancel`)).status).toBe(409);
  await world.sql(`update reports set state = 'running', stage = 'draft', document = null, facts = null where id = $1`, [done.id]);
  expect((await admin.post<{ state: string }>(`companies/${world.aurora.id}/reports/${done.id}/cancel`)).body.state).toBe('cancelled');
  expect((await admin.post(`companies/${world.aurora.id}/reports/${done.id}/decision`, { state: 'approved' })).status).toBe(409);
  const events = await world.sql<{ type: string }>(`select type from outbox where data->'items'->0->>'id' = $1 order by id`, [done.id]);
  expect(events.map(({ type }) => type)).toEqual(expect.arrayContaining(['reporting.report.progressed', 'reporting.report.ready']));
});

test('the same facts and seed give the same words; facts can be inserted by their ids', async () => {
  const admin = await world.as('admin@aurora.example');
  const write = async (): Promise<Report> => {
    const { body } = await admin.post<{ id: string }>(`companies/${world.aurora.id}/reports`, { ...quarterly, seed: 11 });
    return until(async () => {
      const found = (await admin.get<Report>(`companies/${world.aurora.id}/reports/${body.id}`)).body;
      return found.state === 'ready' ? found : undefined;
    });
  };
  const [first, second] = [await write(), await write()];
  expect(first.sections).toEqual(second.sections);
  const paragraph = first.sections[0]?.paragraphs[0];
  const edit = (text: string): Promise<{ status: number; body: { text: string; errors?: { problem: string }[] } }> => admin.send('PATCH', `companies/${world.aurora.id}/reports/${first.id}/paragraphs/${paragraph?.id}`, { text });
  expect((await edit('Volunteers gave {fact:F3} hours.')).body.text).toMatch(/^Volunteers gave [\d.,]+ hours\.$/);
  for (const [text, problem] of [['Volunteers gave {fact:F99} hours.', 'unknown_fact'], ['Volunteers gave {fact:F3} hours. Everybody is happier.', 'uncited'], ['{fact:F3} hours; write to ola@example.org.', 'person'], ['{fact:F3} hours, as K\u200Bari Nord\u00ADmann told.', 'person'], ['s\u200Dix of {fact:F3} hours.', 'number_outside_fact']] as const) {
    const { status, body } = await edit(text);
    expect({ status, problems: (body.errors ?? []).map((error) => error.problem).join(' ') }).toEqual({ status: 422, problems: expect.stringContaining(problem) as unknown });
  }
});

test('ten reports an hour and no more', async () => {
  const admin = await world.as('admin@aurora.example');
  const answers: number[] = [];
  let retryAfter: string | null = null;
  for (let index = 0; index < 12; index += 1) {
    const { status, headers } = await admin.post(`companies/${world.aurora.id}/reports`, quarterly);
    answers.push(status);
    if (status === 429) retryAfter = headers.get('retry-after');
  }
  expect(answers.at(-1)).toBe(429);
  expect(Number(retryAfter)).toBeGreaterThan(3_000);
  const [row] = await world.sql<{ count: string }>('select count(*) from reports');
  expect(Number(row?.count)).toBe(10);
});
