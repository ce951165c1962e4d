// Settings of a company: read with a version, changed by naming it, each company its own.
import { mentorshipCsv } from '../world/sessions.ts';
import { openWorld, type Answer, type Client, type World } from '../world/world.ts';

interface Settings { version: number; name: string; currency: string; timeZone: string; country: string }

let world: World;
let admin: Client;
beforeAll(async () => {
  world = await openWorld();
  admin = await world.as('admin@aurora.example');
});
afterAll(() => world.close());

const at = (): string => `companies/${world.aurora.id}/settings`;
const read = (): Promise<Answer<Settings>> => admin.get<Settings>(at());
const put = <T = Settings>(body: object, tag?: string): Promise<Answer<T>> => admin.send<T>('PUT', at(), body, tag === undefined ? {} : { 'if-match': tag });
const tagOf = (answer: Answer<unknown>): string => answer.headers.get('etag') ?? '';

test('settings are read with their version as a strong tag', async () => {
  const answer = await read();
  expect(answer.body).toEqual({ version: 1, name: 'Aurora Energi', currency: 'NOK', timeZone: 'Europe/Oslo', country: 'NO' });
  expect(tagOf(answer)).toMatch(/^"[^"]+"$/);
  expect((await admin.get(at(), { 'if-none-match': tagOf(answer) })).status).toBe(304);
});

test('an answer can be changed and sent back; it gives the next version, and everything else of the company shows it', async () => {
  const before = await read();
  const changed = await put({ ...before.body, name: 'Aurora Kraft', currency: 'EUR' }, tagOf(before));
  expect([changed.status, changed.body]).toEqual([200, { version: before.body.version + 1, name: 'Aurora Kraft', currency: 'EUR', timeZone: 'Europe/Oslo', country: 'NO' }]);
  expect(tagOf(changed)).not.toBe(tagOf(before));
  const after = await read();
  expect([after.body, tagOf(after)]).toEqual([changed.body, tagOf(changed)]);
  expect((await admin.get<{ items: { name: string; currency: string }[] }>('companies')).body.items).toMatchObject([{ name: 'Aurora Kraft', currency: 'EUR' }]);
  const partly = await put({ name: 'Aurora Energi' }, tagOf(after));
  expect(partly.body).toMatchObject({ name: 'Aurora Energi', currency: 'EUR' });
  expect((await put({ country: null, currency: 'NOK' }, tagOf(partly))).body).toMatchObject({ name: 'Aurora Energi', currency: 'NOK', country: 'NO' });
  const neighbour = await world.as('admin@nordlys.example');
  expect((await neighbour.get<Settings>(`companies/${world.nordlys.id}/settings`)).body).toMatchObject({ version: 1, name: 'Nordlys Bank', currency: 'NOK' });
});

test('a change that names another version is refused with 412, one that names none with 422; of many at once one wins', async () => {
  const before = await read();
  const stale = await put<{ type: string }>({ name: 'Too late' }, '"v1"');
  expect([stale.status, stale.body.type]).toEqual([412, 'urn:cockpit:error:stale_version']);
  for (const tag of [`W/${tagOf(before)}`, '"nonsense"', tagOf(before).replaceAll('"', '')]) expect({ tag, status: (await put({ name: 'Too late' }, tag)).status }).toEqual({ tag, status: 412 });
  for (const tag of [undefined, '*', ' ']) {
    const none = await put<{ errors: { field: string }[] }>({ name: 'Blindly' }, tag);
    expect([none.status, none.body.errors[0]?.field]).toEqual([422, 'If-Match']);
  }
  // The header alone counts: a body cannot name the version in its place.
  expect((await put({ name: 'By body', version: before.body.version, ifMatch: tagOf(before) })).status).toBe(422);
  const answers = await Promise.all(Array.from({ length: 6 }, (_, index) => put({ name: `Race ${index}` }, tagOf(before))));
  expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([200, 412, 412, 412, 412, 412]);
  const after = await read();
  expect(after.body).toMatchObject({ version: before.body.version + 1, name: answers.find(({ status }) => status === 200)?.body.name });
  expect((await put({ name: 'Aurora Energi' }, `"v1", ${tagOf(after)}`)).status).toBe(200);
});

test('values that no company has are refused, here as where a company is made, and change nothing', async () => {
  const before = await read();
  for (const wrong of [{ name: '' }, { currency: 'ZZZ' }, { currency: 'nok' }, { country: 'ZZ' }, { country: 'Norway' }, { timeZone: 'Mars/Base' }, { timeZone: '' }, { colour: 'red' }, { id: world.nordlys.id }]) {
    expect({ wrong, status: (await put(wrong, tagOf(before))).status }).toEqual({ wrong, status: 422 });
  }
  expect((await read()).body).toEqual(before.body);
  const operator = await world.operator();
  const good = { name: 'Ny AS', country: 'NO', currency: 'NOK', timeZone: 'Europe/Oslo' };
  for (const wrong of [{ currency: 'ZZZ' }, { country: 'ZZ' }, { timeZone: 'Mars/Base' }]) expect((await operator.post('companies', { ...good, ...wrong })).status).toBe(422);
});

test('a new zone holds for rows read from then on', async () => {
  const lateEvening = '2026-06-30T22:30:00Z';
  await admin.importFile(world.aurora.id, mentorshipCsv([{ id: 'before', scheduled: lateEvening, completed: lateEvening }]));
  const before = await read();
  expect((await put({ timeZone: 'America/New_York' }, tagOf(before))).status).toBe(200);
  await admin.importFile(world.aurora.id, mentorshipCsv([{ id: 'after', scheduled: lateEvening, completed: lateEvening }]), { fileName: 'after.csv' });
  const rows = await world.sql<{ session_id: string; date: string }>(`select session_id, local_date::text as date from kintell_sessions where tenant_id = $1 and is_current order by session_id`, [world.aurora.id]);
  expect(rows).toEqual([{ session_id: 'after', date: '2026-06-30' }, { session_id: 'before', date: '2026-07-01' }]);
});

test('a change is in the log', async () => {
  const before = await read();
  await admin.send('PUT', at(), { name: 'Aurora Logg' }, { 'if-match': tagOf(before), 'x-correlation-id': 'settings-changed' });
  const { body } = await admin.get<{ items: { action: string; outcome: string; correlationId: string; details: object }[] }>(`companies/${world.aurora.id}/audit?limit=500`);
  expect(body.items.filter(({ correlationId }) => correlationId === 'settings-changed')).toMatchObject([{ action: 'companies.changeSettings', outcome: 'done', details: { version: before.body.version + 1 } }]);
});
