// Reports over a whole sample company, with all kinds of file, read as an auditor reads them: through the interface alone, knowing nothing of
// how they are made. No number without its fact, no claim without its source, no sentence twice, nothing of a person, nothing from outside.
import { languages, type Language } from '../../channels/vocabulary.ts';
import { platformTenant } from '../../mixins/broker/house.ts';
import { redact } from '../../services/kernel/redaction.ts';
import { parsePeriod } from '../../services/kernel/period.ts';
import { sampleCompanies } from '../../services/demo/world.ts';
import { openWorld, until, type Client, type World } from '../world/world.ts';

interface Fact { id: string; metric: string; metricId: string; revision: number; programme: string; period: string; value: number | null; formatted: string | null; formattedLow: string | null; formattedHigh: string | null; formattedN: string | null }
interface Paragraph { id: string; kind: string; text: string; citations: { id: string; kind: 'fact' | 'evidence' }[] }
interface Report {
  id: string; state: string; reason: string | null; period: string; programme: string; dropped: number; sections: { key: string; paragraphs: Paragraph[] }[]; facts: Fact[]; evidence: { id: string; localDate: string; programme: string }[];
  charts: { kind: string; rows: { value: number; factId: string | null }[] }[];
}

const company = sampleCompanies.find(({ name }) => name === 'Lakeshore Mutual') ?? sampleCompanies[0];
let world: World;
let admin: Client;
let companyId: string;
const written: { language: Language; report: Report }[] = [];

beforeAll(async () => {
  world = await openWorld({ settings: { demo: true, demoCompanies: sampleCompanies.length } });
  const demo = world.node.actors.get('demo')?.job(platformTenant, 'world');
  if (!demo || !company) throw new Error('the world needs the demo actor');
  companyId = (await demo.ask('demo.prepare', {})).companies.find(({ domain }) => domain === company.domain)?.id ?? '';
  await demo.ask('demo.fill', { companyId, domain: company.domain, today: '2026-11-25' }, { timeoutMs: 0 });
  await world.settled(companyId);
  admin = await world.as(`admin@${company.domain}`);
  for (const [index, period] of ['2026-Q3', '2026-Q2', '2025-Q4', '2026-08', '2024-Q4'].entries()) for (const language of languages) written.push({ language, report: await write({ period, language, seed: index }) });
  for (const programmes of [['language'], ['buddy', 'mentorship'], ['upskilling']]) written.push({ language: 'en', report: await write({ period: '2026-Q3', language: 'en', programmes }) });
});
afterAll(() => world.close());

async function write(asked: object): Promise<Report> {
  const { body } = await admin.post<{ id: string }>(`companies/${companyId}/reports`, { template: 'quarterly', ...asked });
  return until(async () => {
    const found = (await admin.get<Report>(`companies/${companyId}/reports/${body.id}`)).body;
    return found.state === 'running' ? undefined : found;
  });
}
const paragraphsOf = ({ sections }: Report): Paragraph[] => sections.flatMap(({ paragraphs }) => paragraphs);
const withoutQuotations = (text: string): string => text.replaceAll(/«[^»]*»|“[^”]*”/g, ' ');

test('every one is written, nothing of it is left out, and what it draws are its own facts', () => {
  for (const { report: { period, state, reason, dropped } } of written) expect({ period, state, reason, dropped }).toEqual({ period, state: 'ready', reason: null, dropped: 0 });
  const whole = written[0]?.report;
  expect(whole?.sections.map(({ key }) => key)).toEqual(['brief', 'reach', 'activity', 'programmes', 'learning', 'outcomes', 'voices', 'worth', 'limits', 'method']);
  expect(whole?.charts.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['trend', 'programmes', 'funnel']));
  for (const { report } of written) for (const { rows } of report.charts) for (const { value, factId } of rows) if (factId !== null) expect(report.facts.find(({ id }) => id === factId)?.value).toBe(value);
});

test('no number stands outside a quotation but as a fact of its paragraph’s citations has it', () => {
  for (const { report } of written) {
    const figures = new Map(report.facts.map(({ id, formatted, formattedLow, formattedHigh, formattedN }) => [id, [formatted, formattedLow, formattedHigh, formattedN].filter((text) => text !== null)]));
    for (const { id, text, citations } of paragraphsOf(report)) {
      const allowed = [...new Set(citations.flatMap((citation) => figures.get(citation.id) ?? []))].toSorted((one, other) => other.length - one.length);
      const rest = allowed.reduce((left, figure) => left.replaceAll(figure, ' '), withoutQuotations(text));
      expect({ id, numbers: rest.match(/\p{N}+/gu) ?? [] }).toEqual({ id, numbers: [] });
    }
  }
});

test('no paragraph is without a source, no sentence stands twice, and most sentences cite', () => {
  for (const { report } of written) {
    const sentences = paragraphsOf(report).flatMap(({ text }) => text.split(/(?<=[.!?»”])\s+/));
    expect(sentences.filter((sentence, index) => sentences.indexOf(sentence) !== index)).toEqual([]);
    for (const { kind, citations } of paragraphsOf(report)) if (kind !== 'note') expect(citations.length).toBeGreaterThan(0);
  }
});

test('each citation is of this company, period and choice of programmes, and each fact is the figure of its walk', async () => {
  for (const { report } of [written[0], written.at(-1), written.at(-2)].flatMap((one) => one ?? [])) {
    const cited = new Set(paragraphsOf(report).flatMap(({ citations }) => citations.map(({ id }) => id)));
    const span = parsePeriod(report.period);
    for (const { id, localDate } of report.evidence) expect({ id, inside: localDate >= (span?.from ?? '') && localDate <= (span?.to ?? '') }).toEqual({ id, inside: true });
    for (const { metric, metricId, revision, value, programme } of report.facts.filter((fact) => cited.has(fact.id))) {
      const { body } = await admin.get<{ metric: { metric: string; value: number | null; programme: string } }>(`companies/${companyId}/lineage/${metricId}${revision > 0 ? `?revision=${revision}` : ''}`);
      expect(body.metric).toMatchObject({ metric, value, programme });
    }
  }
});

test('of several programmes only those are told, of a single one nothing of the others', () => {
  const [several, single] = [written.at(-2)?.report, written.at(-3)?.report];
  expect(new Set(several?.facts.map(({ programme }) => programme))).toEqual(new Set(['buddy', 'mentorship']));
  expect(new Set(several?.evidence.map(({ programme }) => programme)).has('language')).toBe(false);
  expect(new Set(single?.facts.map(({ programme }) => programme))).toEqual(new Set(['language']));
});

test('no address, number or name of a person stands in any of them', () => {
  for (const { report } of written) {
    const text = paragraphsOf(report).map((paragraph) => paragraph.text).join('\n');
    expect(redact(withoutQuotations(text).replaceAll(/\p{N}/gu, '')).found).toEqual([]);
    expect(text).not.toMatch(/@|https?:/);
  }
});

test('the same figures told with another seed are told in other words', async () => {
  const other = await write({ period: '2026-Q3', language: 'en', seed: 99 });
  const texts = (report: Report | undefined): string[] => (report ? paragraphsOf(report).filter(({ kind }) => kind === 'prose').map(({ text }) => text) : []);
  const first = texts(written[0]?.report);
  expect(texts(other).filter((text) => !first.includes(text)).length).toBeGreaterThan(first.length / 3);
});
