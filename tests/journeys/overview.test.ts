// What the overview is told in one answer agrees with the answers that tell it in parts, for one company and not for the other.
import { manySessions, mentorshipCsv } from '../world/sessions.ts';
import { openWorld, type Client, type World } from '../world/world.ts';

interface Figure { id: string; metric: string; value: number | null; previous: number | null; state: string }
interface Point { period: string; value: number | null }
interface Overview {
  period: string; against: string; months: string[]; figures: Figure[]; programmes: { programme: string; figures: Figure[] }[]; series: { metric: string; programme: string; points: Point[] }[];
  paidHours: Figure; yearBefore: { period: string; hours: number | null }; unconfirmedHours: number; restated: { metric: string; period: string; programme: string; from: number; to: number; at: string }[];
}

let world: World;
let admin: Client;
const overview = async (query = '', company = world.aurora, client = admin): Promise<Overview> => (await client.get<Overview>(`companies/${company.id}/overview${query}`)).body;
const valueOf = (figures: readonly Figure[], metric: string): number | null | undefined => figures.find((figure) => figure.metric === metric)?.value;

beforeAll(async () => {
  world = await openWorld();
  admin = await world.as('admin@aurora.example');
  await admin.importFile(world.aurora.id, mentorshipCsv([...manySessions(60), ...manySessions(20, { prefix: 'LAST', year: 2025 })]));
  const matches = Array.from({ length: 6 }, (_, index) => `BM-${index},b${index}@people.example,k${index}@aurora.example,2026-05-02`);
  await admin.importFile(world.aurora.id, ['match_id,participant_email,buddy_email,matched_at', ...matches].join('\n'), { kind: 'buddy-matches' });
  const events = Array.from({ length: 6 }, (_, index) => `BM-${index},2026-08-1${index},coffee,60,30,${index < 2 ? 'reported' : 'confirmed'}`);
  await admin.importFile(world.aurora.id, ['match_id,event_date,event_type,duration_minutes,paid_minutes,hours_state', ...events].join('\n'), { kind: 'buddy-events' });
  await world.settled(world.aurora.id);
});
afterAll(() => world.close());

test('one answer tells the figures, the programmes and the months that the other calls tell apart', async () => {
  const told = await overview('?period=2026-Q3');
  const { body: all } = await admin.get<{ items: Figure[] }>(`companies/${world.aurora.id}/metrics?period=2026-Q3`);
  const { body: buddy } = await admin.get<{ items: Figure[] }>(`companies/${world.aurora.id}/metrics?period=2026-Q3&programme=buddy`);
  const { body: hours } = await admin.get<{ points: Point[] }>(`companies/${world.aurora.id}/metrics/series?metric=volunteer_hours&from=2024-10&to=2026-09`);
  expect(told.figures).toEqual(all.items);
  expect(told.programmes.find(({ programme }) => programme === 'buddy')?.figures).toEqual(expect.arrayContaining(buddy.items.filter(({ metric }) => metric === 'volunteer_hours' || metric === 'matches_active')));
  expect(told.series.find(({ metric, programme }) => metric === 'volunteer_hours' && programme === 'all')?.points).toEqual(hours.points);
  expect(told.months).toEqual(['2025-07', '2025-08', '2025-09', '2026-07', '2026-08', '2026-09']);
  expect([told.against, told.yearBefore.period, told.yearBefore.hours]).toEqual(['2026-Q2', '2025-Q3', valueOf((await overview('?period=2025-Q3')).figures, 'volunteer_hours')]);
});

test('hours that were paid lead to their rows, and those nobody confirmed are counted apart', async () => {
  const { paidHours, unconfirmedHours } = await overview('?period=2026-Q3');
  expect([paidHours.value, unconfirmedHours]).toEqual([2, 2]);
  const { body: walk } = await admin.get<{ sources: { items: { contribution: number }[] } }>(`companies/${world.aurora.id}/lineage/${paidHours.id}`);
  expect(walk.sources.items.map(({ contribution }) => contribution)).toEqual([30, 30, 30, 30]);
  expect((await overview('?period=2026-Q3&programme=mentorship')).unconfirmedHours).toBe(0);
});

test('the period is the likeliest one unless it is named, and is held against the one that is asked for', async () => {
  const likely = await overview();
  expect(likely.months).toContain(`${likely.period.slice(0, 4)}-${{ 1: '01', 2: '04', 3: '07', 4: '10' }[likely.period.slice(6)]}`);
  const { figures } = await overview('?period=2026-Q3&against=2025-Q3');
  expect(figures.find(({ metric }) => metric === 'sessions_completed')).toMatchObject({ value: 60, previous: 20 });
  for (const query of ['?period=2026-Q9', '?period=2026-Q3&against=2025', '?against=2025-Q3', '?period=2026-Q3&programme=none']) expect((await admin.get(`companies/${world.aurora.id}/overview${query}`)).status).toBe(422);
});

test('a value that stood for a day after its period had ended is told as restated, another company’s never', async () => {
  expect((await overview('?period=2025-Q3')).restated).toEqual([]);
  await world.sql(`update metric_revisions set computed_at = '2025-10-05T08:00:00Z' where tenant_id = $1 and period in ('2025-Q3', '2025-08') and computed_at > '2025-10-05'`, [world.aurora.id]);
  const before = valueOf((await overview('?period=2025-Q3')).figures, 'volunteer_hours');
  await admin.importFile(world.aurora.id, mentorshipCsv([{ id: 'LATE-1', scheduled: '2025-08-20T10:00:00Z', minutes: 90 }]), { fileName: 'late.csv' });
  await world.settled(world.aurora.id);
  const { restated } = await overview('?period=2025-Q3');
  expect(restated).toContainEqual(expect.objectContaining({ metric: 'volunteer_hours', period: '2025-Q3', programme: 'all', from: before, to: (before ?? 0) + 1.5 }));
  expect(restated.map(({ period, programme }) => `${period} ${programme}`)).toContain('2025-08 mentorship');
  const nordlys = await overview('?period=2025-Q3', world.nordlys, await world.as('admin@nordlys.example'));
  expect([nordlys.restated, nordlys.months, valueOf(nordlys.figures, 'participants')]).toEqual([[], [], 0]);
});

test('how fresh the rows are is told by kind, with the lines that are not counted', async () => {
  await admin.importFile(world.aurora.id, mentorshipCsv([{ id: 'BAD-1', scheduled: '31.09.2026' }]), { fileName: 'bad.csv' });
  await admin.post(`companies/${world.aurora.id}/webhook-sources`, { provider: 'kintell' });
  const viewer = await world.as('viewer@aurora.example');
  const { body } = await viewer.get<{ files: { kind: string }[]; webhooks: unknown[]; rejected: number }>(`companies/${world.aurora.id}/freshness`);
  expect([body.files.map(({ kind }) => kind), body.webhooks, body.rejected]).toEqual([['buddy-events', 'buddy-matches', 'kintell-mentorship'], [{ provider: 'kintell', at: null }], 1]);
  expect((await (await world.as('viewer@nordlys.example')).get<{ files: unknown[] }>(`companies/${world.nordlys.id}/freshness`)).body.files).toEqual([]);
});
