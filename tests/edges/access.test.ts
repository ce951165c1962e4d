// Every route of the interface, for every role, in its own and in another company, with valid, foreign and malformed ids.
// The routes come from the OpenAPI document and the right answers from the table of rights: a new route is tried without being named here.
import { rolesWith, type Access, type Right } from '../../mixins/broker/rights.ts';
import type { Role } from '../../channels/vocabulary.ts';
import { manySessions, mentorshipCsv } from '../world/sessions.ts';
import { Client, mailName, memberRoles, openWorld, type World } from '../world/world.ts';

interface Operation { method: string; path: string; access: Access; body: boolean; parameters: { name: string; in: string }[] }

let world: World;
let operations: Operation[];
const ids: Record<'aurora' | 'nordlys', Record<string, string>> = { aurora: {}, nordlys: {} };

beforeAll(async () => {
  world = await openWorld();
  const { body } = await new Client(world.base).get<{ paths: Record<string, Record<string, { 'x-access': Access; requestBody?: unknown; parameters: { name: string; in: string }[] }>> }>('/api/openapi.json');
  operations = Object.entries(body.paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, operation]) => ({
    method: method.toUpperCase(), path, access: operation['x-access'], body: operation.requestBody !== undefined, parameters: operation.parameters,
  })));
  for (const name of ['aurora', 'nordlys'] as const) {
    const company = world[name];
    const admin = await world.as(`admin@${company.domain}`);
    const done = await admin.importFile(company.id, mentorshipCsv([...manySessions(30, { prefix: name }), { id: `${name}-flagged`, feedback: 'He threatened to hurt me.' }]), { fileName: `${name}-only.csv` });
    await world.settled(company.id);
    const metrics = await admin.get<{ items: { id: string; metric: string }[] }>(`companies/${company.id}/metrics?period=2026-Q3`);
    const { body: members } = await admin.get<{ items: { userId: string; role: string }[] }>(`companies/${company.id}/members`);
    const { body: key } = await admin.post<{ id: string }>(`companies/${company.id}/api-keys`, { name: `${name}-only`, scopes: ['metrics:read'] });
    const { body: reviews } = await admin.get<{ items: { id: string }[] }>(`companies/${company.id}/reviews`);
    ids[name] = { review: reviews.items[0]?.id ?? '', member: members.items.find((item) => item.role === 'participant')?.userId ?? '', key: key.id, import: done.id, metric: metrics.body.items.find((item) => item.metric === 'volunteer_hours')?.id ?? '', report: '01900000-0000-7000-8000-000000000001' };
  }
});
afterAll(() => world.close());

const inCompany = (): Operation[] => operations.filter((operation) => operation.path.includes('{companyId}') && !operation.path.endsWith('/live'));

/** Fills a path's parameters; `which` chooses whose object it names. */
function fill(operation: Operation, companyId: string, which: 'aurora' | 'nordlys' | 'malformed' | 'missing'): string {
  const idOf = (kind: string): string => (which === 'malformed' ? 'not-an-id' : which === 'missing' ? '01900000-0000-7000-8000-00000000dead' : ids[which][kind] ?? '01900000-0000-7000-8000-00000000beef');
  const kind = operation.path.includes('/members/') ? 'member' : operation.path.includes('/api-keys/') ? 'key' : operation.path.includes('/imports/') ? 'import' : operation.path.includes('/lineage/') ? 'metric' : operation.path.includes('/reviews/') ? 'review' : 'report';
  const path = operation.path.replace('{companyId}', companyId).replace('{id}', idOf(kind)).replace('{kind}', 'kintell-mentorship').replace('{line}', '2').replaceAll(/\{\w+\}/g, idOf(kind));
  const query = operation.parameters.filter((parameter) => parameter.in === 'query' && ['period', 'metric', 'from', 'to', 'kind', 'mode'].includes(parameter.name))
    .map(({ name }) => `${name}=${{ period: '2026-Q3', metric: 'participants', from: '2026-07', to: '2026-09', kind: 'kintell-mentorship', mode: 'preview' }[name]}`);
  return query.length > 0 ? `${path}?${query.join('&')}` : path;
}

async function attempt(client: Client, operation: Operation, address: string): Promise<{ status: number; text: string }> {
  if (operation.path.endsWith('/imports') && operation.method === 'POST') return client.send(operation.method, address, mentorshipCsv([]), { 'content-type': 'text/csv' });
  return client.send(operation.method, address, operation.body ? {} : undefined);
}

test('every refused access is in the audit log, with who and what', async () => {
  const viewer = await world.as('viewer@aurora.example');
  await viewer.get(`companies/${world.aurora.id}/imports`, { 'x-correlation-id': 'refused-once' });
  const admin = await world.as('admin@aurora.example');
  const { body } = await admin.get<{ items: { action: string; outcome: string; correlationId: string; actor: string }[] }>(`companies/${world.aurora.id}/audit?limit=500`);
  expect(body.items.filter((entry) => entry.correlationId === 'refused-once')).toMatchObject([{ action: 'imports.list', outcome: 'refused' }]);
});

test('the interface has routes to try', () => {
  expect(inCompany().length).toBeGreaterThan(15);
});

test('a role without the right gets 403 before any id is looked at; a role with it does not', async () => {
  const wrong: string[] = [];
  for (const operation of inCompany()) {
    for (const role of memberRoles) {
      const client = await world.as(`${mailName(role)}@aurora.example`);
      const may = rolesWith(operation.access as Right).includes(role);
      for (const which of ['missing', 'malformed'] as const) {
        const { status } = await attempt(client, operation, fill(operation, world.aurora.id, which));
        if (may ? status === 403 || status === 401 || status >= 500 : status !== 403) wrong.push(`${role} ${operation.method} ${operation.path} ${which}: ${status}`);
      }
    }
  }
  expect(wrong).toEqual([]);
});

test('who is not a member gets 404 throughout, and nothing of the company', async () => {
  const wrong: string[] = [];
  for (const operation of inCompany()) {
    for (const role of memberRoles) {
      const client = await world.as(`${mailName(role)}@nordlys.example`);
      for (const which of ['aurora', 'nordlys', 'malformed'] as const) {
        const { status, text } = await attempt(client, operation, fill(operation, world.aurora.id, which));
        if (status !== 404) wrong.push(`${role} ${operation.method} ${operation.path} ${which}: ${status}`);
        if (text.includes('aurora-only')) wrong.push(`${role} ${operation.method} ${operation.path}: told a file name`);
      }
    }
  }
  expect(wrong).toEqual([]);
});

test('a foreign id and one that does not exist give equal status and body', async () => {
  const admin = await world.as('admin@aurora.example');
  const same = (text: string): string => text.replaceAll(/"correlationId":"[^"]+"/g, '');
  for (const operation of inCompany().filter((found) => /\{(id|userId)\}/.test(found.path))) {
    const foreign = await attempt(admin, operation, fill(operation, world.aurora.id, 'nordlys'));
    const missing = await attempt(admin, operation, fill(operation, world.aurora.id, 'missing'));
    expect({ operation: operation.path, status: foreign.status, body: same(foreign.text) }).toEqual({ operation: operation.path, status: missing.status, body: same(missing.text) });
    expect(foreign.status).toBeGreaterThanOrEqual(400);
  }
});

test('without sign-in every route but the open ones answers 401', async () => {
  const nobody = new Client(world.base);
  const wrong: string[] = [];
  for (const operation of operations.filter((found) => found.access !== 'anyone')) {
    const { status } = await attempt(nobody, operation, fill(operation, world.aurora.id, 'aurora'));
    if (status !== 401) wrong.push(`${operation.method} ${operation.path}: ${status}`);
  }
  expect(wrong).toEqual([]);
});

test('the operator sees every company, and operators alone make one', async () => {
  const operator = await world.operator();
  expect((await operator.get<{ items: unknown[] }>('companies')).body.items).toHaveLength(2);
  expect((await operator.get(`companies/${world.aurora.id}/metrics?period=2026-Q3`)).status).toBe(200);
  expect((await operator.get('companies/01900000-0000-7000-8000-00000000dead/metrics?period=2026-Q3')).status).toBe(404);
  const admin = await world.as('admin@aurora.example');
  expect((await admin.post('companies', { name: 'X', country: 'NO', currency: 'NOK', timeZone: 'Europe/Oslo' })).status).toBe(403);
});

test('actions that are not routed cannot be reached, and an action without a proven caller answers nobody', async () => {
  const inside = (world.node.broker.registry as unknown as { getActionList(options: object): { name: string }[] }).getActionList({ onlyLocal: true, skipInternal: true });
  expect(inside.length).toBeGreaterThan(20);
  for (const { name } of inside.filter((entry) => entry.name !== 'gateway.rest')) {
    await expect(Promise.resolve().then(() => world.node.broker.call(name, {}))).rejects.toMatchObject({ type: 'unauthenticated' });
    const forged = Buffer.from(JSON.stringify({ kind: 'user', actor: 'me', role: 'platform_admin', expiresAtMs: 9e15 })).toString('base64url');
    await expect(Promise.resolve().then(() => world.node.broker.call(name, {}, { meta: { $id: `${forged}.AAAA` } }))).rejects.toMatchObject({ type: 'unauthenticated' });
  }
});

test('roles of the table are the roles of the vocabulary', () => {
  const known: readonly Role[] = ['platform_admin', ...memberRoles];
  for (const operation of inCompany()) for (const role of rolesWith(operation.access as Right)) expect(known).toContain(role);
});
