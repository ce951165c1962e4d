// Prints each figure beside its limit: an import beside COPY of the same rows into the same indexed table, a re-import beside the
// first, an overview read beside bare SQL. Same machine, same run. Usage: npm run bench [-- --rows=1000000 --only=kinds,webhooks,texts]
import { createReadStream, createWriteStream, mkdtempSync, chmodSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { once } from 'node:events';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { rolePassword } from '../../mixins/database/database.ts';
import { spoolStream } from '../../mixins/importing/spool.ts';
import { openStores, startNode, type RunningNode } from '../../services/node.ts';
import { testSettings } from '../world/world.ts';
import { benchKinds } from './kinds.ts';
import { benchTexts } from './texts.ts';
import { benchWebhooks } from './webhooks.ts';

const rows = Number(/--rows=(\d+)/.exec(process.argv.join(' '))?.[1] ?? 1_000_000);
const parts = /--only=([\w,]+)/.exec(process.argv.join(' '))?.[1]?.split(',') ?? ['import', 'kinds', 'webhooks', 'texts'];
const people = 20_000;
const mentors = 4_000;
const line = (name: string, text: string): void => console.log(`${name.padEnd(44)} ${text}`);
const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

async function main(): Promise<void> {
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'cockpit-bench-'));
  chmodSync(dataDir, 0o755);
  const settings = testSettings(dataDir, path.join(dataDir, 'keys/master.key'), { logLevel: 'error' });
  const stores = await openStores(settings, () => undefined);
  const node = await startNode(settings, stores);
  try {
    const database = { host: stores.target.host, user: 'postgres', password: rolePassword(stores.master, 'superuser'), database: stores.target.database };
    const admin = new pg.Client(database);
    await admin.connect();
    const companyId = await makeCompany(node);
    if (parts.includes('import')) await benchImport(node, admin, companyId, dataDir);
    const kindsCompany = await makeCompany(node);
    if (parts.includes('kinds')) await benchKinds(node, kindsCompany, Math.min(rows, 60_000), () => settle(admin, kindsCompany), line);
    if (parts.includes('webhooks')) await benchWebhooks(node, companyId, database, () => settle(admin, companyId), line);
    await admin.end();
    if (parts.includes('texts')) benchTexts(line);
  } finally {
    await node.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function benchImport(node: RunningNode, admin: pg.Client, companyId: string, dataDir: string): Promise<void> {
  let peak = 0;
  const watch = setInterval(() => { peak = Math.max(peak, process.memoryUsage.rss()); }, 50);
  const file = path.join(dataDir, 'sessions.csv');
  await writeCsv(file);
  line('file', `${rows.toLocaleString('en')} rows, ${(statSync(file).size / 1e6).toFixed(0)} MB`);
  const copyMs = await copyBaseline(admin);
  line('COPY into the same indexed table (limit)', seconds(copyMs));
  peak = 0;
  const first = await importOnce(node, companyId, file);
  line('first import', `${seconds(first.ms)}  ${(first.ms / copyMs).toFixed(2)} × COPY (goal ≤ 2)  ${Math.round(rows / (first.ms / 1000)).toLocaleString('en')} rows/s  created ${first.created}`);
  line('largest RSS while importing', `${Math.round(peak / 1e6)} MB (goal < 512)`);
  line('until every metric was computed', seconds(await settle(admin, companyId)));
  peak = 0;
  const again = await importOnce(node, companyId, file);
  line('the same file again', `${seconds(again.ms)}  ${(first.ms / again.ms).toFixed(1)} × faster (goal ≥ 4)  unchanged ${again.unchanged}`);
  line('largest RSS while importing again', `${Math.round(peak / 1e6)} MB`);
  clearInterval(watch);
  await readOverview(node, admin, companyId);
}

async function writeCsv(file: string): Promise<void> {
  const out = createWriteStream(file);
  out.write('session_id,participant_email,mentor_email,scheduled_at,completed_at,duration_minutes,rating,feedback_text,focus_area,goals_discussed,status\n');
  for (let index = 0; index < rows; index += 1) {
    const at = Date.UTC(2025, 10, 1) + (index % 365) * 86_400_000 + (index % 10) * 3_600_000;
    const feedback = index % 4 === 0 ? `"We spoke about the interview, and I feel surer of number ${index}."` : '';
    const row = `KS-${index},p${index % people}@people.example,m${index % mentors}@aurora.example,${new Date(at).toISOString()},${new Date(at + 2_700_000).toISOString()},45,${(index % 5) + 1},${feedback},Job interviews,,completed\n`;
    if (!out.write(row)) await once(out, 'drain');
  }
  out.end();
  await once(out, 'close');
}

/** Ready rows, straight into a table with the sessions' columns and index: what no import can beat. */
async function copyBaseline(admin: pg.Client): Promise<number> {
  await admin.query(`create table bench_sessions (like kintell_sessions including defaults including indexes)`);
  const begun = performance.now();
  const target = admin.query(copyFrom('copy bench_sessions (tenant_id, session_id, revision, id, told_by, programme, participant_id, volunteer_id, scheduled_at, completed_at, local_date, status, minutes, hours_state, rating_raw, rating_low, rating_high, rating_micro, fingerprint, line, change) from stdin'));
  await pipeline(readyRows(), target);
  const ms = performance.now() - begun;
  await admin.query('drop table bench_sessions');
  return ms;
}

async function* readyRows(): AsyncGenerator<string> {
  const id = (number: number): string => `01900000-0000-7000-8000-${number.toString(16).padStart(12, '0')}`;
  for (let start = 0; start < rows; start += 2_000) {
    let text = '';
    for (let index = start; index < Math.min(rows, start + 2_000); index += 1) {
      const at = new Date(Date.UTC(2025, 10, 1) + (index % 365) * 86_400_000).toISOString();
      text += `${id(1)}\tKS-${index}\t1\t${id(index)}\tkintell-mentorship\tmentorship\t${id(index % people)}\t${id(index % mentors)}\t${at}\t${at}\t${at.slice(0, 10)}\tcompleted\t45\tconfirmed\t${(index % 5) + 1}\t1\t5\t${(index % 5) * 250_000}\t\\\\x${id(index).replaceAll('-', '')}\t${index + 2}\t${index}\n`;
    }
    yield text;
  }
}

async function makeCompany(node: RunningNode): Promise<string> {
  const job = node.actors.get('companies')?.job('00000000-0000-7000-8000-000000000000', 'bench');
  const user = await job?.ask('identity.addUser', { email: `operator${Date.now()}@bench.example`, name: 'Bench', operator: true });
  const meta = { $id: node.house.sealer.seal({ kind: 'user', actor: user?.id ?? '', role: 'platform_admin', expiresAtMs: Date.now() + 3_600_000 }) };
  const made: { id: string } = await node.broker.call('companies.create', { name: 'Bench', country: 'NO', currency: 'NOK', timeZone: 'Europe/Oslo' }, { meta });
  return made.id;
}

async function importOnce(node: RunningNode, companyId: string, file: string): Promise<{ ms: number; created: number; unchanged: number }> {
  const job = node.actors.get('companies')?.job(companyId, 'bench');
  if (!job) throw new Error('no companies actor');
  const spool = await spoolStream(node.house, createReadStream(file), 2 ** 31);
  const begun = performance.now();
  const { id } = await job.ask('imports.receive', { kind: 'kintell-mentorship', mode: 'commit', fileName: 'bench.csv', spool: { ...spool } });
  for (;;) {
    const view = await job.ask('imports.get', { id });
    if (view.state === 'done') return { ms: performance.now() - begun, created: view.counts.created, unchanged: view.counts.unchanged };
    if (view.state === 'failed') throw new Error(JSON.stringify(view.reason));
    await new Promise((resolve) => { setTimeout(resolve, 100); });
  }
}

async function settle(admin: pg.Client, companyId: string): Promise<number> {
  const begun = performance.now();
  for (;;) {
    const { rows: [row] } = await admin.query<{ open: number }>('select ((select count(*) from outbox where sent_at is null) + (select count(*) from metric_marks where tenant_id = $1))::int as open', [companyId]);
    if (row?.open === 0) return performance.now() - begun;
    await new Promise((resolve) => { setTimeout(resolve, 100); });
  }
}

/** The overview's read through the action (guards, tenant transaction) beside the same statement on a bare connection; no cache. */
async function readOverview(node: RunningNode, admin: pg.Client, companyId: string): Promise<void> {
  const job = node.actors.get('companies')?.job(companyId, 'bench');
  const sql = { name: 'bench overview', text: 'select period, programme, metric, value_micro, n, low_micro, high_micro, state from metrics_company_period where tenant_id = $1 and period = any($2) and programme = $3', values: [companyId, ['2026-Q3', '2026-Q2'], 'all'] };
  const median = async (work: () => Promise<unknown>): Promise<number> => {
    const times: number[] = [];
    for (let index = 0; index < 400; index += 1) {
      const begun = performance.now();
      await work();
      times.push(performance.now() - begun);
    }
    return times.sort((a, b) => a - b)[200] ?? 0;
  };
  const bare = await median(() => admin.query(sql));
  const ours = await median(async () => {
    await node.broker.cacher?.clean('**');
    return job?.ask('impact.metrics', { period: '2026-Q3' });
  });
  const kept = await median(async () => job?.ask('impact.metrics', { period: '2026-Q3' }));
  line('overview read, bare SQL p50', `${bare.toFixed(2)} ms`);
  line('overview read, action and tenant transaction', `${ours.toFixed(2)} ms  ${(ours / bare).toFixed(2)} ×`);
  line('overview read, kept answer', `${kept.toFixed(2)} ms`);
}

await main();
