// Signed webhooks: each is kept once, answered once, applied once, whatever order, number or shape it comes in.
import { isSigned, keyOfSecret, signBody } from '../../services/webhooks/signature.ts';
import { openWorld, until, type Client, type World } from '../world/world.ts';
import { mentorshipCsv } from '../world/sessions.ts';
import { post, send, sign } from '../world/webhooks.ts';

let world: World;
let admin: Client;
let source: { id: string; url: string; secret: string; provider: string };
let address: (kind: string) => string;
const session = (sessionId: string, more: Record<string, unknown> = {}): Record<string, unknown> => ({
  sessionId, sessionType: 'mentorship', participantEmail: 'wp1@people.example', volunteerEmail: 'wm1@aurora.example', scheduledAt: '2026-08-10T10:00:00Z', completedAt: '2026-08-10T11:00:00Z', durationMinutes: 60, ...more,
});

beforeAll(async () => {
  world = await openWorld();
  admin = await world.as('admin@aurora.example');
  const made = await admin.post<typeof source>(`companies/${world.aurora.id}/webhook-sources`, { provider: 'kintell' });
  expect(made.status).toBe(201);
  source = made.body;
  address = (kind) => `${world.base}${source.url}/${kind}`;
});
afterAll(async () => { await world.close(); });

const rowOf = async (key: string): Promise<Record<string, unknown> | undefined> => (await world.sql(`select * from kintell_sessions where tenant_id = $1 and session_id = $2 and is_current`, [world.aurora.id, key]))[0];
const applied = (key: string): Promise<Record<string, unknown>> => until(() => rowOf(key));

test('the vector of Standard Webhooks', () => {
  const key = keyOfSecret('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw');
  const signed = { webhookId: 'msg_p5jXN8AQM9LWM0D4loKWxJek', timestamp: '1614265330', body: Buffer.from('{"test": 2432232314}') };
  expect(signBody(key, signed)).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=');
  expect(isSigned([key], { ...signed, signature: 'v1a,other v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=' }, 1_614_265_330_000)).toBe(true);
});

test('a session told by webhook becomes a row and a figure that walks back to its receipt', async () => {
  const sent = await send(address('session'), source.secret, 'evt-1', session('W-1', { rating: 4, feedbackText: 'I feel much more confident now.', unknownField: 'kept in the receipt' }));
  expect(sent).toEqual({ status: 202, body: { receiptId: expect.any(String), duplicate: false } });
  const row = await applied('W-1');
  expect(row).toMatchObject({ minutes: 60, status: 'completed', rating_micro: 750_000, receipt_id: sent.body.receiptId, import_id: null, told_by: 'webhook:session' });
  const id = await until(async () => {
    const { body } = await admin.get<{ items: { id: string; metric: string; value: number }[] }>(`companies/${world.aurora.id}/metrics?period=2026-08`);
    return body.items.find((item) => item.metric === 'sessions_completed' && item.value === 1)?.id;
  });
  const { body } = await admin.get<{ sources: { items: { key: string; importId: string | null; webhookId: string | null }[] } }>(`companies/${world.aurora.id}/lineage/${id}`);
  expect(body.sources.items).toEqual([expect.objectContaining({ key: 'W-1', importId: null, webhookId: sent.body.receiptId })]);
});

test('a repeated id gets the first answer and does nothing, also when it was refused', async () => {
  const first = await send(address('session'), source.secret, 'evt-2', session('W-2'));
  const again = await send(address('session'), source.secret, 'evt-2', session('W-2', { durationMinutes: 30 }));
  expect(again).toEqual({ status: 202, body: { receiptId: first.body.receiptId, duplicate: true } });
  expect((await applied('W-2'))['minutes']).toBe(60);
  const refused = await send(address('session'), source.secret, 'evt-3', { sessionId: 'W-3' });
  expect(refused.status).toBe(422);
  expect(refused.body.errors?.map(({ field }) => field).sort()).toEqual(['participantEmail', 'scheduledAt', 'sessionType', 'volunteerEmail'].sort());
  expect(refused.body.errors?.every(({ problem, remedy }) => problem !== '' && remedy !== '')).toBe(true);
  const mended = await send(address('session'), source.secret, 'evt-3', session('W-3'));
  expect({ ...mended, body: mended.body.errors }).toEqual({ ...refused, body: refused.body.errors });
  expect(await rowOf('W-3')).toBeUndefined();
});

test('of two messages about one session the later stands, also when the earlier is applied once more', async () => {
  const planned = await send(address('session'), source.secret, 'evt-planned', { ...session('W-LATER'), completedAt: undefined, durationMinutes: undefined, status: 'scheduled', focusArea: 'Interviews' });
  await applied('W-LATER');
  await send(address('session'), source.secret, 'evt-held', session('W-LATER', { status: 'completed' }));
  await until(async () => ((await rowOf('W-LATER'))?.['status'] === 'completed' ? true : undefined));
  const before = await rowOf('W-LATER');
  expect((await admin.post(`companies/${world.aurora.id}/webhook-sources/${source.id}/receipts/${planned.body.receiptId}/replay`)).status).toBe(202);
  await world.settled(world.aurora.id);
  expect(await rowOf('W-LATER')).toMatchObject({ status: 'completed', minutes: 60, fingerprint: before?.['fingerprint'] });
});

test('no flipped bit of id, time, signature or body is accepted, and 300 seconds are the limit', async () => {
  const body = JSON.stringify(session('W-FLIP'));
  const timestamp = Math.floor(Date.now() / 1000);
  const good = { id: 'evt-flip', timestamp: String(timestamp), signature: sign(source.secret, 'evt-flip', timestamp, body), body };
  const flipped = (text: string, bit: number): string => {
    const bytes = Buffer.from(text);
    bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    return bytes.toString('latin1');
  };
  const tries: (typeof good)[] = [];
  for (const part of ['id', 'timestamp', 'signature'] as const) {
    for (let bit = 0; bit < good[part].length * 8; bit += 1) {
      const text = flipped(good[part], bit);
      if (/^[\x21-\x7e]+$/.test(text)) tries.push({ ...good, [part]: text }); // others cannot travel in a header
    }
  }
  for (let bit = 0; bit < body.length * 8; bit += 37) tries.push({ ...good, body: flipped(body, bit) });
  const answers = await Promise.all(tries.map(async (envelope) => (await post(address('session'), { ...envelope, body: Buffer.from(envelope.body, 'latin1') })).status));
  expect(answers.length).toBeGreaterThan(400);
  expect(answers.filter((status) => status !== 401)).toEqual([]);
  expect(await world.sql(`select 1 from webhook_receipts where webhook_id like 'evt-flip%'`)).toEqual([]);
  const at = (skew: number): Promise<number> => send(address('session'), source.secret, `evt-skew${skew}`, session(`W-SKEW${skew}`), Math.floor(Date.now() / 1000) + skew).then(({ status }) => status);
  expect([await at(-299), await at(299), await at(-302), await at(302)]).toEqual([202, 202, 401, 401]);
  expect((await post(address('session'), good)).status).toBe(202);
});

test('the tolerance is 300 seconds exactly', () => {
  const key = keyOfSecret(source.secret);
  const body = Buffer.from('{}');
  const signed = { webhookId: 'x', timestamp: '1000000', body, signature: sign(source.secret, 'x', 1_000_000, body) };
  expect([1_000_300, 999_700, 1_000_301, 999_699].map((second) => isSigned([key], signed, second * 1000))).toEqual([true, true, false, false]);
});

test('unknown source, unknown kind, another type, too large, NUL', async () => {
  const at = async (url: string, value: unknown, headers: Record<string, string> = {}): Promise<number> => {
    const body = typeof value === 'string' ? value : JSON.stringify(value);
    const timestamp = Math.floor(Date.now() / 1000);
    return (await fetch(url, { method: 'POST', body, headers: { 'content-type': 'application/json', 'webhook-id': 'evt-odd', 'webhook-timestamp': String(timestamp), 'webhook-signature': sign(source.secret, 'evt-odd', timestamp, body), ...headers } })).status;
  };
  expect(await at(`${world.base}/api/v1/webhooks/01900000-0000-7000-8000-000000000000/session`, session('X'))).toBe(404);
  expect(await at(`${world.base}/api/v1/webhooks/none/session`, session('X'))).toBe(404);
  expect(await at(address('match'), session('X'))).toBe(404);
  expect(await at(address('session'), session('X'), { 'content-type': 'text/plain' })).toBe(415);
  expect(await at(address('session'), 'x'.repeat(300_000))).toBe(413);
  expect((await send(address('session'), source.secret, 'evt-nul', session('X', { feedbackText: 'a\0b' }))).status).toBe(422);
  expect((await send(address('session'), source.secret, 'evt-list', [1])).status).toBe(422);
  expect((await send(address('session'), source.secret, 'evt-zone', session('X', { scheduledAt: '2026-08-10T10:00:00' }))).body.errors?.map(({ field }) => field)).toEqual(['scheduledAt']);
});

test('after a rotation both secrets sign, for a day', async () => {
  const made = await admin.post<typeof source>(`companies/${world.aurora.id}/webhook-sources`, { provider: 'kintell' });
  const rotated = await admin.post<{ secret: string }>(`companies/${world.aurora.id}/webhook-sources/${made.body.id}/rotate`);
  const there = `${world.base}${made.body.url}/session`;
  expect((await send(there, made.body.secret, 'r-1', session('W-R1'))).status).toBe(202);
  expect((await send(there, rotated.body.secret, 'r-2', session('W-R2'))).status).toBe(202);
  await world.sql(`update webhook_sources set earlier_until = now() - interval '1 second' where id = $1`, [made.body.id]);
  await until(async () => ((await send(there, made.body.secret, `r-${Math.random()}`, session('W-R3'))).status === 401 ? true : undefined));
  expect((await send(there, rotated.body.secret, 'r-4', session('W-R4'))).status).toBe(202);
});

test('a rating waits for its session and is applied when it comes, whoever tells it', async () => {
  const rating = { sessionId: 'W-LATE', rating: 5, ratedAt: '2026-08-11T09:00:00Z', feedbackText: 'I dare to speak up at work.' };
  expect((await send(address('rating'), source.secret, 'rate-1', rating)).status).toBe(202);
  expect((await send(address('rating'), source.secret, 'rate-2', { ...rating, ratedBy: 'volunteer', rating: 3, feedbackText: 'Good talk.' })).status).toBe(202);
  const waiting = await until(async () => {
    const { body } = await admin.get<{ items: { waiting: boolean; webhookId: string }[] }>(`companies/${world.aurora.id}/webhook-sources/${source.id}/receipts`);
    const found = body.items.filter((item) => item.waiting).map((item) => item.webhookId).sort();
    return found.length === 2 ? found : undefined;
  });
  expect(waiting).toEqual(['rate-1', 'rate-2']);
  await admin.importFile(world.aurora.id, mentorshipCsv([{ id: 'W-LATE', minutes: 45, rating: '' }]));
  expect(await until(async () => { const row = await rowOf('W-LATE'); return row?.['rating_micro'] === null ? undefined : row; })).toMatchObject({ rating_micro: 1_000_000, minutes: 45, revision: 2 });
  expect(await world.sql(`select rating_micro from kintell_ratings where tenant_id = $1 and session_key = 'W-LATE' and is_current`, [world.aurora.id])).toEqual([{ rating_micro: 500_000 }]);
  expect(await world.sql('select 1 from pii.waiting_rows')).toEqual([]);
});

test('two bodies on one session that come together are two steps of it', async () => {
  await Promise.all([
    send(address('session'), source.secret, 'two-1', session('W-TWO', { feedbackText: 'I feel ready.' })),
    send(address('session'), source.secret, 'two-2', session('W-TWO', { rating: 3 })),
  ]);
  const row = await until(async () => { const found = await rowOf('W-TWO'); return found?.['rating_micro'] === null || found?.['text_id'] === null ? undefined : found; });
  expect(row).toMatchObject({ rating_micro: 500_000, revision: 2 });
});

test('an undone file leaves what a webhook told', async () => {
  const csv = mentorshipCsv([{ id: 'W-BOTH', participant: 'wp1@people.example', mentor: 'wm1@aurora.example', scheduled: '2026-08-10T10:00:00Z', completed: '2026-08-10T11:00:00Z', minutes: 60 }, { id: 'W-FILE' }]);
  const loaded = await admin.importFile(world.aurora.id, csv);
  await send(address('session'), source.secret, 'both-1', session('W-BOTH'));
  await until(async () => ((await world.sql(`select 1 from kintell_sessions where session_id = 'W-BOTH' and receipt_id is not null`)).length > 0 ? true : undefined));
  await admin.post(`companies/${world.aurora.id}/imports/${loaded.id}/undo`);
  expect(await until(async () => ((await rowOf('W-FILE')) ? undefined : true))).toBe(true);
  expect(await rowOf('W-BOTH')).toMatchObject({ minutes: 60 });
});

test('a receipt that is replayed is applied again, and one that was refused or is foreign cannot be', async () => {
  const sent = await send(address('session'), source.secret, 'again-1', session('W-AGAIN'));
  await applied('W-AGAIN');
  // Lost by a mistake of ours: the receipt still knows what was told.
  await world.sql('delete from kintell_sessions where tenant_id = $1 and session_id = $2', [world.aurora.id, 'W-AGAIN']);
  const replay = (client: Client, company: string, receipt: string): Promise<number> => client.post(`companies/${company}/webhook-sources/${source.id}/receipts/${receipt}/replay`).then(({ status }) => status);
  expect(await replay(admin, world.aurora.id, sent.body.receiptId ?? '')).toBe(202);
  expect(await applied('W-AGAIN')).toMatchObject({ minutes: 60, receipt_id: sent.body.receiptId });
  await replay(admin, world.aurora.id, sent.body.receiptId ?? '');
  await until(async () => ((await world.sql('select 1 from outbox where sent_at is null')).length === 0 ? true : undefined));
  expect(await rowOf('W-AGAIN')).toMatchObject({ revision: 1 });
  const { body } = await admin.get<{ items: { id: string; status: number }[] }>(`companies/${world.aurora.id}/webhook-sources/${source.id}/receipts`);
  expect(await replay(admin, world.aurora.id, body.items.find((item) => item.status === 422)?.id ?? '')).toBe(404);
  expect(await replay(await world.as('admin@nordlys.example'), world.nordlys.id, sent.body.receiptId ?? '')).toBe(404);
});

test('bodies lie sealed; another company sees nothing of a source', async () => {
  const raw = await world.sql<{ text: string }>(`select row_to_json(r)::text as text from webhook_receipts r union all select row_to_json(w)::text from webhook_sources w`);
  expect(raw.some(({ text }) => text.includes('wp1@people.example') || text.includes('confident') || text.includes(source.secret.slice(8, 30)))).toBe(false);
  const other = await world.as('admin@nordlys.example');
  expect((await other.get(`companies/${world.nordlys.id}/webhook-sources/${source.id}/receipts`)).status).toBe(404);
  expect((await other.post(`companies/${world.nordlys.id}/webhook-sources/${source.id}/rotate`)).status).toBe(404);
  const { body } = await admin.get<{ items: { id: string; receipts: number; lastReceiptAt: string | null }[] }>(`companies/${world.aurora.id}/webhook-sources`);
  expect(body.items.find((item) => item.id === source.id)).toMatchObject({ receipts: expect.any(Number), lastReceiptAt: expect.any(String) });
  expect(JSON.stringify(body)).not.toContain('whsec_');
});
