// An import under kill -9: the journal of what was sent, and a checker that compares it with tables, figures and audit.
import { seededRandom } from '../../services/demo/world.ts';
import { mentorshipCsv, manySessions } from '../world/sessions.ts';
import { until, type Client, type ImportView } from '../world/world.ts';
import { Product } from './product.ts';

export interface Outcome { rows: number; kills: number; seconds: number; differences: string[] }

/** Sends a file, kills the node at random moments, starts it again each time, and checks what came of it. */
export async function crashDrill({ rows, kills, seed, inboxOff = false }: { rows: number; kills: number; seed: number; inboxOff?: boolean }): Promise<Outcome> {
  const random = seededRandom(seed);
  const product = new Product();
  const begun = performance.now();
  const sessions = manySessions(rows, { people: 500, mentors: 80 });
  try {
    let running = await product.start();
    let operator = await product.operator(running.base);
    const { body: company } = await operator.post<{ id: string }>('companies', { name: 'Drill AS', country: 'NO', currency: 'NOK', timeZone: 'Europe/Oslo' });
    if (inboxOff) {
      await product.sql('create function swallow() returns trigger language plpgsql as $$ begin return null; end $$');
      await product.sql('create trigger inbox_off before insert on inbox for each row execute function swallow()');
    }
    const { body: sent } = await operator.post<ImportView>(`companies/${company.id}/imports?kind=kintell-mentorship&mode=commit`, mentorshipCsv(sessions), { 'content-type': 'text/csv' });
    for (let round = 0; round < kills; round += 1) {
      await untilRows(product, company.id, Math.floor(((round + random()) / kills) * rows * 0.9));
      process.kill(product.pidOf('node'), 'SIGKILL');
      await product.gone();
      running = await product.start();
    }
    operator = await product.operator(running.base);
    await until(async () => ((await operator.get<ImportView>(`companies/${company.id}/imports/${sent.id}`)).body.state === 'done' ? true : undefined), 600_000);
    const drained = await settled(product, company.id, inboxOff ? 8_000 : 300_000);
    const differences = [...(drained ? [] : ['events were not drained']), ...await compare(product, operator, company.id, sent.id, sessions)];
    running.launcher.kill('SIGTERM');
    await product.gone();
    return { rows, kills, seconds: (performance.now() - begun) / 1000, differences };
  } finally {
    product.remove();
  }
}

async function untilRows(product: Product, companyId: string, rows: number): Promise<void> {
  await until(async () => {
    const [row] = await product.sql<{ count: string; state: string }>('select (select count(*) from kintell_sessions where tenant_id = $1) as count, (select state from imports where tenant_id = $1) as state', [companyId]);
    return Number(row?.count) >= rows || row?.state === 'done' ? true : undefined;
  }, 300_000);
}

export async function settled(product: Product, companyId: string, withinMs: number): Promise<boolean> {
  return until(async () => {
    const [row] = await product.sql<{ open: string }>('select (select count(*) from outbox where sent_at is null) + (select count(*) from metric_marks where tenant_id = $1) as open', [companyId]);
    return row?.open === '0' ? true : undefined;
  }, withinMs).catch(() => false);
}

/** What the journal says must be there, beside what is: rows once, figures right, events applied once, the audit whole. */
async function compare(product: Product, operator: Client, companyId: string, importId: string, sessions: ReturnType<typeof manySessions>): Promise<string[]> {
  const differences: string[] = [];
  const same = (what: string, found: unknown, expected: unknown): void => { if (JSON.stringify(found) !== JSON.stringify(expected)) differences.push(`${what}: ${JSON.stringify(found)} instead of ${JSON.stringify(expected)}`); };
  const [tables] = await product.sql<Record<string, string>>(`select (select count(*) from kintell_sessions where tenant_id = $1) as revisions, (select count(distinct session_id) from kintell_sessions where tenant_id = $1) as sessions,
    (select count(*) from import_rows where tenant_id = $1 and import_id = $2) as lines, (select count(*) from activity_ledger where tenant_id = $1 and measure = 'session') as entries,
    (select count(*) from activity_ledger where tenant_id = $1 and measure = 'session' and until_rev = 9223372036854775807) as open_entries, (select count(*) from dead_letters) as dead`, [companyId, importId]);
  const count = String(sessions.length);
  same('tables', tables, { revisions: count, sessions: count, lines: count, entries: count, open_entries: count, dead: '0' });
  const { body: view } = await operator.get<ImportView>(`companies/${companyId}/imports/${importId}`);
  same('counts', view.counts, { total: sessions.length, created: sessions.length, updated: 0, unchanged: 0, rejected: 0, waiting: 0 });
  const { body } = await operator.get<{ items: { metric: string; value: number }[] }>(`companies/${companyId}/metrics?period=2026-Q3`);
  const figure = (metric: string): number | undefined => body.items.find((item) => item.metric === metric)?.value;
  same('sessions', figure('sessions_completed'), sessions.length);
  same('participants', figure('participants'), new Set(sessions.map((session) => session.participant)).size);
  same('hours', figure('volunteer_hours'), Math.round((sessions.reduce((sum, session) => sum + Number(session.minutes), 0) / 60) * 1e6) / 1e6);
  const { body: audit } = await operator.post<{ ok: boolean }>(`companies/${companyId}/audit/verify`, {});
  same('audit', audit.ok, true);
  const finished = await product.sql<{ count: string }>(`select count(*) as count from audit_log where tenant_id = $1 and action = 'imports.load' and object_id = $2`, [companyId, importId]);
  same('audit entries of the load', finished[0]?.count, '1');
  const doubled = await product.sql<{ count: string }>(`select count(*) as count from (select data->>'id', data->>'state', count(*) from live_events where tenant_id = $1 and event = 'import' and data->>'state' = 'done' group by 1, 2 having count(*) > 1) d`, [companyId]);
  same('live events told twice', doubled[0]?.count, '0');
  return differences;
}
