// The world of the tests: a node of its own on a database of its own, two companies, a user for every role in each.
// Everything goes through the real doors; nothing is faked.
import { mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import type { Role } from '../../channels/vocabulary.ts';
import type { Settings } from '../../mixins/settings.ts';
import { loadMasterKey } from '../../mixins/vault.ts';
import { startNode, type NodeOptions, type RunningNode } from '../../services/node.ts';

interface Cluster { dataDir: string; masterKeyFile: string; socketDir: string; password: string }
export const memberRoles = ['company_admin', 'analyst', 'reviewer', 'viewer', 'participant'] as const satisfies readonly Role[];
const password = 'a-long-test-password';

export interface Company { id: string; name: string; domain: string }
export interface World {
  node: RunningNode;
  base: string;
  aurora: Company;
  nordlys: Company;
  dataDir: string;
  database: string;
  /** A signed-in client of a user. */
  as(email: string): Promise<Client>;
  operator(): Promise<Client>;
  /** SQL as the superuser, past every policy: for checkers and saboteurs only. */
  sql<T extends pg.QueryResultRow>(text: string, values?: unknown[]): Promise<T[]>;
  settled(tenantId: string): Promise<void>;
  close(): Promise<void>;
}

interface SignedIn { client: Client; renewAtMs: number }
export interface Answer<T> { status: number; body: T; headers: Headers; text: string }

/** What a person or a script does: requests with a token. */
export class Client {
  readonly base: string;
  readonly token: string | undefined;
  readonly cookie: string | undefined;

  constructor(base: string, token?: string, cookie?: string) {
    this.base = base;
    this.token = token;
    this.cookie = cookie;
  }

  async send<T = Record<string, unknown>>(method: string, address: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer<T>> {
    const isJson = body !== undefined && typeof body !== 'string' && !Buffer.isBuffer(body);
    const response = await fetch(`${this.base}${address.startsWith('/') ? address : `/api/v1/${address}`}`, {
      method, redirect: 'manual',
      headers: { ...(this.token ? { authorization: `Bearer ${this.token}` } : {}), ...(isJson ? { 'content-type': 'application/json' } : {}), ...headers },
      ...(body === undefined ? {} : { body: isJson ? JSON.stringify(body) : body as string | Uint8Array<ArrayBuffer> }),
    });
    const text = await response.text();
    const json = (response.headers.get('content-type') ?? '').includes('json');
    return { status: response.status, headers: response.headers, text, body: (json && text !== '' ? JSON.parse(text) : text) as T };
  }

  async get<T = Record<string, unknown>>(address: string, headers: Record<string, string> = {}): Promise<Answer<T>> {
    return this.send<T>('GET', address, undefined, headers);
  }

  async post<T = Record<string, unknown>>(address: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer<T>> {
    return this.send<T>('POST', address, body, headers);
  }

  /** Sends a CSV file and answers its import, loaded. */
  async importFile(companyId: string, csv: string | Buffer, { kind = 'kintell-mentorship', fileName = 'sessions.csv', more = '' } = {}): Promise<ImportView> {
    const sent = await this.post<ImportView>(`companies/${companyId}/imports?kind=${kind}&mode=commit&fileName=${fileName}${more}`, csv, { 'content-type': 'text/csv' });
    if (sent.status !== 202) throw new Error(`import refused: ${sent.status} ${sent.text}`);
    return until(async () => {
      const { body } = await this.get<ImportView>(`companies/${companyId}/imports/${sent.body.id}`);
      return ['done', 'failed'].includes(body.state) ? body : undefined;
    });
  }
}

export interface ImportView {
  id: string; state: string; fileName: string; counts: { total: number; created: number; updated: number; unchanged: number; rejected: number; waiting: number };
  problems: { problem: string; column: string; count: number; firstLine: number; value: string | null }[]; columns: { header: string; column: string | null }[];
  sample: Record<string, unknown>[]; reason: { line: number; problem: string; remedy: string } | null; mended: number;
}

/** Waits for a condition, not for a time. */
export async function until<T>(look: () => Promise<T | undefined>, withinMs = 60_000): Promise<T> {
  const begun = Date.now();
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() - begun > withinMs) throw new Error(`not reached within ${withinMs} ms: ${look.toString().slice(0, 200)}`);
    await new Promise((resolve) => { setTimeout(resolve, 25); });
  }
}

export function testSettings(dataDir: string, masterKeyFile: string, overrides: Partial<Settings> = {}): Settings {
  return {
    port: 0, host: '127.0.0.1', dataDir, databaseUrl: undefined, demo: false, demoCompanies: 1, demoPassword: password, adminEmail: undefined, adminPassword: undefined, rateLimitFactor: 1000,
    masterKeyFile, chromiumPath: undefined, metricsToken: undefined, production: false, logLevel: 'silent', ...overrides,
  };
}

export async function openWorld({ settings = {}, ...options }: NodeOptions & { settings?: Partial<Settings> } = {}): Promise<World> {
  const cluster = JSON.parse(process.env['COCKPIT_TEST_CLUSTER'] ?? '{}') as Cluster;
  const database = `world_${process.pid}_${Math.random().toString(36).slice(2, 8)}`;
  const admin = new pg.Client({ host: cluster.socketDir, user: 'postgres', password: cluster.password, database: 'postgres' });
  await admin.connect();
  await admin.query(`create database ${database} template cockpit_template owner cockpit_owner`);
  const dataDir = mkdtempSync(path.join(cluster.dataDir, `${database}-`));
  const master = loadMasterKey(cluster.masterKeyFile, false);
  const node = await startNode(testSettings(dataDir, cluster.masterKeyFile, settings), { target: { host: cluster.socketDir, database }, master }, { extras: { stopDelayMs: 0, metrics: false }, ...options });
  const checker = new pg.Pool({ host: cluster.socketDir, user: 'postgres', password: cluster.password, database, max: 4 });
  checker.on('error', () => undefined); // a connection that still ends while its database is dropped
  const base = `http://127.0.0.1:${node.port}`;
  const signIn = async (email: string): Promise<SignedIn> => {
    const { status, body, headers, text } = await new Client(base).post<{ accessToken: string; expiresIn: number }>('auth/login', { email, password });
    if (status !== 200) throw new Error(`sign-in of ${email}: ${status} ${text}`);
    return { client: new Client(base, body.accessToken, headers.get('set-cookie')?.split(';')[0]), renewAtMs: Date.now() + body.expiresIn * 500 };
  };
  const signedIn = new Map<string, Promise<SignedIn>>();
  // One after the other: many sign-ins of one user at once are refused.
  const as = async (email: string): Promise<Client> => {
    const known = signedIn.get(email)?.catch(() => undefined);
    const next = Promise.resolve(known).then(async (last) => (last && Date.now() < last.renewAtMs && (await last.client.get('me')).status === 200 ? last : signIn(email)));
    signedIn.set(email, next);
    return (await next).client;
  };
  const people = node.actors.get('companies');
  if (!people) throw new Error('the world needs the companies actor');
  const nobody = people.job('00000000-0000-7000-8000-000000000000', 'world');
  await nobody.ask('identity.addUser', { email: 'operator@cockpit.example', name: 'Ola Operator', password, operator: true });
  const operator = await as('operator@cockpit.example');
  const make = async (name: string, domain: string): Promise<Company> => {
    const { body } = await operator.post<{ id: string }>('companies', { name, country: 'NO', currency: 'NOK', timeZone: 'Europe/Oslo', industry: 'energy', employees: 1000, region: 'eu-central-1' });
    const job = people.job(body.id, 'world');
    for (const role of memberRoles) await job.ask('identity.addUser', { email: `${mailName(role)}@${domain}`, name: `Test ${mailName(role)}`, password, role });
    return { id: body.id, name, domain };
  };
  const aurora = await make('Aurora Energi', 'aurora.example');
  const nordlys = await make('Nordlys Bank', 'nordlys.example');
  return {
    node, base, aurora, nordlys, dataDir, database, as, operator: () => as('operator@cockpit.example'),
    async sql<T extends pg.QueryResultRow>(text: string, values: unknown[] = []): Promise<T[]> {
      return (await checker.query<T>(text, values)).rows;
    },
    async settled(tenantId) {
      await until(async () => {
        const [row] = (await checker.query<{ open: number }>(
          `select (select count(*) from outbox where sent_at is null)::int + (select count(*) from metric_marks where tenant_id = $1)::int
             + (select count(*) from imports where state in ('queued', 'running'))::int as open`, [tenantId])).rows;
        return row?.open === 0 ? true : undefined;
      });
    },
    async close() {
      await checker.end();
      await node.stop();
      await admin.query(`drop database if exists ${database} with (force)`);
      await admin.end();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

export function mailName(role: Role): string {
  return role === 'company_admin' ? 'admin' : role;
}
