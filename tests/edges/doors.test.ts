// The doors: sign-in, sessions, tokens, cross-site writes, limits, methods, tags, keys that take effect once, and the live stream.
import { generateKeyPairSync } from 'node:crypto';
import { SignJWT, UnsecuredJWT } from 'jose';
import { manySessions, mentorshipCsv } from '../world/sessions.ts';
import { Stream } from '../world/stream.ts';
import { Client, openWorld, until, type World } from '../world/world.ts';

const password = 'a-long-test-password';
let world: World;
let now = Date.now();
beforeAll(async () => {
  world = await openWorld({ clock: { nowMs: () => now }, settings: { rateLimitFactor: 1 } });
});
afterAll(() => world.close());
// Time moves on by itself as in life, and by hand where a test needs it to.
beforeEach(() => { now = Math.max(now, Date.now()) + 61_000; });

test('sign-in answers a token and a cookie that a script cannot read; wrong words answer 401 whoever exists', async () => {
  const anyone = new Client(world.base);
  const good = await anyone.post<{ accessToken: string; expiresIn: number; user: { email: string } }>('auth/login', { email: 'Analyst@Aurora.example ', password });
  expect(good.status).toBe(200);
  expect(good.body).toMatchObject({ expiresIn: 900, user: { email: 'analyst@aurora.example' } });
  expect(good.headers.get('set-cookie')).toMatch(/^cockpit_session=.+HttpOnly; SameSite=Lax/);
  expect(JSON.stringify(good.body)).not.toContain('role');
  const wrong = await anyone.post('auth/login', { email: 'analyst@aurora.example', password: 'not it at all' });
  const nobody = await anyone.post('auth/login', { email: 'nobody@aurora.example', password: 'not it at all' });
  expect([wrong.status, nobody.status]).toEqual([401, 401]);
  expect(wrong.text).not.toContain('aurora');
});

test('ten failures lock the account for that address, even for the right password, until the quarter of an hour is over', async () => {
  const anyone = new Client(world.base);
  for (let round = 0; round < 10; round += 1) expect((await anyone.post('auth/login', { email: 'reviewer@nordlys.example', password: 'wrong-wrong-wrong' })).status).toBe(401);
  const locked = await anyone.post('auth/login', { email: 'reviewer@nordlys.example', password });
  expect(locked.status).toBe(429);
  expect(Number(locked.headers.get('retry-after'))).toBeGreaterThan(0);
  expect((await anyone.post('auth/login', { email: 'viewer@nordlys.example', password })).status).toBe(200);
  now += 16 * 60_000;
  expect((await anyone.post('auth/login', { email: 'reviewer@nordlys.example', password })).status).toBe(200);
});

test('sixty wrong tries at once get no further than ten', async () => {
  const anyone = new Client(world.base);
  const answers = await Promise.all(Array.from({ length: 60 }, () => anyone.post('auth/login', { email: 'analyst@nordlys.example', password: 'wrong-wrong-wrong' })));
  expect(answers.filter(({ status }) => status === 401)).toHaveLength(10);
  expect(answers.filter(({ status }) => status === 429)).toHaveLength(50);
});

test('thirty right tries at once all sign in', async () => {
  const anyone = new Client(world.base);
  const answers = await Promise.all(Array.from({ length: 30 }, () => anyone.post('auth/login', { email: 'participant@nordlys.example', password })));
  expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 30 }, () => 200));
});

test('forged and stale tokens are refused', async () => {
  const { body } = await new Client(world.base).post<{ accessToken: string; user: { id: string } }>('auth/login', { email: 'viewer@aurora.example', password });
  const [header = '', claims = '', signature = ''] = body.accessToken.split('.');
  const payload = JSON.parse(Buffer.from(claims, 'base64url').toString()) as Record<string, unknown>;
  const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const foreign = generateKeyPairSync('ed25519').privateKey;
  const forged = [
    new UnsecuredJWT(payload).encode(),
    `${encode({ alg: 'none', typ: 'at+jwt' })}.${claims}.`,
    `${encode({ alg: 'nOnE', typ: 'at+jwt' })}.${claims}.`,
    await new SignJWT(payload).setProtectedHeader({ alg: 'HS256', typ: 'at+jwt', kid: 'access-token-1' }).sign(Buffer.from('public key as secret')),
    await new SignJWT(payload).setProtectedHeader({ alg: 'EdDSA', typ: 'at+jwt', kid: 'access-token-1' }).sign(foreign),
    await new SignJWT(payload).setProtectedHeader({ alg: 'EdDSA', typ: 'at+jwt', kid: '../../keys' }).sign(foreign),
    `${header}.${encode({ ...payload, sub: '01900000-0000-7000-8000-000000000000' })}.${signature}`,
    `${header}.${claims}.${signature.slice(0, -3)}AAA`,
    `${header}.${claims}.`, 'x', 'a.b.c', `${header}.${claims}.${'A'.repeat(86)}`,
  ];
  for (const token of forged) expect({ token, status: (await new Client(world.base, token).get('me')).status }).toEqual({ token, status: 401 });
  expect((await new Client(world.base, body.accessToken).get('me')).status).toBe(200);
  now += 901_000;
  expect((await new Client(world.base, body.accessToken).get('me')).status).toBe(401);
});

test('a session that was signed out is refused at once, by token and by cookie', async () => {
  const { body, headers } = await new Client(world.base).post<{ accessToken: string }>('auth/login', { email: 'viewer@aurora.example', password });
  const cookie = headers.get('set-cookie')?.split(';')[0] ?? '';
  const client = new Client(world.base, body.accessToken);
  expect((await new Client(world.base).get('me', { cookie })).status).toBe(200);
  expect((await client.post('auth/logout')).status).toBe(204);
  expect((await client.get('me')).status).toBe(401);
  expect((await new Client(world.base).get('me', { cookie })).status).toBe(401);
});

test('an idle session ends after an hour, a busy one after twelve', async () => {
  const { headers } = await new Client(world.base).post('auth/login', { email: 'viewer@aurora.example', password });
  const cookie = headers.get('set-cookie')?.split(';')[0] ?? '';
  for (let hours = 0; hours < 10.5; hours += 0.75) {
    now += 45 * 60_000;
    expect((await new Client(world.base).get('me', { cookie })).status).toBe(200);
  }
  now += 61 * 60_000;
  expect((await new Client(world.base).get('me', { cookie })).status).toBe(401);
});

test('a write by cookie needs our own page behind it', async () => {
  const { headers } = await new Client(world.base).post('auth/login', { email: 'admin@aurora.example', password });
  const cookie = headers.get('set-cookie')?.split(';')[0] ?? '';
  const host = new URL(world.base).host;
  const post = async (extra: Record<string, string>): Promise<number> => (await new Client(world.base).post(`companies/${world.aurora.id}/audit/verify`, {}, { cookie, ...extra })).status;
  expect(await post({})).toBe(403);
  expect(await post({ 'sec-fetch-site': 'cross-site' })).toBe(403);
  expect(await post({ 'sec-fetch-site': 'same-site' })).toBe(403);
  expect(await post({ origin: 'https://evil.example' })).toBe(403);
  expect(await post({ origin: `http://${host}.evil.example` })).toBe(403);
  expect(await post({ origin: `http://${host}` })).toBe(200);
  expect(await post({ 'sec-fetch-site': 'same-origin' })).toBe(200);
});

test('a request too many answers 429 and says when to come again', async () => {
  const client = await world.as('analyst@nordlys.example');
  let last = await client.get('me');
  for (let count = 0; count < 300 && last.status === 200; count += 1) last = await client.get('me');
  expect(last.status).toBe(429);
  expect(Number(last.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(last.headers.get('ratelimit')).toMatch(/"general";r=0/);
});

test('errors are problem+json of the catalogue, with a correlation id that is kept only when it is one', async () => {
  const client = await world.as('admin@aurora.example');
  const kept = await client.get(`companies/${world.aurora.id}/metrics?period=nonsense`, { 'x-correlation-id': 'abc.DEF-1_2' });
  expect(kept.status).toBe(422);
  expect(kept.headers.get('content-type')).toContain('application/problem+json');
  expect(kept.body).toMatchObject({ type: 'urn:cockpit:error:invalid', status: 422, correlationId: 'abc.DEF-1_2', errors: [{ field: 'period' }] });
  const replaced = await client.get('me', { 'x-correlation-id': 'no spaces <here>' });
  expect(replaced.headers.get('x-correlation-id')).toMatch(/^[0-9a-f-]{36}$/);
  expect((await client.send('POST', `companies/${world.aurora.id}/audit/verify`, '{"broken', { 'content-type': 'application/json' })).status).toBe(400);
  expect((await client.send('POST', `companies/${world.aurora.id}/audit/verify`, '{}', { 'content-type': 'text/plain' })).status).toBe(415);
  expect((await client.get(`companies/${world.aurora.id}/metrics?period=2026&cohort=unit:x`)).status).toBe(422);
  expect((await client.get(`companies/${world.aurora.id}/imports?limit=501`)).status).toBe(422);
  expect((await client.get(`companies/${world.aurora.id}/imports?after=bm90LW91cnM`)).status).toBe(422);
});

test('input at the edges of what can be stored answers 4xx, quickly', async () => {
  const client = await world.as('admin@aurora.example');
  const company = `companies/${world.aurora.id}`;
  const { body } = await client.get<{ items: { id: string }[] }>(`${company}/metrics?period=2026`);
  for (const address of [
    `${company}/metrics/series?metric=participants&from=0000-01&to=9999-12`, `${company}/metrics/series?metric=participants&from=9999-12&to=9999-12`, `${company}/lineage/${body.items[0]?.id}?revision=999999999999`,
    `${company}/lineage/${body.items[0]?.id}?after=${Buffer.from('c1:["2026-99-99","a",1]').toString('base64url')}`, `${company}/imports/01900000-0000-7000-8000-000000000001/lines/99999999999`,
  ]) {
    const { status } = await client.get(address);
    expect({ address, ok: status < 500 }).toEqual({ address, ok: true });
  }
  const nul = await (await world.operator()).post('companies', { name: 'N\u0000l', country: 'NO', currency: 'NOK', timeZone: 'Europe/Oslo' });
  expect(nul.status).toBe(422);
});

test('HEAD answers where GET does, another method 405 with Allow, an unknown path 404', async () => {
  const client = await world.as('admin@aurora.example');
  expect((await client.send('HEAD', 'me')).status).toBe(200);
  const wrong = await client.send('DELETE', 'me');
  expect([wrong.status, wrong.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
  expect((await client.get('nothing/here')).status).toBe(404);
  expect((await client.get('/api/v2/me')).status).toBe(404);
  expect((await client.get('/health')).status).toBe(200);
});

test('an answer that has not changed is a 304', async () => {
  const client = await world.as('admin@aurora.example');
  const address = `companies/${world.aurora.id}/metrics?period=2025`;
  const first = await client.get(address);
  const tag = first.headers.get('etag') ?? '';
  expect(tag).toMatch(/^"[\w-]{27}"$/);
  expect((await client.get(address, { 'if-none-match': tag, 'cache-control': 'max-age=0' })).status).toBe(304);
});

test('security headers stand on every answer', async () => {
  for (const address of ['/health', '/api/openapi.json', '/api/v1/me', '/nowhere']) {
    const { headers } = await new Client(world.base).get(address);
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(headers.get('content-security-policy')).not.toContain('unsafe');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-frame-options')).toBe('DENY');
  }
});

test('a key makes a creation take effect once, also for eight at the same time; another body with it is refused', async () => {
  const operator = await world.operator();
  const body = { name: 'Once AS', country: 'NO', currency: 'NOK', timeZone: 'Europe/Oslo' };
  const answers = await Promise.all(Array.from({ length: 8 }, () => operator.post<{ id: string }>('companies', body, { 'idempotency-key': 'make-once' })));
  const made = answers.filter((answer) => answer.status === 201);
  expect(answers.map((answer) => answer.status).filter((status) => ![201, 409].includes(status))).toEqual([]);
  expect(new Set(made.map((answer) => answer.text)).size).toBe(1);
  expect((await operator.post('companies', body, { 'idempotency-key': 'make-once' })).text).toBe(made[0]?.text);
  expect((await operator.post('companies', { ...body, name: 'Twice AS' }, { 'idempotency-key': 'make-once' })).status).toBe(422);
  const { body: list } = await operator.get<{ items: { name: string }[] }>('companies');
  expect(list.items.filter((item) => item.name.endsWith(' AS'))).toHaveLength(1);
});

test('a stream resumes where it stopped, event by event, and says reset for a place that is not its own', async () => {
  const admin = await world.as('admin@aurora.example');
  const first = new Stream(world.base, world.aurora.id, admin.token ?? '');
  await first.opened;
  await admin.importFile(world.aurora.id, mentorshipCsv(manySessions(4, { prefix: 'S1' })));
  await until(async () => (first.events.some((event) => event.event === 'metrics') ? true : undefined));
  const seen = first.events.length;
  const place = first.events[0]?.id ?? '';
  first.close();
  await admin.importFile(world.aurora.id, mentorshipCsv(manySessions(4, { prefix: 'S2' })));
  await world.settled(world.aurora.id);
  const second = new Stream(world.base, world.aurora.id, admin.token ?? '', place);
  await until(async () => (second.events.length >= seen ? true : undefined));
  const numbers = second.events.map((event) => Number(event.id.split('.')[1]));
  expect(numbers).toEqual(numbers.map((_, index) => Number(place.split('.')[1]) + 1 + index));
  expect(second.events.slice(0, seen - 1)).toEqual(first.events.slice(1));
  second.close();
  for (const wrong of ['nonsense', 'other.3', `${place.split('.')[0]}.999999`]) {
    const reset = new Stream(world.base, world.aurora.id, admin.token ?? '', wrong);
    await until(async () => (reset.events.length > 0 ? true : undefined));
    expect(reset.events[0]?.event).toBe('reset');
    reset.close();
  }
});

test('a stream of a session that was signed out ends', async () => {
  const { body } = await new Client(world.base).post<{ accessToken: string }>('auth/login', { email: 'viewer@aurora.example', password });
  const stream = new Stream(world.base, world.aurora.id, body.accessToken);
  await stream.opened;
  await new Client(world.base, body.accessToken).post('auth/logout');
  await stream.ended;
});

test('a viewer is not told of imports', async () => {
  const viewer = await world.as('viewer@aurora.example');
  const admin = await world.as('admin@aurora.example');
  const stream = new Stream(world.base, world.aurora.id, viewer.token ?? '');
  await stream.opened;
  await admin.importFile(world.aurora.id, mentorshipCsv(manySessions(4, { prefix: 'S3' })));
  await until(async () => (stream.events.some((event) => event.event === 'metrics') ? true : undefined));
  expect(stream.events.map((event) => event.event)).not.toContain('import');
  stream.close();
});

test('null in a field that may be left out is as if it were left out', async () => {
  const admin = await world.as('admin@aurora.example');
  const { status, text } = await admin.post(`companies/${world.aurora.id}/reports`, { template: 'quarterly', period: '2026-Q3', language: 'en', seed: null, programmes: null });
  expect({ status, text: status === 202 ? '' : text }).toEqual({ status: 202, text: '' });
});

test('a long answer comes packed to whoever takes it, under a tag of its own, and a tag that names a version stays as it is', async () => {
  const client = await world.as('admin@aurora.example');
  const address = `companies/${world.aurora.id}/overview?period=2026-Q3`;
  const plain = await client.get<object>(address, { 'accept-encoding': 'identity' });
  const packed = await client.get<object>(address, { 'accept-encoding': 'gzip' });
  expect([plain.headers.get('content-encoding'), packed.headers.get('content-encoding'), packed.headers.get('vary')]).toEqual([null, 'gzip', 'Accept-Encoding']);
  expect(packed.body).toEqual(plain.body);
  expect(packed.headers.get('etag')).not.toBe(plain.headers.get('etag'));
  expect((await client.get(address, { 'accept-encoding': 'gzip', 'if-none-match': packed.headers.get('etag') ?? '', 'cache-control': 'max-age=0' })).status).toBe(304);
  expect((await client.get(`companies/${world.aurora.id}/value-map`, { 'accept-encoding': 'gzip' })).headers.get('content-encoding')).toBeNull();
  for (const [accepted, encoding] of [['gzip;q=0.000', null], ['gzip; q=0', null], ['gzip ;q=0.0, identity', null], ['gzip;q=never', null], ['br, GZIP;q=0.5', 'gzip']]) {
    expect({ accepted, encoding: (await client.get(address, { 'accept-encoding': accepted ?? '' })).headers.get('content-encoding') }).toEqual({ accepted, encoding });
  }
});

test('the address alone leads whoever is signed in to their companies, and everybody else to the sign-in', async () => {
  const where = async (path: string, cookie = ''): Promise<[number, string | null]> => {
    const answer = await fetch(`${world.base}${path}`, { redirect: 'manual', headers: { 'accept-language': 'nb', ...(cookie ? { cookie } : {}) } });
    return [answer.status, answer.headers.get('location')];
  };
  const entered = await fetch(`${world.base}/api/v1/auth/login`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ email: 'viewer@aurora.example', password }) });
  const cookie = (entered.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  expect(await Promise.all([where('/'), where('/en'), where('/', cookie), where('/uk/', cookie), where('/', 'cockpit_session=worn-out')])).toEqual([
    [302, '/no/sign-in'], [302, '/en/sign-in'], [302, '/no/cockpit'], [302, '/uk/cockpit'], [302, '/no/sign-in'],
  ]);
});

// The last one: the door of this world stops with it.
test('a node that stops ends its streams at once and begins no other, so that nobody’s open page holds it up', async () => {
  const token = (await world.as('viewer@aurora.example')).token ?? '';
  const stream = new Stream(world.base, world.aurora.id, token);
  await stream.opened;
  await world.node.actors.get('gateway')?.stop();
  await stream.ended;
  const again = await fetch(`${world.base}/api/v1/companies/${world.aurora.id}/live`, { headers: { authorization: `Bearer ${token}` } });
  expect([again.status, again.headers.get('retry-after')]).toEqual([503, '2']);
});
