// The formulas through the interface, against figures worked out elsewhere to the last printed digit, and a text that is only looked at.
import { openWorld, type Client, type World } from '../world/world.ts';

interface Sroi {
  presentValue: number; investment: { company: number; society: number }; ratio: { company: number | null; society: number | null }; npv: { society: number | null }; flagged: boolean; state: string; reason: string | null;
  breakEven: { deadweight: number | null; people: number | null }; tornado: { assumption: string; low: number; high: number }[];
}
interface Vis { score: number | null; band: string | null; provisional: boolean; components: Record<string, number | null>; weights: Record<string, number>; state: string }
let world: World;
let analyst: Client;
beforeAll(async () => {
  world = await openWorld();
  analyst = await world.as('analyst@aurora.example');
});
afterAll(() => world.close());

const outcome = (improved: number, proxy: number, declined = 0): object => ({ outcome: 'language', improved, declined, proxy });
const hours = [{ kind: 'own', hours: 500, rate: 29.95 }];
const a = [outcome(40, 500)];
const b = [outcome(40, 500), { outcome: 'integration', improved: 55, declined: 0, proxy: 150 }, { outcome: 'job readiness', improved: 30, declined: 0, proxy: 300 }];
const sroi = async (body: object): Promise<Sroi> => (await analyst.post<Sroi>(`companies/${world.aurora.id}/sroi/what-if`, { hours, costs: 5000, ...body })).body;
const vis = async (body: object): Promise<Vis> => (await analyst.post<Vis>(`companies/${world.aurora.id}/vis/what-if`, { hoursReference: 1000, ...body })).body;

test('one outcome, several, an unsure model and people who fell', async () => {
  expect(await sroi({ outcomes: a })).toMatchObject({ presentValue: 23_448.44, investment: { society: 19_975 }, ratio: { society: 1.1739 }, npv: { society: 3_473.44 }, breakEven: { people: 34.07 }, flagged: false });
  expect(await sroi({ outcomes: b })).toMatchObject({ presentValue: 43_672.71, ratio: { society: 2.1864 }, breakEven: { deadweight: 0.6341, people: null } });
  expect(await sroi({ outcomes: b, meanConfidence: 0.69 })).toMatchObject({ presentValue: 34_938.17, ratio: { society: 1.7491 }, flagged: true });
  expect(await sroi({ outcomes: [outcome(40, 500, 12)] })).toMatchObject({ presentValue: 16_413.91, ratio: { society: 0.8217 } });
});

test('both bases, and what cannot be measured says so; a negative value is shown', async () => {
  const split = [{ kind: 'paid', hours: 300, rate: 45 }, { kind: 'own', hours: 200, rate: 29.95 }];
  expect(await sroi({ outcomes: a, hours: split })).toMatchObject({ investment: { company: 18_500, society: 24_490 }, ratio: { company: 1.2675, society: 0.9575 } });
  expect(await sroi({ outcomes: a, hours: [], costs: 0 })).toMatchObject({ presentValue: 23_448.44, ratio: { company: null, society: null }, state: 'not_measurable', reason: 'no_investment', tornado: [] });
  expect(await sroi({ outcomes: [] })).toMatchObject({ presentValue: 0, ratio: { society: null }, reason: 'no_outcome' });
  expect((await sroi({ outcomes: [outcome(3, 500, 12)] })).ratio.society).toBeLessThan(0);
});

test('each assumption alone, the widest swing first, and named sets of them', async () => {
  const { tornado } = await sroi({ outcomes: b });
  expect(Object.fromEntries(tornado.map(({ assumption, low, high }) => [assumption, [low, high]]))).toEqual({
    durationYears: [1.0811, 2.6223], attributionToOthers: [2.6236, 1.4576], hourValue: [2.6909, 1.8412], deadweight: [2.4597, 1.6398], dropOff: [2.5625, 1.8556], displacement: [2.1864, 1.9677],
    discountRate: [2.2604, 2.0998], proxies: [1.0932, 3.2796],
  });
  const widths = tornado.map(({ low, high }) => Math.abs(high - low));
  expect(widths).toEqual([...widths].sort((one, other) => other - one));
  expect((await sroi({ outcomes: b, assumptions: { deadweight: 0.3, attributionToOthers: 0.35, dropOff: 0.45, durationYears: 2 } })).ratio.society).toBe(1.2555);
  expect((await sroi({ outcomes: b, assumptions: { deadweight: 0.15, attributionToOthers: 0.2, dropOff: 0.25, durationYears: 4 } })).ratio.society).toBe(3.2226);
});

test.each([[1, 10.03], [10, 34.71], [40, 53.75], [100, 66.8], [250, 79.98], [500, 89.98], [1000, 100], [1500, 100]])('%d hours of 1000 score %d', async (held, score) => {
  expect((await vis({ hours: held, quality: null, lift: null, placement: null })).components['hours']).toBeCloseTo(score, 2);
});

test('the impact score: whole, with a component missing, for one volunteer, and for too few', async () => {
  expect(await vis({ hours: 500, quality: 0.78, lift: 0.55, placement: 0.3 })).toMatchObject({ score: 68.6445, band: 'good', provisional: false, weights: { hours: 0.3, quality: 0.3, lift: 0.25, placement: 0.15 } });
  expect(await vis({ hours: 500, quality: 0.78, lift: 0.55, placement: null })).toMatchObject({ score: 75.4641, band: 'high_impact', provisional: true, components: { placement: null } });
  expect(await vis({ hours: 12, hoursReference: 40, quality: 0.9, lift: 0.6, placement: null })).toMatchObject({ score: 73.7893, provisional: true });
  expect(await vis({ hours: 500, quality: 0.78, lift: null, placement: null })).toMatchObject({ band: null, provisional: true });
  expect(await vis({ hours: 500, quality: 0.78, lift: 0.55, placement: 0.3, volunteers: 4, ratings: 30 })).toMatchObject({ score: null, band: null, state: 'too_few' });
  expect(await vis({ hours: 500, quality: 0.78, lift: 0.55, placement: 0.3, volunteers: 5, ratings: 9 })).toMatchObject({ score: null, state: 'too_few' });
});

test('a number out of its range is named, and a viewer may not try', async () => {
  const { status, body } = await analyst.post<{ errors: { field: string }[] }>(`companies/${world.aurora.id}/vis/what-if`, { hours: 1, hoursReference: 1000, quality: 1.2, lift: null, placement: null });
  expect([status, body.errors.map(({ field }) => field)]).toEqual([422, ['quality']]);
  expect((await (await world.as('viewer@aurora.example')).post(`companies/${world.aurora.id}/vis/what-if`, { hours: 1, hoursReference: 1000, quality: 1, lift: null, placement: null })).status).toBe(403);
});

test('a text is shown as it would be kept, with the places of what was taken out; it is kept nowhere', async () => {
  const text = 'Olena said: write to olena.k@people.example or call +47 99 88 77 66.';
  const { status, body } = await analyst.post<{ redacted: string; found: { kind: string; start: number; end: number }[] }>(`companies/${world.aurora.id}/redaction/preview`, { text, people: ['Olena Koval'] });
  expect(status).toBe(200);
  expect(body.redacted).toBe('[name] said: write to [e-mail] or call [phone].');
  expect(body.found.map(({ kind, start, end }) => [kind, text.slice(start, end)])).toEqual([['name', 'Olena'], ['email', 'olena.k@people.example'], ['phone', '+47 99 88 77 66']]);
  expect((await analyst.post(`companies/${world.aurora.id}/redaction/preview`, { text: '' })).status).toBe(422);
});
