// File → rows → events → ledger → metrics → lineage → line: the thread that everything hangs on.
import { openWorld, type Client, type World } from '../world/world.ts';
import { manySessions, mentorshipCsv } from '../world/sessions.ts';

interface Metric { id: string; metric: string; value: number | null; n: number | null; low: number | null; high: number | null; state: string; revision: number }
interface Lineage { formula: { recompute: { op: string; divisor: number } }; sources: { count: number; items: { contribution: number; weight: number; file: string; line: number; importId: string }[]; next: string | null } | null }

let world: World;
let admin: Client;
const metricsOf = async (period: string): Promise<Record<string, Metric>> => {
  const { body } = await admin.get<{ items: Metric[] }>(`companies/${world.aurora.id}/metrics?period=${period}`);
  return Object.fromEntries(body.items.map((item) => [item.metric, item]));
};

beforeAll(async () => {
  world = await openWorld();
  admin = await world.as('admin@aurora.example');
});
afterAll(() => world.close());

test('a file becomes figures, and every figure is recomputed from the pages of its sources', async () => {
  const lines = manySessions(300);
  const done = await admin.importFile(world.aurora.id, mentorshipCsv(lines));
  expect(done.counts).toEqual({ total: 300, created: 300, updated: 0, unchanged: 0, rejected: 0, waiting: 0 });
  await world.settled(world.aurora.id);
  const metrics = await metricsOf('2026-Q3');
  expect(metrics['participants']?.value).toBe(20);
  expect(metrics['volunteers']?.value).toBe(7);
  expect(metrics['volunteer_hours']?.value).toBe(lines.reduce((sum, line) => sum + Number(line.minutes), 0) / 60);
  expect(metrics['completion_rate']?.value).toBe(1);
  expect(metrics['rating_mean']?.value).toBe(0.5);
  expect(metrics['confidence']?.state).toBe('not_measurable');
  for (const metric of Object.values(metrics)) {
    let sum = 0;
    let weight = 0;
    let recompute = { op: '', divisor: 1 };
    for (let next: string | null = ''; next !== null;) {
      const { body }: { body: Lineage } = await admin.get<Lineage>(`companies/${world.aurora.id}/lineage/${metric.id}?limit=77${next ? `&after=${next}` : ''}`);
      recompute = body.formula.recompute;
      for (const item of body.sources?.items ?? []) {
        sum += item.contribution;
        weight += item.weight;
        expect(item.file).toBe('sessions.csv');
      }
      next = body.sources?.next ?? null;
    }
    // The rows of a composite are on its inputs.
    if (metric.value === null || recompute.op === 'composite') continue;
    const value = recompute.op === 'ratio' ? sum / weight / recompute.divisor : recompute.op === 'sum' ? sum / recompute.divisor : sum;
    expect({ metric: metric.metric, value: Math.round(value * 1e6) / 1e6 }).toEqual({ metric: metric.metric, value: metric.value });
  }
});

test('the walk ends at the line of the file, with people taken out', async () => {
  const { volunteer_hours: hours } = await metricsOf('2026-08');
  const { body } = await admin.get<Lineage>(`companies/${world.aurora.id}/lineage/${hours?.id}`);
  const source = body.sources?.items[0];
  const line = await admin.get<{ line: number; headers: string[]; cells: (string | null)[] }>(`companies/${world.aurora.id}/imports/${source?.importId}/lines/${source?.line}`);
  expect(line.status).toBe(200);
  const cellOf = (name: string): string | null | undefined => line.body.cells[line.body.headers.indexOf(name)];
  expect(cellOf('participant_email')).toBeNull();
  expect(Number(cellOf('duration_minutes'))).toBe(source?.contribution);
});

test('correction, undo, and undo of the undo: every figure and its page of rows are as they were', async () => {
  const before = { metrics: await metricsOf('2026-Q3'), page: await pageOf('volunteer_hours') };
  const corrected = await admin.importFile(world.aurora.id, mentorshipCsv(manySessions(10).map((line) => ({ ...line, minutes: 120 }))), { fileName: 'corrected.csv' });
  expect(corrected.counts).toMatchObject({ updated: 10, created: 0 });
  await world.settled(world.aurora.id);
  const between = await metricsOf('2026-Q3');
  expect(between['volunteer_hours']?.value).toBeGreaterThan(before.metrics['volunteer_hours']?.value ?? 0);
  expect((await admin.post(`companies/${world.aurora.id}/imports/${corrected.id}/undo`)).status).toBe(202);
  expect((await admin.post(`companies/${world.aurora.id}/imports/${corrected.id}/undo`)).status).toBe(409);
  await world.settled(world.aurora.id);
  const figures = (metrics: Record<string, Metric>): unknown => Object.values(metrics).map(({ metric, value, n, low, high, state }) => ({ metric, value, n, low, high, state }));
  expect(figures(await metricsOf('2026-Q3'))).toEqual(figures(before.metrics));
  expect(await pageOf('volunteer_hours')).toEqual(before.page);
  expect((await admin.post(`companies/${world.aurora.id}/imports/${corrected.id}/restore`)).status).toBe(202);
  await world.settled(world.aurora.id);
  expect(figures(await metricsOf('2026-Q3'))).toEqual(figures(between));
  await admin.post(`companies/${world.aurora.id}/imports/${corrected.id}/undo`);
  await world.settled(world.aurora.id);
});

async function pageOf(metric: string): Promise<unknown> {
  const found = (await metricsOf('2026-Q3'))[metric];
  return (await admin.get<Lineage>(`companies/${world.aurora.id}/lineage/${found?.id}?limit=500`)).body.sources;
}

test('an earlier revision answers as it was', async () => {
  const { volunteer_hours: hours } = await metricsOf('2026-Q3');
  const first = await admin.get<{ metric: Metric; sources: Lineage['sources'] }>(`companies/${world.aurora.id}/lineage/${hours?.id}?revision=2&limit=500`);
  const sum = first.body.sources?.items.reduce((total, item) => total + item.contribution, 0) ?? 0;
  expect(first.body.sources?.next).toBeNull();
  expect(sum / 60).toBeCloseTo(first.body.metric.value ?? -1, 5);
});

test('a figure that stays the same while rows come walks to all of them', async () => {
  await admin.importFile(world.aurora.id, mentorshipCsv(manySessions(60, { prefix: 'MORE' })), { fileName: 'more.csv' });
  await world.settled(world.aurora.id);
  const { participants, sessions_completed: sessions } = await metricsOf('2026-Q3');
  expect(participants?.value).toBe(20);
  const { body } = await admin.get<Lineage>(`companies/${world.aurora.id}/lineage/${participants?.id}`);
  expect(body.sources?.count).toBe(sessions?.value);
});
