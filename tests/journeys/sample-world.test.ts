// A whole sample company as a first start loads it, all fourteen kinds of file: figures beside the generator's own truth, then a report,
// and twenty of its figures recomputed from every page of their sources by a script that knows only the interface.
import { importKindNames } from '../../channels/vocabulary.ts';
import { platformTenant } from '../../mixins/broker/house.ts';
import { truthOf, type Truth } from '../../services/demo/truth.ts';
import { sampleCompanies, sampleWorld, seededRandom, type SampleCompany, type SampleWorld } from '../../services/demo/world.ts';
import { openWorld, until, type Client, type ImportView, type World } from '../world/world.ts';
import { recompute } from './recompute.ts';

interface Metric { id: string; metric: string; value: number | null; n: number | null; state: string }
interface Fact { metric: string; metricId: string; revision: number; period: string; value: number | null; formatted: string }

const [today, seed] = ['2026-11-25', 20_261_125];
const company = sampleCompanies.find(({ name }) => name === 'Lakeshore Mutual') as SampleCompany;

let world: World;
let admin: Client;
let companyId: string;
let sample: SampleWorld;
let truth: Truth[];
let imports: ImportView[];
beforeAll(async () => {
  world = await openWorld({ settings: { demo: true, demoCompanies: sampleCompanies.length } });
  const demo = world.node.actors.get('demo')?.job(platformTenant, 'world');
  if (!demo) throw new Error('the world needs the demo actor');
  companyId = (await demo.ask('demo.prepare', {})).companies.find((made) => made.domain === company.domain)?.id ?? '';
  admin = await world.as(`admin@${company.domain}`);
  sample = sampleWorld(company, today, seed);
  truth = truthOf(sample.facts, sample.span);
  // A start that was cut short after three files, the one that goes on, and one more that finds everything there.
  for (const { kind, fileName, csv } of sample.files.slice(0, 3)) await admin.importFile(companyId, csv, { kind, fileName });
  for (let start = 0; start < 2; start += 1) await demo.ask('demo.fill', { companyId, domain: company.domain, today }, { timeoutMs: 0 });
  await world.settled(companyId);
  imports = (await admin.get<{ items: ImportView[] }>(`companies/${companyId}/imports?limit=500`)).body.items;
});
afterAll(() => world.close());

const metricsOf = async (period: string, programme = 'all'): Promise<Map<string, Metric>> => {
  const { body } = await admin.get<{ items: Metric[] }>(`companies/${companyId}/metrics?period=${period}&programme=${programme}`);
  return new Map(body.items.map((item) => [item.metric, item]));
};

test('the same date and seed give the same files, another date moves the two years', () => {
  expect(sampleWorld(company, today, seed).files).toEqual(sample.files);
  expect([sample.span.months.length, sample.span.months[0], sample.span.months.at(-1)]).toEqual([24, '2024-11', '2026-10']);
  expect(sampleWorld(company, '2027-01-01', seed).span.months.at(-1)).toBe('2026-12');
});

test('a company is told in all kinds of file, but for costs where there are none', () => {
  for (const other of sampleCompanies.filter((one) => one.employees < 1000)) {
    const kinds = new Set(sampleWorld(other, today, seed).files.map(({ kind }) => kind));
    expect({ company: other.name, lacking: importKindNames.filter((kind) => !kinds.has(kind)) }).toEqual({ company: other.name, lacking: other.lacks.includes('costs') ? ['programme-costs'] : [] });
  }
});

test('every file is loaded once, whatever cut the start short; corrections, repeats and broken lines were among the lines', () => {
  expect(imports.map(({ fileName }) => fileName).sort()).toEqual(sample.files.map(({ fileName }) => fileName).sort());
  const sum = (count: keyof ImportView['counts']): number => imports.reduce((total, { counts }) => total + counts[count], 0);
  expect(new Set(imports.map(({ state }) => state))).toEqual(new Set(['done']));
  expect(sum('updated')).toBeGreaterThan(0);
  expect(sum('unchanged')).toBeGreaterThan(0);
  expect(sum('rejected')).toBeGreaterThan(0);
  expect(sum('waiting')).toBe(0);
});

test('every month’s, quarter’s and year’s figures are those of the generator’s truth', async () => {
  for (const told of truth.filter(({ programme }) => programme === 'all')) {
    const metrics = await metricsOf(told.period);
    const figure = (metric: string): number | null | undefined => metrics.get(metric)?.value;
    const rating = metrics.get('rating_mean');
    const inMillionths = (value: number): number => Math.round(value * 1e6) / 1e6;
    expect({
      period: told.period, sessions: figure('sessions_completed'), participants: figure('participants'), volunteers: figure('volunteers'), hours: figure('volunteer_hours'), rate: figure('completion_rate'),
      checkins: figure('checkins'), courses: figure('courses_completed'), matches: figure('matches_active'), share: figure('participation_rate'), ratings: rating?.value === null ? told.ratings : rating?.n,
    }).toEqual({
      period: told.period, sessions: told.sessionsCompleted, participants: told.participants, volunteers: told.volunteers, hours: inMillionths(told.minutes / 60), rate: inMillionths(told.sessionsCompleted / told.sessionsScheduled),
      checkins: told.checkins, courses: told.coursesCompleted, matches: told.matchesActive, share: inMillionths(told.eligibleActive / told.eligible), ratings: told.ratings,
    });
    if (rating?.value != null) expect(rating.value).toBeCloseTo((told.ratingSum - told.ratings) / 4 / told.ratings, 6);
  }
});

test('every figure of three grains is recomputed from its pages', async () => {
  for (const period of ['2026-09', '2026-Q3', '2026']) {
    for (const metric of (await metricsOf(period)).values()) {
      expect({ period, metric: metric.metric, value: (await recompute(world.base, admin.token ?? '', companyId, metric.id)).value }).toEqual({ period, metric: metric.metric, value: metric.value });
    }
  }
});

test('figures from scratch, scores included, are the incremental ones to the last digit', async () => {
  const read = async (): Promise<unknown> => world.sql('select period, programme, metric, value_micro, n, numerator, denominator, low_micro, high_micro, state from metrics_company_period where tenant_id = $1 order by 1, 2, 3', [companyId]);
  const before = await read();
  await world.sql('update metrics_company_period set value_micro = -1, n = -1, numerator = -1 where tenant_id = $1', [companyId]);
  await world.sql('delete from activity_ledger where tenant_id = $1', [companyId]);
  await world.node.actors.get('impact')?.job(companyId, 'scratch').ask('impact.rebuild', {}, { timeoutMs: 120_000 });
  expect(await read()).toEqual(before);
});

test('twenty random figures of the report are recomputed from their rows', async () => {
  const made = await admin.post<{ id: string }>(`companies/${companyId}/reports`, { template: 'quarterly', period: '2026-Q3', language: 'en', seed: 7 });
  expect(made.status).toBe(202);
  const report = await until(async () => {
    const { body } = await admin.get<{ state: string; facts: Fact[]; sections: { paragraphs: { text: string }[] }[]; reason?: string }>(`companies/${companyId}/reports/${made.body.id}`);
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
    const again = await recompute(world.base, admin.token ?? '', companyId, fact.metricId, fact.revision);
    expect({ metric: fact.metric, period: fact.period, value: again.value }).toEqual({ metric: fact.metric, period: fact.period, value: fact.value });
    if (fact.value !== 0) expect(again.rows).toBeGreaterThan(0); // a measured nothing rests on none
  }
  expect(figures.some((fact) => prose.includes(fact.formatted))).toBe(true);
});
