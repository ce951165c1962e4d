// Webhooks under kill -9: each sent several times, shuffled, many at once, again until it is answered; then exactly as many effects
// as there were webhooks.
import { setTimeout as pause } from 'node:timers/promises';
import { seededRandom } from '../../services/demo/world.ts';
import { until, type Client } from '../world/world.ts';
import { send } from '../world/webhooks.ts';
import { settled, type Outcome } from './crash.ts';
import { Product, type Running } from './product.ts';

const atOnce = 48;

export async function stormDrill({ webhooks, kills, seed }: { webhooks: number; kills: number; seed: number }): Promise<Outcome & { sent: number; repeated: number }> {
  const random = seededRandom(seed);
  const product = new Product();
  const begun = performance.now();
  try {
    let running: Running | undefined = await product.start();
    const operator = await product.operator(running.base);
    const { body: company } = await operator.post<{ id: string }>('companies', { name: 'Storm AS', country: 'NO', currency: 'NOK', timeZone: 'Europe/Oslo' });
    const { body: source } = await operator.post<{ url: string; secret: string }>(`companies/${company.id}/webhook-sources`, { provider: 'kintell' });
    const queue = Array.from({ length: webhooks }, (_, index) => Array.from({ length: 1 + Math.floor(random() * 5) }, () => index)).flat();
    for (let at = queue.length - 1; at > 0; at -= 1) {
      const other = Math.floor(random() * (at + 1));
      [queue[at], queue[other]] = [queue[other] ?? 0, queue[at] ?? 0];
    }
    const answered = new Map<number, Set<string>>();
    let sent = 0;
    let repeated = 0;
    let next = 0;
    const sender = async (): Promise<void> => {
      for (let index = queue[next++]; index !== undefined; index = queue[next++]) {
        for (;;) {
          const base = running?.base;
          const answer = base === undefined ? undefined : await send(`${base}${source.url}/session`, source.secret, `storm-${index}`, bodyOf(index)).catch(() => undefined);
          if (answer?.status === 202) {
            sent += 1;
            if (answer.body.duplicate) repeated += 1;
            answered.set(index, (answered.get(index) ?? new Set<string>()).add(answer.body.receiptId ?? ''));
            break;
          }
          if (answer && answer.status < 500) throw new Error(`a webhook was answered ${answer.status}`);
          await pause(50);
        }
      }
    };
    const senders = Array.from({ length: atOnce }, sender);
    for (let round = 0; round < kills; round += 1) {
      const mark = Math.floor(((round + random()) / kills) * queue.length * 0.9);
      await until(async () => (sent >= mark || sent === queue.length ? true : undefined), 600_000);
      process.kill(product.pidOf('node'), 'SIGKILL');
      running = undefined;
      await product.gone();
      running = await product.start();
    }
    await Promise.all(senders);
    const drained = await settled(product, company.id, 300_000);
    const manyIds = [...answered.values()].filter((ids) => ids.size !== 1).length;
    const differences = [...(drained ? [] : ['events were not drained']), ...(manyIds === 0 ? [] : [`${manyIds} webhooks were answered with more than one receipt`]), ...await compare(product, await product.operator(running.base), company.id, webhooks)];
    running.launcher.kill('SIGTERM');
    await product.gone();
    return { rows: webhooks, kills, seconds: (performance.now() - begun) / 1000, differences, sent, repeated };
  } finally {
    product.remove();
  }
}

function bodyOf(index: number): Record<string, unknown> {
  const at = `2026-08-${String((index % 28) + 1).padStart(2, '0')}T10:00:00Z`;
  return { sessionId: `S-${index}`, sessionType: index % 2 === 0 ? 'language' : 'mentorship', participantEmail: `p${index % 200}@people.example`, volunteerEmail: `m${index % 40}@storm.example`, scheduledAt: at, completedAt: at, durationMinutes: 30 };
}

async function compare(product: Product, operator: Client, companyId: string, webhooks: number): Promise<string[]> {
  const differences: string[] = [];
  const same = (what: string, found: unknown, expected: unknown): void => { if (JSON.stringify(found) !== JSON.stringify(expected)) differences.push(`${what}: ${JSON.stringify(found)} instead of ${JSON.stringify(expected)}`); };
  const [tables] = await product.sql<Record<string, string>>(`select (select count(*) from kintell_sessions where tenant_id = $1) as revisions, (select count(*) from webhook_receipts where tenant_id = $1) as receipts,
    (select count(*) from activity_ledger where tenant_id = $1) as entries, (select count(*) from people where tenant_id = $1) as people, (select count(*) from dead_letters) as dead,
    (select count(*) from kintell_sessions s join webhook_receipts r on r.tenant_id = s.tenant_id and r.id = s.receipt_id where s.tenant_id = $1) as walked`, [companyId]);
  const count = String(webhooks);
  same('tables', tables, { revisions: count, receipts: count, entries: count, people: String(Math.min(webhooks, 200) + Math.min(webhooks, 40)), dead: '0', walked: count });
  const { body } = await operator.get<{ items: { metric: string; value: number }[] }>(`companies/${companyId}/metrics?period=2026-08`);
  const figure = (metric: string): number | undefined => body.items.find((item) => item.metric === metric)?.value;
  same('sessions', figure('sessions_completed'), webhooks);
  same('hours', figure('volunteer_hours'), webhooks / 2);
  const { body: audit } = await operator.post<{ ok: boolean }>(`companies/${companyId}/audit/verify`, {});
  same('audit', audit.ok, true);
  return differences;
}
