// What somebody must look at: flagged when it comes, by file or webhook; on the queue with a due time; seen nowhere else until it is
// decided; closed when its words change. In one company, and never in the other.
import { openWorld, until, type Answer, type Client, type World } from '../world/world.ts';
import { mentorshipCsv, type SessionLine } from '../world/sessions.ts';
import { Stream } from '../world/stream.ts';
import { send } from '../world/webhooks.ts';

interface Review {
  id: string; kind: string; rule: string; category: string; severity: string; text: string | null; found: { rule: string; start: number; end: number }[]; scores: { dimension: string; score: number; model: string }[];
  source: string; dueAt: string; raisedAt: string; state: string; note: string | null;
}
interface Page { items: Review[]; next: string | null }

let world: World;
let admin: Client;
let reviewer: Client;
const harm = 'I feel much more confident in interviews now. But he touched my leg and I asked him to stop, he said call me on +47 412 34 567.';
const crisis = 'We have nowhere to sleep tonight. I believe in myself and I am brave.';
const plain = 'I am confident now and not afraid to speak.';

const reviewsOf = async (client: Client, query = 'state=open', companyId = world.aurora.id): Promise<Review[]> => (await client.get<Page>(`companies/${companyId}/reviews?${query}`)).body.items;
const decide = (client: Client, id: string, body: Record<string, unknown>, companyId = world.aurora.id): Promise<Answer<Record<string, unknown>>> => client.post(`companies/${companyId}/reviews/${id}`, { note: 'Spoke with the coordinator.', ...body });

function evidence(companyId = world.aurora.id): ReturnType<NonNullable<ReturnType<World['node']['actors']['get']>>['job']> {
  const actor = world.node.actors.get('evidence');
  if (!actor) throw new Error('the world needs the evidence actor');
  return actor.job(companyId, 'test');
}

/** Every text that reports and walks may show. */
async function shown(): Promise<string[]> {
  await world.settled(world.aurora.id);
  const quotes = await Promise.all((['confidence', 'well_being', 'belonging', 'job_readiness', 'lang_level_proxy'] as const).map(async (dimension) =>
    (await evidence().ask('evidence.quotes', { dimension, from: '2026-01-01', to: '2026-12-31', programme: 'all', limit: 100 })).items));
  const { body } = await admin.get<{ items: { id: string; metric: string }[] }>(`companies/${world.aurora.id}/metrics?period=2026-Q3`);
  const walks = await Promise.all(body.items.filter(({ metric }) => metric === 'confidence').map(async ({ id }) =>
    (await admin.get<{ evidence: { text: string | null }[] }>(`companies/${world.aurora.id}/lineage/${id}`)).body.evidence));
  return [...quotes.flat().map(({ text }) => text), ...walks.flat().map(({ text }) => text ?? '')];
}

async function load(lines: readonly SessionLine[], fileName = 'sessions.csv'): Promise<string> {
  const done = await admin.importFile(world.aurora.id, mentorshipCsv(lines), { fileName });
  await world.settled(world.aurora.id);
  return done.id;
}

const line = (id: string, feedback: string, day = 10): SessionLine => ({ id, participant: `${id.toLowerCase()}@people.example`, feedback, scheduled: `2026-08-${day}T10:00:00Z`, rating: 4 });
const peers = Array.from({ length: 6 }, (_, index) => line(`PEER-${index}`, 'I dare to speak in meetings now and I believe in myself.', 11 + index));

beforeAll(async () => {
  world = await openWorld();
  admin = await world.as('admin@aurora.example');
  reviewer = await world.as('reviewer@aurora.example');
  await load(peers);
});
afterAll(() => world.close());

test('a text of a file that breaks a rule is on the queue with a due time, and no report and no walk shows a word of it', async () => {
  const before = Date.now();
  await load([line('HARM', harm), line('CRISIS', crisis), line('PLAIN', plain)], 'flagged.csv');
  const queue = await reviewsOf(reviewer);
  const [first] = queue;
  expect(queue.map((review) => [review.kind, review.category, review.severity, review.state, review.source].join(' ')).sort()).toEqual([
    'safety crisis high open kintell.session', 'safety harassment high open kintell.session',
  ]);
  expect(Date.parse(first?.dueAt ?? '') - Date.parse(first?.raisedAt ?? '')).toBe(24 * 3_600_000);
  expect(Date.parse(first?.raisedAt ?? '')).toBeGreaterThanOrEqual(before - 1000);
  expect((await shown()).filter((text) => text.includes('interviews') || text.includes('brave'))).toEqual([]);
  expect((await shown()).some((text) => text.includes('not afraid to speak'))).toBe(true);
});

test('a reviewer reads the text redacted, with what was found marked in it, and the scores; the operator reads no text', async () => {
  const review = (await reviewsOf(reviewer)).find(({ category }) => category === 'harassment');
  expect(review?.text).toContain('call me on [phone]');
  expect(review?.text).not.toContain('412');
  const marked = review?.found.map(({ rule, start, end }) => [rule, review.text?.slice(start, end)]);
  expect(marked).toContainEqual(['harassment.touch', expect.stringMatching(/^touched my leg/)]);
  expect(marked).toContainEqual(['contact-exchange.given', '[phone]']);
  expect(review?.scores.map(({ dimension }) => dimension)).toContain('confidence');
  const operator = await world.operator();
  const seen = (await reviewsOf(operator)).find(({ id }) => id === review?.id);
  expect([seen?.id, seen?.text, seen?.found, seen?.note]).toEqual([review?.id, null, [], null]);
});

test('flagged texts count in the figures: only their words are hidden', async () => {
  const { body } = await admin.get<{ items: { metric: string; n: number | null }[] }>(`companies/${world.aurora.id}/metrics?period=2026-Q3`);
  expect(body.items.find(({ metric }) => metric === 'confidence')?.n).toBe(9);
});

test('who may decide: reviewers and admins; analysts read; others are refused, and another company finds nothing', async () => {
  const [review] = await reviewsOf(reviewer);
  const id = review?.id ?? '';
  const analyst = await world.as('analyst@aurora.example');
  expect((await reviewsOf(analyst)).map((item) => item.id)).toContain(id);
  expect((await decide(analyst, id, { decision: 'reject' })).status).toBe(403);
  for (const name of ['viewer', 'participant']) {
    const client = await world.as(`${name}@aurora.example`);
    expect((await client.get(`companies/${world.aurora.id}/reviews`)).status).toBe(403);
    expect((await decide(client, id, { decision: 'reject' })).status).toBe(403);
  }
  const stranger = await world.as('reviewer@nordlys.example');
  expect(await reviewsOf(stranger, 'state=open', world.nordlys.id)).toEqual([]);
  expect((await decide(stranger, id, { decision: 'reject' }, world.nordlys.id)).status).toBe(404);
  expect((await stranger.get(`companies/${world.nordlys.id}/reviews/${id}`)).status).toBe(404);
  expect((await stranger.get(`companies/${world.aurora.id}/reviews`)).status).toBe(404);
});

test('a decision needs a note, scores stand with correct alone, and only of dimensions that the text was scored for', async () => {
  const [review] = await reviewsOf(reviewer);
  const id = review?.id ?? '';
  const refused = async (body: Record<string, unknown>): Promise<unknown> => { const { status, body: answer } = await decide(reviewer, id, body); return [status, (answer as { errors?: { field: string }[] }).errors?.[0]?.field]; };
  expect(await refused({ decision: 'reject', note: '' })).toEqual([422, 'note']);
  expect(await refused({ decision: 'forget' })).toEqual([422, 'decision']);
  expect(await refused({ decision: 'correct' })).toEqual([422, 'scores']);
  expect(await refused({ decision: 'reject', scores: [{ dimension: 'confidence', score: 0.5 }] })).toEqual([422, 'scores']);
  expect(await refused({ decision: 'correct', scores: [{ dimension: 'confidence', score: 1.5 }] })).toEqual([422, expect.stringContaining('scores')]);
  expect((await reviewsOf(reviewer)).map((item) => item.id)).toContain(id);
});

test('a lifted flag shows its snippet within moments, is told live to those who may read it, is audited, and cannot be decided again', async () => {
  const review = (await reviewsOf(reviewer)).find(({ category }) => category === 'crisis');
  const streams = await Promise.all(['reviewer', 'viewer'].map(async (name) => {
    const stream = new Stream(world.base, world.aurora.id, (await world.as(`${name}@aurora.example`)).token ?? '');
    await stream.opened;
    return stream;
  }));
  const done = await decide(reviewer, review?.id ?? '', { decision: 'reject', note: 'Ring Olena on 412 34 567: all is well.' });
  expect([done.status, done.body['state']]).toEqual([200, 'rejected']);
  expect((await shown()).some((text) => text.includes('brave'))).toBe(true);
  expect((await decide(reviewer, review?.id ?? '', { decision: 'approve' })).status).toBe(409);
  const told = await until(() => Promise.resolve(streams[0]?.events.find(({ event }) => event === 'flag')));
  expect(JSON.parse(told.data)).toEqual({ id: review?.id, category: 'crisis', severity: 'high', state: 'rejected' });
  expect(streams[1]?.events.filter(({ event }) => event === 'flag')).toEqual([]);
  for (const stream of streams) { stream.close(); await stream.ended; }
  const { body } = await admin.get<{ items: { action: string; objectId: string; details: Record<string, unknown> }[] }>(`companies/${world.aurora.id}/audit?limit=500`);
  expect(body.items.filter(({ action, objectId }) => action === 'reviews.decide' && objectId === review?.id).map(({ details }) => details)).toEqual([{ decision: 'reject', kind: 'safety', rule: 'crisis.legal', severity: 'high' }]);
  expect((await reviewsOf(reviewer, 'state=rejected')).map(({ note }) => note)).toEqual(['Ring Olena on 412 34 567: all is well.']);
  expect(await world.sql(`select 1 from reviews where note is not null and encode(note, 'escape') like '%Olena%'`)).toEqual([]);
});

test('a corrected text closes its flag and is screened anew; undoing the correction brings the flag and its hiding back', async () => {
  const [before] = (await reviewsOf(reviewer)).filter(({ category }) => category === 'harassment');
  const correction = await load([line('HARM', plain)], 'correction.csv');
  expect(await reviewsOf(reviewer)).toEqual([]);
  expect((await reviewsOf(reviewer, 'state=superseded')).map(({ id }) => id)).toEqual([before?.id]);
  expect((await decide(reviewer, before?.id ?? '', { decision: 'approve' })).status).toBe(409);
  const again = await load([line('HARM', 'I am brave and confident. She told me she wants to end her life.')], 'again.csv');
  expect((await reviewsOf(reviewer)).map(({ rule, severity }) => [rule, severity])).toEqual([['self-harm.suicide', 'critical']]);
  for (const id of [again, correction]) await admin.post(`companies/${world.aurora.id}/imports/${id}/undo`);
  await world.settled(world.aurora.id);
  expect((await reviewsOf(reviewer)).map(({ id, state }) => [id, state])).toEqual([[before?.id, 'open']]);
  expect((await shown()).filter((text) => text.includes('interviews'))).toEqual([]);
});

test('a person’s scores stand in place of the model’s, also when the row is told again; the text stays hidden', async () => {
  const [review] = await reviewsOf(reviewer);
  const mean = async (): Promise<number> => { await world.settled(world.aurora.id); return (await admin.get<{ items: { metric: string; value: number }[] }>(`companies/${world.aurora.id}/metrics?period=2026-Q3`)).body.items.find(({ metric }) => metric === 'confidence')?.value ?? 0; };
  const model = review?.scores.find(({ dimension }) => dimension === 'confidence')?.score ?? 0;
  const before = await mean();
  expect((await decide(admin, review?.id ?? '', { decision: 'correct', scores: [{ dimension: 'lang_level_proxy', score: 0.1 }] })).status).toBe(422);
  expect((await decide(admin, review?.id ?? '', { decision: 'correct', scores: [{ dimension: 'confidence', score: 0.1 }] })).status).toBe(200);
  expect(await mean()).toBeCloseTo(before + (0.1 - model) / 9, 5);
  await load([{ ...line('HARM', harm), minutes: 90 }], 'longer.csv');
  expect(await mean()).toBeCloseTo(before + (0.1 - model) / 9, 5);
  expect((await reviewsOf(reviewer, 'state=corrected')).map(({ scores }) => scores.find(({ dimension }) => dimension === 'confidence'))).toMatchObject([{ score: 0.1, model: 'review' }]);
  expect((await shown()).filter((text) => text.includes('interviews'))).toEqual([]);
});

test('what volunteers and coordinators write is screened too, by webhook as by file: ratings, check-ins, feedback', async () => {
  const { body: source } = await admin.post<{ id: string; url: string; secret: string }>(`companies/${world.aurora.id}/webhook-sources`, { provider: 'kintell' });
  const told = await send(`${world.base}/api/v1/webhooks/${source.id}/rating`, source.secret, 'rating-1', { sessionId: 'PLAIN', rating: 2, ratedAt: '2026-08-11T10:00:00Z', ratedBy: 'volunteer', feedbackText: 'Her husband hits her and she is afraid to go home.' });
  expect(told.status).toBe(202);
  await send(`${world.base}/api/v1/webhooks/${source.id}/rating`, source.secret, 'rating-1', { sessionId: 'PLAIN', rating: 2, ratedAt: '2026-08-11T10:00:00Z', ratedBy: 'volunteer', feedbackText: 'Her husband hits her and she is afraid to go home.' });
  await admin.importFile(world.aurora.id, 'match_id,participant_email,buddy_email,matched_at\nM-1,b1@people.example,v1@aurora.example,2026-08-01\n', { kind: 'buddy-matches', fileName: 'matches.csv' });
  await admin.importFile(world.aurora.id, 'match_id,checkin_date,mood,notes\nM-1,2026-08-12,difficult,Вона каже що не хоче більше жити\n', { kind: 'buddy-checkins', fileName: 'checkins.csv' });
  await admin.importFile(world.aurora.id, 'match_id,submitted_at,from_role,rating,feedback_text\nM-1,2026-08-13,buddy,3,Sjefen hans tok passet og betaler ikke lønn\n', { kind: 'buddy-feedback', fileName: 'feedback.csv' });
  await until(async () => ((await reviewsOf(reviewer)).length === 3 ? true : undefined));
  expect((await reviewsOf(reviewer)).map((item) => [item.severity, item.category, item.source, item.scores.length].join(' ')).sort()).toEqual([
    'critical harassment kintell.rating 0', 'critical self_harm buddy.checkin 0', 'high exploitation buddy.feedback 0',
  ]);
  const due = (await reviewsOf(reviewer)).map(({ dueAt }) => dueAt);
  expect(due).toEqual([...due].sort());
});

test('the queue comes in pages', async () => {
  const all = await reviewsOf(reviewer, 'limit=500');
  const paged: Review[] = [];
  for (let next: string | null = ''; next !== null;) {
    const { body }: { body: Page } = await reviewer.get<Page>(`companies/${world.aurora.id}/reviews?limit=2${next ? `&after=${next}` : ''}`);
    paged.push(...body.items);
    next = body.next;
  }
  expect(paged).toEqual(all);
  expect((await reviewer.get(`companies/${world.aurora.id}/reviews?after=nonsense`)).status).toBe(422);
});

test('events that come again, late and in another order change nothing, and a decision made before its snippet holds', async () => {
  const texts = (await shown()).sort();
  const states = (await reviewsOf(reviewer, 'limit=500')).map(({ id, state }) => [id, state]);
  // What evidence had written is gone, as if it heard of every row only now, after all was decided.
  await world.sql('delete from evidence_snippets');
  await world.sql('delete from outcome_scores');
  await world.sql(`delete from inbox where consumer in ('safety', 'reviews', 'evidence')`);
  await world.sql(`update outbox set sent_at = null, next_at = now() where type like 'kintell.%' or type like 'buddy.%' or type like 'safety.%'`);
  await world.settled(world.aurora.id);
  expect((await reviewsOf(reviewer, 'limit=500')).map(({ id, state }) => [id, state])).toEqual(states);
  expect((await shown()).sort()).toEqual(texts);
});

test('no table outside the vault holds a word of what was flagged', async () => {
  const columns = await world.sql<{ place: string; name: string }>(`select quote_ident(table_schema) || '.' || quote_ident(table_name) as place, quote_ident(column_name) as name from information_schema.columns
    where table_schema = 'public' and data_type in ('text', 'jsonb', 'character varying', 'ARRAY')`);
  for (const canary of ['touched my leg', 'nowhere to sleep', 'husband hits', '412 34 567', 'Olena']) {
    for (const { place, name } of columns) {
      const [found] = await world.sql<{ count: number }>(`select count(*)::int as count from ${place} where ${name}::text ilike $1`, [`%${canary}%`]);
      expect({ canary, place, name, count: found?.count }).toEqual({ canary, place, name, count: 0 });
    }
  }
});

test('trying a text tells its language, scores with the words that made them, flags and what would be kept, and keeps nothing', async () => {
  const { status, body } = await reviewer.post<{ language: string; scores: { dimension: string; contributions: { token: string; weight: number }[] }[]; flags: unknown[]; redacted: string }>(
    `companies/${world.aurora.id}/q2q/preview`, { text: 'Jeg er tryggere på meg selv nå og tør å snakke. Ring meg på 412 34 567.' });
  expect(status).toBe(200);
  expect([body.language, body.flags, body.redacted]).toEqual(['no', [{ rule: 'contact-exchange.sought', severity: 'medium' }, { rule: 'contact-exchange.given', severity: 'medium' }], 'Jeg er tryggere på meg selv nå og tør å snakke. Ring meg på [phone].']);
  expect(body.scores.find(({ dimension }) => dimension === 'confidence')?.contributions.length).toBeGreaterThan(0);
  expect((await reviewer.post(`companies/${world.aurora.id}/q2q/preview`, { text: 'The bus was late.' })).body['flags']).toEqual([]);
  expect((await reviewer.post(`companies/${world.aurora.id}/q2q/preview`, { text: '  ' })).status).toBe(422);
  expect((await (await world.as('viewer@aurora.example')).post(`companies/${world.aurora.id}/q2q/preview`, { text: 'Hello' })).status).toBe(403);
});

test('a label is screened by the written rules alone, a sentence of the same words by what was learnt as well', async () => {
  const before = (await reviewsOf(reviewer)).map(({ id }) => id);
  const said = 'Every evening he stands by the bus stop and waits until I come out';
  const row = (id: string, feedback: string, focus: string): string => `${id},${id.toLowerCase()}@people.example,m1@aurora.example,2026-08-21T10:00:00Z,2026-08-21T11:00:00Z,60,${feedback},${focus}`;
  const rows = [row('LABEL', 'I dare to speak at the counter and I believe in myself.', said), row('SENTENCE', said, 'Interviews'), row('CALL', 'I dare to ask in the shop and I trust myself.', 'Call me on +47 412 34 567')];
  await admin.importFile(world.aurora.id, `session_id,participant_email,mentor_email,scheduled_at,completed_at,duration_minutes,feedback_text,focus_area\n${rows.join('\n')}`, { fileName: 'labels.csv' });
  const texts = await shown();
  const raised = (await reviewsOf(reviewer)).filter(({ id }) => !before.includes(id));
  expect(raised.map(({ rule }) => rule).sort()).toEqual(['contact-exchange.sought', 'learnt.harassment']);
  expect([texts.some((text) => text.includes('at the counter')), texts.some((text) => text.includes('in the shop')), texts.some((text) => text.includes('bus stop'))]).toEqual([true, false, false]);
});

test('a newer policy is applied to the words that lie, once: it raises what was let pass, and leaves what somebody decided', async () => {
  const screenAnew = async (): Promise<number> => (await evidence().ask('safety.screenAnew', {}, { timeoutMs: 60_000 })).rows;
  const grave = 'I told my mentor that I want to kill myself.';
  await load([line('PASSED', grave, 20), line('DECIDED', `${grave} Nobody knows.`, 21)], 'passed.csv');
  const reviews = async (): Promise<Map<string, string>> =>
    new Map((await world.sql<{ source_key: string; id: string }>(`select source_key, id from reviews where tenant_id = $1 and source_key in ('PASSED', 'DECIDED')`, [world.aurora.id])).map(({ source_key: key, id }) => [key, id]));
  const [passed = '', decided = ''] = await reviews().then((found) => [found.get('PASSED'), found.get('DECIDED')]);
  expect((await decide(reviewer, decided, { decision: 'reject' })).status).toBe(200);
  expect(await screenAnew()).toBe(0);
  // As if a policy of another name had found nothing in the one.
  for (const table of ['safety_flags', 'safety_rows', 'reviews']) await world.sql(`delete from ${table} where tenant_id = $1 and source_key = 'PASSED'`, [world.aurora.id]);
  await world.sql(`update safety_screenings set policy = 'earlier' where tenant_id = $1`, [world.aurora.id]);
  expect((await reviewsOf(reviewer, 'state=open&limit=500')).map(({ id }) => id)).not.toContain(passed);
  expect(await screenAnew()).toBeGreaterThan(1);
  const raised = await until(async () => (await reviews()).get('PASSED'));
  const open = await reviewsOf(reviewer, 'state=open&limit=500');
  expect(open.find(({ id }) => id === raised)).toMatchObject({ category: 'self_harm', severity: 'critical', source: 'kintell.session' });
  expect(open.map(({ id }) => id)).not.toContain(decided);
  expect((await reviewsOf(reviewer, 'state=rejected&limit=500')).map(({ id }) => id)).toContain(decided);
  expect(await screenAnew()).toBe(0);
});
