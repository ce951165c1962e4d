// Who withdraws is quoted no more: gone from list, search, walk, report, file and stream's screens, whatever comes later, and back when
// the person agrees again. In one company, and never in the other.
import { isDeepStrictEqual } from 'node:util';
import { mentorshipCsv } from '../world/sessions.ts';
import { Stream } from '../world/stream.ts';
import { openWorld, until, type Client, type World } from '../world/world.ts';

interface Consent { purpose: string; state: string; sayings: { given: boolean; textVersion: string | null; saidOn: string; recordedBy: string | null }[] }
interface Page { items: { id: string; text: string }[]; total: number; withheld: { hidden: number; withdrawn: number } }
interface Report { id: string; state: string; evidence: { id: string }[]; sections: { paragraphs: { text: string }[] }[] }

let world: World;
let admin: Client;
let analyst: Client;
let people: Map<string, string>;
const sayings = ['I feel much more confident in shops now.', 'I dare to speak in meetings and I believe in myself.', 'I am brave and sure of myself at work now.', 'I trust my own voice and I speak up more confidently.',
  'I am not afraid to call people any more, I am confident.', 'I feel sure of myself when I tell a story.', 'My confidence has grown and I dare to ask.'];
const names = sayings.map((_, index) => `said${index}@people.example`);
const at = (path: string): string => `companies/${world.aurora.id}/${path}`;
const settled = async (): Promise<void> => {
  await world.settled(world.aurora.id);
  await until(async () => ((await world.sql('select 1 from evidence_marks union all select 1 from journey_marks')).length === 0 ? true : undefined));
};
const look = async (query = ''): Promise<Page> => (await analyst.get<Page>(at(`evidence?limit=100${query}`))).body;
const textOf = (name: string): string => sayings[names.indexOf(name)] ?? '';
const isShown = async (name: string): Promise<boolean> => (await look()).items.some(({ text }) => text === textOf(name));
const record = (name: string, body: Record<string, unknown>, client = admin): ReturnType<Client['post']> => client.post(at(`profiles/${people.get(name)}/consents`), { purpose: 'quotation', ...body });
const consentOf = async (name: string): Promise<Consent | undefined> => (await admin.get<{ items: Consent[] }>(at(`profiles/${people.get(name)}/consents`))).body.items[0];

async function load(lines: readonly { id: string; participant: string; feedback: string }[], company = world.aurora.id, client = admin): Promise<void> {
  await client.importFile(company, mentorshipCsv(lines.map((line) => ({ ...line, scheduled: '2026-08-10T10:00:00Z', rating: 4 }))), { fileName: `${lines[0]?.id}.csv` });
  await settled();
}

beforeAll(async () => {
  world = await openWorld();
  [admin, analyst] = [await world.as('admin@aurora.example'), await world.as('analyst@aurora.example')];
  await load(names.map((participant, index) => ({ id: `S-${index}`, participant, feedback: sayings[index] ?? '' })));
  const { body } = await admin.get<{ items: { id: string }[] }>(at('profiles?limit=100'));
  people = new Map(await Promise.all(body.items.map(async ({ id }) => [(await admin.get<{ email: string }>(at(`profiles/${id}`))).body.email, id] as const)));
});
afterAll(() => world.close());

test('nobody said anything: the words are shown, and that is what the person’s consent says', async () => {
  expect(await consentOf('said0@people.example')).toEqual({ purpose: 'quotation', state: 'unrecorded', sayings: [] });
  expect(await look()).toMatchObject({ total: sayings.length, withheld: { hidden: 0, withdrawn: 0 } });
});

test('withdrawn, the words are gone from list, search, id, walk, report and file, and the counts say so; agreed to again they are back', async () => {
  const name = 'said1@people.example';
  const [snippet] = (await look('&q=meetings')).items;
  expect(snippet?.text).toBe(textOf(name));
  const walk = async (): Promise<string> => {
    const { body } = await admin.get<{ items: { id: string; metric: string }[] }>(at('metrics?period=2026-Q3'));
    return (await admin.get(at(`lineage/${body.items.find(({ metric }) => metric === 'confidence')?.id}`))).text;
  };
  const begun = await admin.post<{ id: string }>(at('reports'), { template: 'quarterly', period: '2026-Q3', language: 'en' });
  const report = async (): Promise<Report | undefined> => { const { body } = await admin.get<Report>(at(`reports/${begun.body.id}`)); return body.state === 'running' ? undefined : body; };
  // Which sentences a report quotes is its own choice: this one is looked for among them.
  const quoted = (await until(report)).evidence.map(({ id }) => id);
  expect(quoted.length).toBeGreaterThan(0);
  const [author] = await world.sql<{ person_id: string; id: string }>('select person_id, id from evidence_snippets where id = $1', [quoted[0]]);
  const quotedName = [...people].find(([, id]) => id === author?.person_id)?.[0] ?? '';
  const made = await admin.post<{ id: string }>(at(`reports/${begun.body.id}/exports`), { format: 'pdf' });
  const file = async (): Promise<{ state: string; downloadUrl: string | null }> => (await admin.get<{ state: string; downloadUrl: string | null }>(at(`exports/${made.body.id}`))).body;
  const { downloadUrl } = await until(async () => { const found = await file(); return found.state === 'ready' ? found : undefined; });
  expect((await fetch(`${world.base}${downloadUrl}`)).status).toBe(200);
  expect(await walk()).toContain(textOf(name));
  const stream = new Stream(world.base, world.aurora.id, analyst.token ?? '');
  await stream.opened;

  for (const one of new Set([name, quotedName])) expect((await record(one, { given: false })).status).toBe(201);
  await until(async () => ((await isShown(name)) ? undefined : true));
  const gone = new Set([name, quotedName]).size;
  expect(await look()).toMatchObject({ total: sayings.length - gone, withheld: { hidden: 0, withdrawn: gone } });
  expect((await look('&q=meetings')).items).toEqual([]);
  expect((await analyst.get(at(`evidence/${snippet?.id}`))).status).toBe(404);
  expect((await analyst.get(at('evidence.csv'))).text).not.toContain(textOf(name));
  expect(await walk()).not.toContain(textOf(name));
  expect(JSON.stringify(await until(report))).not.toContain(textOf(quotedName));
  expect((await fetch(`${world.base}${downloadUrl}`)).status).toBe(404);
  expect((await file()).downloadUrl).toBeNull();
  // The figures are of everybody: only the words were asked back.
  const { body } = await admin.get<{ items: { metric: string; n: number }[] }>(at('metrics?period=2026-Q3'));
  expect(body.items.find(({ metric }) => metric === 'confidence')?.n).toBe(sayings.length);
  const told = await until(() => Promise.resolve(stream.events.find(({ event }) => event === 'flag')));
  expect(JSON.parse(told.data)).toEqual({ id: expect.any(String) as string, state: 'withdrawn' });
  expect(told.data).not.toContain(people.get(name));
  stream.close();
  await stream.ended;

  for (const one of new Set([name, quotedName])) expect((await record(one, { given: true, textVersion: '2026-2' })).status).toBe(201);
  await until(async () => ((await isShown(name)) ? true : undefined));
  expect((await file()).downloadUrl).not.toBeNull();
  expect(await consentOf(name)).toMatchObject({ state: 'given', sayings: [{ given: true, textVersion: '2026-2' }, { given: false, textVersion: null }] });
});

test('what is told of somebody who has withdrawn is hidden as it comes, and what is flagged besides stays hidden when they agree', async () => {
  const name = 'said2@people.example';
  await record(name, { given: false });
  await until(async () => ((await isShown(name)) ? undefined : true));
  await load([{ id: 'S-LATER', participant: name, feedback: 'I have become confident enough to lead a group.' }]);
  expect((await look()).items.filter(({ text }) => text.includes('lead a group'))).toEqual([]);
  await world.sql(`update evidence_snippets set flagged = true where source_key = 'S-LATER'`);
  await record(name, { given: true, textVersion: '1' });
  await until(async () => ((await isShown(name)) ? true : undefined));
  expect((await look()).items.filter(({ text }) => text.includes('lead a group'))).toEqual([]);
  expect((await look()).withheld).toEqual({ hidden: 1, withdrawn: 0 });
  await world.sql(`update evidence_snippets set flagged = false where source_key = 'S-LATER'`);
});

test('who is found to be one with somebody who withdrew is withdrawn too; told apart again, each stands by their own word', async () => {
  const [mine, other] = ['said3@people.example', 'said4@people.example'];
  await record(other, { given: false });
  await until(async () => ((await isShown(other)) ? undefined : true));
  const before = (await consentOf(mine))?.state;
  expect([await isShown(mine), before === 'withdrawn']).toEqual([true, false]);
  await admin.post(at(`profiles/${people.get(mine)}/merge`), { other: people.get(other) });
  await until(async () => ((await isShown(mine)) ? undefined : true));
  expect((await consentOf(mine))?.state).toBe('withdrawn');
  await admin.post(at(`profiles/${people.get(mine)}/unmerge`));
  await until(async () => ((await isShown(mine)) ? true : undefined));
  expect(await isShown(other)).toBe(false);
  expect([(await consentOf(mine))?.state, (await consentOf(other))?.state]).toEqual([before, 'withdrawn']);
});

test('what cannot be a saying is refused by field, and who may not change people may not speak for them', async () => {
  const name = 'said5@people.example';
  const refusal = async (body: Record<string, unknown>): Promise<unknown[]> => { const { status, body: answer } = await record(name, body); return [status, (answer as { errors?: { field: string }[] }).errors?.[0]?.field]; };
  expect(await refusal({ given: true })).toEqual([422, 'textVersion']);
  expect(await refusal({ given: true, textVersion: '  ' })).toEqual([422, 'textVersion']);
  expect(await refusal({ given: false, saidOn: '2026-02-31' })).toEqual([422, 'saidOn']);
  expect(await refusal({ given: false, saidOn: '2126-01-01' })).toEqual([422, 'saidOn']);
  expect(await refusal({ given: false, purpose: 'everything' })).toEqual([422, 'purpose']);
  expect((await record(name, { given: false }, analyst)).status).toBe(403);
  expect((await record(name, { given: false }, await world.as('viewer@aurora.example'))).status).toBe(403);
  const stranger = await world.as('admin@nordlys.example');
  const foreign = await stranger.post(`companies/${world.nordlys.id}/profiles/${people.get(name)}/consents`, { purpose: 'quotation', given: false });
  const nobody = await stranger.post(`companies/${world.nordlys.id}/profiles/${world.nordlys.id}/consents`, { purpose: 'quotation', given: false });
  expect([foreign.status, nobody.status]).toEqual([404, 404]);
  expect(isDeepStrictEqual({ ...foreign.body as object, correlationId: '' }, { ...nobody.body as object, correlationId: '' })).toBe(true);
  expect((await consentOf(name))?.state).toBe('unrecorded');
});

test('every saying is kept with who recorded it, and is in the audit without a word of the person', async () => {
  const name = 'said6@people.example';
  await record(name, { given: true, textVersion: ' 2026-1 ', saidOn: '2026-06-01' });
  await record(name, { given: false, saidOn: '2026-09-01' });
  const consent = await consentOf(name);
  expect(consent?.sayings.map(({ given, textVersion, saidOn }) => [given, textVersion, saidOn])).toEqual([[false, null, '2026-09-01'], [true, '2026-1', '2026-06-01']]);
  expect(consent?.sayings.every(({ recordedBy }) => recordedBy !== null)).toBe(true);
  const { body } = await admin.get<{ items: { action: string; objectId: string; details: unknown }[] }>(at('audit?limit=500'));
  expect(body.items.filter(({ action, objectId }) => action === 'privacy.recordConsent' && objectId === people.get(name)).map(({ details }) => details)).toEqual([
    { purpose: 'quotation', given: false, saidOn: '2026-09-01' }, { purpose: 'quotation', given: true, saidOn: '2026-06-01' }]);
});
