// The whole sample world as a first start loads it: every total held against the generator's own truth, and every metric of three companies
// in eight quarters recomputed from the pages of its walk.
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { Client, until } from '../world/world.ts';
import { recompute } from '../journeys/recompute.ts';
import { Product } from './product.ts';
import { truthDifferences, type TruthCompany } from './truth.ts';

export interface WorldOutcome { differences: string[]; rows: number; loadSeconds: number; againSeconds: number; seconds: number; compared: number; shown: number; withheld: number; recomputed: number; walkedRows: number; stages: string[] }
const withinMs = 20 * 60_000;
const walkedCompanies = ['Aurora Energi', 'Nordlys Bank', 'Baltic Software'];
interface Metric { id: string; metric: string; value: number | null }

export async function worldDrill({ log }: { log: (line: string) => void }): Promise<WorldOutcome> {
  const product = new Product();
  const begun = performance.now();
  const since = (from: number): number => (performance.now() - from) / 1000;
  const outcome: WorldOutcome = { differences: [], rows: 0, loadSeconds: 0, againSeconds: 0, seconds: 0, compared: 0, shown: 0, withheld: 0, recomputed: 0, walkedRows: 0, stages: [] };
  const end = async (launcher: { kill(signal: NodeJS.Signals): boolean }): Promise<void> => { launcher.kill('SIGTERM'); await product.gone(); };
  try {
    const first = await product.start('launcher', 'error', { DEMO: 'true' }, withinMs);
    outcome.loadSeconds = since(begun);
    outcome.stages = first.said().split('\n').filter((line) => /\d s\b|seconds/.test(line));
    await end(first.launcher);
    const again = performance.now();
    const { base, launcher } = await product.start('launcher', 'error', { DEMO: 'true' }, withinMs);
    outcome.againSeconds = since(again);
    const client = await signIn(base, 'operator@cockpit.example');
    const { companies } = JSON.parse(execFileSync(process.execPath, [path.join(import.meta.dirname, '../../services/demo/truth.script.ts')], { maxBuffer: 2 ** 28 }).toString()) as { companies: TruthCompany[] };
    const { body } = await client.get<{ items: { id: string; name: string }[] }>('companies');
    for (const truth of companies) {
      const id = body.items.find(({ name }) => name === truth.company)?.id;
      if (id === undefined) { outcome.differences.push(`${truth.company} is not there`); continue; }
      const found = await truthDifferences(client, id, truth);
      outcome.rows += truth.rows + truth.hooks;
      outcome.differences.push(...found.differences);
      outcome.compared += found.compared;
      outcome.shown += found.shown;
      outcome.withheld += found.withheld;
      log(`  ${truth.company}: ${truth.rows} lines, ${truth.hooks} webhooks, ${found.compared} figures held against the truth, ${found.differences.length} differ`);
      if (!walkedCompanies.includes(truth.company)) continue;
      const admin = await signIn(base, `admin@${truth.domain}`);
      for (const period of truth.periods.flatMap(({ period: one, programme }) => (one.includes('Q') && programme === 'all' ? [one] : [])).sort().slice(-8)) {
        const { body: figures } = await admin.get<{ items: Metric[] }>(`companies/${id}/metrics?period=${period}`);
        for (const { id: metricId, metric, value } of figures.items) {
          if (value === null) continue;
          const walked = await recompute(base, admin.token ?? '', id, metricId).catch((error: unknown) => ({ value: String(error), rows: 0 }));
          outcome.recomputed += 1;
          outcome.walkedRows += walked.rows;
          if (walked.value !== value) outcome.differences.push(`${truth.company} ${period} ${metric}: ${value} told, ${walked.value} from its rows`);
        }
      }
    }
    await end(launcher);
    outcome.seconds = since(begun);
    return outcome;
  } finally {
    product.remove();
  }
}

async function signIn(base: string, email: string): Promise<Client> {
  const { body } = await until(async () => {
    const answer = await new Client(base).post<{ accessToken: string }>('auth/login', { email, password: 'cockpit-demo' });
    return answer.status === 200 ? answer : undefined;
  });
  return new Client(base, body.accessToken);
}
