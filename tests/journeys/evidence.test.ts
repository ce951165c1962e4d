// The evidence explorer over HTTP: what was said is filtered, counted, found by its words in three languages, cited back to its row and taken
// along as a file; what is hidden, foreign or forgotten is nowhere, and no clear word lies in the database.
import { mentorshipCsv, type SessionLine } from '../world/sessions.ts';
import { Client, openWorld, until, type World } from '../world/world.ts';

interface Item {
  id: string; text: string; language: string; dimension: string; score: number; confidence: number; model: string; programme: string; occurredAt: string; textId: string;
  citation: { kind: string; id: string; sha256: string }; highlights: { start: number; end: number }[];
}
interface Count { value: string; count: number }
interface Page {
  items: Item[]; next: string | null; total: number; withheld: { hidden: number };
  facets: { period: Count[]; programme: Count[]; dimension: Count[]; language: Count[]; score: { from: number; to: number; count: number }[] };
}
interface View extends Item {
  redactions: Record<string, number>; source: { table: string; key: string; importId: string | null; file: string | null; line: number | null; webhookId: string | null };
  why: { words: { token: string; weight: number; places: { start: number; end: number }[] }[]; rest: number } | null;
  figures: { metric: string; period: string; programme: string; metricId: string; value: number | null; n: number | null; state: string }[];
}

let world: World;
let analyst: Client;
const sayings = [
  'I feel much more confident in interviews now.', 'I am afraid of saying something stupid and I do not believe in myself.', 'My friends call me every week and I belong here.', 'I sleep badly and feel sad most days.',
  'I got an interview for a job and I feel ready to work.', 'Jeg tør å snakke i møter nå, og jeg er tryggere på meg selv.', 'Jeg er usikker på meg selv og tør ikke å ringe.', 'Jeg har fått gode venner og føler meg hjemme her.',
  'Я більше не боюся говорити з начальником, я впевнена в собі.', 'Я не впевнений у собі, боюся виступати.', 'Мої подруги допомагають мені, і я відчуваю, що тут мій дім.', 'Після співбесіди я готова працювати.',
];
const lines = (prefix: string, count: number): SessionLine[] => Array.from({ length: count }, (_, index) => ({
  id: `${prefix}-${index}`, participant: `${prefix}${index % 14}@people.example`, feedback: sayings[index % sayings.length] ?? '', scheduled: `2026-0${7 + (index % 3)}-${String(1 + (index % 27)).padStart(2, '0')}T10:00:00Z`, rating: 4,
}));

/** Everything is scored, and every snippet can be found by its words. */
async function settled(): Promise<void> {
  for (const { id } of [world.aurora, world.nordlys]) await world.settled(id);
  await until(async () => ((await world.sql('select 1 from evidence_marks')).length === 0 ? true : undefined));
}
const at = (query: Record<string, string | number> = {}, company = world.aurora): string => `companies/${company.id}/evidence?${new URLSearchParams(Object.entries(query).map(([name, value]) => [name, String(value)])).toString()}`;
async function look(query: Record<string, string | number> = {}, client = analyst, company = world.aurora): Promise<Page> {
  const { status, body, text } = await client.get<Page>(at(query, company));
  if (status !== 200) throw new Error(`${status} ${text}`);
  return body;
}
/** All pages, small ones, so that there are many. */
async function all(query: Record<string, string | number> = {}): Promise<Item[]> {
  const items: Item[] = [];
  for (let after: string | null = ''; after !== null;) {
    const page: Page = await look({ ...query, limit: 23, ...(after ? { after } : {}) });
    items.push(...page.items);
    after = page.next;
  }
  return items;
}

beforeAll(async () => {
  world = await openWorld();
  const admin = await world.as('admin@aurora.example');
  analyst = await world.as('analyst@aurora.example');
  await admin.importFile(world.aurora.id, mentorshipCsv(lines('a', 96)), { fileName: 'talks.csv' });
  await admin.importFile(world.aurora.id, 'match_id,participant_email,buddy_email,matched_at\nM-1,a1@people.example,kari@aurora.example,2026-06-01\n', { kind: 'buddy-matches', fileName: 'matches.csv' });
  await admin.importFile(world.aurora.id, `match_id,submitted_at,from_role,rating,feedback_text\n${sayings.map((text, index) => `M-1,2026-07-${String(index + 2).padStart(2, '0')},participant,4,"${text}"`).join('\n')}\n`, { kind: 'buddy-feedback', fileName: 'feedback.csv' });
  const other = await world.as('admin@nordlys.example');
  await other.importFile(world.nordlys.id, mentorshipCsv([...lines('n', 24), { id: 'n-x', participant: 'nx@people.example', feedback: 'I feel confident with my saxophone now.', scheduled: '2026-08-02T10:00:00Z' }]), { fileName: 'others.csv' });
  await settled();
});
afterAll(() => world.close());

test('every snippet is listed once, newest first, text by text, with what it is cited by', async () => {
  const items = await all();
  const [kept] = await world.sql<{ count: number }>('select count(*)::int as count from evidence_snippets where tenant_id = $1', [world.aurora.id]);
  expect(items.length).toBeGreaterThan(100);
  expect(items).toHaveLength(kept?.count ?? 0);
  expect(new Set(items.map(({ id }) => id)).size).toBe(items.length);
  const days = items.map(({ occurredAt }) => occurredAt);
  expect(days).toEqual([...days].sort().reverse());
  expect(new Set(items.map(({ language }) => language))).toEqual(new Set(['en', 'no', 'uk']));
  expect(items[0]).toMatchObject({ citation: { kind: 'evidence', id: items[0]?.id, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) as string }, highlights: [], confidence: expect.any(Number) as number });
  expect(items[0]?.model).toMatch(/./);
});

test.each<[Record<string, string | number>, (item: Item) => boolean]>([
  [{ period: '2026-08' }, ({ occurredAt }) => occurredAt.startsWith('2026-08')],
  [{ period: '2026-Q3' }, () => true],
  [{ period: '2025' }, () => false],
  [{ programme: 'buddy' }, ({ programme }) => programme === 'buddy'],
  [{ programme: 'all' }, () => true],
  [{ dimension: 'belonging' }, ({ dimension }) => dimension === 'belonging'],
  [{ language: 'uk' }, ({ language }) => language === 'uk'],
  [{ minScore: 0.5 }, ({ score }) => score >= 0.5],
  [{ maxScore: 0.4 }, ({ score }) => score <= 0.4],
  [{ period: '2026-07', programme: 'mentorship', dimension: 'confidence', language: 'no', minScore: 0.2, maxScore: 0.9 }, ({ occurredAt, programme, dimension, language, score }) =>
    occurredAt.startsWith('2026-07') && programme === 'mentorship' && dimension === 'confidence' && language === 'no' && score >= 0.2 && score <= 0.9],
])('the list narrowed by %o holds what fits and nothing else', async (query, fits) => {
  const everything = await all();
  const expected = everything.filter(fits);
  expect((await all(query)).map(({ id }) => id)).toEqual(expected.map(({ id }) => id));
  expect((await look(query)).total).toBe(expected.length);
});

test.each<Record<string, string | number>>([
  {}, { period: '2026-08' }, { dimension: 'confidence', language: 'uk' }, { period: '2026-07', programme: 'buddy', minScore: 0.5 }, { q: 'confident' }, { q: 'jeg', dimension: 'belonging', maxScore: 0.9 },
])('facets under %o count what each choice would leave, its own choice set aside', async (query) => {
  const { facets } = await look(query);
  const without = async (...names: string[]): Promise<Item[]> => all(Object.fromEntries(Object.entries(query).filter(([name]) => !names.includes(name))));
  const counted = (items: readonly Item[], of: (item: Item) => string): Map<string, number> => new Map([...Map.groupBy(items, of)].map(([value, group]) => [value, group.length]));
  const told = (counts: readonly Count[]): Map<string, number> => new Map(counts.map(({ value, count }) => [value, count]));
  expect(told(facets.period)).toEqual(counted(await without('period'), ({ occurredAt }) => occurredAt.slice(0, 7)));
  expect(told(facets.programme)).toEqual(counted(await without('programme'), ({ programme }) => programme));
  expect(told(facets.dimension)).toEqual(counted(await without('dimension'), ({ dimension }) => dimension));
  expect(told(facets.language)).toEqual(counted(await without('language'), ({ language }) => language));
  expect(new Map(facets.score.map(({ from, to, count }) => [`${from}-${to}`, count]))).toEqual(counted(await without('minScore', 'maxScore'), ({ score }) => {
    const band = Math.min(9, Math.floor(Math.round(score * 1e6) / 100_000));
    return `${band / 10}-${(band + 1) / 10}`;
  }));
});

test.each([
  ['interview', /interview/i], ['interviewing', /interview/i], ['FRIEND', /friends/], ['confidence', /confident/], ['venn', /venner/], ['snakket', /snakke/], ['подруга', /подруги/i], ['подрузі', /подруги/i], ['співбесіда', /співбесіди/i],
  ['впевненість', /впевнен/i], ['interview ready', /interview.*ready/], ['confident interviews', /confident.*interviews/], ['"do not believe"', /do not believe/], ['«більше не боюся»', /більше не боюся/],
])('%s finds its forms, and only what has all of the words', async (q, pattern) => {
  const expected = (await all()).filter(({ text }) => pattern.test(text)).map(({ id }) => id);
  expect(expected.length).toBeGreaterThan(0);
  const found = await all({ q });
  expect(found.map(({ id }) => id)).toEqual(expected);
  for (const { text, highlights } of found) {
    expect(highlights.length).toBeGreaterThan(0);
    for (const { start, end } of highlights) expect(text.slice(start, end)).toMatch(/^[\p{L}\p{M} ]+$/u);
  }
});

test('a search is narrowed by filters, and what nobody said is found nowhere', async () => {
  const expected = (await all({ language: 'en', period: '2026-07' })).filter(({ text }) => /friends/.test(text));
  expect((await all({ q: 'friends', language: 'en', period: '2026-07' })).map(({ id }) => id)).toEqual(expected.map(({ id }) => id));
  expect(await look({ q: 'friends', language: 'uk' })).toMatchObject({ items: [], total: 0, next: null });
  expect(await look({ q: 'saxophone' })).toMatchObject({ items: [], total: 0 });
  expect(await look({ q: '"believe do not"' })).toMatchObject({ items: [], total: 0 });
  expect((await look({ q: 'saxophone' }, await world.as('analyst@nordlys.example'), world.nordlys)).items.length).toBeGreaterThan(0);
});

test.each([
  ['period=2026-13', 'period'], ['cohort=start:2026', 'cohort'], ['programme=chess', 'programme'], ['dimension=joy', 'dimension'], ['language=de', 'language'], ['minScore=2', 'minScore'], ['minScore=a', 'minScore'],
  ['minScore=0.9&maxScore=0.1', 'minScore'], ['q=', 'q'], ['q=%3F%21', 'q'], ['q=%00', 'q'], ['limit=0', 'limit'], ['limit=501', 'limit'], ['after=nonsense', 'after'], ['unknown=1', 'body'], ['language=en&language=no', 'language'],
])('?%s is refused by name', async (query, field) => {
  for (const path of ['evidence', ...(/^(limit|after)/.test(query) ? [] : ['evidence.csv', 'evidence/export-preview'])]) {
    const { status, body } = await analyst.get<{ type: string; errors: { field: string }[] }>(`companies/${world.aurora.id}/${path}?${query}`);
    expect({ path, status, field: body.errors[0]?.field }).toEqual({ path, status: 422, field });
  }
});

test('a citation leads to its row: the session or feedback, the file and its line, and the figures that count it', async () => {
  for (const [programme, table, file, line] of [['mentorship', 'kintell_sessions', 'talks.csv', /^a-(\d+)$/], ['buddy', 'buddy_feedback', 'feedback.csv', /^M-1/]] as const) {
    const [first] = (await look({ programme, dimension: 'confidence', period: '2026-07' })).items;
    const { status, body } = await analyst.get<View>(`companies/${world.aurora.id}/evidence/${first?.id}`);
    expect(status).toBe(200);
    expect(body).toMatchObject({ ...first, redactions: {}, source: { table, file, key: expect.stringMatching(line) as string, webhookId: null } });
    const [cells] = await world.sql<{ line: number }>('select line from import_rows where import_id = $1 and line = $2', [body.source.importId, body.source.line]);
    expect(cells?.line).toBe(body.source.line);
    expect(body.figures.map(({ metric, period, programme: of }) => `${metric} ${period} ${of}`)).toEqual(
      [programme, 'all'].flatMap((of) => ['2026-07', '2026-Q3', '2026'].map((period) => `confidence ${period} ${of}`)));
    for (const { metricId, period, programme: of, value } of body.figures) {
      const lineage = await analyst.get<{ metric: { metric: string; period: string; programme: string; value: number | null } }>(`companies/${world.aurora.id}/lineage/${metricId}`);
      expect(lineage.body.metric).toMatchObject({ metric: 'confidence', period, programme: of, value });
    }
  }
});

test('a score is told word by word, adds up to itself, and tells no word that the sentence does not show', async () => {
  const admin = await world.as('admin@aurora.example');
  const { id } = await admin.importFile(world.aurora.id, mentorshipCsv([{ id: 'W-1', participant: 'olena.lys@people.example', feedback: 'The bus was late. I, Olena Lys, am not afraid and feel confident now.', scheduled: '2026-06-02T10:00:00Z' }]), { fileName: 'why.csv' });
  await settled();
  for (const { id: snippet, text, score } of [...(await look({ dimension: 'confidence', limit: 12 })).items, ...(await look({ period: '2026-06' })).items]) {
    const { why } = (await analyst.get<View>(`companies/${world.aurora.id}/evidence/${snippet}`)).body;
    const logit = (why?.rest ?? 0) + (why?.words ?? []).reduce((sum, { weight }) => sum + weight, 0);
    expect(1 / (1 + Math.exp(-logit))).toBeCloseTo(score, 5);
    expect(why?.words.length).toBeGreaterThan(0);
    for (const { token, places } of why?.words ?? []) for (const { start, end } of places) expect(text.slice(start, end).toLowerCase()).toBe(token.toLowerCase());
    expect(JSON.stringify(why)).not.toMatch(/olena|lys|bus/i);
  }
  const [scored] = (await look({ period: '2026-06' })).items;
  await world.sql(`update evidence_snippets set model_version = 'review' where id = $1`, [scored?.id]);
  expect((await analyst.get<View>(`companies/${world.aurora.id}/evidence/${scored?.id}`)).body.why).toBeNull();
  await admin.post(`companies/${world.aurora.id}/imports/${id}/undo`);
  await settled();
});

test('what a webhook told is cited back to its receipt', async () => {
  const [row] = await world.sql<{ source_key: string }>(`select source_key from outcome_scores where tenant_id = $1 and present and source_key like 'a-%' and dimension = 'confidence' limit 1`, [world.aurora.id]);
  await world.sql(`update outcome_scores set receipt_id = '0198b7a0-0000-7000-8000-00000000beef' where tenant_id = $1 and source_key = $2`, [world.aurora.id, row?.source_key]);
  const [snippet] = await world.sql<{ id: string }>(`select id from evidence_snippets where tenant_id = $1 and source_key = $2 and dimension = 'confidence'`, [world.aurora.id, row?.source_key]);
  expect((await analyst.get<View>(`companies/${world.aurora.id}/evidence/${snippet?.id}`)).body.source.webhookId).toBe('0198b7a0-0000-7000-8000-00000000beef');
  await world.sql(`update outcome_scores set receipt_id = null where tenant_id = $1`, [world.aurora.id]);
});

test('what others said of the same is found across languages, the most alike first; nothing of the same text, nothing hidden', async () => {
  const [asked] = (await analyst.get<{ items: Item[] }>(`companies/${world.aurora.id}/evidence?dimension=confidence&language=en&limit=1`)).body.items;
  const similar = async (): Promise<(Item & { similarity: number })[]> => (await analyst.get<{ items: (Item & { similarity: number })[] }>(`companies/${world.aurora.id}/evidence/${asked?.id}/similar?limit=20`)).body.items;
  const found = await similar();
  expect(found.length).toBeGreaterThan(1);
  expect(found.map(({ similarity }) => similarity)).toEqual(found.map(({ similarity }) => similarity).sort((a, b) => b - a));
  expect(new Set(found.map(({ dimension }) => dimension))).toEqual(new Set(['confidence']));
  expect(found.some(({ language }) => language !== 'en')).toBe(true);
  expect(found.filter(({ textId, text }) => textId === asked?.textId || text === asked?.text)).toEqual([]);
  expect(new Set(found.map(({ text }) => text)).size).toBe(found.length);
  const [hidden] = found;
  await world.sql('update evidence_snippets set flagged = true where id = $1', [hidden?.id]);
  expect((await similar()).map(({ id }) => id)).not.toContain(hidden?.id);
  await world.sql('update evidence_snippets set flagged = false where id = $1', [hidden?.id]);
  expect((await analyst.get(`companies/${world.aurora.id}/evidence/${world.aurora.id}/similar`)).status).toBe(404);
});

test('a hidden snippet is gone from list, search, facets, file and by its id, and the counts say that one is', async () => {
  const before = await look();
  const [victim] = (await look({ q: 'interviews', period: '2026-07' })).items;
  await world.sql('update evidence_snippets set flagged = true where id = $1', [victim?.id]);
  const after = await look();
  expect([after.total, after.withheld.hidden]).toEqual([before.total - 1, 1]);
  expect(after.facets.period.find(({ value }) => value === '2026-07')?.count).toBe((before.facets.period.find(({ value }) => value === '2026-07')?.count ?? 0) - 1);
  expect((await all()).map(({ id }) => id)).not.toContain(victim?.id);
  for (const q of ['interviews', '"in interviews now"']) expect((await all({ q })).map(({ id }) => id)).not.toContain(victim?.id);
  expect((await analyst.get(`companies/${world.aurora.id}/evidence/${victim?.id}`)).status).toBe(404);
  expect((await analyst.get(`companies/${world.aurora.id}/evidence.csv`)).text).not.toContain(victim?.id ?? '');
  // Whatever words are sought, the count of what is hidden stays: it tells nothing of what it says.
  expect((await look({ q: 'venner' })).withheld.hidden).toBe(1);
  expect((await look({ period: '2026-09' })).withheld.hidden).toBe(0);
  await world.sql('update evidence_snippets set flagged = false where id = $1', [victim?.id]);
  expect((await look()).total).toBe(before.total);
});

test('a foreign snippet, one that never was, and what is no id are answered alike', async () => {
  const stranger = await world.as('analyst@nordlys.example');
  const [mine] = (await look()).items;
  const foreign = await stranger.get(`companies/${world.nordlys.id}/evidence/${mine?.id}`);
  const nothing = await stranger.get(`companies/${world.nordlys.id}/evidence/0198b7a0-0000-7000-8000-000000000000`);
  expect([foreign.status, nothing.status]).toEqual([404, 404]);
  expect({ ...foreign.body, correlationId: '' }).toEqual({ ...nothing.body, correlationId: '' });
  expect((await stranger.get(at())).status).toBe(404);
  const { next } = await look({ limit: 5 });
  expect((await stranger.get(at({ after: next ?? '' }, world.nordlys))).status).toBe(422);
});

test('who may not read evidence is refused before any id is looked at', async () => {
  const [mine] = (await look()).items;
  const paths = ['evidence', 'evidence.csv', 'evidence/export-preview', `evidence/${mine?.id}`, 'evidence/0198b7a0-0000-7000-8000-000000000000'];
  const admin = await world.as('admin@aurora.example');
  const made = async (scope: string): Promise<Client> => new Client(world.base, (await admin.post<{ key: string }>(`companies/${world.aurora.id}/api-keys`, { name: scope, scopes: [scope] })).body.key);
  const statuses = async (client: Client): Promise<number[]> => Promise.all(paths.map(async (path) => (await client.get(`companies/${world.aurora.id}/${path}`)).status));
  for (const email of ['viewer@aurora.example', 'participant@aurora.example', 'operator@cockpit.example']) expect({ email, statuses: await statuses(await world.as(email)) }).toEqual({ email, statuses: [403, 403, 403, 403, 403] });
  for (const email of ['admin@aurora.example', 'reviewer@aurora.example']) expect({ email, statuses: await statuses(await world.as(email)) }).toEqual({ email, statuses: [200, 200, 200, 200, 404] });
  expect(await statuses(await made('evidence:read'))).toEqual([200, 200, 200, 200, 404]);
  for (const scope of ['metrics:read', 'reports:read', 'imports:write']) expect({ scope, statuses: await statuses(await made(scope)) }).toEqual({ scope, statuses: [403, 403, 403, 403, 403] });
});

test('the file holds every chosen line once, its preview tells the same, and who took it is in the audit', async () => {
  const chosen = { dimension: 'confidence', language: 'no' };
  const items = await all(chosen);
  const query = new URLSearchParams(chosen).toString();
  const { text, headers } = await analyst.get(`companies/${world.aurora.id}/evidence.csv?${query}`);
  expect(headers.get('content-type')).toContain('text/csv');
  const rows = text.trimEnd().split('\r\n');
  expect(rows[0]).toBe('id,date,programme,language,dimension,score,confidence,model,text,sha256');
  expect(rows.slice(1).map((row) => row.split(',')[0])).toEqual(items.map(({ id }) => id));
  const { body } = await analyst.get<{ count: number; columns: string[]; sample: string[][]; redactions: Record<string, number> }>(`companies/${world.aurora.id}/evidence/export-preview?${query}`);
  expect(body).toMatchObject({ count: items.length, columns: rows[0]?.split(','), redactions: {} });
  expect(body.sample.map(([id]) => id)).toEqual(items.slice(0, 5).map(({ id }) => id));
  const admin = await world.as('admin@aurora.example');
  const { body: audit } = await admin.get<{ items: { action: string; details: Record<string, unknown> }[] }>(`companies/${world.aurora.id}/audit?limit=500`);
  expect(audit.items.find(({ action, details }) => action === 'evidence.export' && details['language'] === 'no')?.details).toEqual({ dimension: 'confidence', language: 'no', sought: false });
});

test('a file longer than a page is whole', async () => {
  const admin = await world.as('admin@nordlys.example');
  await admin.importFile(world.nordlys.id, mentorshipCsv(lines('long', 620)), { fileName: 'long.csv' });
  await settled();
  const { total } = await look({ limit: 1 }, admin, world.nordlys);
  expect(total).toBeGreaterThan(600);
  const rows = (await admin.get(`companies/${world.nordlys.id}/evidence.csv`)).text.trimEnd().split('\r\n').slice(1);
  expect(new Set(rows.map((row) => row.split(',')[0])).size).toBe(total);
});

test('a cell that a spreadsheet would take for a formula is made harmless, and redactions are counted by kind', async () => {
  const admin = await world.as('admin@aurora.example');
  const hostile = ['=HYPERLINK("http://evil.example","I feel confident now")', '@SUM(1) I feel confident now', '+1 I feel much more confident now', '-I feel much more confident now', 'I feel much more confident now, write to anna@mail.example or +47 912 34 567'];
  const { id } = await admin.importFile(world.aurora.id, mentorshipCsv(hostile.map((feedback, index) => ({ id: `H-${index}`, participant: 'hostile@people.example', feedback, scheduled: '2026-05-04T10:00:00Z' }))), { fileName: 'hostile.csv' });
  await settled();
  // Whatever the screening holds back, a reviewer has let pass.
  await world.sql('update evidence_snippets set flagged = false');
  const texts = (await all({ period: '2026-05' })).map(({ text }) => text);
  expect(texts.filter((text) => /^[=+\-@]/.test(text)).length).toBeGreaterThanOrEqual(3);
  const { text } = await analyst.get(`companies/${world.aurora.id}/evidence.csv?period=2026-05`);
  expect([...text.matchAll(/confidence-[\w.]+,"?(.)/g)].map(([, first = '']) => first).filter((first) => '=+-@'.includes(first))).toEqual([]);
  expect(text).toContain(`'=HYPERLINK`);
  expect(text).not.toContain('anna@mail.example');
  const { body } = await analyst.get<{ redactions: Record<string, number> }>(`companies/${world.aurora.id}/evidence/export-preview?period=2026-05`);
  expect(body.redactions).toMatchObject({ email: expect.any(Number) as number, phone: expect.any(Number) as number });
  await admin.post(`companies/${world.aurora.id}/imports/${id}/undo`);
  await settled();
});

test('what was taken back is found no more, and nothing of its words is left', async () => {
  const admin = await world.as('admin@aurora.example');
  const { id } = await admin.importFile(world.aurora.id, mentorshipCsv([{ id: 'T-1', participant: 'taken@people.example', feedback: 'I feel confident with my trombone now.', scheduled: '2026-08-02T10:00:00Z' }]), { fileName: 'taken.csv' });
  await settled();
  const before = await world.sql<{ words: number; terms: number }>('select (select count(*)::int from evidence_words) as words, (select count(*)::int from evidence_terms) as terms');
  const found = await all({ q: 'trombones' });
  expect(found.length).toBeGreaterThan(0);
  await admin.post(`companies/${world.aurora.id}/imports/${id}/undo`);
  await settled();
  expect(await look({ q: 'trombone' })).toMatchObject({ items: [], total: 0 });
  const after = await world.sql<{ words: number; terms: number }>('select (select count(*)::int from evidence_words) as words, (select count(*)::int from evidence_terms) as terms');
  expect(after[0]?.words).toBe((before[0]?.words ?? 0) - found.length);
  expect(after[0]?.terms).toBeLessThan(before[0]?.terms ?? 0);
  await admin.post(`companies/${world.aurora.id}/imports/${id}/restore`);
  await settled();
  expect((await all({ q: 'trombone' })).map((item) => item.id)).toEqual(found.map((item) => item.id));
});

test('when a person’s key is destroyed, the person’s words are gone at once from every answer and from the search', async () => {
  const admin = await world.as('admin@aurora.example');
  await admin.importFile(world.aurora.id, mentorshipCsv([{ id: 'K-1', participant: 'forgotten@people.example', feedback: 'I feel confident with my bassoon now.', scheduled: '2026-08-02T10:00:00Z' }]), { fileName: 'forgotten.csv' });
  await settled();
  const before = await look({ q: 'bassoon' });
  const [one] = before.items;
  const [person] = await world.sql<{ person_id: string }>('select person_id from evidence_snippets where id = $1', [one?.id]);
  const actor = world.node.actors.get('profiles');
  // As the room that erases will: in the application's own role, under its policies.
  await actor?.job(world.aurora.id, 'test').step((tx) => tx.run('delete from pii.keys where tenant_id = $1 and person_id = $2', [tx.tenantId, person?.person_id ?? '']));
  expect(await look({ q: 'bassoon' })).toMatchObject({ items: [], total: 0 });
  expect((await all()).map(({ id }) => id)).not.toContain(one?.id);
  expect((await analyst.get(`companies/${world.aurora.id}/evidence/${one?.id}`)).status).toBe(404);
  expect(await world.sql('select 1 from evidence_snippets where person_id = $1', [person?.person_id])).toEqual([]);
  expect(await world.sql('select 1 from evidence_words where snippet_id = $1', [one?.id])).toEqual([]);
  expect(await world.sql('select 1 from evidence_terms where snippet_id = $1', [one?.id])).toEqual([]);
});

test('no clear word of what was said lies in the database outside the vault', async () => {
  const columns = await world.sql<{ place: string; name: string }>(
    `select quote_ident(table_schema) || '.' || quote_ident(table_name) as place, quote_ident(column_name) as name from information_schema.columns
     where table_schema in ('public', 'pii') and table_name <> 'model_versions' and data_type in ('text', 'json', 'jsonb', 'character varying', 'ARRAY', 'bytea')`);
  expect(columns.some(({ place, name }) => place === 'public.evidence_words' && name === 'terms')).toBe(true);
  for (const word of ['trombone', 'bassoon', 'saxophone', 'подруги', 'tryggere', 'bassoon'.slice(0, 6)]) {
    for (const { place, name } of columns) {
      const [found] = await world.sql<{ count: number }>(`select count(*)::int as count from ${place} where ${name}::text ilike $1 or ${name}::text ilike $2`, [`%${word}%`, `%${Buffer.from(word).toString('hex')}%`]);
      expect({ word, place, name, count: found?.count }).toEqual({ word, place, name, count: 0 });
    }
  }
});
