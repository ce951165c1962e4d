// What files of learning platforms promise: every row counted, every broken cell named, nothing that could name a person in clear,
// and each change told once.
import { checkItem, isEventType } from '../../channels/contracts.ts';
import { openWorld, until, type Client, type ImportView, type World } from '../world/world.ts';

let world: World;
let admin: Client;
beforeAll(async () => {
  world = await openWorld();
  admin = await world.as('admin@aurora.example');
});
afterAll(() => world.close());

type Kind = 'course-completions' | 'credentials' | 'learning-progress';
const none = { total: 0, created: 0, updated: 0, unchanged: 0, rejected: 0, waiting: 0 };
const load = (kind: Kind, csv: string | Buffer): Promise<ImportView> => loadAs(admin, world.aurora.id, kind, csv);
const turn = async (id: string, verb: 'undo' | 'restore'): Promise<number> => (await admin.post(`companies/${world.aurora.id}/imports/${id}/${verb}`)).status;

async function loadAs(client: Client, companyId: string, kind: Kind, csv: string | Buffer): Promise<ImportView> {
  const sent = await client.post<ImportView>(`companies/${companyId}/imports?kind=${kind}&mode=commit`, csv, { 'content-type': 'text/csv' });
  expect({ status: sent.status, text: sent.status === 202 ? '' : sent.text }).toEqual({ status: 202, text: '' });
  return until(async () => {
    const { body } = await client.get<ImportView>(`companies/${companyId}/imports/${sent.body.id}`);
    return ['done', 'failed'].includes(body.state) ? body : undefined;
  });
}

async function errorsOf(id: string): Promise<string[]> {
  return (await admin.get<string>(`companies/${world.aurora.id}/imports/${id}/errors.csv`)).body.trim().split('\r\n').slice(1);
}

async function current<T extends Record<string, unknown>>(table: string, columns: string, courseId: string): Promise<T[]> {
  return world.sql<T>(`select ${columns} from ${table} where tenant_id = $1 and course_id = $2 and is_current order by local_date, id`, [world.aurora.id, courseId]);
}

interface Told { type: string; item: Record<string, unknown> }
async function toldOf(courseId: string): Promise<Told[]> {
  const rows = await world.sql<{ type: string; data: { items: Record<string, unknown>[] } }>(`select type, data from outbox where tenant_id = $1 and type like 'upskilling.%' order by id`, [world.aurora.id]);
  return rows.flatMap(({ type, data }) => data.items.map((item) => ({ type, item }))).filter(({ item }) => item['courseId'] === courseId);
}

const completionHeader = 'user_email,provider,course_id,course_name,completed_at,final_score,credential_ref';
const credentialHeader = 'credential_id,user_email,provider,course_id,course_name,credential_type,issued_at,expires_at,credential_url,verification_code';
const progressHeader = 'user_email,provider,course_id,progress_percent,updated_at';

test('completions, credentials and progress load with the values that were told', async () => {
  const courses = await load('course-completions', `${completionHeader}\n`
    + 'a@people.example,ecornell,C1,"Leading Teams, part 1",2026-09-17,92.5,EC-1\nb@people.example,eCornell,C1,Leading Teams,2026-09-18T23:30:00Z,,\n');
  expect(courses.counts).toEqual({ ...none, total: 2, created: 2 });
  expect(await current('course_completions', `provider, course_name, local_date::text, final_score::text, final_score_micro, credential_ref, extract(epoch from completed_at)::int as at`, 'C1')).toEqual([
    { provider: 'ecornell', course_name: 'Leading Teams, part 1', local_date: '2026-09-17', final_score: '92.5', final_score_micro: 925_000, credential_ref: 'EC-1', at: Date.parse('2026-09-16T22:00:00Z') / 1000 },
    { provider: 'ecornell', course_name: 'Leading Teams', local_date: '2026-09-19', final_score: null, final_score_micro: null, credential_ref: null, at: Date.parse('2026-09-18T23:30:00Z') / 1000 },
  ]);
  const issued = await load('credentials', `${credentialHeader}\n`
    + 'CR-1,a@people.example,ecornell,C1,Leading Teams,Digital Badge,2026-09-18,2028-09-18,https://credentials.example/ada-berg,K7Q2\nCR-2,a@people.example,itslearning,C1,Leading Teams,micro-credential,2026-09-19,,,\n');
  expect(issued.counts).toEqual({ ...none, total: 2, created: 2 });
  expect(await current('credentials', 'credential_id, credential_type, local_date::text, expires_at is null as lasting, text_id is null as bare', 'C1')).toEqual([
    { credential_id: 'CR-1', credential_type: 'badge', local_date: '2026-09-18', lasting: false, bare: false },
    { credential_id: 'CR-2', credential_type: 'micro_credential', local_date: '2026-09-19', lasting: true, bare: true },
  ]);
  const steps = await load('learning-progress', `${progressHeader}\na@people.example,ecornell,C1,12.5,2026-08-01\na@people.example,ecornell,C1,50%,2026-08-15\n`);
  expect(steps.counts).toEqual({ ...none, total: 2, created: 2 });
  expect(await current('learning_progress', 'progress_percent::text, progress_micro, local_date::text', 'C1')).toEqual([
    { progress_percent: '12.5', progress_micro: 125_000, local_date: '2026-08-01' }, { progress_percent: '50', progress_micro: 500_000, local_date: '2026-08-15' },
  ]);
});

test('files in Norwegian, with semicolons, decimal commas, other encodings and orders of columns, need no mapping', async () => {
  const text = 'Resultat;Fullført dato;Kursnavn;Kurskode;Plattform;E-post;Avdeling\n87,5;17.09.2026;Norsk på jobb;NO-1;itslearning;Åse@people.example;Drift\n';
  const encoded: [string, Buffer][] = [['windows-1252', Buffer.from(text, 'latin1')], ['utf-8', Buffer.from(text)], ['utf-16', Buffer.from(`\ufeff${text}`, 'utf16le')]];
  for (const [index, [name, bytes]] of encoded.entries()) {
    const { counts } = await load('course-completions', bytes);
    expect({ name, counts }).toEqual({ name, counts: { ...none, total: 1, [index === 0 ? 'created' : 'unchanged']: 1 } });
  }
  expect(await current('course_completions', 'course_name, local_date::text, final_score_micro', 'NO-1')).toEqual([{ course_name: 'Norsk på jobb', local_date: '2026-09-17', final_score_micro: 875_000 }]);
  const badges = await load('credentials', 'Kursbevis-ID|E-post|Plattform|Kurskode|Kursnavn|Bevistype|Utstedt dato|Gyldig til|Lenke\nB-1|a@people.example|itslearning|NO-2|Førstehjelp|Vitnemål|17/09/2026|18/09/2026|http://bevis.example/1\n');
  expect(badges.counts).toEqual({ ...none, total: 1, created: 1 });
  expect(await current('credentials', 'credential_type, course_name', 'NO-2')).toEqual([{ credential_type: 'diploma', course_name: 'Førstehjelp' }]);
  const steps = await load('learning-progress', 'Sist oppdatert\tFremdrift\tKurskode\tPlattform\tE-post\n17.09.2026 08:30\t62,5 %\tNO-3\titslearning\ta@people.example\n');
  expect(steps.counts).toEqual({ ...none, total: 1, created: 1 });
  expect(await current('learning_progress', `progress_micro, updated_at = '2026-09-17T06:30:00Z' as half_past_eight_in_oslo`, 'NO-3')).toEqual([{ progress_micro: 625_000, half_past_eight_in_oslo: true }]);
});

test('of messy completions the good rows load, and every broken cell is named by line, column and value', async () => {
  const long = 'x'.repeat(301);
  const done = await load('course-completions', [completionHeader,
    ',ecornell,M1,Course,2026-09-17,50,', 'not an address,ecornell,M1,Course,2026-09-17,50,', 'a@people.example,coursera,M1,Course,2026-09-17,50,', 'a@people.example,,M1,Course,2026-09-17,50,',
    'a@people.example,ecornell,,Course,2026-09-17,50,', `a@people.example,ecornell,${'k'.repeat(101)},Course,2026-09-17,50,`, 'a@people.example,ecornell,M1,,2026-09-17,50,', `a@people.example,ecornell,M1,${long},2026-09-17,50,`,
    'a@people.example,ecornell,M1,Course,31.09.2026,50,', 'a@people.example,ecornell,M1,Course,,50,', 'a@people.example,ecornell,M1,Course,2026-09-17,100.5,', 'a@people.example,ecornell,M1,Course,2026-09-17,-1,',
    'a@people.example,ecornell,M1,Course,2026-09-17,A+,', `a@people.example,ecornell,M1,Course,2026-09-17,50,${'r'.repeat(101)}`, 'a@people.example,ecornell,M1,Course,2026-09-17', 'a@people.example,ecornell,M1,Course,2026-09-17,50,,more',
    '=x,coursera,,,never,many,', 'good@people.example,ecornell,M1,Course,2026-09-17,100,', 'good@people.example,itslearning,M1,Course,2026-09-17,0,', 'good@people.example,ecornell,M1,Course,2026-09-20,90,'].join('\n'));
  expect(done.counts).toEqual({ ...none, total: 20, created: 2, unchanged: 1, rejected: 17 });
  expect(await errorsOf(done.id)).toEqual([
    '2,user_email,required,', '3,user_email,email,not an address', '4,provider,choice,coursera', '5,provider,required,', '6,course_id,required,', `7,course_id,key_length,${'k'.repeat(101)}`, '8,course_name,required,',
    `9,course_name,too_long,${long}`, '10,completed_at,date,31.09.2026', '11,completed_at,required,', '12,final_score,number_range,100.5', '13,final_score,number_range,-1', '14,final_score,number,A+',
    `15,credential_ref,key_length,${'r'.repeat(101)}`, '16,,cells,5', '17,,cells,8',
    "18,user_email,email,'=x", '18,provider,choice,coursera', '18,course_id,required,', '18,course_name,required,', '18,completed_at,date,never', '18,final_score,number,many',
  ]);
  expect(done.problems).toContainEqual(expect.objectContaining({ problem: 'superseded', count: 1, firstLine: 19 }));
  expect(await current('course_completions', 'provider, final_score::text', 'M1')).toEqual([{ provider: 'itslearning', final_score: '0' }, { provider: 'ecornell', final_score: '90' }]);
});

test('of messy credentials and progress the good rows load, and every broken cell is named', async () => {
  const row = (cells: Record<string, string>): string => credentialHeader.split(',').map((name) => ({
    credential_id: 'M-1', user_email: 'a@people.example', provider: 'ecornell', course_id: 'M2', course_name: 'Course', credential_type: 'badge', issued_at: '2026-09-18', ...cells,
  } as Record<string, string>)[name] ?? '').join(',');
  const links = ['javascript:alert(1)', 'ftp://files.example/x', 'credentials.example/1', 'https:/credentials.example', 'https://two words.example', 'https://'];
  const done = await load('credentials', [credentialHeader, row({ credential_id: '' }), row({ credential_type: 'medal' }), row({ credential_type: '' }), row({ issued_at: '' }), row({ expires_at: '2026-09-17' }), row({ expires_at: '2026-09-18' }),
    ...links.map((link) => row({ credential_url: link })), row({ credential_url: `https://x.example/${'y'.repeat(2_000)}` }), row({ verification_code: 'c'.repeat(201) }),
    row({ expires_at: '2026-09-19', credential_url: 'HTTPS://credentials.example/1?a=b' }), row({ credential_id: 'M-2' })].join('\n'));
  expect(done.counts).toEqual({ ...none, total: 16, created: 2, rejected: 14 });
  expect((await errorsOf(done.id)).map((line) => line.split(',').slice(0, 3).join(','))).toEqual([
    '2,credential_id,required', '3,credential_type,choice', '4,credential_type,required', '5,issued_at,required', '6,expires_at,order', '7,expires_at,order',
    ...links.map((_, index) => `${8 + index},credential_url,link`), '14,credential_url,too_long', '15,verification_code,too_long',
  ]);
  const steps = await load('learning-progress', [progressHeader, 'a@people.example,ecornell,M3,,2026-09-17', 'a@people.example,ecornell,M3,101,2026-09-17', 'a@people.example,ecornell,M3,half,2026-09-17',
    'a@people.example,ecornell,M3,10,someday', 'a@people.example,ecornell,M3,10,2026-09-17', 'a@people.example,ecornell,M3,20,2026-09-17'].join('\n'));
  expect(steps.counts).toEqual({ ...none, total: 6, created: 1, unchanged: 1, rejected: 4 });
  expect(await errorsOf(steps.id)).toEqual(['2,progress_percent,required,', '3,progress_percent,number_range,101', '4,progress_percent,number,half', '5,updated_at,date,someday']);
  expect(await current('learning_progress', 'progress_micro', 'M3')).toEqual([{ progress_micro: 200_000 }]);
});

test('the same rows again change nothing; a correction changes what was told, an empty cell clears, an absent column does neither', async () => {
  const first = `${completionHeader}\nr@people.example,ecornell,R1,Course,2026-09-17,80,EC-9\nr@people.example,ecornell,R2,Course,2026-09-17,80,EC-9\n`;
  expect((await load('course-completions', first)).counts.created).toBe(2);
  expect((await load('course-completions', first)).counts).toEqual({ ...none, total: 2, unchanged: 2 });
  // As another file of the same content: other order, other spelling of the same values.
  const again = 'course_name,course_id,provider,user_email,completed_at,final_score,credential_ref\nCourse,R2,E-Cornell,R@People.example,17.09.2026,"80,0",EC-9\nCourse,R1,ecornell,r@people.example,2026-09-17,80,EC-9\n';
  expect((await load('course-completions', again)).counts).toEqual({ ...none, total: 2, unchanged: 2 });
  const corrected = await load('course-completions', `${completionHeader}\nr@people.example,ecornell,R1,Course,2026-09-18,81.25,\n`);
  expect(corrected.counts).toEqual({ ...none, total: 1, updated: 1 });
  const columns = 'revision, course_name, local_date::text, final_score::text, final_score_micro, credential_ref';
  const known = { revision: 2, course_name: 'Course', local_date: '2026-09-18', final_score: '81.25', final_score_micro: 812_500, credential_ref: null };
  expect(await current('course_completions', columns, 'R1')).toEqual([known]);
  const slim = 'user_email,provider,course_id,course_name,completed_at\nr@people.example,ecornell,R1,Course,2026-09-18\n';
  expect((await load('course-completions', slim)).counts).toEqual({ ...none, total: 1, unchanged: 1 });
  const renamed = slim.replace('R1,Course', 'R1,Course (2026)');
  expect((await load('course-completions', renamed)).counts.updated).toBe(1);
  expect(await current('course_completions', columns, 'R1')).toEqual([{ ...known, revision: 4, course_name: 'Course (2026)' }]);
  expect((await toldOf('R1')).map(({ type, item }) => [type, item['revision'], item['scoreMicro'], item['localDate']])).toEqual([
    ['upskilling.course.completed', 1, 800_000, '2026-09-17'], ['upskilling.course.corrected', 2, 812_500, '2026-09-18'], ['upskilling.course.corrected', 4, 812_500, '2026-09-18'],
  ]);
});

test('a credential keeps address and code together: one told anew leaves the other, and an empty cell clears its own alone', async () => {
  const open = async (): Promise<unknown> => {
    const [row] = await current<{ text_id: string | null; participant_id: string }>('credentials', 'text_id, participant_id', 'W1');
    if (!row?.text_id) return null;
    const { items } = await world.node.actors.get('upskilling')?.job(world.aurora.id, 'look').ask('upskilling.texts', { ids: [row.text_id] }) ?? { items: [] };
    expect(items.map(({ personId }) => personId)).toEqual([row.participant_id]);
    return items[0]?.texts;
  };
  const required = 'credential_id,user_email,provider,course_id,course_name,credential_type,issued_at';
  const row = 'W-1,holder@people.example,ecornell,W1,Course,badge,2026-09-18';
  await load('credentials', `${required},credential_url,verification_code\n${row},https://c.example/holder,CODE-1\n`);
  expect(await open()).toEqual({ url: 'https://c.example/holder', verificationCode: 'CODE-1' });
  expect((await load('credentials', `${required}\n${row}\n`)).counts.unchanged).toBe(1);
  expect((await load('credentials', `${required},verification_code\n${row},CODE-2\n`)).counts.updated).toBe(1);
  expect(await open()).toEqual({ url: 'https://c.example/holder', verificationCode: 'CODE-2' });
  expect((await load('credentials', `${required},credential_url\n${row},\n`)).counts.updated).toBe(1);
  expect(await open()).toEqual({ verificationCode: 'CODE-2' });
  expect((await load('credentials', `${required},credential_url,verification_code\n${row},,\n`)).counts.updated).toBe(1);
  expect(await open()).toBeNull();
});

test('a credential whose holder is corrected takes its words along, out of the first holder’s key', async () => {
  const line = (holder: string): string => `${credentialHeader}\nH-1,${holder}@people.example,ecornell,H1,Course,badge,2026-09-18,,https://c.example/1,CODE\n`;
  await load('credentials', line('wrong'));
  await load('credentials', line('right'));
  const [row] = await world.sql<{ participant_id: string; keyholder: string }>(`select c.participant_id, t.person_id as keyholder from credentials c join pii.texts t on t.tenant_id = c.tenant_id and t.id = c.text_id
    where c.tenant_id = $1 and c.credential_id = 'H-1' and c.is_current`, [world.aurora.id]);
  expect(row?.keyholder).toBe(row?.participant_id);
});

test('address and code of a credential lie nowhere in clear: neither in its row, nor in an event, nor in the line a walk ends at', async () => {
  const done = await load('credentials', `${credentialHeader}\nSEAL-1,secret.holder@people.example,ecornell,S1,Course,badge,2026-09-18,,https://c.example/Sekret-Holder,SEKRET-CODE\n`);
  const { body } = await admin.get<{ cells: (string | null)[] }>(`companies/${world.aurora.id}/imports/${done.id}/lines/2`);
  expect(body.cells).toEqual(['SEAL-1', null, 'ecornell', 'S1', 'Course', 'badge', '2026-09-18', '', null, null]);
  const tables = await world.sql<{ text: string }>(`select coalesce(string_agg(t::text, ' '), '') as text from (
    select c::text as t from credentials c union all select r::text from import_rows r union all select o.data::text from outbox o union all select i::text from imports i) all_rows`);
  expect(tables[0]?.text).toContain('SEAL-1');
  expect(tables[0]?.text).not.toMatch(/sekret|secret\.holder/i);
  const preview = await admin.post<ImportView>(`companies/${world.aurora.id}/imports?kind=credentials&mode=preview`, `${credentialHeader}\nSEAL-2,secret.holder@people.example,ecornell,S1,Course,badge,2026-09-18,,https://c.example/Sekret-Holder,SEKRET-CODE\n`, { 'content-type': 'text/csv' });
  expect(preview.body.sample).toEqual([{ credentialId: 'SEAL-2', provider: 'ecornell', courseId: 'S1', courseName: 'Course', credentialType: 'badge', issuedAt: '2026-09-17T22:00:00.000Z', localDate: '2026-09-18' }]);
});

test.each([
  ['course-completions', 'course_completions', 'completed', 'U1', `${completionHeader}\nu1@people.example,ecornell,U1,Course,2026-09-17,80,\nu2@people.example,ecornell,U1,Course,2026-09-17,70,\n`,
    `${completionHeader}\nu1@people.example,ecornell,U1,Course,2026-09-17,85,\n`],
  ['credentials', 'credentials', 'issued', 'U2', `${credentialHeader}\nU-1,u1@people.example,ecornell,U2,Course,badge,2026-09-17,,,\nU-2,u2@people.example,ecornell,U2,Course,badge,2026-09-17,,,\n`,
    `${credentialHeader}\nU-1,u1@people.example,ecornell,U2,Course,diploma,2026-09-17,,,\n`],
  ['learning-progress', 'learning_progress', 'updated', 'U3', `${progressHeader}\nu1@people.example,ecornell,U3,10,2026-09-17\nu2@people.example,ecornell,U3,20,2026-09-17\n`,
    `${progressHeader}\nu1@people.example,ecornell,U3,15,2026-09-17\n`],
] as const)('undo of %s takes what they brought and shows what stood below, its undo brings it back, and all of it is told', async (kind, table, born, course, first, second) => {
  const stand = (): Promise<unknown[]> => current(table, '*', course);
  const made = await load(kind, first);
  const asMade = await stand();
  expect(asMade).toHaveLength(2);
  const corrected = await load(kind, second);
  expect(corrected.counts).toEqual({ ...none, total: 1, updated: 1 });
  const asCorrected = await stand();
  const values = (rows: unknown[]): unknown[] => rows.map((row) => ({ ...row as object, change: 0, withdrawn_by: null }));
  expect(await turn(corrected.id, 'undo')).toBe(202);
  expect(values(await stand())).toEqual(values(asMade));
  expect(await turn(corrected.id, 'restore')).toBe(202);
  expect(values(await stand())).toEqual(values(asCorrected));
  // Undone below a correction, the row that was corrected stays; the other goes.
  expect(await turn(made.id, 'undo')).toBe(202);
  expect(await stand()).toHaveLength(1);
  expect(await turn(corrected.id, 'undo')).toBe(202);
  expect(await stand()).toEqual([]);
  expect(await turn(made.id, 'restore')).toBe(202);
  expect(await turn(corrected.id, 'restore')).toBe(202);
  expect(values(await stand())).toEqual(values(asCorrected));
  const told = await toldOf(course);
  const entity = `upskilling.${{ completed: 'course', issued: 'credential', updated: 'progress' }[born]}`;
  expect(told.map(({ type, item }) => `${type} ${String(item['present'])}`)).toEqual([
    `${entity}.${born} true`, `${entity}.${born} true`, `${entity}.corrected true`, `${entity}.corrected true`, `${entity}.corrected true`, `${entity}.withdrawn false`, `${entity}.withdrawn false`,
    `${entity}.corrected true`, `${entity}.corrected true`, `${entity}.corrected true`,
  ]);
  for (const { type, item } of told) {
    expect(isEventType(type) ? checkItem(type, item) : ['unknown']).toEqual([]);
    expect(item).toMatchObject({ programme: 'upskilling', provider: 'ecornell', courseId: course, localDate: '2026-09-17' });
    expect(JSON.stringify(item)).not.toMatch(/@|Course/);
  }
  const changes = told.map(({ item }) => Number(item['change']));
  expect(changes).toEqual([...changes].sort((a, b) => a - b));
});

test('rows as they stand can be read page by page, as their last events told them', async () => {
  for (const [entity, table] of [['course', 'course_completions'], ['credential', 'credentials'], ['progress', 'learning_progress']] as const) {
    const items: Record<string, unknown>[] = [];
    for (let after: number | null = 0; after !== null;) {
      const page: { items: Record<string, unknown>[]; next: number | null } | undefined = await world.node.actors.get('upskilling')?.job(world.aurora.id, 'look').ask(`upskilling.${entity}Activity` as const, { after, limit: 3 });
      items.push(...page?.items ?? []);
      after = page?.next ?? null;
    }
    const rows = await world.sql<{ id: string }>(`select id from ${table} where tenant_id = $1 and is_current`, [world.aurora.id]);
    expect(rows.length).toBeGreaterThan(3);
    expect(new Set(items.map((item) => item['id']))).toEqual(new Set(rows.map(({ id }) => id)));
    expect(items).toHaveLength(rows.length);
    const newest = new Map<unknown, Record<string, unknown>>();
    for (const { data } of await world.sql<{ data: { items: Record<string, unknown>[] } }>(`select data from outbox where tenant_id = $1 and type like $2 order by id`, [world.aurora.id, `upskilling.${entity}.%`])) {
      for (const item of data.items) if (Number(item['change']) > Number(newest.get(item['id'])?.['change'] ?? 0)) newest.set(item['id'], item);
    }
    for (const item of items) expect(item).toEqual(newest.get(item['id']));
  }
});

test('the sample file of each kind loads without a problem, and rows of one company are not another’s', async () => {
  const other = await world.as('admin@nordlys.example');
  for (const kind of ['course-completions', 'credentials', 'learning-progress'] as const) {
    const { body } = await other.get<string>(`companies/${world.nordlys.id}/imports/kinds/${kind}/sample.csv`);
    const done = await loadAs(other, world.nordlys.id, kind, body);
    expect({ kind, counts: done.counts, problems: done.problems, unknown: done.columns.filter(({ column }) => column === null) }).toEqual({ kind, counts: { ...none, total: 1, created: 1 }, problems: [], unknown: [] });
  }
  expect(await world.sql(`select 1 from course_completions where tenant_id = $1`, [world.nordlys.id])).toHaveLength(1);
});
