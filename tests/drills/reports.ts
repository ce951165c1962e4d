// Fifty quarterly reports of the sample world under the eye of somebody who knows only the interface: every number, sentence, quotation and
// citation is held against the door's own answers, and the PDFs against what stands in the report.
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Language } from '../../channels/vocabulary.ts';
import { recompute } from '../journeys/recompute.ts';
import { Client, until } from '../world/world.ts';
import { Product } from './product.ts';
import { missaid, personalIn, readReport, uncitedClaims, type Fact, type Report } from './reader.ts';

export interface ReportsOutcome { differences: string[]; reports: number; sentences: number; figures: number; walked: number; quotations: number; pages: number; papers: number; p50: number; p95: number; writeP95: number; seconds: number }
interface Order { company: string; domain: string; period: string; language: Language; seed: number }
interface Written { order: Order; id: string; report: Report; seconds: number }
interface Desk { base: string; client: Client; id: string; name: string; figures: Map<string, unknown> }
interface Told { metric: { value: number | null; low: number | null; high: number | null; n: number; period: string; programme: string; metric: string; revision: number } }

const withinMs = 20 * 60_000;
export const limitSeconds = 5;
const houses = [{ company: 'Aurora Energi', domain: 'aurora.example' }, { company: 'Nordlys Bank', domain: 'nordlys.example' }, { company: 'Baltic Software', domain: 'baltic.example' }];
const languages = ['en', 'no', 'uk'] as const;
const papers = 16;

export async function reportsDrill({ log, count }: { log: (line: string) => void; count: number }): Promise<ReportsOutcome> {
  const product = new Product();
  const folder = mkdtempSync(path.join(os.tmpdir(), 'cockpit-papers-'));
  const outcome: ReportsOutcome = { differences: [], reports: 0, sentences: 0, figures: 0, walked: 0, quotations: 0, pages: 0, papers: 0, p50: 0, p95: 0, writeP95: 0, seconds: 0 };
  try {
    const { base, launcher } = await product.start('launcher', 'error', { DEMO: 'true', DEMO_COMPANIES: '3' }, withinMs);
    const begun = performance.now();
    const desks = new Map<string, Desk>();
    for (const { company, domain } of houses) desks.set(company, await openDesk(base, company, domain));
    const written: Written[] = [];
    const times: number[] = [];
    for (const order of orders(new Date(), count)) {
      const desk = desks.get(order.company);
      if (!desk) throw new Error(`${order.company} is not there`);
      const one = await write(desk, order);
      written.push(one);
      const where = `${order.company} ${order.period} ${order.language} ${order.seed}`;
      const found = await audit(desk, one, outcome);
      if (outcome.papers < papers) {
        const paper = outcome.papers % 2 === 0 ? 'a4' : 'letter';
        const { file, seconds } = await print(desk, one, paper, folder);
        found.push(...await readPaper(file, one, paper, outcome));
        times.push(one.seconds + seconds);
      }
      outcome.differences.push(...found.map((fault) => `${where}: ${fault}`));
      log(`  ${where}: written in ${one.seconds.toFixed(1)} s, ${found.length} faults`);
    }
    outcome.differences.push(...likenesses(written));
    outcome.reports = written.length;
    outcome.p50 = quantile(times, 0.5);
    outcome.p95 = quantile(times, 0.95);
    outcome.writeP95 = quantile(written.map(({ seconds }) => seconds), 0.95);
    launcher.kill('SIGTERM');
    await product.gone();
    outcome.seconds = (performance.now() - begun) / 1000;
    return outcome;
  } finally {
    product.remove();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Every company and quarter in turn, languages round and round; each again with another seed, then some again with the first. */
function orders(today: Date, count: number): Order[] {
  const last = today.getUTCFullYear() * 4 + Math.floor(today.getUTCMonth() / 3) - 1;
  const quarters = Array.from({ length: 7 }, (_, index) => `${Math.floor((last - index) / 4)}-Q${((last - index) % 4) + 1}`);
  const first = quarters.flatMap((period, turn) => houses.map((house, index) => ({ ...house, period, language: languages[(turn + index) % 3] ?? 'en', seed: 11 + turn })));
  return [...first, ...first.map((order) => ({ ...order, seed: order.seed + 1_000 })), ...first].slice(0, count);
}

async function openDesk(base: string, company: string, domain: string): Promise<Desk> {
  const { body } = await new Client(base).post<{ accessToken: string }>('auth/login', { email: `admin@${domain}`, password: 'cockpit-demo' });
  const client = new Client(base, body.accessToken);
  const { body: list } = await client.get<{ items: { id: string; name: string }[] }>('companies');
  return { base, client, id: list.items.find(({ name }) => name === company)?.id ?? '', name: company, figures: new Map() };
}

async function write({ client, id: companyId }: Desk, order: Order): Promise<Written> {
  const begun = performance.now();
  const { period, language, seed } = order;
  const { status, body, text } = await client.post<{ id: string }>(`companies/${companyId}/reports`, { template: 'quarterly', period, language, seed });
  if (status !== 202) throw new Error(`a report was refused: ${text}`);
  const report = await until(async () => {
    const { body: now } = await client.get<Report>(`companies/${companyId}/reports/${body.id}`);
    return now.state === 'running' ? undefined : now;
  });
  return { order, id: body.id, report, seconds: (performance.now() - begun) / 1000 };
}

async function audit(desk: Desk, { report, order }: Written, outcome: ReportsOutcome): Promise<string[]> {
  if (report.state !== 'ready') return [`it is ${report.state}: ${report.reason ?? 'no reason'}`];
  const found = [...readReport(report, desk.name), ...uncitedClaims(report), ...report.facts.flatMap((fact) => missaid(fact, order.language))];
  const cited = new Set(report.sections.flatMap(({ paragraphs }) => paragraphs.flatMap(({ citations }) => citations.map(({ id }) => id))));
  for (const fact of report.facts) {
    found.push(...await heldAgainstLineage(desk, fact, outcome));
    if (cited.has(fact.id) && fact.programme === 'all') found.push(...await walked(desk, fact, outcome));
  }
  for (const { text, parts } of report.sections.flatMap(({ paragraphs }) => paragraphs)) {
    outcome.sentences += text.split(/[.!?]\s/).length;
    for (const { kind, id, text: quotation } of parts) if (kind === 'quote') found.push(...await unlikeEvidence(desk, { id: id ?? '', quotation, period: order.period }, outcome));
  }
  return found;
}

async function heldAgainstLineage({ client, id: companyId, figures }: Desk, fact: Fact, outcome: ReportsOutcome): Promise<string[]> {
  const address = `companies/${companyId}/lineage/${fact.metricId}?limit=1${fact.revision === 0 ? '' : `&revision=${fact.revision}`}`;
  const told = (figures.get(address) ?? (await client.get<Told>(address)).body) as Partial<Told>;
  figures.set(address, told);
  outcome.figures += 1;
  const { metric } = told;
  // Of what has no value the report tells nothing further, n included.
  const compared = fact.value === null ? ['value', 'metric', 'programme', 'period', 'revision'] as const : ['value', 'low', 'high', 'n', 'metric', 'programme', 'period', 'revision'] as const;
  const same = metric && compared.every((name) => metric[name] === fact[name]);
  return same ? [] : [`${fact.id} ${fact.metric} ${fact.period} ${fact.programme}: ${fact.value} in the report, ${metric?.value ?? 'nothing'} by its lineage`];
}

async function walked({ base, client, id: companyId, figures }: Desk, fact: Fact, outcome: ReportsOutcome): Promise<string[]> {
  const key = `walk of ${fact.metricId} ${fact.revision}`;
  if (fact.value === null || figures.has(key)) return [];
  const { value } = await recompute(base, client.token ?? '', companyId, fact.metricId, fact.revision);
  figures.set(key, value);
  outcome.walked += 1;
  return value === fact.value ? [] : [`${fact.id} ${fact.metric} ${fact.period}: ${fact.value} in the report, ${value} from its rows`];
}

async function unlikeEvidence({ client, id: companyId }: Desk, { id, quotation, period }: { id: string; quotation: string; period: string }, outcome: ReportsOutcome): Promise<string[]> {
  const { status, body } = await client.get<{ text: string; occurredAt: string }>(`companies/${companyId}/evidence/${id}`);
  if (status !== 200) return [`the evidence ${id} answers ${status}`];
  outcome.quotations += 1;
  const [year, quarter] = [body.occurredAt.slice(0, 4), Math.ceil(Number(body.occurredAt.slice(5, 7)) / 3)];
  const words = quotation.replace(/^[“«]/, '').replace(/[”»]$/, '');
  return [...(body.text.includes(words) ? [] : [`"${words}" does not stand in its evidence: "${body.text}"`]), ...(`${year}-Q${quarter}` === period ? [] : [`evidence ${id} is of ${body.occurredAt}`])];
}

async function print({ base, client, id: companyId }: Desk, { id }: Written, paper: string, folder: string): Promise<{ file: string; seconds: number }> {
  const begun = performance.now();
  const { body } = await client.post<{ id: string }>(`companies/${companyId}/reports/${id}/exports`, { format: 'pdf', paper });
  const { downloadUrl } = await until(async () => {
    const { body: now } = await client.get<{ state: string; reason: string | null; downloadUrl: string }>(`companies/${companyId}/exports/${body.id}`);
    if (now.state === 'failed') throw new Error(`an export failed: ${now.reason}`);
    return now.state === 'ready' ? now : undefined;
  });
  const bytes = Buffer.from(await (await fetch(`${base}${downloadUrl}`)).arrayBuffer());
  const seconds = (performance.now() - begun) / 1000;
  const file = path.join(folder, `${id}.pdf`);
  writeFileSync(file, bytes);
  return { file, seconds };
}

/** The PDF by other hands: poppler and qpdf. While they read, a connection that the product closes must be seen to close. */
async function readPaper(file: string, { report, order }: Written, paper: 'a4' | 'letter', outcome: ReportsOutcome): Promise<string[]> {
  const run = async (command: string, ...args: string[]): Promise<string> => (await promisify(execFile)(command, args, { maxBuffer: 2 ** 27 })).stdout;
  const told = await run('pdfinfo', file);
  const plain = (text: string): string => text.replaceAll(/[\s\u00a0\u202f\u00ad]+/g, ' ');
  const text = plain(await run('pdftotext', file, '-'));
  const raw = await run('qpdf', '--qdf', '--object-streams=disable', file, '-');
  const check = await run('qpdf', '--check', file);
  outcome.papers += 1;
  outcome.pages += Number(/Pages:\s+(\d+)/.exec(told)?.[1] ?? 0);
  const sections = report.sections.map(({ title }) => title);
  const outlines = JSON.stringify(JSON.parse(await run('qpdf', '--json', '--json-key=outlines', file)));
  const spoken = report.sections.flatMap(({ paragraphs }) => paragraphs.flatMap(({ parts }) => parts.flatMap(({ kind, text: part }) => (kind === 'text' ? [] : [part]))));
  const demands: [boolean, string][] = [
    [check.includes('No syntax or stream encoding errors'), 'qpdf finds errors'],
    [told.includes(`Title:           ${report.title}`), 'its title is another'],
    [/Tagged:\s+yes/.test(told), 'it is not tagged'],
    [new RegExp(`/Lang \\((?:\\xFE\\xFF)?${{ en: 'en', no: 'nb', uk: 'uk' }[order.language]}`).test(raw), `its language is not ${order.language}: ${/\/Lang .*/.exec(raw)?.[0] ?? 'none'}`],
    [(paper === 'a4' ? /Page size:\s+59[45](?:\.\d+)? x 84[12]/ : /Page size:\s+612 x 792/).test(told), `its pages are not ${paper}`],
    [text.includes(report.evidenceHash), 'the evidence hash is missing'],
  ];
  return [
    ...demands.flatMap(([isMet, fault]) => (isMet ? [] : [`PDF: ${fault}`])),
    ...sections.flatMap((title) => (outlines.includes(title) ? [] : [`PDF: no bookmark "${title}"`])),
    ...[...new Set(spoken)].flatMap((figure) => (text.includes(plain(figure)) ? [] : [`PDF: "${figure}" is missing`])),
    ...(/\{fact|undefined|NaN|\[object/.test(text) ? ['PDF: something of the machine'] : []),
    ...personalIn(text.replaceAll(/[0-9a-f]{16,}|[0-9a-f]{8}-[0-9a-f-]{27}/g, ''), order.company).filter((fault) => fault.startsWith('the name') || fault.startsWith('an e-mail')).map((fault) => `PDF: ${fault}`),
  ];
}

/** Another seed says it in other words; the same seed says the same. */
function likenesses(written: readonly Written[]): string[] {
  const words = ({ report }: Written): string => report.sections.flatMap(({ paragraphs }) => paragraphs.map(({ text }) => text)).join('\n');
  return written.flatMap((one, index) => written.slice(index + 1).flatMap((other) => {
    const [a, b] = [one.order, other.order];
    if (a.company !== b.company || a.period !== b.period || a.language !== b.language) return [];
    const where = `${a.company} ${a.period} ${a.language}`;
    if (a.seed === b.seed) return words(one) === words(other) ? [] : [`${where}: one seed, other words`];
    return words(one) === words(other) ? [`${where}: two seeds, the same words`] : [];
  }));
}

function quantile(values: readonly number[], q: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? 0;
}
