// What a mapping promises: a file in another system's own form is read as ours, by the mapping that was named and by no other;
// and a mapping that could not be used is refused before it is kept.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { openWorld, until, type Answer, type Client, type ImportView, type World } from '../world/world.ts';

interface MappingView { id: string; name: string; kind: string; builtIn: boolean; createdAt: string | null; columns: { header: string; column: string }[]; constants: unknown[]; spellings: unknown[]; [other: string]: unknown }
interface Refused { detail: string; errors: { field: string; problem: string; remedy: string }[] }

let world: World;
let admin: Client;
beforeAll(async () => {
  world = await openWorld();
  admin = await world.as('admin@aurora.example');
});
afterAll(() => world.close());

const none = { total: 0, created: 0, updated: 0, unchanged: 0, rejected: 0, waiting: 0 };
const fileOf = (name: string): Buffer => readFileSync(path.join(import.meta.dirname, '../files', name));
const list = async (client = admin, companyId = world.aurora.id): Promise<MappingView[]> => (await client.get<{ items: MappingView[] }>(`companies/${companyId}/import-mappings`)).body.items;
const save = (body: unknown): Promise<Answer<MappingView & Refused>> => admin.post<MappingView & Refused>(`companies/${world.aurora.id}/import-mappings`, body);

async function saved(body: unknown): Promise<MappingView> {
  const answer = await save(body);
  expect({ status: answer.status, text: answer.status === 201 ? '' : answer.text }).toEqual({ status: 201, text: '' });
  return answer.body;
}

async function load(kind: string, csv: string | Buffer, mapping?: string): Promise<ImportView> {
  const sent = await admin.post<ImportView>(`companies/${world.aurora.id}/imports?kind=${kind}&mode=commit${mapping === undefined ? '' : `&mapping=${mapping}`}`, csv, { 'content-type': 'text/csv' });
  expect({ status: sent.status, text: sent.status === 202 ? '' : sent.text }).toEqual({ status: 202, text: '' });
  return until(async () => {
    const { body } = await admin.get<ImportView>(`companies/${world.aurora.id}/imports/${sent.body.id}`);
    return ['done', 'failed'].includes(body.state) ? body : undefined;
  });
}

async function stored(table: string, columns: string, provider: string): Promise<unknown[]> {
  return world.sql(`select ${columns} from ${table} where tenant_id = $1 and provider = $2 and is_current order by course_id, local_date, revision`, [world.aurora.id, provider]);
}

test('each provider’s own export loads whole by its built-in mapping, with dates, scores and kinds of credential as that provider means them', async () => {
  const files: [string, string, string, number][] = [
    ['ecornell-course-completions', 'course-completions', 'ecornell-completions.csv', 3], ['ecornell-credentials', 'credentials', 'ecornell-credentials.csv', 2],
    ['ecornell-learning-progress', 'learning-progress', 'ecornell-progress.csv', 2], ['itslearning-course-completions', 'course-completions', 'itslearning-completions.csv', 2],
    ['itslearning-credentials', 'credentials', 'itslearning-credentials.csv', 3], ['itslearning-learning-progress', 'learning-progress', 'itslearning-progress.csv', 2],
  ];
  const known = await list();
  expect(files.map(([id]) => id).filter((id) => !known.some((mapping) => mapping.id === id && mapping.builtIn))).toEqual([]);
  for (const [mapping, kind, file, total] of files) {
    const done = await load(kind, fileOf(file), mapping);
    expect({ mapping, counts: done.counts, problems: done.problems }).toEqual({ mapping, counts: { ...none, total, created: total }, problems: [] });
  }
  expect(await stored('course_completions', 'course_id, course_name, local_date::text, final_score::text, final_score_micro, credential_ref', 'ecornell')).toEqual([
    { course_id: 'LSM501', course_name: 'Leading Teams, Part One', local_date: '2026-03-04', final_score: '92.5', final_score_micro: 925_000, credential_ref: 'EC-77120' },
    { course_id: 'LSM501', course_name: 'Leading Teams, Part One', local_date: '2026-03-28', final_score: '71', final_score_micro: 710_000, credential_ref: null },
    { course_id: 'SHA540', course_name: 'Negotiating "Win-Win" Outcomes', local_date: '2026-05-12', final_score: '100', final_score_micro: 1_000_000, credential_ref: 'EC-80455' },
  ]);
  expect(await stored('course_completions', 'course_id, course_name, local_date::text, final_score::text, final_score_micro, credential_ref', 'itslearning')).toEqual([
    { course_id: 'NO-204', course_name: 'Norsk på arbeidsplassen', local_date: '2026-03-04', final_score: '87.25', final_score_micro: 872_500, credential_ref: 'KB-3391' },
    { course_id: 'NO-204', course_name: 'Norsk på arbeidsplassen', local_date: '2026-03-28', final_score: '64', final_score_micro: 640_000, credential_ref: null },
  ]);
  expect(await stored('credentials', `credential_id, credential_type, local_date::text, (expires_at at time zone 'Europe/Oslo')::date::text as expires, text_id is not null as sealed`, 'ecornell')).toEqual([
    { credential_id: 'EC-77120', credential_type: 'certificate', local_date: '2026-03-05', expires: null, sealed: true },
    { credential_id: 'EC-80455', credential_type: 'badge', local_date: '2026-05-12', expires: '2029-05-12', sealed: true },
  ]);
  expect(await stored('credentials', 'credential_id, credential_type, local_date::text, course_name', 'itslearning')).toEqual([
    { credential_id: 'KB-3402', credential_type: 'badge', local_date: '2026-04-02', course_name: 'Førstehjelp på jobben' },
    { credential_id: 'KB-3391', credential_type: 'certificate', local_date: '2026-03-05', course_name: 'Norsk på arbeidsplassen' },
    { credential_id: 'KB-3410', credential_type: 'diploma', local_date: '2026-06-19', course_name: 'Helsefag Vg2' },
  ]);
  const steps = 'progress_micro, (updated_at at time zone \'Europe/Oslo\')::text as at';
  expect(await stored('learning_progress', steps, 'ecornell')).toEqual([{ progress_micro: 40_000, at: '2026-02-03 09:05:00' }, { progress_micro: 375_000, at: '2026-02-11 14:20:00' }]);
  expect(await stored('learning_progress', steps, 'itslearning')).toEqual([{ progress_micro: 80_000, at: '2026-02-03 09:05:00' }, { progress_micro: 625_000, at: '2026-02-11 14:20:00' }]);
});

test('hours of half a day are read from noon to noon, and one that no clock shows is refused', async () => {
  const times: [string, string | null][] = [['12:00 AM', '00:00:00'], ['12:30 p.m.', '12:30:00'], ['11:59:58 pm', '23:59:58'], ['9:05am', '09:05:00'], ['13:00 PM', null], ['0:30 AM', null], ['9:05 XM', null]];
  const done = await load('learning-progress', `Learner Email,Course Code,Percent Complete,Last Activity\n${times.map(([time], index) => `p@people.example,HALF-${index},50,07/04/2026 ${time}\n`).join('')}`, 'ecornell-learning-progress');
  expect(done.counts).toEqual({ ...none, total: 7, created: 4, rejected: 3 });
  expect(await world.sql(`select (updated_at at time zone 'Europe/Oslo')::text as at from learning_progress where tenant_id = $1 and course_id like 'HALF-%' order by course_id`, [world.aurora.id]))
    .toEqual(times.flatMap(([, at]) => (at === null ? [] : [{ at: `2026-07-04 ${at}` }])));
});

test('every built-in mapping names columns of its kind, and gives all that the kind needs', async () => {
  const { body } = await admin.get<{ items: { kind: string; columns: { name: string; required: boolean; personal: boolean }[] }[] }>(`companies/${world.aurora.id}/imports/kinds`);
  const builtIn = (await list()).filter((mapping) => mapping.builtIn);
  expect(builtIn.length).toBeGreaterThan(0);
  expect(new Set(builtIn.map(({ id }) => id)).size).toBe(builtIn.length);
  for (const { id, name, kind, columns, constants, spellings, ...form } of builtIn) {
    const given = new Set([...columns, ...constants as { column: string }[]].map(({ column }) => column));
    expect({ id, missing: body.items.find((card) => card.kind === kind)?.columns.filter((column) => column.required && !given.has(column.name)) }).toEqual({ id, missing: [] });
    // What comes with the house passes what a company's own must pass.
    await saved({ name: `Ours: ${name}`, kind, columns, constants, spellings, dateOrder: form['dateOrder'], ...(form['encoding'] === undefined ? {} : { encoding: form['encoding'] }) });
  }
});

test('a company’s own mapping is kept, listed, and reads its file: headers, order of day and month, fixed values, spellings', async () => {
  const sent = {
    name: 'Learning portal', kind: 'course-completions', columns: [{ header: 'Who', column: 'user_email' }, { header: 'What', column: 'course_name' }, { header: 'No.', column: 'course_id' }, { header: 'When', column: 'completed_at' }],
    constants: [{ column: 'provider', value: 'itslearning' }], spellings: [{ column: 'course_id', cell: 'Old Code', value: 'PORTAL-1' }], dateOrder: 'month-first',
  };
  const mapping = await saved(sent);
  expect(mapping).toEqual({ ...sent, id: mapping.id, builtIn: false, createdAt: expect.any(String) });
  expect((await list()).find(({ id }) => id === mapping.id)).toEqual(mapping);
  const csv = 'Who,What,No.,When,Score\np@people.example,Portal course,old code,03/04/2026,88\n';
  const without = await admin.post<Refused>(`companies/${world.aurora.id}/imports?kind=course-completions&mode=preview`, csv, { 'content-type': 'text/csv' });
  expect(without.status).toBe(422);
  const preview = await admin.post<ImportView>(`companies/${world.aurora.id}/imports?kind=course-completions&mode=preview&mapping=${mapping.id}`, csv, { 'content-type': 'text/csv' });
  expect(preview.body.sample).toEqual([expect.objectContaining({ provider: 'itslearning', courseId: 'PORTAL-1', localDate: '2026-03-04', finalScore: 88 })]);
  expect(preview.body.columns.map(({ column }) => column)).toEqual(['user_email', 'course_name', 'course_id', 'completed_at', 'final_score']);
  await admin.post(`companies/${world.aurora.id}/imports/${preview.body.id}/commit`);
  await world.settled(world.aurora.id);
  expect(await world.sql(`select provider, local_date::text, final_score::text from course_completions where tenant_id = $1 and course_id = 'PORTAL-1'`, [world.aurora.id]))
    .toEqual([{ provider: 'itslearning', local_date: '2026-03-04', final_score: '88' }]);
});

test('a form may name the mapping beside its file, and one key of idempotency stands for one mapping', async () => {
  const send = async (mapping: string): Promise<{ status: number; body: ImportView }> => {
    const form = new FormData();
    form.append('file', new Blob([Uint8Array.from(fileOf('ecornell-completions.csv'))], { type: 'text/csv' }), 'export.csv');
    form.append('mapping', mapping);
    const response = await fetch(`${world.base}/api/v1/companies/${world.aurora.id}/imports?kind=course-completions&mode=preview`, { method: 'POST', body: form, headers: { authorization: `Bearer ${admin.token}`, 'idempotency-key': 'one-form' } });
    return { status: response.status, body: await response.json() as ImportView };
  };
  const first = await send('ecornell-course-completions');
  expect([first.status, first.body.counts.total]).toEqual([200, 3]);
  expect((await send('ecornell-course-completions')).body.id).toBe(first.body.id);
  expect((await send('itslearning-course-completions')).status).toBe(422);
});

test('a file may bring its mapping itself, which is checked like any other and not kept', async () => {
  const csv = 'Who,What,No.,When,Where\np@people.example,Own,OWN-1,2026-03-04,ecornell\n';
  const before = await list();
  const send = (mapping: unknown): Promise<Answer<ImportView & Refused>> => admin.post(`companies/${world.aurora.id}/imports?kind=course-completions&mode=preview&mapping=${encodeURIComponent(typeof mapping === 'string' ? mapping : JSON.stringify(mapping))}`, csv, { 'content-type': 'text/csv' });
  const columns = [{ header: 'Who', column: 'user_email' }, { header: 'What', column: 'course_name' }, { header: 'No.', column: 'course_id' }, { header: 'When', column: 'completed_at' }, { header: 'Where', column: 'provider' }];
  const { status, body } = await send({ columns });
  expect([status, body.counts]).toEqual([200, { ...none, total: 1, created: 1 }]);
  for (const [wrong, field] of [['{', 'mapping'], [{ columns: 'all' }, 'mapping.columns'], [{ columns: [{ header: 'Who', column: 'shoe_size' }] }, 'columns[0].column']] as const) {
    const refused = await send(wrong);
    expect({ wrong, status: refused.status, fields: refused.body.errors.map((error) => error.field) }).toEqual({ wrong, status: 422, fields: [field] });
  }
  expect(await list()).toEqual(before);
});

test('a file’s own column counts before a fixed value, and a header that the mapping names before one that is only like our own', async () => {
  const mapping = await saved({
    name: 'Two platforms', kind: 'course-completions', columns: [{ header: 'Code', column: 'course_id' }], constants: [{ column: 'provider', value: 'ecornell' }],
  });
  const done = await load('course-completions', 'user_email,Platform,course_id,Code,course_name,completed_at\np@people.example,itslearning,ignored,TWO-1,Two,2026-03-04\n', mapping.id);
  expect(done.counts).toEqual({ ...none, total: 1, created: 1 });
  expect(await world.sql(`select provider from course_completions where tenant_id = $1 and course_id = 'TWO-1'`, [world.aurora.id])).toEqual([{ provider: 'itslearning' }]);
});

test('the same file by another mapping is another file', async () => {
  const kind = 'learning-progress';
  const columns = [{ header: 'user_email', column: 'user_email' }];
  const dayFirst = await saved({ name: 'Day first', kind, columns, dateOrder: 'day-first' });
  const monthFirst = await saved({ name: 'Month first', kind, columns, dateOrder: 'month-first' });
  const csv = 'user_email,provider,course_id,progress_percent,updated_at\np@people.example,ecornell,ORDER-1,50,03/04/2026\n';
  expect((await load(kind, csv, dayFirst.id)).counts.created).toBe(1);
  expect((await load(kind, csv, monthFirst.id)).counts.created).toBe(1);
  expect((await load(kind, csv, monthFirst.id)).counts.unchanged).toBe(1);
  expect(await world.sql(`select local_date::text from learning_progress where tenant_id = $1 and course_id = 'ORDER-1' order by 1`, [world.aurora.id])).toEqual([{ local_date: '2026-03-04' }, { local_date: '2026-04-03' }]);
});

test('a mapping’s scale counts where the file’s ratings would say another one', async () => {
  const mapping = await saved({ name: 'Out of ten', kind: 'kintell-mentorship', columns: [{ header: 'Stars', column: 'rating' }], scale: { low: 0, high: 10 } });
  const done = await load('kintell-mentorship', 'session_id,participant_email,mentor_email,scheduled_at,Stars\nTEN-1,p@people.example,m@aurora.example,2026-03-04,7.5\n', mapping.id);
  expect(done.counts.created).toBe(1);
  expect(await world.sql(`select rating_micro from kintell_sessions where session_id = 'TEN-1'`)).toEqual([{ rating_micro: 750_000 }]);
});

test('a mapping’s encoding is used, unless the file is plainly UTF-8', async () => {
  const columns = [{ header: 'Kursnavn', column: 'course_name' }];
  const cyrillic = await saved({ name: 'Cyrillic', kind: 'course-completions', columns, encoding: 'windows-1251' });
  const header = 'user_email,provider,course_id,Kursnavn,completed_at\n';
  const bytes = Buffer.concat([Buffer.from(`${header}p@people.example,ecornell,ENC-1,`), Buffer.from([0xca, 0xf3, 0xf0, 0xf1]), Buffer.from(',2026-03-04\n')]);
  expect((await load('course-completions', bytes, cyrillic.id)).counts.created).toBe(1);
  expect((await load('course-completions', `${header}p@people.example,ecornell,ENC-2,Ærlig Курс,2026-03-04\n`, cyrillic.id)).counts.created).toBe(1);
  expect(await world.sql(`select course_name from course_completions where course_id like 'ENC-%' and is_current order by course_id`)).toEqual([{ course_name: 'Курс' }, { course_name: 'Ærlig Курс' }]);
});

test('a mapping that is unknown, another company’s or for another kind is refused with field and remedy, and leaves no import', async () => {
  const foreign = (await (await world.as('admin@nordlys.example')).post<MappingView>(`companies/${world.nordlys.id}/import-mappings`, { name: 'Theirs', kind: 'credentials', columns: [{ header: 'A', column: 'credential_id' }] })).body;
  const before = await world.sql('select id from imports');
  for (const mapping of ['nobody', '01900000-0000-7000-8000-00000000dead', foreign.id, 'ecornell-learning-progress', '']) {
    for (const mode of ['preview', 'commit']) {
      const { status, body } = await admin.post<Refused>(`companies/${world.aurora.id}/imports?kind=credentials&mode=${mode}&mapping=${mapping}`, fileOf('ecornell-credentials.csv'), { 'content-type': 'text/csv' });
      expect({ mapping, status, field: body.errors?.[0]?.field, remedy: (body.errors?.[0]?.remedy ?? '') !== '' }).toEqual({ mapping, status: 422, field: 'mapping', remedy: true });
    }
  }
  const form = new FormData();
  form.append('mapping', foreign.id);
  form.append('file', new Blob([Uint8Array.from(fileOf('ecornell-credentials.csv'))], { type: 'text/csv' }), 'export.csv');
  const response = await fetch(`${world.base}/api/v1/companies/${world.aurora.id}/imports?kind=credentials&mode=commit`, { method: 'POST', body: form, headers: { authorization: `Bearer ${admin.token}` } });
  expect([response.status, (await response.json() as Refused).errors[0]?.field]).toEqual([422, 'mapping']);
  expect(await world.sql('select id from imports')).toEqual(before);
  expect((await list()).some(({ id }) => id === foreign.id)).toBe(false);
});

test('a preview is checked again as somebody corrects it, a wrong correction leaves it as it was, and a mended file is read as its import was', async () => {
  const csv = 'session_id,participant_email,mentor_email,scheduled_at,How was it,rating\nAGAIN-1,p@people.example,m@aurora.example,03/04/2026,0.5,4\nAGAIN-2,p@people.example,m@aurora.example,03/31/2026,0,3\n';
  const preview = (await admin.post<ImportView>(`companies/${world.aurora.id}/imports?kind=kintell-mentorship&mode=preview`, csv, { 'content-type': 'text/csv' })).body;
  expect(preview).toMatchObject({ mapping: null, scale: { low: 1, high: 5 }, counts: { created: 1, rejected: 1 } });
  const headers = ['session_id', 'participant_email', 'mentor_email', 'scheduled_at'].map((name) => ({ header: name, column: name }));
  const check = (body: unknown): Promise<Answer<ImportView & Refused>> => admin.post(`companies/${world.aurora.id}/imports/${preview.id}/check`, body);
  const refused = await check({ columns: [{ header: 'session_id', column: null }] });
  expect([refused.status, refused.body.detail]).toEqual([422, expect.stringContaining('session_id')]);
  expect((await check({ columns: [{ header: 'rating', column: 'shoe_size' }] })).body.errors[0]?.field).toBe('columns[0].column');
  expect((await admin.get<ImportView>(`companies/${world.aurora.id}/imports/${preview.id}`)).body).toEqual(preview);
  const sent = { columns: [...headers, { header: 'How was it', column: 'rating' }, { header: 'rating', column: null }], dateOrder: 'month-first' };
  const { status, body: checked } = await check(sent);
  expect(status).toBe(200);
  expect(checked).toMatchObject({ id: preview.id, state: 'preview', counts: { created: 2, rejected: 0 }, scale: { low: 0, high: 1 } });
  expect(checked).toMatchObject({ mapping: { ...sent, columns: expect.arrayContaining(sent.columns) }, columns: [...headers, { header: 'How was it', column: 'rating' }, { header: 'rating', column: null }] });
  expect((await admin.get<{ items: unknown[] }>(`companies/${world.aurora.id}/imports/${preview.id}/rejected`)).body.items).toEqual([]);
  await admin.post(`companies/${world.aurora.id}/imports/${preview.id}/commit`);
  await world.settled(world.aurora.id);
  expect((await check(sent)).status).toBe(409);
  // A file of one nought says nothing of its scale or of the order of its dates; the import whose rows it mends does.
  const mended = await load('kintell-mentorship', 'session_id,participant_email,mentor_email,scheduled_at,How was it\nAGAIN-3,p@people.example,m@aurora.example,03/04/2026,0\n', preview.id);
  expect(mended.counts).toEqual({ ...none, total: 1, created: 1 });
  expect(await world.sql(`select session_id, local_date::text, rating_micro from kintell_sessions where session_id like 'AGAIN-%' order by 1`)).toEqual([
    { session_id: 'AGAIN-1', local_date: '2026-03-04', rating_micro: 500_000 }, { session_id: 'AGAIN-2', local_date: '2026-03-31', rating_micro: 0 }, { session_id: 'AGAIN-3', local_date: '2026-03-04', rating_micro: 0 },
  ]);
});

test('a mapping of the company is removed once, one of the house or of another company never', async () => {
  const mapping = await saved({ name: 'For a day', kind: 'credentials', columns: [{ header: 'No.', column: 'credential_id' }] });
  const remove = async (id: string, client = admin): Promise<number> => (await client.send('DELETE', `companies/${world.aurora.id}/import-mappings/${id}`)).status;
  expect(await remove(mapping.id, await world.as('analyst@aurora.example'))).toBe(403);
  expect(await remove('ecornell-credentials')).toBe(422);
  const foreign = (await (await world.as('admin@nordlys.example')).post<MappingView>(`companies/${world.nordlys.id}/import-mappings`, { name: 'Stays', kind: 'credentials', columns: [] })).body;
  expect([await remove(foreign.id), await remove(mapping.id), await remove(mapping.id)]).toEqual([404, 204, 404]);
  expect((await list()).some(({ id }) => id === mapping.id)).toBe(false);
});

test('a mapping that could not be used is refused, each wrong entry by its place', async () => {
  const column = (header: string, name: string): { header: string; column: string } => ({ header, column: name });
  const cases: [string, Record<string, unknown>, string][] = [
    ['a column that the kind lacks', { columns: [column('A', 'user_email'), column('B', 'shoe_size')] }, 'columns[1].column'],
    ['one column twice', { columns: [column('A', 'user_email'), column('B', 'user_email')] }, 'columns[1].column'],
    ['one header twice, spelled apart', { columns: [column('Learner E-mail', 'user_email'), column('learner email', 'course_id')] }, 'columns[1].header'],
    ['a header of signs', { columns: [column('--', 'user_email')] }, 'columns[0].header'],
    ['a fixed value for a column that the kind lacks', { columns: [], constants: [{ column: 'shoe_size', value: '44' }] }, 'constants[0].column'],
    ['one person in every row', { columns: [], constants: [{ column: 'user_email', value: 'p@people.example' }] }, 'constants[0].column'],
    ['spellings of people', { columns: [], spellings: [{ column: 'user_email', cell: 'Per', value: 'p@people.example' }] }, 'spellings[0].column'],
    ['an empty scale', { columns: [], scale: { low: 5, high: 5 } }, 'scale'],
    ['an order of dates that is none', { columns: [], dateOrder: 'year-first' }, 'dateOrder'],
    ['an encoding that is none', { columns: [], encoding: 'klingon' }, 'encoding'],
    ['a kind that is none', { kind: 'nothing', columns: [] }, 'kind'],
    ['an unknown field', { columns: [], delimiter: ';' }, 'body'],
  ];
  const before = await list();
  for (const [name, wrong, field] of cases) {
    const { status, body: { errors } } = await save({ name, kind: 'course-completions', ...wrong });
    expect({ name, status, fields: errors.map((error) => error.field), remedies: errors.every((error) => error.remedy !== '') }).toEqual({ name, status: 422, fields: expect.arrayContaining([field]), remedies: true });
  }
  expect((await save({ name: 'x', kind: 'course-completions', columns: [column('B', 'shoe_size')] })).body.errors[0]?.remedy).toContain('course_name');
  await saved({ name: 'Once', kind: 'course-completions', columns: [] });
  expect((await save({ name: 'Once', kind: 'course-completions', columns: [] })).status).toBe(409);
  expect((await list()).length).toBe(before.length + 1);
});

test('who may not import may not read or keep mappings', async () => {
  const viewer = await world.as('viewer@aurora.example');
  expect((await viewer.get(`companies/${world.aurora.id}/import-mappings`)).status).toBe(403);
  expect((await viewer.post(`companies/${world.aurora.id}/import-mappings`, { name: 'Mine', kind: 'credentials', columns: [] })).status).toBe(403);
});
