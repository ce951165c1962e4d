// Fifty people with names, addresses and numbers that occur nowhere else. After the whole walk their marks are looked for byte by byte:
// in every table, in every file that the product keeps, in its log, in every answer. They may be where the one who brought the file
// reads back what was rejected; nowhere else. With their keys destroyed not even the product itself can say them again.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { until, type Client, type ImportView } from '../world/world.ts';
import { Product } from './product.ts';

const product = new Product();
const heard: { where: string; text: string }[] = [];
afterAll(() => product.remove());

const canaries = Array.from({ length: 50 }, (_, index) => {
  const mark = String.fromCharCode(97 + (index % 26), 97 + Math.floor(index / 26));
  return { first: `Zorvexa${mark}`, last: `Quibbletorn${mark}`, phone: `+47 912 34 ${String(500 + index)}`, digits: `4791234${500 + index}` };
});
const marks = canaries.flatMap(({ first, last, phone, digits }) => [first, last, phone, digits]).map((mark) => mark.toLowerCase());

function found(where: string, text: string): string[] {
  const lower = text.toLowerCase();
  return [...new Set(marks.filter((mark) => lower.includes(mark)))].map((mark) => `${where}: ${mark}`);
}

function canaryCsv(): string {
  const header = 'session_id,participant_email,mentor_email,scheduled_at,completed_at,duration_minutes,rating,feedback_text,focus_area,goals_discussed,status,Full name,Telefon';
  const words = (index: number): string => {
    const { first, last, phone } = canaries[index % 50] as (typeof canaries)[number];
    return [`I feel much more confident now, says ${first} ${last}. Call me on ${phone}.`, `Jeg er mye tryggere nå, sier ${first} ${last}, ${first.toLowerCase()}.${last.toLowerCase()}@people.example`, `Я почуваюся набагато впевненіше, каже ${first} ${last}.`][index % 3] ?? '';
  };
  return [header, ...Array.from({ length: 150 }, (_, index) => {
    const { first, last, phone } = canaries[index % 50] as (typeof canaries)[number];
    const mentor = canaries[(index + 7) % 50] as (typeof canaries)[number];
    const day = `2026-0${7 + (index % 3)}-${String((index % 27) + 1).padStart(2, '0')}`;
    const minutes = index === 149 ? '999' : '45';
    return `C-${index},${first}.${last}@people.example,${mentor.first}.${mentor.last}@mentors.example,${day}T10:00:00Z,${day}T10:45:00Z,${minutes},${(index % 5) + 1},"${words(index)}",Meets ${last},Ring ${phone},completed,${first} ${last},${phone}`;
  })].join('\n');
}

/** Reads like a person going through everything, and keeps every answer. */
async function walk(client: Client, companyId: string, importId: string): Promise<void> {
  const keep = async (address: string): Promise<string> => {
    const answer = await client.get(address);
    heard.push({ where: address, text: answer.text });
    return answer.text;
  };
  for (const address of ['me', 'companies', `companies/${companyId}`, `companies/${companyId}/imports`, `companies/${companyId}/imports/${importId}`, `companies/${companyId}/audit?limit=500`, `companies/${companyId}/metrics/series?metric=confidence&from=2026-01&to=2026-10`]) await keep(address);
  const metrics = JSON.parse(await keep(`companies/${companyId}/metrics?period=2026-Q3`)) as { items: { id: string }[] };
  for (const { id } of metrics.items) await keep(`companies/${companyId}/lineage/${id}?limit=200`);
  for (let line = 2; line < 30; line += 1) await keep(`companies/${companyId}/imports/${importId}/lines/${line}`);
  const made = await client.post<{ id: string }>(`companies/${companyId}/reports`, { template: 'quarterly', period: '2026-Q3', language: 'en', seed: 3 });
  const report = await until(async () => {
    const { body } = await client.get<{ state: string }>(`companies/${companyId}/reports/${made.body.id}`);
    return ['ready', 'failed'].includes(body.state) ? body.state : undefined;
  });
  expect(report).toBe('ready');
  await keep(`companies/${companyId}/reports/${made.body.id}`);
  heard.push({ where: 'the PDF', text: await pdfText(client, companyId, made.body.id) });
}

async function pdfText(client: Client, companyId: string, reportId: string): Promise<string> {
  const made = await client.post<{ id: string }>(`companies/${companyId}/reports/${reportId}/exports`, { format: 'pdf' });
  const ready = await until(async () => {
    const { body } = await client.get<{ state: string; downloadUrl: string }>(`companies/${companyId}/exports/${made.body.id}`);
    return body.state === 'ready' ? body : undefined;
  });
  const bytes = await (await fetch(`${client.base}${ready.downloadUrl}`)).arrayBuffer();
  const { getDocument } = await import('pdfjs-dist/legacy/build/pdf.mjs');
  const pdf = await getDocument({ data: new Uint8Array(bytes), verbosity: 0, useWorkerFetch: false }).promise;
  let text = '';
  for (let page = 1; page <= pdf.numPages; page += 1) {
    const { items } = await (await pdf.getPage(page)).getTextContent();
    text += items.map((item) => ('str' in item ? item.str : '')).join(' ');
  }
  await pdf.destroy();
  expect(text).toContain('Canary AS');
  return text;
}

/** Texts that give a number or an address are held back: they are looked at as a reviewer would, and let go, so that they show wherever texts show. */
async function lift(client: Client, companyId: string): Promise<void> {
  const queue = await client.get<{ items: { id: string }[] }>(`companies/${companyId}/reviews?state=open&limit=500`);
  heard.push({ where: 'the reviews', text: queue.text });
  expect(queue.body.items.length).toBeGreaterThan(0);
  for (const { id } of queue.body.items) expect((await client.post(`companies/${companyId}/reviews/${id}`, { decision: 'reject', note: 'only how to reach each other' })).status).toBe(200);
  await until(async () => ((await product.sql('select 1 from evidence_snippets where hidden limit 1')).length === 0 ? true : undefined));
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const file = path.join(folder, name);
    try {
      const at = statSync(file);
      return at.isDirectory() ? filesBelow(file) : at.isFile() ? [file] : [];
    } catch {
      return [];
    }
  });
}

async function tableHits(): Promise<string[]> {
  const tables = await product.sql<{ name: string; schema: string }>(`select c.oid::regclass::text as name, n.nspname as schema from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind = 'r' and n.nspname in ('public', 'pii')`);
  const hits: string[] = [];
  for (const { name } of tables) {
    const rows = await product.sql<{ row: string }>(`select t::text as row from ${name} t`);
    hits.push(...found(`table ${name}`, rows.map(({ row }) => row).join('\n')));
  }
  return hits;
}

const fileHits = (): string[] => filesBelow(product.dataDir).flatMap((file) => found(`file ${path.relative(product.dataDir, file)}`, readFileSync(file, 'latin1')));

test('fifty planted people are nowhere but where they must be; with their keys destroyed nowhere at all', async () => {
  const running = await product.start();
  const operator = await product.operator(running.base);
  const { body: company } = await operator.post<{ id: string }>('companies', { name: 'Canary AS', country: 'NO', currency: 'NOK', timeZone: 'Europe/Oslo' });
  // From here on the operator is this company's admin, who may read texts: what they read must have been redacted.
  await product.sql('update users set is_operator = false');
  await product.sql(`insert into company_users (tenant_id, user_id, role) select $1, id, 'company_admin' from users`, [company.id]);
  await until(async () => ((await operator.get<{ memberships: unknown[] }>('me')).body.memberships.length === 1 && (await operator.get(`companies/${company.id}/imports`)).status === 200 ? true : undefined));
  const csv = canaryCsv();
  const preview = await operator.post<ImportView>(`companies/${company.id}/imports?kind=kintell-mentorship&mode=preview`, csv, { 'content-type': 'text/csv' });
  heard.push({ where: 'preview', text: preview.text });
  const done = await operator.importFile(company.id, csv, { fileName: 'canaries.csv' });
  expect(done.counts).toMatchObject({ created: 149, rejected: 1 });
  await until(async () => {
    const [row] = await product.sql<{ open: string }>('select (select count(*) from outbox where sent_at is null) + (select count(*) from metric_marks) as open');
    return row?.open === '0' ? true : undefined;
  });
  const [scored] = await product.sql<{ count: string }>('select count(*) as count from evidence_snippets');
  expect(Number(scored?.count)).toBeGreaterThan(50);
  await lift(operator, company.id);
  await walk(operator, company.id, done.id);
  const evidence = heard.filter(({ where }) => where.includes('/lineage/')).map(({ text }) => text).join('');
  expect(/\[[\p{L} -]+\]/u.test(evidence)).toBe(true);
  await product.sql('checkpoint');
  expect(await tableHits()).toEqual([]);
  expect(fileHits()).toEqual([]);
  expect(found('log', running.said())).toEqual([]);
  expect(heard.flatMap(({ where, text }) => found(where, text))).toEqual([]);
  // The named place: whoever brought the file reads back what was rejected, and why.
  const errors = await operator.get<string>(`companies/${company.id}/imports/${done.id}/errors.csv`);
  expect(errors.text).toContain('151,duration_minutes,duration_range,999');
  await product.sql('delete from pii.keys');
  await product.sql('delete from pii.import_keys');
  running.launcher.kill('SIGTERM');
  await product.gone();
  heard.length = 0;
  const again = await product.start();
  const after = await product.operator(again.base);
  await walk(after, company.id, done.id);
  heard.push({ where: 'errors.csv', text: (await after.get(`companies/${company.id}/imports/${done.id}/errors.csv`)).text });
  expect(heard.flatMap(({ where, text }) => found(where, text))).toEqual([]);
  expect([...await tableHits(), ...fileHits()]).toEqual([]);
  again.launcher.kill('SIGTERM');
  await product.gone();
});
