// The sample company through the importer: figures beside the generator's own truth, then a report, and twenty of its figures
// recomputed from every page of their sources by a script that knows only the interface.
import { sampleCompanies, sampleFiles, seededRandom, type SampleFile } from '../../services/demo/world.ts';
import { openWorld, until, type Client, type World } from '../world/world.ts';
import { recompute } from './recompute.ts';

interface Metric { id: string; metric: string; value: number | null; n: number | null; state: string }
interface Fact { metric: string; metricId: string; revision: number; period: string; value: number | null; formatted: string }

let world: World;
let admin: Client;
let files: SampleFile[];
beforeAll(async () => {
  world = await openWorld();
  admin = await world.as('admin@aurora.example');
  const [aurora] = sampleCompanies;
  if (!aurora) throw new Error('no sample company');
  files = sampleFiles(aurora, '2026-11-25', 20_261_125);
  for (const file of files) await admin.importFile(world.aurora.id, file.csv, { fileName: file.fileName });
  await world.settled(world.aurora.id);
});
afterAll(() => world.close());

const metricsOf = async (period: string): Promise<Map<string, Metric>> => {
  const { body } = await admin.get<{ items: Metric[] }>(`companies/${world.aurora.id}/metrics?period=${period}`);
  return new Map(body.items.map((item) => [item.metric, item]));
};

test('the same date and seed give the same files', () => {
  const [aurora] = sampleCompanies;
  expect(aurora && sampleFiles(aurora, '2026-11-25', 20_261_125)[3]?.csv).toBe(files[3]?.csv);
  expect(files.map((file) => file.month)).toEqual(['2025-11', '2025-12', '2026-01', '2026-02', '2026-03', '2026-04', '2026-05', '2026-06', '2026-07', '2026-08', '2026-09', '2026-10']);
});

test('every month’s figures are those of the generator’s truth', async () => {
  for (const { month, truth } of files) {
    const metrics = await metricsOf(month);
    const figure = (name: string): number | null | undefined => metrics.get(name)?.value;
    const trials = truth.completed + truth.cancelled + truth.noShow;
    expect({
      month, sessions: figure('sessions_completed'), participants: figure('participants'), volunteers: figure('volunteers'), hours: figure('volunteer_hours'), rate: figure('completion_rate'), rating: figure('rating_mean'), ratings: metrics.get('rating_mean')?.n,
    }).toEqual({
      month, sessions: truth.completed, participants: truth.participants.length, volunteers: truth.volunteers.length, hours: Math.round((truth.minutes / 60) * 1e6) / 1e6, rate: Math.round((truth.completed / trials) * 1e6) / 1e6,
      rating: Math.round(((truth.ratingSum - truth.ratings) / 4 / truth.ratings) * 1e6) / 1e6, ratings: truth.ratings,
    });
  }
});

test('quarters count distinct people once', async () => {
  const quarter = files.filter(({ month }) => ['2026-07', '2026-08', '2026-09'].includes(month));
  const people = new Set(quarter.flatMap(({ truth }) => truth.participants));
  expect((await metricsOf('2026-Q3')).get('participants')?.value).toBe(people.size);
});

test('every figure of three grains is recomputed from its pages', async () => {
  for (const period of ['2026-09', '2026-Q3', '2026']) {
    for (const metric of (await metricsOf(period)).values()) {
      expect({ period, metric: metric.metric, value: (await recompute(world.base, admin.token ?? '', world.aurora.id, metric.id)).value }).toEqual({ period, metric: metric.metric, value: metric.value });
    }
  }
});

test('figures from scratch, scores included, are the incremental ones to the last digit', async () => {
  const read = async (): Promise<unknown> => world.sql('select period, programme, metric, value_micro, n, numerator, denominator, low_micro, high_micro, state from metrics_company_period where tenant_id = $1 order by 1, 2, 3', [world.aurora.id]);
  const before = await read();
  await world.sql('update metrics_company_period set value_micro = -1, n = -1, numerator = -1 where tenant_id = $1', [world.aurora.id]);
  await world.sql('delete from activity_ledger where tenant_id = $1', [world.aurora.id]);
  await world.node.actors.get('impact')?.job(world.aurora.id, 'scratch').ask('impact.rebuild', {}, { timeoutMs: 120_000 });
  expect(await read()).toEqual(before);
});

test('twenty random figures of the report are recomputed from their rows', async () => {
  const made = await admin.post<{ id: string }>(`companies/${world.aurora.id}/reports`, { template: 'quarterly', period: '2026-Q3', language: 'en', seed: 7 });
  expect(made.status).toBe(202);
  const report = await until(async () => {
    const { body } = await admin.get<{ state: string; facts: Fact[]; sections: { paragraphs: { text: string }[] }[]; reason?: string }>(`companies/${world.aurora.id}/reports/${made.body.id}`);
    if (body.state === 'failed') throw new Error(body.reason);
    return body.state === 'ready' ? body : undefined;
  });
  const prose = report.sections.flatMap((section) => section.paragraphs.map((paragraph) => paragraph.text)).join('\n');
  const figures = report.facts.filter((fact) => fact.value !== null);
  expect(figures.length).toBeGreaterThan(10);
  const random = seededRandom(11);
  for (let round = 0; round < 20; round += 1) {
    const fact = figures[Math.floor(random() * figures.length)];
    if (!fact) throw new Error('no figure');
    const again = await recompute(world.base, admin.token ?? '', world.aurora.id, fact.metricId, fact.revision);
    expect({ metric: fact.metric, period: fact.period, value: again.value }).toEqual({ metric: fact.metric, period: fact.period, value: fact.value });
    expect(again.rows).toBeGreaterThan(0);
  }
  expect(figures.some((fact) => prose.includes(fact.formatted))).toBe(true);
});
