// API keys: each opens what its scopes name, of its own company, until it is revoked; it is shown once and kept nowhere.
import { keyScopes, type KeyScope } from '../../channels/vocabulary.ts';
import type { Access } from '../../mixins/broker/rights.ts';
import { manySessions, mentorshipCsv } from '../world/sessions.ts';
import { Stream } from '../world/stream.ts';
import { Client, openWorld, until, type World } from '../world/world.ts';

interface Made { id: string; key: string; prefix: string; scopes: KeyScope[] }
interface Listed { id: string; name: string; prefix: string; scopes: KeyScope[]; createdAt: string; lastUsedAt: string | null }
interface Operation { method: string; path: string; access: Access; scopes: KeyScope[]; body: boolean; query: string[] }

let world: World;
let admin: Client;
let operations: Operation[];
let shiftMs = 0;
beforeAll(async () => {
  world = await openWorld({ clock: { nowMs: () => Date.now() + shiftMs }, settings: { rateLimitFactor: 1 } });
  admin = await world.as('admin@aurora.example');
  const sentences = ['I feel much more confident now and speak up in meetings.', 'I am so much more sure of myself than before.', 'My confidence has grown a lot.'];
  await admin.importFile(world.aurora.id, mentorshipCsv(manySessions(60).map((line, index) => ({ ...line, feedback: sentences[index % 3] ?? '' }))));
  await world.settled(world.aurora.id);
  const { body } = await new Client(world.base).get<{ paths: Record<string, Record<string, { 'x-access': Access; 'x-scopes'?: KeyScope[]; requestBody?: unknown; parameters: { name: string; in: string }[] }>> }>('/api/openapi.json');
  operations = Object.entries(body.paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, operation]) => ({
    method: method.toUpperCase(), path, access: operation['x-access'], scopes: operation['x-scopes'] ?? [], body: operation.requestBody !== undefined,
    query: operation.parameters.filter((parameter) => parameter.in === 'query').map(({ name }) => name),
  })));
});
afterAll(() => world.close());
// Limits are the real ones: each test begins a minute of its own.
beforeEach(async () => {
  shiftMs += 61_000;
  admin = await world.as('admin@aurora.example');
});

const keysAt = (company = world.aurora): string => `companies/${company.id}/api-keys`;
async function makeKey(...scopes: KeyScope[]): Promise<Made & { client: Client }> {
  const { status, body, text } = await admin.post<Made>(keysAt(), { name: scopes.join(' '), scopes });
  if (status !== 201) throw new Error(text);
  return { ...body, client: new Client(world.base, body.key) };
}
const here = (rest = ''): string => `companies/${world.aurora.id}${rest}`;

function attempt(client: Client, { method, path, body, query }: Operation, companyId: string, id = '01900000-0000-7000-8000-00000000dead'): Promise<{ status: number; text: string }> {
  const values: Record<string, string> = { period: '2026-Q3', metric: 'participants', from: '2026-07', to: '2026-09', kind: 'kintell-mentorship', mode: 'preview' };
  const search = query.filter((name) => values[name]).map((name) => `${name}=${values[name]}`).join('&');
  const address = `${path.replace('{companyId}', companyId).replace('{kind}', 'kintell-mentorship').replace('{line}', '2').replaceAll(/\{\w+\}/g, id)}${search === '' ? '' : `?${search}`}`;
  if (path.endsWith('/imports') && method === 'POST') return client.send(method, address, mentorshipCsv([]), { 'content-type': 'text/csv' });
  return client.send(method, address, body ? {} : undefined);
}

test('a key is shown once; the list tells it by its prefix, its scopes and its last use', async () => {
  const made = await makeKey('metrics:read', 'evidence:read');
  expect(made.key).toMatch(/^ck_[\w-]{43}$/);
  expect(made.key.startsWith(made.prefix)).toBe(true);
  expect(made.prefix).toHaveLength(11);
  const find = async (): Promise<Listed | undefined> => (await admin.get<{ items: Listed[] }>(`${keysAt()}?limit=500`)).body.items.find(({ id }) => id === made.id);
  expect(await find()).toEqual({ id: made.id, name: 'metrics:read evidence:read', prefix: made.prefix, scopes: ['metrics:read', 'evidence:read'], createdAt: expect.stringMatching(/Z$/) as string, lastUsedAt: null });
  expect((await admin.get(keysAt())).text).not.toContain(made.key);
  expect((await made.client.get(here())).status).toBe(200);
  const first = (await find())?.lastUsedAt ?? '';
  expect(Date.parse(first)).toBeGreaterThan(0);
  shiftMs += 10_000;
  await made.client.get(here());
  expect((await find())?.lastUsedAt).toBe(first);
  shiftMs += 61_000;
  await made.client.get(here());
  expect(Date.parse((await find())?.lastUsedAt ?? '')).toBeGreaterThan(Date.parse(first) + 60_000);
  // The other company sees neither the key nor that there is one.
  const stranger = await world.as('admin@nordlys.example');
  expect((await stranger.get<{ items: Listed[] }>(keysAt(world.nordlys))).body.items).toEqual([]);
  expect((await stranger.send('DELETE', `${keysAt(world.nordlys)}/${made.id}`)).status).toBe(404);
  expect((await made.client.get(here())).status).toBe(200);
});

test('what is no key is not made', async () => {
  for (const wrong of [{ name: 'x', scopes: [] }, { name: 'x', scopes: ['members:read'] }, { name: 'x', scopes: ['metrics:*'] }, { name: '', scopes: ['metrics:read'] }, { scopes: ['metrics:read'] }, { name: 'x' }]) {
    expect({ wrong, status: (await admin.post(keysAt(), wrong)).status }).toEqual({ wrong, status: 422 });
  }
  const { body } = await admin.post<Made>(keysAt(), { name: 'twice', scopes: ['metrics:read', 'metrics:read'] });
  expect(body.scopes).toEqual(['metrics:read']);
});

test('an operator, who reads no evidence, cannot make a key that does', async () => {
  const operator = await world.operator();
  expect((await operator.post(keysAt(), { name: 'x', scopes: ['metrics:read', 'evidence:read'] })).status).toBe(403);
  expect((await operator.post(keysAt(), { name: 'x', scopes: ['metrics:read'] })).status).toBe(201);
});

test('every call of the interface answers a key by its scopes, before any id is looked at', async () => {
  const wrong: string[] = [];
  for (const scope of keyScopes) {
    shiftMs += 61_000;
    admin = await world.as('admin@aurora.example');
    const { client } = await makeKey(scope);
    for (const operation of operations.filter(({ path, access }) => path.includes('{companyId}') && access !== 'live:read')) {
      // A file of a report also takes the scope that may read its quotations.
      const may = operation.scopes.includes(scope) && !operation.access.startsWith('exports:');
      for (const id of ['01900000-0000-7000-8000-00000000dead', 'not-an-id']) {
        const { status } = await attempt(client, operation, world.aurora.id, id);
        if (may ? [401, 403].includes(status) || status >= 500 : status !== 403) wrong.push(`${scope} ${operation.method} ${operation.path} ${id}: ${status}`);
      }
    }
  }
  expect(wrong).toEqual([]);
});

test('with every scope there is still nothing of members, keys, settings, decisions and audit, and nothing across companies', async () => {
  const { client } = await makeKey(...keyScopes);
  for (const [method, address] of [
    ['GET', here('/members')], ['POST', here('/members')], ['GET', here('/api-keys')], ['POST', here('/api-keys')], ['GET', here('/settings')], ['PUT', here('/settings')],
    ['POST', here('/reports/01900000-0000-7000-8000-00000000dead/decision')], ['GET', here('/audit')], ['GET', 'me'], ['GET', 'companies'], ['POST', 'companies'], ['POST', 'auth/logout'], ['POST', 'auth/refresh'], ['POST', 'verify'],
  ] as const) expect({ address, status: (await client.send(method, address, method === 'GET' ? undefined : {})).status }).toEqual({ address, status: 403 });
  const wrong: string[] = [];
  for (const operation of operations.filter(({ path }) => path.includes('{companyId}'))) {
    for (const company of [world.nordlys.id, '01900000-0000-7000-8000-00000000dead', 'not-an-id']) {
      const { status } = await attempt(client, operation, company);
      if (status !== 404) wrong.push(`${operation.method} ${operation.path} ${company}: ${status}`);
    }
  }
  expect(wrong).toEqual([]);
});

test('a script works with a key: it loads a file, asks for figures, listens, makes a report, a source of webhooks and a file', async () => {
  const { client: loader } = await makeKey('imports:write');
  const { client: reader } = await makeKey('metrics:read');
  const stream = new Stream(world.base, world.aurora.id, reader.token ?? '');
  await stream.opened;
  const done = await loader.importFile(world.aurora.id, mentorshipCsv([...manySessions(5, { prefix: 'by-key' }), { id: 'bad', minutes: 999, participant: 'kari.nordmann' }]));
  expect(done.counts).toMatchObject({ created: 5, rejected: 1 });
  const errors = (await loader.get<string>(here(`/imports/${done.id}/errors.csv`))).text;
  expect((await admin.get<string>(here(`/imports/${done.id}/errors.csv`))).text).toContain('kari');
  expect(errors).toContain('duration_range,999');
  expect(errors).not.toContain('kari');
  await world.settled(world.aurora.id);
  expect((await loader.post(here(`/imports/${done.id}/undo`))).status).toBe(202);
  await until(async () => (stream.events.some(({ event }) => event === 'metrics') ? true : undefined));
  expect(stream.events.map(({ event }) => event)).not.toContain('import');
  stream.close();
  expect((await reader.get<{ items: object[] }>(here('/metrics?period=2026-Q3'))).body.items.length).toBeGreaterThan(5);
  const { client: hooks } = await makeKey('webhooks:admin');
  expect((await hooks.post(here('/webhook-sources'), { provider: 'kintell' })).status).toBe(201);
  const { client: writer } = await makeKey('reports:write', 'evidence:read');
  const made = await writer.post<{ id: string }>(here('/reports'), { template: 'quarterly', period: '2026-Q3', language: 'en' });
  expect(made.status).toBe(202);
  await until(async () => ((await writer.get<{ state: string }>(here(`/reports/${made.body.id}`))).body.state === 'ready' ? true : undefined));
  expect((await writer.post(here(`/reports/${made.body.id}/exports`), { format: 'pdf' })).status).toBe(202);
});

test('evidence texts are for keys that may read them: in a walk, in a report and in its files', async () => {
  const { body } = await admin.get<{ items: { id: string; metric: string }[] }>(here('/metrics?period=2026-Q3'));
  const walk = here(`/lineage/${body.items.find(({ metric }) => metric === 'confidence')?.id}`);
  const textsFor = async (client: Client): Promise<(string | null)[]> => (await client.get<{ evidence: { text: string | null }[] }>(walk)).body.evidence.map(({ text }) => text);
  const made = await admin.post<{ id: string }>(here('/reports'), { template: 'quarterly', period: '2026-Q3', language: 'en' });
  const report = here(`/reports/${made.body.id}`);
  const words = /confident|sure of myself|confidence has grown/;
  const full = await until(async () => {
    const answer = await admin.get<{ state: string }>(report);
    return answer.body.state === 'ready' ? answer.text : undefined;
  });
  const [without, withTexts] = [await makeKey('metrics:read', 'reports:write'), await makeKey('metrics:read', 'reports:write', 'evidence:read')];
  const all = await textsFor(admin);
  expect(all.length).toBeGreaterThan(0);
  expect(await textsFor(withTexts.client)).toEqual(all);
  expect(new Set(await textsFor(without.client))).toEqual(new Set([null]));
  expect(full).toMatch(words);
  expect((await withTexts.client.get(report)).text).toMatch(words);
  expect((await without.client.get(report)).text).not.toMatch(words);
  expect((await without.client.post(`${report}/exports`, { format: 'pdf' })).status).toBe(403);
  // Nor by changing a paragraph that quotes: the answer shows a key, and the operator, no more than the report does.
  const { body: open } = await admin.get<{ sections: { paragraphs: { id: string; template: string; parts: { kind: string }[] }[] }[] }>(report);
  const quoting = open.sections.flatMap(({ paragraphs }) => paragraphs).find(({ parts }) => parts.some(({ kind }) => kind === 'quote'));
  for (const client of [without.client, await world.operator(), withTexts.client]) {
    const edited = await client.send('PATCH', `${report}/paragraphs/${quoting?.id}`, { text: quoting?.template });
    expect(edited.status).toBe(200);
    if (client === withTexts.client) expect(edited.text).toMatch(words);
    else expect(edited.text).not.toMatch(words);
  }
});

test('a revoked key is refused, its stream ends, and it is gone from the list; its neighbour works on', async () => {
  const [ends, stays] = [await makeKey('metrics:read'), await makeKey('metrics:read')];
  const [stream, other] = [ends, stays].map(({ key }) => new Stream(world.base, world.aurora.id, key)) as [Stream, Stream];
  let otherEnded = false;
  void other.ended.then(() => { otherEnded = true; });
  await Promise.all([stream.opened, other.opened]);
  expect((await ends.client.get(here())).status).toBe(200);
  expect((await admin.send('DELETE', `${keysAt()}/${ends.id}`)).status).toBe(204);
  expect((await ends.client.get(here())).status).toBe(401);
  await stream.ended;
  expect((await stays.client.get(here())).status).toBe(200);
  expect(otherEnded).toBe(false);
  other.close();
  const { body } = await admin.get<{ items: Listed[] }>(`${keysAt()}?limit=500`);
  expect(body.items.map(({ id }) => id)).not.toContain(ends.id);
  expect((await admin.send('DELETE', `${keysAt()}/${ends.id}`)).status).toBe(404);
  // Also where nobody was told: a look is believed for two seconds.
  await world.sql('update company_api_keys set revoked_at = now() where id = $1', [stays.id]);
  shiftMs += 2_001;
  expect((await stays.client.get(here())).status).toBe(401);
});

test('the prefix, a changed key, another’s hash or a cookie opens nothing', async () => {
  const { key, prefix, id } = await makeKey('metrics:read');
  const [row] = await world.sql<{ hash: Buffer }>('select secret_hash as hash from company_api_keys where id = $1', [id]);
  const flipped = `${key.slice(0, -1)}${key.endsWith('A') ? 'B' : 'A'}`;
  for (const wrong of [prefix, `${prefix}*`, 'ck_', flipped, key.slice(0, -1), `${key}A`, key.toUpperCase(), key.slice(3), `ck_${row?.hash.toString('base64url')}`, `ck_${row?.hash.toString('hex')}`, id]) {
    expect({ wrong, status: (await new Client(world.base, wrong).get(here())).status }).toEqual({ wrong, status: 401 });
  }
  expect((await new Client(world.base).get(here(), { cookie: `cockpit_session=${key}` })).status).toBe(401);
  expect((await new Client(world.base).get(`${here()}?key=${key}`)).status).toBe(401);
  expect((await new Client(world.base).get(here(), { authorization: `bearer ${key}` })).status).toBe(200);
});

test('a key needs no page of ours behind it, and its creations take effect once, each key for itself', async () => {
  const [one, two] = [await makeKey('reports:write'), await makeKey('reports:write')];
  const headers = { 'idempotency-key': 'same-words', 'sec-fetch-site': 'cross-site', origin: 'https://partner.example' };
  const body = { template: 'quarterly', period: '2026-Q3', language: 'en' };
  const answers = await Promise.all(Array.from({ length: 4 }, () => one.client.post<{ id: string }>(here('/reports'), body, headers)));
  const made = answers.filter(({ status }) => status === 202);
  expect(answers.every(({ status }) => [202, 409].includes(status))).toBe(true);
  expect(new Set(made.map(({ text }) => text)).size).toBe(1);
  expect((await one.client.post(here('/reports'), body, headers)).text).toBe(made[0]?.text);
  expect((await one.client.post(here('/reports'), { ...body, language: 'no' }, headers)).status).toBe(422);
  const other = await two.client.post<{ id: string }>(here('/reports'), body, headers);
  expect(other.status).toBe(202);
  expect(other.body.id).not.toBe(made[0]?.body.id);
});

test('requests are counted by key', async () => {
  const [busy, calm] = [await makeKey('metrics:read'), await makeKey('metrics:read')];
  let last = await busy.client.get(here());
  for (let count = 0; count < 300 && last.status === 200; count += 1) last = await busy.client.get(here());
  expect(last.status).toBe(429);
  expect(Number(last.headers.get('retry-after'))).toBeGreaterThan(0);
  expect((await calm.client.get(here())).status).toBe(200);
  expect((await admin.get(here())).status).toBe(200);
});

test('making, using and revoking a key are in the log by its id; neither key nor hash is anywhere it could be read', async () => {
  const headers = { 'idempotency-key': 'one-key', 'x-correlation-id': 'key-made' };
  const [made, again] = [await admin.post<Made>(keysAt(), { name: 'log', scopes: ['webhooks:admin'] }, headers), await admin.post<Made>(keysAt(), { name: 'log', scopes: ['webhooks:admin'] }, headers)];
  expect(again.text).toBe(made.text);
  const { id, key } = made.body;
  const client = new Client(world.base, key);
  await client.post(here('/webhook-sources'), { provider: 'kintell' }, { 'x-correlation-id': 'key-used' });
  await client.get(here('/members'), { 'x-correlation-id': 'key-refused' });
  await admin.send('DELETE', `${keysAt()}/${id}`, undefined, { 'x-correlation-id': 'key-revoked' });
  await client.get(here());
  const { body: log } = await admin.get<{ items: { action: string; actor: string; objectId: string | null; correlationId: string; outcome: string }[] }>(here('/audit?limit=500'));
  const of = (correlationId: string, action: string): object[] => log.items.filter((entry) => entry.correlationId === correlationId && entry.action === action);
  expect(of('key-made', 'identity.createKey')).toMatchObject([{ objectId: id, outcome: 'done' }]);
  expect(of('key-used', 'webhooks.createSource')).toMatchObject([{ actor: id, outcome: 'done' }]);
  expect(of('key-refused', 'identity.members')).toMatchObject([{ actor: id, outcome: 'refused' }]);
  expect(of('key-revoked', 'identity.revokeKey')).toMatchObject([{ objectId: id, outcome: 'done' }]);
  const tables = await world.sql<{ name: string }>(`select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind = 'r' and n.nspname in ('public', 'pii')`);
  const secret = key.slice(11);
  for (const { name } of tables) {
    const [row] = await world.sql<{ text: string }>(`select coalesce(string_agg(t::text, ' '), '') as text from ${name} t`);
    const text = row?.text ?? '';
    expect({ name, told: [secret, Buffer.from(secret).toString('hex'), Buffer.from(secret).toString('base64').slice(0, 40)].some((form) => text.includes(form)) }).toEqual({ name, told: false });
  }
});
