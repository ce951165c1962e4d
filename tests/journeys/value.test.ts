// What volunteering is worth: social return on both bases and the impact score of a small company, counted here from scores, levels and
// costs alone, recomputed by a script that knows only the interface, and told as they were after the value map has changed.
import type { Language } from '../../channels/vocabulary.ts';
import { mentorshipCsv, type SessionLine } from '../world/sessions.ts';
import { openWorld, until, type Client, type ImportView, type World } from '../world/world.ts';
import { recompute, recomposed, type ComposedInput } from './recompute.ts';

interface Figure { id: string; metric: string; value: number | null; n: number | null; low: number | null; high: number | null; state: string; reason: string | null; revision: number; grade?: string | null; leads?: boolean; band?: string | null }
interface Walk {
  metric: Figure; revision: number; inputs: ComposedInput[]; sources: { count: number } | null;
  composite: { valueMap: number; worstGrade: string; ratio: Record<string, number | null>; confidence: { factor: number; flagged: boolean }; leftOut: { outcome: string; reason: string }[]; sets: Record<string, { ratio: Record<string, number> }>; tornado: Record<string, unknown[]>; gates?: { gate: string; has: number }[] } | null;
}
interface ValueMap { version: number; leadingBasis: string; proxies: { outcome: string; amountMinor: number; currency: string }[]; visWeights: Record<string, number>; fxRates: object[]; versions: { version: number }[] }
interface Score { dimension: string; person: string; programme: string; day: string; key: string; micro: number; model: string; language: Language }

const low = 'I am sad and tired all the time. I have no friends here. I am afraid to speak. I do not understand when they speak. I do not know how to look for a job.';
const high = 'I am happy and sleep well now. I have good friends here now. I am not afraid to speak any more. I understand almost everything now. My CV is ready and I know how to apply.';
let world: World;
let admin: Client;
let costs: ImportView;
const home = (): string => `companies/${world.aurora.id}`;

async function figures(period = '2026-Q3', programme = 'all', client = admin): Promise<Record<string, Figure>> {
  const { body } = await client.get<{ items: Figure[] }>(`${home()}/metrics?period=${period}&programme=${programme}`);
  return Object.fromEntries(body.items.map((item) => [item.metric, item]));
}
const figure = async (metric: string, period?: string, programme?: string): Promise<Figure> => (await figures(period, programme))[metric] ?? { id: '', metric, value: null, n: null, low: null, high: null, state: 'none', reason: null, revision: 0 };
const walk = async (id: string, query = ''): Promise<Walk> => (await admin.get<Walk>(`${home()}/lineage/${id}${query}`)).body;
const inputs = ({ inputs: found }: Walk): Record<string, number> => Object.fromEntries(found.map(({ name, value }) => [name, value]));
async function readMap(): Promise<{ map: ValueMap; tag: string }> {
  const { body, headers } = await admin.get<ValueMap>(`${home()}/value-map`);
  return { map: body, tag: headers.get('etag') ?? '' };
}
async function changeMap(change: (map: ValueMap) => object): Promise<void> {
  const { map, tag } = await readMap();
  const { status, text } = await admin.send('PUT', `${home()}/value-map`, { ...map, ...change(map) }, { 'if-match': tag });
  expect([status, text]).toEqual([200, text]);
  await world.settled(world.aurora.id);
}

beforeAll(async () => {
  world = await openWorld();
  admin = await world.as('admin@aurora.example');
  const people = Array.from({ length: 14 }, (_, person) => person);
  const held = (id: string, person: number, day: string, feedback: string, rating: number): SessionLine =>
    ({ id, participant: `o${person}@people.example`, mentor: `m${person % 6}@aurora.example`, scheduled: `${day}T10:00:00Z`, feedback, rating });
  const lines = people.flatMap((person) => [held(`A-${person}`, person, '2026-03-02', person > 8 ? high : low, 3), held(`B-${person}`, person, '2026-08-20', person > 8 ? low : high, 5)]);
  await admin.importFile(world.aurora.id, mentorshipCsv(lines));
  const level = (name: string, person: number, day: string, told: string, paid: string): string => `${name}-${person},o${person}@people.example,m1@aurora.example,${day}T10:00:00Z,${day}T11:00:00Z,50,${told},${paid}`;
  // One person fell a level, one rose in words and fell a level, one was told two levels four days apart.
  const levels = people.slice(0, 7).flatMap((person) => [level('L', person, '2026-04-01', 'A2', 'yes'), level('M', person, '2026-09-01', person > 4 ? 'A1' : 'B1', '20')]);
  await admin.importFile(world.aurora.id, ['session_id,participant_email,volunteer_email,scheduled_at,completed_at,duration_minutes,language_level,paid_time', ...levels, level('N', 8, '2026-09-10', 'A2', 'no'), level('O', 8, '2026-09-14', 'B1', 'no')].join('\n'), { kind: 'kintell-language', fileName: 'levels.csv' });
  costs = await admin.importFile(world.aurora.id, 'programme,period,amount,currency,kind\nall,2026-Q3,100000,NOK,cash\nmentorship,2026,10000,EUR,management\n', { kind: 'programme-costs', fileName: 'costs.csv' });
  await admin.importFile(world.aurora.id, ['employee_id,email', ...people.map((person) => `E-${person},m${person}@aurora.example`)].join('\n'), { kind: 'roster', fileName: 'roster.csv' });
  await admin.importFile(world.aurora.id, ['participant_email,started_on', ...[0, 1, 2, 9, 10].map((person) => `o${person}@people.example,2026-09-15`)].join('\n'), { kind: 'employment', fileName: 'jobs.csv' });
  await world.settled(world.aurora.id);
});
afterAll(() => world.close());

/** Source: the specification's rules, person by person: the same version, more than both languages' reliable change and 0.15; what disagrees cancels. */
async function signsOf(dimensions: readonly string[], withLevels: boolean, from: string, to: string): Promise<number[]> {
  const scores = await world.sql<Score & Record<string, unknown>>(`select dimension, person_id as person, programme, local_date::text as day, source_key as key, score_micro as micro, model_version as model, language from outcome_scores where present`);
  const levels = await world.sql<Score & Record<string, unknown>>(`select 'level' as dimension, participant_id as person, programme, local_date::text as day, session_id as key, (ascii(language_level) - 65) * 2 + substr(language_level, 2)::int as micro,
    'cefr' as model, 'en' as language from kintell_sessions where is_current and language_level is not null`);
  const known = new Map((await world.sql<{ id: string; language: string; reliable: number }>(`select id, l.key as language, (l.value ->> 'reliableChange')::float8 as reliable from model_versions, jsonb_each(evaluation) l`)).map(({ id, language, reliable }) => [`${id} ${language}`, reliable * 1e6]));
  const own = [...scores.filter(({ dimension }) => dimensions.includes(dimension)), ...withLevels ? levels : []];
  return [...new Set(own.map(({ person }) => person))].flatMap((person) => {
    const found = [...dimensions, ...withLevels ? ['level'] : []].flatMap((dimension) => {
      const mine = own.filter((score) => score.person === person && score.dimension === dimension).sort((a, b) => `${a.day} ${a.key}`.localeCompare(`${b.day} ${b.key}`));
      const inside = mine.filter(({ day }) => day >= from && day <= to);
      const [first, last, before] = [inside[0], inside.at(-1), mine.findLast(({ day }) => day < from)];
      if (!first || !last) return [];
      const base = before ?? ((Date.parse(last.day) - Date.parse(first.day)) / 86_400_000 >= 14 ? first : undefined);
      if (!base || base.model !== last.model) return [];
      const change = last.micro - base.micro;
      const least = dimension === 'level' ? 0 : Math.max(150_000, known.get(`${base.model} ${base.language}`) ?? 0, known.get(`${last.model} ${last.language}`) ?? 0);
      return [Math.abs(change) > least ? Math.sign(change) : 0];
    });
    return found.length === 0 ? [] : [Number(found.includes(1)) - Number(found.includes(-1))];
  });
}

test.each([['2026-Q3', '2026-07-01', '2026-09-30'], ['2026', '2026-01-01', '2026-12-31'], ['2026-08', '2026-08-01', '2026-08-31']])('who rose and who fell in %s is counted as from the scores and levels', async (period, from, to) => {
  const found = inputs(await walk((await figure('sroi', period)).id));
  for (const [outcome, dimensions, withLevels] of [['integration', ['belonging', 'well_being'], false], ['language', ['lang_level_proxy'], true], ['job_readiness', ['job_readiness'], false]] as const) {
    const signs = await signsOf(dimensions, withLevels, from, to);
    expect({ outcome, people: signs.length >= 5, improved: found[`improved_${outcome}`], declined: found[`declined_${outcome}`] })
      .toEqual({ outcome, people: true, improved: signs.filter((sign) => sign > 0).length, declined: signs.filter((sign) => sign < 0).length });
  }
});

test.each([['2026-Q3', 'all'], ['2026', 'all'], ['2026-08', 'all'], ['2026-Q3', 'mentorship']])('an outside script recomputes return and score of %s, %s, from the inputs’ own walks', async (period, programme) => {
  const found = await figures(period, programme);
  // Where only one volunteer was active in September, the month beside it goes with it.
  for (const metric of ['sroi', 'sroi_company', ...period === '2026-08' ? [] : ['vis']]) {
    const { id = '', value = null, state } = found[metric] ?? {};
    expect({ metric, isTold: ['measured', 'provisional'].includes(state ?? '') }).toEqual({ metric, isTold: true });
    const again = await recomposed(world.base, admin.token ?? '', world.aurora.id, id);
    expect(again.walked).toBeGreaterThan(metric === 'vis' ? 5 : 10);
    expect(again.value).toBeCloseTo(value ?? Number.NaN, 5);
  }
});

test('both bases, n, sets, gates and the weakest evidence stand beside the figure', async () => {
  const { sroi, sroi_company: company, vis } = await figures();
  expect([sroi?.n, sroi?.grade, sroi?.leads, company?.leads]).toEqual([14, 'red', false, true]);
  expect(company?.value).toBeGreaterThan(sroi?.value ?? Infinity);
  const { composite } = await walk(sroi?.id ?? '');
  expect(composite).toMatchObject({ valueMap: 1, worstGrade: 'red', ratio: { society: sroi?.value, company: company?.value }, leftOut: [{ outcome: 'confidence', reason: 'not_valued' }] });
  expect([composite?.sets['low']?.ratio['society'], composite?.sets['high']?.ratio['society']]).toEqual([sroi?.low, sroi?.high]);
  expect(composite?.tornado['company']).toHaveLength(8);
  expect(vis).toMatchObject({ state: 'measured', n: 6 });
  expect(vis?.low).toBeLessThan(vis?.value ?? 0);
  expect((await walk(vis?.id ?? '')).composite?.gates?.map(({ gate, has }) => [gate, has])).toEqual([['volunteers', 6], ['ratings', 14], ['components_for_final', 4], ['components_for_band', 4]]);
});

test('costs are spread by days, in the company’s money, and those of all programmes are in no single one', async () => {
  const cash = async (period: string, programme = 'all'): Promise<number | undefined> => inputs(await walk((await figure('sroi', period, programme)).id))['costs_cash'];
  const months = [await cash('2026-07'), await cash('2026-08'), await cash('2026-09')];
  expect(months).toEqual([33_695.65, 33_695.65, 32_608.7]);
  expect(await cash('2026-Q3')).toBe(100_000);
  expect(await cash('2026-Q3', 'mentorship')).toBe(0);
  // 92 of 365 days of 10,000 euro, at 11.7.
  expect(inputs(await walk((await figure('sroi', '2026-Q3', 'mentorship')).id))['costs_management']).toBeCloseTo(10_000 * 92 / 365 * 11.7, 1);
});

test('a changed value map makes a new revision, and the earlier one answers as it was', async () => {
  const before = await figure('sroi');
  const early = await walk(before.id);
  await changeMap(({ proxies }) => ({ reason: 'Own procurement', proxies: proxies.map((proxy) => (proxy.outcome === 'language' ? { ...proxy, amountMinor: 9800_00, currency: 'NOK', grade: 'green' } : proxy)) }));
  const after = await figure('sroi');
  expect(after.revision).toBe(before.revision + 1);
  expect(after.value).toBeGreaterThan(before.value ?? Infinity);
  const now = await walk(before.id);
  expect([now.composite?.valueMap, inputs(now)['proxy_language'], now.metric.value]).toEqual([2, 9800, after.value]);
  const then = await walk(before.id, `?revision=${before.revision}`);
  expect([then.metric.value, then.composite, then.inputs]).toEqual([before.value, early.composite, early.inputs]);
  expect((await recomposed(world.base, admin.token ?? '', world.aurora.id, before.id, before.revision)).value).toBeCloseTo(before.value ?? 0, 5);
  expect((await readMap()).map.versions.map(({ version }) => version)).toEqual([2, 1]);
  expect((await admin.get<ValueMap>(`${home()}/value-map?version=1`)).body.proxies.find(({ outcome }) => outcome === 'language')).toMatchObject({ amountMinor: 50_000, currency: 'USD' });
  const { body: audit } = await admin.get<{ items: { action: string; details: object }[] }>(`${home()}/audit?limit=500`);
  expect(audit.items.find(({ action }) => action === 'impact.changeValueMap')?.details).toMatchObject({ version: 2, reason: 'Own procurement' });
});

test('a row that changes afterwards leaves the revision before it as it was', async () => {
  const before = await figure('sroi_company');
  expect((await admin.post(`${home()}/imports/${costs.id}/undo`)).status).toBe(202);
  await until(async () => { await world.settled(world.aurora.id); return (await figure('sroi_company')).revision > before.revision ? true : undefined; });
  expect(inputs(await walk(before.id))['costs_cash']).toBe(0);
  expect((await recomposed(world.base, admin.token ?? '', world.aurora.id, before.id, before.revision)).value).toBeCloseTo(before.value ?? 0, 5);
  expect((await admin.post(`${home()}/imports/${costs.id}/restore`)).status).toBe(202);
  await until(async () => { await world.settled(world.aurora.id); return (await figure('sroi_company')).value === before.value ? true : undefined; });
});

test('an unsure model counts for four fifths, and the figure is provisional', async () => {
  await changeMap(({ proxies }) => ({ proxies: [{ ...proxies.find(({ outcome }) => outcome === 'integration'), outcome: 'confidence' }] }));
  await world.sql(`update activity_ledger set confidence_micro = 600000 where tenant_id = $1 and measure = 'score:confidence'`, [world.aurora.id]);
  await changeMap(({ proxies }) => ({ proxies, reason: 'again' }));
  const found = await figure('sroi');
  expect([found.state, found.reason]).toEqual(['provisional', 'model_unsure']);
  expect((await walk(found.id)).composite?.confidence).toMatchObject({ factor: 0.8, flagged: true });
  expect((await recomposed(world.base, admin.token ?? '', world.aurora.id, found.id)).value).toBeCloseTo(found.value ?? 0, 5);
});

test('without a rate of exchange there is no figure, and a rate of one’s own makes one', async () => {
  const foreign = await admin.importFile(world.aurora.id, 'programme,period,amount,currency,kind\nall,2026-09,5000,THB,cash\n', { kind: 'programme-costs', fileName: 'baht.csv' });
  await until(async () => { await world.settled(world.aurora.id); return (await figure('sroi')).state === 'not_measurable' ? true : undefined; });
  expect(await figure('sroi')).toMatchObject({ value: null, reason: 'no_rate' });
  await changeMap(() => ({ fxRates: [{ date: '2026-01-01', from: 'THB', to: 'NOK', rate: 0.31, source: 'Our bank' }] }));
  const found = await figure('sroi');
  expect(found.value).not.toBeNull();
  expect(inputs(await walk(found.id))['costs_cash']).toBe(101_550);
  expect((await recomposed(world.base, admin.token ?? '', world.aurora.id, found.id)).value).toBeCloseTo(found.value ?? 0, 5);
  await admin.post(`${home()}/imports/${foreign.id}/undo`);
});

test('fewer than five people: no figure, no inputs', async () => {
  const few = [0, 1, 2].flatMap((person) => ['2025-02-03', '2025-03-20'].map((day, index): SessionLine => ({ id: `F-${person}-${day}`, participant: `f${person}@people.example`, scheduled: `${day}T10:00:00Z`, feedback: index === 0 ? low : high, rating: 4 })));
  await admin.importFile(world.aurora.id, mentorshipCsv(few), { fileName: 'few.csv' });
  await world.settled(world.aurora.id);
  for (const metric of ['sroi', 'vis']) {
    const found = await figure(metric, '2025-Q1');
    expect(found).toMatchObject({ value: null, n: null, low: null, high: null, state: 'too_few' });
    expect(await walk(found.id)).toMatchObject({ inputs: [], composite: null, sources: null });
  }
});

test('an empty company says that nothing can be measured yet', async () => {
  const other = await world.as('admin@nordlys.example');
  const { body } = await other.get<{ items: Figure[] }>(`companies/${world.nordlys.id}/metrics?period=2026-Q3`);
  expect(body.items.filter(({ metric }) => ['sroi', 'sroi_company', 'vis'].includes(metric)).map(({ metric, state, reason }) => [metric, state, reason]))
    .toEqual([['sroi', 'not_measurable', 'no_outcome'], ['sroi_company', 'not_measurable', 'no_outcome'], ['vis', 'not_measurable', 'nothing_measured']]);
});

test('the value map has a version that a change must name, and rules that say what is wrong', async () => {
  const { map, tag } = await readMap();
  const put = (body: object, headers: Record<string, string> = { 'if-match': tag }): ReturnType<Client['send']> => admin.send('PUT', `${home()}/value-map`, body, headers);
  expect((await put(map, {})).status).toBe(422);
  expect((await put(map, { 'if-match': '"v1"' })).status).toBe(412);
  const wrong: [object, string][] = [
    [{ visWeights: { hours: 0.3, quality: 0.3, lift: 0.3, placement: 0.15 } }, 'visWeights'], [{ proxies: [...map.proxies, ...map.proxies] }, `proxies[${map.proxies.length}].outcome`],
    [{ fxRates: [{ date: '2026-02-30', from: 'EUR', to: 'NOK', rate: 1, source: 'x' }] }, 'fxRates[0].date'], [{ proxies: map.proxies.map((proxy) => ({ ...proxy, currency: 'XQX' })) }, 'proxies[0].currency'],
    [{ leadingBasis: 'both' }, 'leadingBasis'], [{ proxies: map.proxies.map((proxy) => ({ ...proxy, amountMinor: -1 })) }, 'proxies[0].amountMinor'],
  ];
  for (const [change, field] of wrong) {
    const { status, body } = await put({ ...map, ...change }) as unknown as { status: number; body: { errors: { field: string; problem: string; remedy: string }[] } };
    expect([status, body.errors[0]?.field, (body.errors[0]?.remedy.length ?? 0) > 0]).toEqual([422, field, true]);
  }
  const viewer = await world.as('viewer@aurora.example');
  expect([(await viewer.get(`${home()}/value-map`)).status, (await viewer.send('PUT', `${home()}/value-map`, map, { 'if-match': tag })).status]).toEqual([200, 403]);
  expect((await (await world.as('participant@aurora.example')).get(`${home()}/value-map`)).status).toBe(403);
  expect((await (await world.as('admin@nordlys.example')).get(`${home()}/value-map`)).status).toBe(404);
  expect((await admin.get(`${home()}/value-map`, { 'if-none-match': tag })).status).toBe(304);
});

test('every metric has a card in three languages, with what the model errs and where it is disclosed', async () => {
  const cards = await Promise.all(['en', 'no', 'uk'].map(async (language) => (await admin.get<{ items: { metric: string; definition: string; method: string; assumptions: string; limits: string; modelError: object[]; disclosures: object[]; version: number }[] }>(`${home()}/metric-cards?language=${language}`)).body.items));
  for (const items of cards) {
    expect(items.map(({ metric }) => metric)).toEqual(Object.keys(await figures()));
    expect(items.filter(({ definition, method, assumptions, limits }) => [definition, method, assumptions, limits].some((text) => text === '' || text.includes('{')))).toEqual([]);
  }
  const sroi = cards[0]?.find(({ metric }) => metric === 'sroi');
  expect([sroi?.modelError.length, sroi?.disclosures.length, sroi?.version]).toEqual([15, 2, 1]);
  expect((await admin.get(`${home()}/metric-cards?language=de`)).status).toBe(422);
});

test('a walk of a part adds up page by page, and its rows name file and line', async () => {
  const walked = await walk((await figure('vis')).id);
  const lift = walked.inputs.find(({ name }) => name === 'lift');
  const first = await walk(lift?.metricId ?? '', '?limit=3');
  const again = await recompute(world.base, admin.token ?? '', world.aurora.id, lift?.metricId ?? '');
  expect([again.rows, again.value]).toEqual([first.sources?.count, first.metric.value]);
});

test('another currency of the company is another figure in money, and the same people', async () => {
  const before = await figure('sroi');
  const { body, headers } = await admin.get(`${home()}/settings`);
  expect((await admin.send('PUT', `${home()}/settings`, { ...body, currency: 'EUR' }, { 'if-match': headers.get('etag') ?? '' })).status).toBe(200);
  const after = await until(async () => { await world.settled(world.aurora.id); const found = await figure('sroi'); return found.revision > before.revision ? found : undefined; });
  expect((await walk(after.id)).inputs.find(({ name }) => name === 'costs_cash')).toMatchObject({ unit: 'EUR' });
  expect(after.n).toBe(before.n);
});

test('computed from scratch, every figure and what it rested on is the same', async () => {
  const all = (): Promise<object[]> => world.sql('select period, programme, metric, value_micro, n, people, numerator, denominator, low_micro, high_micro, state, reason, details from metrics_company_period where tenant_id = $1 order by period, programme, metric', [world.aurora.id]);
  await world.settled(world.aurora.id);
  const told = await all();
  await world.sql('delete from metrics_company_period where tenant_id = $1', [world.aurora.id]);
  await world.sql('delete from metric_revisions where tenant_id = $1', [world.aurora.id]);
  await world.node.actors.get('impact')?.job(world.aurora.id, 'test').ask('impact.rebuild', {}, { timeoutMs: 60_000 });
  await world.settled(world.aurora.id);
  const again = await all();
  expect(again.length).toBeGreaterThan(100);
  // A part of which there is nothing to tell may be kept from before, and is not made anew.
  const rows = (found: object[]): Set<string> => new Set(found.map((row) => JSON.stringify(row)));
  expect([...rows(again).difference(rows(told))]).toEqual([]);
  expect([...rows(told).difference(rows(again))].filter((row) => !row.includes('"value_micro":"0"') && !row.includes('not_measurable'))).toEqual([]);
});
