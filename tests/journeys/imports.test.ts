// What an import promises: exact counts, errors that name line and remedy, undo that leaves what others support, nothing half-done.
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { manySessions, mentorshipCsv } from '../world/sessions.ts';
import { openWords } from '../../mixins/rows/rows.store.ts';
import { openWorld, until, type Client, type ImportView, type World } from '../world/world.ts';

let world: World;
let admin: Client;
beforeAll(async () => {
  world = await openWorld();
  admin = await world.as('admin@aurora.example');
});
afterAll(() => world.close());

const send = async (body: string | Buffer, { mode = 'preview', type = 'text/csv' } = {}): Promise<{ status: number; body: ImportView & { detail?: string; errors?: { problem: string; remedy: string }[] } }> =>
  admin.post(`companies/${world.aurora.id}/imports?kind=kintell-mentorship&mode=${mode}`, body, { 'content-type': type });
const hours = async (period = '2026-Q3'): Promise<number> => {
  await world.settled(world.aurora.id);
  const { body } = await admin.get<{ items: { metric: string; value: number }[] }>(`companies/${world.aurora.id}/metrics?period=${period}`);
  return body.items.find((item) => item.metric === 'volunteer_hours')?.value ?? -1;
};

test('a preview says what would happen and stores nothing of it', async () => {
  const lines = manySessions(50, { prefix: 'PV' });
  const { status, body } = await send(mentorshipCsv([...lines, { id: 'bad', scheduled: '31.09.2026', minutes: 0, rating: 9 }]));
  expect(status).toBe(200);
  expect(body).toMatchObject({ state: 'preview', counts: { total: 51, created: 50, updated: 0, unchanged: 0, rejected: 1 } });
  expect(body.sample[0]).toMatchObject({ sessionId: 'PV-0', durationMinutes: 30 });
  expect(JSON.stringify(body.sample)).not.toContain('@');
  expect(body.problems.map(({ problem, column, firstLine }) => ({ problem, column, firstLine }))).toEqual(expect.arrayContaining([
    { problem: 'date', column: 'scheduled_at', firstLine: 52 }, { problem: 'duration_range', column: 'duration_minutes', firstLine: 52 }, { problem: 'rating_range', column: 'rating', firstLine: 52 },
  ]));
  const errors = await admin.get<string>(`companies/${world.aurora.id}/imports/${body.id}/errors.csv`);
  expect(errors.body).toContain('52,scheduled_at,date,31.09.2026\r\n');
  expect(await hours()).toBe(0);
  const people = await world.sql<{ count: string }>('select count(*) as count from people where tenant_id = $1', [world.aurora.id]);
  expect(Number(people[0]?.count)).toBe(0);
  const committed = await admin.post<ImportView>(`companies/${world.aurora.id}/imports/${body.id}/commit`);
  expect(committed.status).toBe(202);
  const done = await until(async () => {
    const view = (await admin.get<ImportView>(`companies/${world.aurora.id}/imports/${body.id}`)).body;
    return view.state === 'done' ? view : undefined;
  });
  expect(done.counts).toEqual({ total: 51, created: 50, updated: 0, unchanged: 0, rejected: 1, waiting: 0 });
  expect(await hours()).toBeGreaterThan(0);
});

test('file A, then B, then A again ends as A; undoing one leaves what another supports', async () => {
  const a = mentorshipCsv(manySessions(40, { prefix: 'AB' }));
  const b = mentorshipCsv(manySessions(40, { prefix: 'AB' }).map((line, index) => (index < 10 ? { ...line, minutes: 240 } : line)));
  const first = await admin.importFile(world.aurora.id, a, { fileName: 'a.csv' });
  const asA = await hours();
  const second = await admin.importFile(world.aurora.id, b, { fileName: 'b.csv' });
  expect(second.counts).toMatchObject({ updated: 10, unchanged: 30 });
  const asB = await hours();
  expect(asB).toBeGreaterThan(asA);
  const third = await admin.importFile(world.aurora.id, a, { fileName: 'a-again.csv' });
  expect(third.counts).toMatchObject({ updated: 10, unchanged: 30 });
  expect(await hours()).toBe(asA);
  await admin.post(`companies/${world.aurora.id}/imports/${third.id}/undo`);
  expect(await hours()).toBe(asB);
  await admin.post(`companies/${world.aurora.id}/imports/${first.id}/undo`);
  expect(await hours()).toBe(asB);
  await admin.post(`companies/${world.aurora.id}/imports/${second.id}/undo`);
  const [left] = await world.sql<{ count: string }>(`select count(*) as count from kintell_sessions where tenant_id = $1 and session_id like 'AB-%' and is_current`, [world.aurora.id]);
  expect(Number(left?.count)).toBe(0);
});

test('the very same file again changes nothing, and carries its rows when the first one is undone', async () => {
  const csv = mentorshipCsv(manySessions(30, { prefix: 'TW' }));
  const before = await hours();
  const first = await admin.importFile(world.aurora.id, csv, { fileName: 'twin.csv' });
  const loaded = await hours();
  const second = await admin.importFile(world.aurora.id, csv, { fileName: 'twin.csv' });
  expect(second.counts).toEqual({ total: 30, created: 0, updated: 0, unchanged: 30, rejected: 0, waiting: 0 });
  await admin.post(`companies/${world.aurora.id}/imports/${first.id}/undo`);
  expect(await hours()).toBe(loaded);
  await admin.post(`companies/${world.aurora.id}/imports/${second.id}/undo`);
  expect(await hours()).toBe(before);
});

test('two people who import the same file at once are as one', async () => {
  const csv = mentorshipCsv(manySessions(200, { prefix: 'CC' }));
  const before = await hours();
  const both = await Promise.all([admin.importFile(world.aurora.id, csv), admin.importFile(world.aurora.id, csv)]);
  expect(both.map((done) => done.counts.created).sort((a, b) => a - b)).toEqual([0, 200]);
  const expected = manySessions(200, { prefix: 'CC' }).reduce((sum, line) => sum + Number(line.minutes), 0) / 60;
  expect(await hours() - before).toBeCloseTo(expected, 6);
  for (const done of both) await admin.post(`companies/${world.aurora.id}/imports/${done.id}/undo`);
  expect(await hours()).toBe(before);
});

test('a key repeated in a file: the last line wins, the earlier is unchanged and says why', async () => {
  const csv = mentorshipCsv([{ id: 'D-1', minutes: 30 }, { id: 'D-2', minutes: 45 }, { id: 'D-1', minutes: 90 }]);
  expect((await send(csv)).body.counts).toEqual({ total: 3, created: 2, updated: 0, unchanged: 1, rejected: 0, waiting: 0 });
  const done = await admin.importFile(world.aurora.id, csv);
  expect(done.counts).toEqual({ total: 3, created: 2, updated: 0, unchanged: 1, rejected: 0, waiting: 0 });
  expect(done.problems).toEqual([expect.objectContaining({ problem: 'superseded', firstLine: 2, count: 1 })]);
  const [row] = await world.sql<{ minutes: number }>(`select minutes from kintell_sessions where tenant_id = $1 and session_id = 'D-1' and is_current`, [world.aurora.id]);
  expect(row?.minutes).toBe(90);
});

test('a key repeated far apart in a file, over sets, ends the same, and undo takes all of it', async () => {
  const many = manySessions(9_000, { prefix: 'FAR' });
  const csv = mentorshipCsv([...many, { ...many[0], id: 'FAR-0', minutes: 200 }]);
  const before = await hours();
  const done = await admin.importFile(world.aurora.id, csv);
  expect(done.counts).toEqual({ total: 9_001, created: 9_000, updated: 0, unchanged: 1, rejected: 0, waiting: 0 });
  await admin.post(`companies/${world.aurora.id}/imports/${done.id}/undo`);
  expect(await hours()).toBe(before);
});

test('an absent column changes nothing', async () => {
  await admin.importFile(world.aurora.id, mentorshipCsv([{ id: 'AC-1', minutes: 75, rating: 4, feedback: 'It went well.' }]));
  const slim = 'session_id,participant_email,mentor_email,scheduled_at,completed_at,status\nAC-1,p1@people.example,m1@aurora.example,2026-08-10T10:00:00Z,2026-08-10T11:30:00Z,completed';
  expect((await admin.importFile(world.aurora.id, slim)).counts.updated).toBe(1);
  const [row] = await world.sql<{ minutes: number; rating_micro: number; text_id: string }>(`select minutes, rating_micro, text_id from kintell_sessions where tenant_id = $1 and session_id = 'AC-1' and is_current`, [world.aurora.id]);
  expect(row).toMatchObject({ minutes: 75, rating_micro: 750_000 });
  expect(row?.text_id).not.toBeNull();
  const slimmer = 'session_id,participant_email,mentor_email,scheduled_at,duration_minutes\nAC-1,p1@people.example,m1@aurora.example,2026-08-10T10:00:00Z,80';
  expect((await admin.importFile(world.aurora.id, slimmer)).counts.updated).toBe(1);
  const [still] = await world.sql<{ minutes: number; status: string }>(`select minutes, status from kintell_sessions where tenant_id = $1 and session_id = 'AC-1' and is_current`, [world.aurora.id]);
  expect(still).toEqual({ minutes: 80, status: 'completed' });
  const words = 'session_id,participant_email,mentor_email,scheduled_at,feedback_text,goals_discussed';
  await admin.importFile(world.aurora.id, `${words}\nAC-2,p1@people.example,m1@aurora.example,2026-08-10,Good talk.,Write a CV`);
  const lacking = 'session_id,participant_email,mentor_email,scheduled_at,feedback_text\nAC-2,p1@people.example,m1@aurora.example,2026-08-10,Good talk.';
  expect((await admin.importFile(world.aurora.id, lacking)).counts).toMatchObject({ updated: 0, unchanged: 1 });
});

test('undo takes away the words that only its file told, also under a later file that told others', async () => {
  const words = async (): Promise<unknown> => {
    const [row] = await world.sql<{ text_id: string }>(`select text_id from kintell_sessions where session_id = 'WORDS' and is_current`);
    const job = world.node.actors.get('profiles')?.job(world.aurora.id, 'test');
    return (await job?.read((tx) => openWords(world.node.house, tx, [row?.text_id ?? ''])))?.map(({ texts }) => texts);
  };
  const head = 'session_id,participant_email,mentor_email,scheduled_at';
  const row = 'WORDS,words@people.example,mentor@aurora.example,2026-08-10T10:00:00Z';
  const first = await admin.importFile(world.aurora.id, `${head},feedback_text,focus_area,goals_discussed\n${row},I feel sure now.,Interviews,Write a CV\n`);
  await admin.importFile(world.aurora.id, `${head},focus_area\n${row},Phone calls\n`);
  expect(await words()).toEqual([{ feedback: 'I feel sure now.', focusArea: 'Phone calls', goalsDiscussed: 'Write a CV' }]);
  await admin.post(`companies/${world.aurora.id}/imports/${first.id}/undo`);
  expect(await words()).toEqual([{ focusArea: 'Phone calls' }]);
  await admin.post(`companies/${world.aurora.id}/imports/${first.id}/restore`);
  expect(await words()).toEqual([{ feedback: 'I feel sure now.', focusArea: 'Phone calls', goalsDiscussed: 'Write a CV' }]);
});

test('two exports that tell the same sessions every day in turn do not make their stacks grow', async () => {
  const revisions = async (): Promise<number> => (await world.sql('select 1 from kintell_sessions where session_id like $1', ['DAILY-%'])).length;
  const day = (count: number): string => mentorshipCsv(manySessions(count, { prefix: 'DAILY' }));
  const slim = (count: number): string => `session_id,participant_email,mentor_email,scheduled_at\n${day(count).trim().split('\n').slice(1).map((line) => line.split(',').slice(0, 4).join(',')).join('\n')}\n`;
  for (const count of [10, 11]) for (const file of [day(count), slim(count)]) await admin.importFile(world.aurora.id, file);
  const before = await revisions();
  for (const file of [day(12), slim(12)]) await admin.importFile(world.aurora.id, file);
  expect(await revisions() - before).toBe(2); // the twelfth session, by each of them
});

test('headers in another language and order, semicolons, decimal commas, day-first dates, other encodings', async () => {
  const text = 'Status;Varighet;Økt;Mentee;Mentor;Dato;Avsluttet;Vurdering\ncompleted;45;NO-1;Åse@people.example;m1@aurora.example;17.09.2026 17:00;17.09.2026 17:45;4,0\n';
  const windows = Buffer.from(text, 'latin1');
  const utf16 = Buffer.from(`\ufeff${text}`, 'utf16le');
  const bare16 = Buffer.from(text, 'utf16le');
  for (const [name, bytes] of [['utf-8', Buffer.from(text)], ['bom', Buffer.from(`\ufeff${text}`)], ['windows-1252', windows], ['utf-16le', utf16], ['utf-16 without bom', bare16]] as const) {
    const { status, body } = await send(bytes);
    expect({ name, status, counts: body.counts }).toEqual({ name, status: 200, counts: { total: 1, created: 1, updated: 0, unchanged: 0, rejected: 0, waiting: 0 } });
    expect(body.sample[0]).toMatchObject({ sessionId: 'NO-1', scheduledAt: '2026-09-17T15:00:00.000Z', rating: 4 });
  }
});

test('a column that is there by its very name is taken, and another that could be it by a synonym is left; two that only could be are both named', async () => {
  const row = 'AMB-1,Nora Mentor,p1@people.example,2026-08-10T10:00:00Z,completed';
  const { status, body } = await send(`session_id,Mentor,participant_email,scheduled_at,status,Mentor E-mail\n${row},m1@aurora.example\n`);
  expect([status, body.counts.created, body.columns.find(({ header }) => header === 'Mentor')?.column, body.columns.find(({ header }) => header === 'Mentor E-mail')?.column]).toEqual([200, 1, null, 'mentor_email']);
  const refused = await send(`session_id,Mentor,participant_email,scheduled_at,status,Volunteer\n${row},m1@aurora.example\n`);
  expect([refused.status, refused.body.errors?.[0]?.problem]).toEqual([422, '“Mentor” and “Volunteer” in column 6 may both be mentor_email.']);
});

test('what is no CSV answers 422 with a remedy and leaves nothing', async () => {
  const header = 'session_id,participant_email,mentor_email,scheduled_at';
  const before = await world.sql('select id from imports');
  const cases: [string, string | Buffer][] = [
    ['empty', ''], ['binary', Buffer.from(Array.from({ length: 500 }, (_, index) => index % 7))], ['gzip', gzipSync('a,b')], ['json', '[{"session_id": "1"}]'],
    ['zip', Buffer.from('PK\u0003\u0004 sheet')], ['no column of ours', 'a,b\n1,2\n'], ['duplicate header', `${header},session_id\n`], ['201 columns', `${header},${Array.from({ length: 197 }, (_, index) => `c${index}`).join(',')}\n`],
    ['unclosed quote', `${header}\nK1,"never closed,p@x.example,m@x.example,2026-01-01\n`], ['other bytes after utf-8', Buffer.concat([Buffer.from(`${header}\n${'K,p@x.example,m@x.example,2026-01-01\n'.repeat(3000)}`), Buffer.from([0xff, 0xfe, 0xfa, 0x0a])])],
    ['a field of two MiB', `${header}\nK1,p@x.example,m@x.example,${'x'.repeat(2_200_000)}\n`],
  ];
  for (const [name, bytes] of cases) {
    const { status, body } = await send(bytes);
    expect({ name, status, remedy: (body.errors?.[0]?.remedy ?? '') !== '' }).toEqual({ name, status: 422, remedy: true });
  }
  expect(await world.sql('select id from imports')).toEqual(before);
});

test('a fault that ends the reading makes a commit fail with its line, and leaves no row', async () => {
  const csv = `${mentorshipCsv(manySessions(5_000, { prefix: 'HALF' }))}\nX,"open quote`;
  const sent = await send(csv, { mode: 'commit' });
  expect(sent.status).toBe(202);
  const failed = await until(async () => {
    const view = (await admin.get<ImportView>(`companies/${world.aurora.id}/imports/${sent.body.id}`)).body;
    return view.state === 'failed' ? view : undefined;
  });
  expect(failed.reason).toMatchObject({ line: 5_002 });
  expect(failed.reason?.remedy).not.toBe('');
  expect(await world.sql(`select 1 from kintell_sessions where session_id like 'HALF%'`)).toEqual([]);
});

test('rows that cannot be used are named one by one, also ragged ones, NULs and formulas, never with a 5xx', async () => {
  const header = 'session_id,participant_email,mentor_email,scheduled_at,duration_minutes';
  const rows = [',p@x.example,m@x.example,2026-08-01,45', 'R2,not-an-address,m@x.example,2026-08-01,45', 'R3,p@x.example,P@x.example,2026-08-01,45', 'R4,p@x.example,m@x.example,2026-02-30,45', 'R5,p@x.example,m@x.example,2026-08-01,481',
    'R6,p@x.example,m@x.example,2026-08-01', 'R7,p@x.example,m@x.example,2026-08-01,45,extra', 'R8\u0000,p@x.example,m@x.example,2026-08-01,45', 'R9,=cmd|calc@x.example,m@x.example,2026-08-01,45', 'R10,p@x.example,m@x.example,2026-08-01,45'];
  const done = await admin.importFile(world.aurora.id, [header, ...rows].join('\n'));
  expect(done.counts).toEqual({ total: 10, created: 2, updated: 0, unchanged: 0, rejected: 8, waiting: 0 });
  const { body } = await admin.get<string>(`companies/${world.aurora.id}/imports/${done.id}/errors.csv`);
  const problems = body.trim().split('\r\n').slice(1).map((line) => line.split(',').slice(0, 3).join(','));
  expect(problems).toEqual(['2,session_id,required', '3,participant_email,email', '4,mentor_email,same_person', '5,scheduled_at,date', '6,duration_minutes,duration_range', '7,,cells', '8,,cells', '9,,nul']);
  interface Rejected { headers: string[]; items: { line: number; cells: (string | null)[]; problems: { column: string; problem: string; value: string }[] }[]; next: number | null }
  const page = async (client: Client, query: string): Promise<Rejected> => (await client.get<Rejected>(`companies/${world.aurora.id}/imports/${done.id}/rejected${query}`)).body;
  const first = await page(admin, '?limit=5');
  expect(first.headers).toEqual(header.split(','));
  expect(first.items[1]).toEqual({ line: 3, cells: ['R2', 'not-an-address', 'm@x.example', '2026-08-01', '45'], problems: [{ column: 'participant_email', problem: 'email', value: 'not-an-address' }] });
  const second = await page(admin, `?limit=5&after=${first.next}`);
  expect([...first.items, ...second.items].map(({ line, cells }) => [line, cells.length])).toEqual([[2, 5], [3, 5], [4, 5], [5, 5], [6, 5], [7, 4], [8, 6], [9, 5]]);
  expect(second.next).toBe(null);
  // The operator helps with figures and dates, and reads nobody's words.
  const operator = await page(await world.operator(), '');
  expect(operator.items[4]).toEqual({ line: 6, cells: [null, null, null, '2026-08-01', '481'], problems: [{ column: 'duration_minutes', problem: 'duration_range', value: '481' }] });
  expect((await (await world.as('analyst@aurora.example')).get(`companies/${world.aurora.id}/imports/${done.id}/rejected`)).status).toBe(403);
});

test('a header that cannot be kept fails its import and holds up no other; the answer repeats no cell', async () => {
  const header = 'session_id,participant_email,mentor_email,scheduled_at,x\u0000y';
  const bad = await send(`${header}\nK,p@x.example,m@x.example,2026-08-01,1`, { mode: 'commit' });
  const view = await until(async () => {
    const { body } = await admin.get<ImportView>(`companies/${world.aurora.id}/imports/${bad.body.id}`);
    return body.state === 'failed' ? body : undefined;
  });
  expect(view.reason?.line).toBe(1);
  expect((await admin.importFile(world.aurora.id, mentorshipCsv([{ id: 'AFTER-1' }]))).counts.created).toBe(1);
  const headerless = await send('s1,olena@example.org,olena@example.org,2026-01-01\n');
  expect([headerless.status, JSON.stringify(headerless.body).includes('olena')]).toEqual([422, false]);
  const shifted = await admin.importFile(world.aurora.id, 'session_id,participant_email,mentor_email,scheduled_at,rating\nSH-1,p@x.example,m@x.example,2026-08-01,olena@example.org');
  expect(shifted.problems[0]).toMatchObject({ problem: 'number', value: null });
});

test('a header alone is an import of no rows', async () => {
  const done = await admin.importFile(world.aurora.id, 'session_id,participant_email,mentor_email,scheduled_at\n');
  expect(done.counts.total).toBe(0);
  expect(done.problems).toEqual([expect.objectContaining({ problem: 'no_rows' })]);
});

test('a preview that is discarded leaves neither row nor file', async () => {
  const { body } = await send(mentorshipCsv([{ id: 'GONE-1' }]));
  const files = (): number => readdirSync(path.join(world.dataDir, 'spool'), { recursive: true }).length;
  const before = files();
  expect((await admin.send('DELETE', `companies/${world.aurora.id}/imports/${body.id}`)).status).toBe(204);
  expect((await admin.get(`companies/${world.aurora.id}/imports/${body.id}`)).status).toBe(404);
  expect(files()).toBe(before - 1);
});

test('a form with a file, and a JSON array, are taken too; another kind or type is refused', async () => {
  const form = new FormData();
  form.append('file', new Blob([mentorshipCsv([{ id: 'F-1' }])], { type: 'text/csv' }), '../../evil\\name.csv');
  const response = await fetch(`${world.base}/api/v1/companies/${world.aurora.id}/imports?kind=kintell-mentorship&mode=preview`, { method: 'POST', body: form, headers: { authorization: `Bearer ${admin.token}` } });
  expect(response.status).toBe(200);
  expect((await response.json() as ImportView).fileName).toBe('name.csv');
  const json = await admin.post<ImportView>(`companies/${world.aurora.id}/imports?kind=kintell-mentorship&mode=preview`, [{ session_id: 'J-1', participant_email: 'p@x.example', mentor_email: 'm@x.example', scheduled_at: '2026-08-01' }]);
  expect(json.body.counts.created).toBe(1);
  expect((await admin.post(`companies/${world.aurora.id}/imports?kind=unknown&mode=preview`, 'a', { 'content-type': 'text/csv' })).status).toBe(422);
  expect((await send('a', { type: 'image/png' })).status).toBe(415);
});

test('a list narrowed to a sort of imports says how many there are of each sort, wherever its pages end', async () => {
  type Listed = { items: ImportView[]; next: string | null; totals: { all: number; byFilter: Record<string, number>; kinds: string[]; rejectedRows: number; waitingRows: number } };
  const list = async (query = ''): Promise<Listed> => (await admin.get<Listed>(`companies/${world.aurora.id}/imports?${query}`)).body;
  await admin.importFile(world.aurora.id, `match_id,participant_email,buddy_email,matched_at\nLM-1,l1@people.example,b1@aurora.example,2026-07-01\nLM-2,l2@people.example,b2@aurora.example,2026-99-01\n`, { kind: 'buddy-matches' });
  const whole: ImportView[] = [];
  for (let page = await list('limit=3'); ; page = await list(`limit=3&after=${page.next}`)) {
    whole.push(...page.items);
    if (page.next === null) break;
  }
  const of = (filter: string): ImportView[] => whole.filter(({ state, counts }) => (filter === 'set-aside' ? state === 'done' && counts.rejected > 0 : filter === 'undone' ? state === 'undone' : state === 'preview'));
  const { totals } = await list('limit=1&show=undone');
  expect(totals).toMatchObject({ all: whole.length, byFilter: { 'set-aside': of('set-aside').length, undone: of('undone').length, checked: of('checked').length, running: 0, held: 0 } });
  expect(totals.kinds).toEqual([...new Set(whole.map((item) => (item as ImportView & { kind: string }).kind))].sort());
  expect(totals.rejectedRows).toBe(whole.filter(({ state }) => state === 'done').reduce((sum, { counts }) => sum + counts.rejected, 0));
  for (const filter of ['set-aside', 'undone', 'checked']) expect((await list(`limit=500&show=${filter}`)).items.map(({ id }) => id)).toEqual(of(filter).map(({ id }) => id));
  expect((await list('kind=buddy-matches')).items.map(({ counts }) => counts.rejected)).toEqual([1]);
  expect((await admin.get(`companies/${world.aurora.id}/imports?show=loud`)).status).toBe(422);
});

test('rows that come again, mended, need no more mending while their file stands', async () => {
  const company = world.nordlys.id;
  const client = await world.as('admin@nordlys.example');
  const row = (id: string, minutes: number): { id: string; scheduled: string; minutes: number } => ({ id, scheduled: '2026-08-03T10:00:00Z', minutes });
  const origin = await client.importFile(company, mentorshipCsv([row('G1', 45), row('G2', 900), row('G3', 901), row('G4', 902)]));
  const stand = async (): Promise<{ totals: number; listed: string[]; lines: number[]; mended: number; notice: number }> => {
    const list = await client.get<{ items: ImportView[]; totals: { rejectedRows: number } }>(`companies/${company}/imports?show=set-aside`);
    const rejected = await client.get<{ items: { line: number }[] }>(`companies/${company}/imports/${origin.id}/rejected`);
    const { mended } = (await client.get<ImportView>(`companies/${company}/imports/${origin.id}`)).body;
    const freshness = await client.get<{ rejected: number }>(`companies/${company}/freshness`);
    return { totals: list.body.totals.rejectedRows, listed: list.body.items.map(({ id }) => id), lines: rejected.body.items.map(({ line }) => line), mended, notice: freshness.body.rejected };
  };
  const before = await stand();
  expect(before).toMatchObject({ listed: [origin.id], lines: [3, 4, 5], mended: 0 });
  const mend = (rows: { id: string; scheduled: string; minutes: number }[], lines: string): Promise<ImportView> => client.importFile(company, mentorshipCsv(rows), { more: `&mapping=${origin.id}&mends=${lines}` });
  const two = await mend([row('G2', 50), row('G3', 950)], '3,4');
  // What is still wrong in the second file is to be mended there.
  expect(await stand()).toMatchObject({ totals: before.totals - 1, notice: before.notice - 1, listed: [two.id, origin.id], lines: [5], mended: 2 });
  await mend([row('G4', 50)], '5');
  expect(await stand()).toMatchObject({ listed: [two.id], lines: [], mended: 3 });
  await client.post(`companies/${company}/imports/${two.id}/undo`);
  expect(await stand()).toMatchObject({ totals: before.totals - 1, listed: [origin.id], lines: [3, 4], mended: 1 });
  // A file that names more lines than it has rows mends none, and none is mended of another company's file, or of no file.
  await mend([row('G2', 51)], '3,4');
  expect((await stand()).mended).toBe(1);
  for (const wrong of [`mends=3`, `mapping=${origin.id}&mends=all`]) {
    expect((await client.post(`companies/${company}/imports?kind=kintell-mentorship&mode=commit&${wrong}`, mentorshipCsv([row('G2', 52)]), { 'content-type': 'text/csv' })).status).toBe(422);
  }
  const foreign = await admin.post(`companies/${world.aurora.id}/imports?kind=kintell-mentorship&mode=commit&mapping=${origin.id}&mends=3`, mentorshipCsv([row('G2', 52)]), { 'content-type': 'text/csv' });
  expect(foreign.status).toBe(422);
});

test('a whole file that is corrected and sent again takes its rejected rows off the list, those still wrong stand with the new file alone, and undo brings them back', async () => {
  const company = world.nordlys.id;
  const client = await world.as('admin@nordlys.example');
  const row = (id: string, minutes: number, rating = 4): { id: string; scheduled: string; minutes: number; rating: number } => ({ id, scheduled: '2026-08-04T10:00:00Z', minutes, rating });
  const load = (...rows: { id: string; scheduled: string; minutes: number; rating: number }[]): Promise<ImportView> => client.importFile(company, mentorshipCsv(rows));
  const first = await load(row('H1', 45), row('H2', 900), row('H3', 901, 9), row('H4', 902));
  const linesOf = async (id: string): Promise<number[]> => (await client.get<{ items: { line: number }[] }>(`companies/${company}/imports/${id}/rejected`)).body.items.map(({ line }) => line);
  expect(await linesOf(first.id)).toEqual([3, 4, 5]);
  // Another month's file, and one in which a row changed beside what was wrong, correct nothing of it.
  await load(row('H7', 45), row('H8', 50));
  await load({ ...row('H2', 50), scheduled: '2026-08-05T10:00:00Z' });
  expect(await linesOf(first.id)).toEqual([3, 4, 5]);
  const second = await load(row('H1', 45), row('H2', 50), row('H3', 50), row('H4', 902), row('H5', 30));
  expect([await linesOf(first.id), await linesOf(second.id)]).toEqual([[], [5]]);
  expect((await client.get<ImportView>(`companies/${company}/imports/${first.id}`)).body.mended).toBe(3);
  await client.post(`companies/${company}/imports/${second.id}/undo`);
  expect(await linesOf(first.id)).toEqual([3, 4, 5]);
});

test('incremental figures equal those from scratch, to the last digit', async () => {
  await world.settled(world.aurora.id);
  const read = async (): Promise<unknown> => world.sql('select period, programme, metric, value_micro, n, numerator, denominator, low_micro, high_micro, state from metrics_company_period where tenant_id = $1 order by 1, 2, 3', [world.aurora.id]);
  const before = await read();
  await world.sql('update metrics_company_period set value_micro = -1, n = -1, numerator = -1 where tenant_id = $1', [world.aurora.id]);
  await world.sql(`delete from activity_ledger where tenant_id = $1 and source_table = 'kintell_sessions'`, [world.aurora.id]);
  await world.node.actors.get('impact')?.job(world.aurora.id, 'scratch').ask('impact.rebuild', {}, { timeoutMs: 120_000 });
  expect(await read()).toEqual(before);
});
