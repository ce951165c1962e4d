// Twelve planted defects of tenancy. Each is put in, and the probes that guard the real thing must see it; without any they see none.
import pg from 'pg';
import { unpackItems } from '../../channels/packed.ts';
import type { KeyScope } from '../../channels/vocabulary.ts';
import { cacheKey } from '../../mixins/broker/cache-key.ts';
import { opening, roleNames, rolePassword } from '../../mixins/database/database.ts';
import { readSpool, spoolStream } from '../../mixins/importing/spool.ts';
import { newKey } from '../../mixins/vault.ts';
import { buildParams } from '../../services/gateway/params.ts';
import { middlewareOrder } from '../../moleculer.config.ts';
import { Readable } from 'node:stream';
import { manySessions, mentorshipCsv } from '../world/sessions.ts';
import { openWorld, type World } from '../world/world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
  for (const company of [world.aurora, world.nordlys]) {
    const admin = await world.as(`admin@${company.domain}`);
    await admin.importFile(company.id, mentorshipCsv(manySessions(12, { prefix: company.name.slice(0, 2) })), { fileName: `${company.domain}.csv` });
    await world.settled(company.id);
  }
});
afterAll(() => world.close());

/** What the catalogue says: every table with a tenant has forced policies that test the tenant, and our roles own and bypass nothing. */
async function catalogueBreaches(): Promise<string[]> {
  const tables = await world.sql<{ name: string; secured: boolean; forced: boolean; policies: number; owner: string }>(
    `select c.oid::regclass::text as name, c.relrowsecurity as secured, c.relforcerowsecurity as forced, c.relowner::regrole::text as owner,
       (select count(*)::int from pg_policy p where p.polrelid = c.oid and ('cockpit_app'::regrole = any(p.polroles)) and pg_get_expr(p.polqual, p.polrelid) like '%app_tenant%') as policies
     from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'p') and n.nspname in ('public', 'pii')`);
  const roles = await world.sql<{ name: string; bad: boolean }>(`select rolname as name, (rolsuper or rolbypassrls) as bad from pg_roles where rolname like 'cockpit_%'`);
  const views = await world.sql<{ name: string }>(`select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'v' and n.nspname in ('public', 'pii') and not coalesce(c.reloptions::text like '%security_invoker=true%', false)`);
  const matviews = await world.sql<{ name: string }>(`select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind = 'm' and n.nspname in ('public', 'pii')`);
  const definers = await world.sql<{ name: string }>(`select p.oid::regproc::text as name from pg_proc p join pg_namespace n on n.oid = p.pronamespace where p.prosecdef and n.nspname in ('public', 'pii')`);
  return [
    ...tables.filter((table) => !table.secured).map((table) => `${table.name}: no row-level security`),
    ...tables.filter((table) => !table.forced).map((table) => `${table.name}: not forced`),
    ...tables.filter((table) => table.policies === 0).map((table) => `${table.name}: no tenant policy`),
    ...tables.filter((table) => Object.values(roleNames).includes(table.owner as never)).map((table) => `${table.name}: owned by ${table.owner}`),
    ...roles.filter((role) => role.bad).map((role) => `${role.name}: may bypass`),
    ...views.map((view) => `${view.name}: a view with its owner's rights`),
    ...matviews.map((view) => `${view.name}: a materialised view`),
    ...definers.map((name) => `${name.name}: runs with its owner's rights`),
  ];
}

/** What the application's role sees without a tenant, and with another one. */
async function rowBreaches(): Promise<string[]> {
  const breaches: string[] = [];
  const { database } = world.node.house;
  const origin = { tenantId: world.aurora.id, correlationId: 'probe', causationId: null, source: 'probe', newId: () => '', nowMs: () => 0 };
  const tables = ['imports', 'import_rows', 'kintell_sessions', 'people', 'person_identities', 'pii.keys', 'pii.person_details', 'activity_ledger', 'metrics_company_period', 'outbox', 'audit_log'];
  await database.transaction('app', { tenantId: world.aurora.id }, origin, async (tx) => {
    for (const table of tables) {
      const row = await tx.one<{ foreign: number; own: number }>(`select count(*) filter (where tenant_id <> $1)::int as foreign, count(*) filter (where tenant_id = $1)::int as own from ${table}`, [world.aurora.id]);
      if (row.foreign > 0) breaches.push(`${table}: ${row.foreign} foreign rows`);
    }
    await tx.run('savepoint before').catch(() => undefined);
    const moved = await tx.run(`insert into people (tenant_id, id) values ($1, gen_random_uuid())`, [world.nordlys.id]).then(() => true, () => false);
    if (moved) breaches.push('a row was written for another tenant');
    await tx.run('rollback to before').catch(() => undefined);
  });
  // The same pool, many times over, without a tenant: a setting left on a connection would show rows to whoever comes next.
  for (let round = 0; round < 20; round += 1) {
    await database.transaction('app', { readOnly: true }, origin, async (tx) => {
      for (const table of ['imports', 'people']) {
        const row = await tx.one<{ count: number }>(`select count(*)::int as count from ${table}`);
        if (row.count > 0) breaches.push(`${table}: ${row.count} rows without a tenant`);
      }
    });
  }
  return [...new Set(breaches)];
}

/** One database defect: put in, seen, taken out. */
async function planted(put: string, take: string, probe: () => Promise<string[]>): Promise<string[]> {
  await world.sql(put);
  try {
    return await probe();
  } finally {
    await world.sql(take);
  }
}

test('without a defect the probes see nothing', async () => {
  expect(await catalogueBreaches()).toEqual([]);
  expect(await rowBreaches()).toEqual([]);
});

test('1 a dropped policy is seen', async () => {
  const breaches = await planted(
    'drop policy tenant on people; create policy open on people to cockpit_app using (true) with check (true)',
    'drop policy open on people; create policy tenant on people to cockpit_app using (tenant_id = (select app_tenant())) with check (tenant_id = (select app_tenant()))',
    async () => [...await catalogueBreaches(), ...await rowBreaches()]);
  expect(breaches).toEqual(expect.arrayContaining(['people: no tenant policy', expect.stringContaining('foreign rows'), 'a row was written for another tenant']));
});

test('2 row-level security that is not forced is seen', async () => {
  expect(await planted('alter table imports no force row level security', 'alter table imports force row level security', catalogueBreaches)).toEqual(['imports: not forced']);
});

test('3 a role that owns a table, or may bypass, is seen', async () => {
  expect(await planted('alter table imports owner to cockpit_app', 'alter table imports owner to cockpit_owner; grant select, insert, update, delete on imports to cockpit_app', catalogueBreaches)).toEqual(['imports: owned by cockpit_app']);
  expect(await planted('alter role cockpit_app bypassrls', 'alter role cockpit_app nobypassrls', catalogueBreaches)).toContain('cockpit_app: may bypass');
});

test('4 a setting that outlives its transaction is seen', async () => {
  const scope = { tenantId: world.aurora.id };
  expect(await rowsAfter(opening(scope))).toBe(0);
  expect(await rowsAfter(opening(scope).replaceAll('set local', 'set'))).toBeGreaterThan(0);
});

/** On one connection of the application's role: a transaction opened so and ended, then a look at what is still visible. */
async function rowsAfter(opened: string): Promise<number> {
  const { socketDir } = JSON.parse(process.env['COCKPIT_TEST_CLUSTER'] ?? '{}') as { socketDir: string };
  const client = new pg.Client({ host: socketDir, user: 'cockpit_app', password: rolePassword(world.node.house.master, 'app'), database: world.database });
  await client.connect();
  await client.query(`${opened}; select 1; commit`);
  const { rows } = await client.query<{ count: number }>('select count(*)::int as count from imports');
  await client.end();
  return rows[0]?.count ?? -1;
}

test('5 a cache key without its tenant would serve another company: ours differ by tenant, by role and by the scopes of a key', () => {
  const { house, broker } = world.node;
  const keyFor = (tenantId: string | undefined, role: 'viewer' | 'company_admin' | KeyScope[]): string => cacheKey({ name: 'impact.metrics' }, undefined, {
    broker, params: { period: '2026-Q3' },
    meta: { $id: house.sealer.seal({ actor: 'u', ...(Array.isArray(role) ? { kind: 'key', scopes: role } : { kind: 'user', role }), expiresAtMs: Date.now() + 60_000, ...(tenantId ? { tenantId } : {}) }) },
  } as never);
  expect(new Set([keyFor(world.aurora.id, 'viewer'), keyFor(world.nordlys.id, 'viewer'), keyFor(world.aurora.id, 'company_admin'), keyFor(world.aurora.id, ['metrics:read']), keyFor(world.aurora.id, ['metrics:read', 'evidence:read'])]).size).toBe(5);
  expect(keyFor(world.aurora.id, ['evidence:read', 'metrics:read'])).toBe(keyFor(world.aurora.id, ['metrics:read', 'evidence:read']));
  expect(() => keyFor(undefined, 'viewer')).toThrow(/needs a tenant/);
});

test('6 a kept answer is not served to who may not ask', async () => {
  expect(middlewareOrder.indexOf('Guards')).toBeGreaterThan(middlewareOrder.indexOf('Cacher'));
  const admin = await world.as('admin@aurora.example');
  const participant = await world.as('participant@aurora.example');
  const address = `companies/${world.aurora.id}/metrics?period=2026-Q3`;
  expect((await admin.get(address)).status).toBe(200);
  expect((await admin.get(address)).status).toBe(200);
  expect((await participant.get(address)).status).toBe(403);
  const stranger = await world.as('admin@nordlys.example');
  expect((await stranger.get(address)).status).toBe(404);
});

test('7 a tenant named in parameters counts for nothing', async () => {
  expect(() => buildParams({}, { path: { companyId: 'x' }, query: new URLSearchParams(), body: { tenantId: 'y' } })).not.toThrow();
  const admin = await world.as('admin@aurora.example');
  for (const name of ['tenantId', 'companyId', 'tenant']) {
    expect((await admin.get(`companies/${world.aurora.id}/imports?${name}=${world.nordlys.id}`)).status).toBe(422);
    expect((await admin.post(`companies/${world.aurora.id}/audit/verify`, { [name]: world.nordlys.id })).status).toBe(422);
  }
});

test('8 a stream carries its own company alone', async () => {
  const admin = await world.as('admin@aurora.example');
  const stranger = await world.as('admin@nordlys.example');
  const stop = new AbortController();
  const response = await fetch(`${world.base}/api/v1/companies/${world.aurora.id}/live`, { headers: { authorization: `Bearer ${admin.token}` }, signal: stop.signal });
  const foreign = await stranger.importFile(world.nordlys.id, mentorshipCsv(manySessions(3, { prefix: 'foreign' })));
  const own = await admin.importFile(world.aurora.id, mentorshipCsv(manySessions(3, { prefix: 'own' })));
  let text = '';
  const reader = response.body?.getReader();
  while (!text.includes(own.id)) text += new TextDecoder().decode((await reader?.read())?.value);
  stop.abort();
  expect(text).not.toContain(foreign.id);
});

test('9 an event of one tenant writes nothing for another', async () => {
  const before = await world.sql<{ count: string }>('select count(*) as count from activity_ledger where tenant_id = $1', [world.nordlys.id]);
  const [event] = await world.sql<{ data: Parameters<typeof unpackItems<{ key: string }>>[0] }>(`select data from outbox where tenant_id = $1 and type = 'kintell.session.completed' limit 1`, [world.aurora.id]);
  const broker = world.node.broker as unknown as { sendToChannel(name: string, payload: unknown): Promise<void> };
  const [told] = event ? unpackItems(event.data) : [];
  const item = { ...told, key: 'planted', change: 999_999_999, tenantId: world.nordlys.id };
  const envelope = { id: '01900000-0000-7000-8000-0000000000e1', type: 'kintell.session.completed', version: 1, tenantId: world.aurora.id, occurredAt: '', correlationId: 'x', causationId: null, source: 'kintell', data: { items: [item] } };
  await expect(broker.sendToChannel('kintell.session.completed', envelope)).rejects.toThrow(/not known/);
  expect(await world.sql('select count(*) as count from activity_ledger where tenant_id = $1', [world.nordlys.id])).toEqual(before);
});

test('10 where a file lies cannot be guessed, and who finds it can read nothing', async () => {
  const { house } = world.node;
  const first = await spoolStream(house, Readable.from([Buffer.from('secret cells')]), 1000);
  const second = await spoolStream(house, Readable.from([Buffer.from('secret cells')]), 1000);
  expect(first.key).not.toBe(second.key);
  const chunks: Buffer[] = [];
  await expect((async () => { for await (const chunk of await readSpool(house, first.key, newKey())) chunks.push(chunk as Buffer); })()).rejects.toThrow();
  expect(Buffer.concat(chunks).toString()).not.toContain('secret');
});

test('11 a view with its owner’s rights is seen', async () => {
  expect(await planted('create view everyone as select * from people', 'drop view everyone', catalogueBreaches)).toEqual(["everyone: a view with its owner's rights"]);
});

test('12 a blind index answers inside its tenant only', async () => {
  const look = async (companyId: string): Promise<(string | null)[]> => (await world.node.actors.get('companies')?.job(companyId, 'probe').ask('profiles.resolve', { addresses: ['p1@people.example'], create: false }))?.ids ?? [];
  const [[ours], [theirs]] = [await look(world.aurora.id), await look(world.nordlys.id)];
  expect(ours).not.toBeNull();
  expect(theirs).not.toBeNull();
  expect(ours).not.toBe(theirs);
});
