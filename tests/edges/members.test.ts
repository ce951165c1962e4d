// Members: who may be one, in which role, and that it holds everywhere at once; the last admin stays; nothing of an address is kept in clear.
import { Stream } from '../world/stream.ts';
import { Client, openWorld, until, type World } from '../world/world.ts';

interface Member { userId: string; email: string; name: string; role: string; lastUsedAt: string | null }
interface Entry { action: string; objectId: string | null; correlationId: string; outcome: string; details: Record<string, unknown> }

const password = 'a-long-test-password';
let world: World;
let admin: Client;
let shiftMs = 0;
beforeAll(async () => {
  world = await openWorld({ clock: { nowMs: () => Date.now() + shiftMs } });
  admin = await world.as('admin@aurora.example');
});
afterAll(() => world.close());

const at = (company = world.aurora, userId?: string): string => `companies/${company.id}/members${userId === undefined ? '' : `/${userId}`}`;
const listed = async (client = admin, company = world.aurora): Promise<Member[]> => (await client.get<{ items: Member[] }>(at(company))).body.items;
const idOf = async (email: string, company = world.aurora): Promise<string> => (await listed(await world.operator(), company)).find((member) => member.email === email)?.userId ?? '';
const add = async (email: string, role: string, more: object = {}): Promise<Member> => {
  const { status, body, text } = await admin.post<Member>(at(), { email, role, ...more });
  if (status !== 201) throw new Error(text);
  return body;
};
const signIn = async (email: string, given = password): Promise<Client> => {
  const { status, body, text } = await new Client(world.base).post<{ accessToken: string }>('auth/login', { email, password: given });
  if (status !== 200) throw new Error(text);
  return new Client(world.base, body.accessToken);
};

test('a company lists its own members, page by page', async () => {
  const all = await listed();
  expect(all.map(({ email, role }) => `${email} ${role}`).sort()).toEqual([
    'admin@aurora.example company_admin', 'analyst@aurora.example analyst', 'participant@aurora.example participant', 'reviewer@aurora.example reviewer', 'viewer@aurora.example viewer']);
  expect(all[0]).toEqual({ userId: expect.stringMatching(/^[0-9a-f-]{36}$/) as string, email: expect.any(String) as string, name: expect.stringMatching(/^Test /) as string, role: expect.any(String) as string, lastUsedAt: all[0]?.lastUsedAt ?? null });
  const pages: Member[] = [];
  for (let next: string | null = ''; next !== null;) {
    const { body }: { body: { items: Member[]; next: string | null } } = await admin.get<{ items: Member[]; next: string | null }>(`${at()}?limit=2${next ? `&after=${next}` : ''}`);
    expect(body.items.length).toBeLessThanOrEqual(2);
    pages.push(...body.items);
    next = body.next;
  }
  expect(pages.map(({ userId }) => userId)).toEqual(all.map(({ userId }) => userId));
  expect((await listed(await world.as('admin@nordlys.example'), world.nordlys)).every(({ email }) => email.endsWith('@nordlys.example'))).toBe(true);
});

test('a new member signs in with the password it was given; one without a password cannot yet', async () => {
  const made = await add('Ny@Aurora.example', 'analyst', { password: 'twelve-or-more', name: 'Ny Ansatt' });
  expect(made).toEqual({ userId: made.userId, email: 'ny@aurora.example', name: 'Ny Ansatt', role: 'analyst', lastUsedAt: null });
  const client = await signIn('ny@aurora.example', 'twelve-or-more');
  expect((await client.get<{ memberships: object[] }>('me')).body.memberships).toEqual([{ companyId: world.aurora.id, companyName: 'Aurora Energi', role: 'analyst' }]);
  expect((await client.get(`companies/${world.aurora.id}/metrics?period=2026-Q3`)).status).toBe(200);
  const silent = await add('uten@aurora.example', 'viewer', { password: null, name: null });
  expect(silent).toMatchObject({ email: 'uten@aurora.example', name: 'uten', role: 'viewer' });
  expect((await new Client(world.base).post('auth/login', { email: 'uten@aurora.example', password: '' })).status).toBe(401);
});

test('whoever has an account gets the membership and keeps the password; a password for it is refused, and so is a second membership', async () => {
  const refused = await admin.post<{ errors: { field: string }[] }>(at(), { email: 'reviewer@nordlys.example', role: 'reviewer', password: 'another-password' });
  expect([refused.status, refused.body.errors[0]?.field]).toEqual([422, 'password']);
  expect(await idOf('reviewer@nordlys.example')).toBe('');
  const guest = await signIn('reviewer@nordlys.example');
  const company = `companies/${world.aurora.id}/metrics?period=2026-Q3`;
  expect((await guest.get(company)).status).toBe(404);
  expect(await add('REVIEWER@nordlys.example', 'reviewer', { name: 'Renamed by Aurora' })).toMatchObject({ email: 'reviewer@nordlys.example', name: 'Test reviewer', role: 'reviewer' });
  expect((await guest.get(company)).status).toBe(200);
  expect((await guest.get<{ memberships: { role: string }[] }>('me')).body.memberships).toHaveLength(2);
  const twice = await admin.post<{ detail: string }>(at(), { email: 'reviewer@nordlys.example', role: 'company_admin' });
  expect([twice.status, twice.body.detail]).toEqual([409, 'This person is a member already; change the role instead.']);
  expect((await listed()).find(({ email }) => email === 'reviewer@nordlys.example')?.role).toBe('reviewer');
});

test('what cannot be a member is refused', async () => {
  for (const wrong of [
    { email: 'x@aurora.example', role: 'platform_admin' }, { email: 'x@aurora.example', role: 'boss' }, { email: 'no address', role: 'viewer' }, { email: 'x@aurora.example' },
    { email: 'x@aurora.example', role: 'viewer', password: 'eleven-char' }, { email: 'x@aurora.example', role: 'viewer', tenantId: world.nordlys.id },
  ]) expect({ wrong, status: (await admin.post(at(), wrong)).status }).toEqual({ wrong, status: 422 });
  const viewerId = await idOf('viewer@aurora.example');
  expect((await admin.send('PATCH', at(world.aurora, viewerId), { role: 'platform_admin' })).status).toBe(422);
  // A member of another company is nobody here.
  const stranger = await idOf('viewer@nordlys.example', world.nordlys);
  expect((await admin.send('PATCH', at(world.aurora, stranger), { role: 'viewer' })).status).toBe(404);
  expect((await admin.send('DELETE', at(world.aurora, stranger))).status).toBe(404);
  expect((await listed(await world.as('admin@nordlys.example'), world.nordlys)).some(({ userId }) => userId === stranger)).toBe(true);
});

test('another role opens and closes doors at once, and ends the stream that the old one opened', async () => {
  const { userId } = await add('rolle@aurora.example', 'company_admin', { password });
  const client = await signIn('rolle@aurora.example');
  const stream = new Stream(world.base, world.aurora.id, client.token ?? '');
  await stream.opened;
  expect((await client.get(at())).status).toBe(200);
  const changed = await admin.send<Member>('PATCH', at(world.aurora, userId), { role: 'analyst' });
  expect([changed.status, changed.body.role]).toEqual([200, 'analyst']);
  expect((await client.get(at())).status).toBe(403);
  expect((await client.get(`companies/${world.aurora.id}/reports`)).status).toBe(200);
  await stream.ended;
  await admin.send('PATCH', at(world.aurora, userId), { role: 'participant' });
  expect((await client.get(`companies/${world.aurora.id}/reports`)).status).toBe(403);
});

test('a removed member finds nothing of the company any more, and its stream ends', async () => {
  const { userId } = await add('slutt@aurora.example', 'analyst', { password });
  const client = await signIn('slutt@aurora.example');
  const stream = new Stream(world.base, world.aurora.id, client.token ?? '');
  await stream.opened;
  expect((await admin.send('DELETE', at(world.aurora, userId))).status).toBe(204);
  for (const address of ['', '/metrics?period=2026-Q3', '/live', '/members']) expect((await client.get(`companies/${world.aurora.id}${address}`)).status).toBe(404);
  await stream.ended;
  expect((await client.get<{ memberships: unknown[] }>('me')).body.memberships).toEqual([]);
  expect((await admin.send('DELETE', at(world.aurora, userId))).status).toBe(404);
});

test('a node that was not told of a removal sees it by itself', async () => {
  const { userId } = await add('stille@aurora.example', 'analyst', { password });
  const client = await signIn('stille@aurora.example');
  const stream = new Stream(world.base, world.aurora.id, client.token ?? '');
  await stream.opened;
  await world.sql('delete from company_users where user_id = $1', [userId]);
  await stream.ended;
  expect((await client.get(`companies/${world.aurora.id}/reports`)).status).toBe(404);
});

test('the last company admin stays, also when two take each other’s place at the same time', async () => {
  const nordlys = await world.as('admin@nordlys.example');
  const first = await idOf('admin@nordlys.example', world.nordlys);
  for (const refused of [await nordlys.send<{ detail: string }>('DELETE', at(world.nordlys, first)), await nordlys.send<{ detail: string }>('PATCH', at(world.nordlys, first), { role: 'viewer' })]) {
    expect([refused.status, refused.body.detail]).toEqual([409, 'This is the last company admin. Make another member company admin first.']);
  }
  expect((await nordlys.send('PATCH', at(world.nordlys, first), { role: 'company_admin' })).status).toBe(200);
  const operator = await world.operator();
  const second = await idOf('analyst@nordlys.example', world.nordlys);
  for (let round = 0; round < 8; round += 1) {
    for (const userId of [first, second]) expect((await operator.send('PATCH', at(world.nordlys, userId), { role: 'company_admin' })).status).toBe(200);
    const answers = await Promise.all([first, second].map((userId) => operator.send('PATCH', at(world.nordlys, userId), { role: 'analyst' })));
    expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([200, 409]);
  }
  expect((await listed(operator, world.nordlys)).filter(({ role }) => role === 'company_admin')).toHaveLength(1);
});

test('a member is seen to have been there, at most once a minute', async () => {
  const { userId } = await add('sist@aurora.example', 'viewer', { password });
  const lastUsed = async (): Promise<string | null | undefined> => (await listed()).find((member) => member.userId === userId)?.lastUsedAt;
  const client = await signIn('sist@aurora.example');
  await client.get('me');
  expect(await lastUsed()).toBeNull();
  await client.get(`companies/${world.aurora.id}`);
  const first = await lastUsed();
  expect(Date.parse(first ?? '')).toBeGreaterThan(0);
  shiftMs += 10_000;
  await client.get(`companies/${world.aurora.id}`);
  expect(await lastUsed()).toBe(first);
  shiftMs += 61_000;
  await client.get(`companies/${world.aurora.id}`);
  expect(Date.parse(await lastUsed() ?? '')).toBeGreaterThan(Date.parse(first ?? '') + 60_000);
});

test('a member is made once for one key; the kept answer and the log hold ids, and no address', async () => {
  const headers = { 'idempotency-key': 'one-member', 'x-correlation-id': 'member-made' };
  const body = { email: 'kvittering@aurora.example', role: 'viewer', name: 'Kari Kvittering' };
  const [once, again] = [await admin.post<Member>(at(), body, headers), await admin.post<Member>(at(), body, headers)];
  expect([once.status, again.status, again.text]).toEqual([201, 201, once.text]);
  const { userId } = once.body;
  await admin.send('PATCH', at(world.aurora, userId), { role: 'analyst' }, { 'x-correlation-id': 'member-changed' });
  await admin.send('DELETE', at(world.aurora, userId), undefined, { 'x-correlation-id': 'member-removed' });
  const entries = await until(async () => {
    const { body: log } = await admin.get<{ items: Entry[] }>(`companies/${world.aurora.id}/audit?limit=500`);
    return log.items.some((entry) => entry.correlationId === 'member-removed') ? log.items : undefined;
  });
  const of = (correlationId: string, action: string): Entry[] => entries.filter((entry) => entry.correlationId === correlationId && entry.action === action);
  expect(of('member-made', 'identity.addMember')).toMatchObject([{ objectId: userId, outcome: 'done', details: { role: 'viewer', newAccount: true } }]);
  expect(of('member-changed', 'identity.changeMember')).toMatchObject([{ objectId: userId, details: { before: 'viewer', role: 'analyst' } }]);
  expect(of('member-removed', 'identity.removeMember')).toMatchObject([{ objectId: userId, details: { before: 'analyst' } }]);
  for (const table of ['audit_log', 'idempotency_keys', 'users', 'company_users', 'pii.user_details']) {
    const [row] = await world.sql<{ text: string }>(`select coalesce(string_agg(t::text, ' '), '') as text from ${table} t`);
    expect({ table, told: /kvittering/i.test(row?.text ?? '') || (row?.text ?? '').includes(Buffer.from('kvittering@').toString('hex')) }).toEqual({ table, told: false });
  }
});

test('the operator manages members everywhere; nobody else but the company’s admin does', async () => {
  const operator = await world.operator();
  const made = await operator.post<Member>(at(world.nordlys), { email: 'fra-drift@nordlys.example', role: 'viewer' });
  expect(made.status).toBe(201);
  expect((await operator.send('DELETE', at(world.nordlys, made.body.userId))).status).toBe(204);
  expect((await operator.post(at({ ...world.nordlys, id: '01900000-0000-7000-8000-00000000dead' }), { email: 'x@nordlys.example', role: 'viewer' })).status).toBe(404);
  expect((await admin.post(at(world.nordlys), { email: 'x@nordlys.example', role: 'viewer' })).status).toBe(404);
});
