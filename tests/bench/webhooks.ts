// Webhooks beside Fastify with pg on the same machine in the same run: the same check of the signature, the same row and event made
// durable before the answer, once with a transaction for each request and once with the same batching as ours.
import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import Fastify from 'fastify';
import pg from 'pg';
import { Batches } from '../../services/webhooks/batches.ts';
import { isSigned, keyOfSecret, secretText } from '../../services/webhooks/signature.ts';
import { newId } from '../../services/kernel/ids.ts';
import type { RunningNode } from '../../services/node.ts';

interface Driven { perSecond: number; failed: number; p50: number; p95: number; p99: number }
interface Body { sessionId: string; participantEmail: string; volunteerEmail: string; scheduledAt: string; completedAt: string; durationMinutes: number; rating: number }
interface Incoming { id: string; body: Body }
const connections = 64;
const seconds = 8;
const tenant = '01900000-0000-7000-8000-000000000001';

export async function benchWebhooks(
  node: RunningNode, companyId: string, database: pg.ClientConfig, settle: () => Promise<unknown>, line: (name: string, text: string) => void,
): Promise<void> {
  const job = node.actors.get('webhooks')?.job(companyId, 'bench');
  if (!job) throw new Error('no webhooks actor');
  const source = await job.ask('webhooks.createSource', { provider: 'kintell' });
  const ours = `http://127.0.0.1:${node.port}${source.url}/session`;
  await drive({ url: ours, secret: source.secret, name: 'warm', seconds: 2, perSecond: null });
  const own = await drive({ url: ours, secret: source.secret, name: 'max', seconds, perSecond: null });
  // What ours left to be worked off would slow the others down.
  await settle();
  const single = await peer(database, 'single', (pool) => (item) => keepAlone(pool, item));
  const batched = await peer(database, 'batched', (pool) => {
    const batches = new Batches<Incoming, true>((_tenant, items) => keepTogether(pool, items));
    return async (item) => { await batches.add(tenant, item); };
  });
  line('webhooks, ours', `${text(own)}  (goal ≥ 2 × Fastify with one transaction a request)`);
  line('Fastify + pg, one transaction a request', `${text(single)}  ours ${(own.perSecond / single.perSecond).toFixed(2)} ×`);
  line('Fastify + pg, the same batching', `${text(batched)}  ours ${(own.perSecond / batched.perSecond).toFixed(2)} ×`);
  const steady = await drive({ url: ours, secret: source.secret, name: 'steady', seconds, perSecond: 1_000 });
  line('webhooks at 1,000 a second', `p50 ${steady.p50.toFixed(1)} ms, p95 ${steady.p95.toFixed(1)} ms, p99 ${steady.p99.toFixed(1)} ms (goal p95 < 100)  ${steady.failed} failed`);
}

function text({ perSecond, p95, failed }: Driven): string {
  return `${perSecond.toLocaleString('en')}/s, p95 ${p95.toFixed(1)} ms${failed > 0 ? `, ${failed} FAILED` : ''}`;
}

async function drive(options: { url: string; secret: string; name: string; seconds: number; perSecond: number | null }): Promise<Driven> {
  const { stdout } = await promisify(execFile)(process.execPath, [path.join(import.meta.dirname, 'driver.ts'), JSON.stringify({ connections, ...options })]);
  return JSON.parse(stdout) as Driven;
}

async function peer(database: pg.ClientConfig, name: string, keeper: (pool: pg.Pool) => (item: Incoming) => Promise<void>): Promise<Driven> {
  const pool = new pg.Pool({ ...database, max: 16 });
  await pool.query(`create table if not exists peer_receipts (tenant_id uuid, webhook_id text, id uuid, body text, at timestamptz, primary key (tenant_id, webhook_id));
    create table if not exists peer_sessions (tenant_id uuid, session_id text, participant text, volunteer text, at timestamptz, minutes int, rating int, primary key (tenant_id, session_id));
    create table if not exists peer_outbox (id uuid primary key, tenant_id uuid, data json, at timestamptz default now())`);
  const key = keyOfSecret(secretText(Buffer.alloc(24, 7)));
  const keep = keeper(pool);
  const app = Fastify();
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) => { done(null, body); });
  app.post('/hook', async (request, reply) => {
    const header = (part: string): string => String(request.headers[part] ?? '');
    const body = request.body as Buffer;
    const signed = { webhookId: header('webhook-id'), timestamp: header('webhook-timestamp'), signature: header('webhook-signature'), body };
    if (!isSigned([key], signed, Date.now())) return reply.code(401).send({ title: 'unauthenticated' });
    await keep({ id: signed.webhookId, body: JSON.parse(body.toString()) as Body });
    return reply.code(202).send({ receiptId: signed.webhookId, duplicate: false });
  });
  const url = `${await app.listen({ host: '127.0.0.1', port: 0 })}/hook`;
  const options = { url, secret: secretText(key), perSecond: null };
  await drive({ ...options, name: `${name}-warm`, seconds: 2 });
  const driven = await drive({ ...options, name, seconds });
  await app.close();
  await pool.query('drop table peer_receipts, peer_sessions, peer_outbox');
  await pool.end();
  return driven;
}

async function keepAlone(pool: pg.Pool, item: Incoming): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    const made = await client.query('insert into peer_receipts values ($1, $2, $3, $4, now()) on conflict do nothing', [tenant, item.id, newId(), JSON.stringify(item.body)]);
    if (made.rowCount === 1) {
      await client.query('insert into peer_sessions values ($1, $2, $3, $4, $5, $6, $7) on conflict (tenant_id, session_id) do update set minutes = excluded.minutes, rating = excluded.rating', sessionOf(item));
      await client.query('insert into peer_outbox (id, tenant_id, data) values ($1, $2, $3)', [newId(), tenant, JSON.stringify(item.body)]);
    }
    await client.query('commit');
  } finally {
    client.release();
  }
}

async function keepTogether(pool: pg.Pool, items: readonly Incoming[]): Promise<true[]> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    await client.query('insert into peer_receipts select $1, i.id, i.receipt, i.body, now() from unnest($2::text[], $3::uuid[], $4::text[]) as i (id, receipt, body) on conflict do nothing',
      [tenant, items.map(({ id }) => id), items.map(() => newId()), items.map(({ body }) => JSON.stringify(body))]);
    const rows = items.map(sessionOf);
    await client.query(`insert into peer_sessions select $1, s.* from unnest($2::text[], $3::text[], $4::text[], $5::timestamptz[], $6::int[], $7::int[]) as s
      on conflict (tenant_id, session_id) do update set minutes = excluded.minutes, rating = excluded.rating`, [tenant, ...[1, 2, 3, 4, 5, 6].map((column) => rows.map((row) => row[column]))]);
    await client.query('insert into peer_outbox (id, tenant_id, data) values ($1, $2, $3)', [newId(), tenant, JSON.stringify(items.map(({ body }) => body))]);
    await client.query('commit');
    return items.map(() => true as const);
  } finally {
    client.release();
  }
}

function sessionOf({ body }: Incoming): (string | number)[] {
  return [tenant, body.sessionId, body.participantEmail, body.volunteerEmail, body.scheduledAt, body.durationMinutes, body.rating];
}
