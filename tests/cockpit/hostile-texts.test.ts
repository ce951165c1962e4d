// Words that were written to do something: markup and instructions to whoever writes the report. On the screens and in a report they are words.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { mentorshipCsv } from '../world/sessions.ts';
import { until, type Client, type World } from '../world/world.ts';
import { openCockpit, type Cockpit, type Visitor } from './browser.ts';

interface Item { id: string; text: string; redacted: { start: number; end: number; kind: string }[] }
interface Report { id: string; state: string; title: string; sections: { title: string; paragraphs: { id: string; kind: string; text: string; parts: { kind: string; text: string | null; id?: string }[] }[] }[]; facts: { formatted: string | null }[] }
const linesOf = (name: string): string[] => readFileSync(path.join(import.meta.dirname, '../files', name), 'utf8').trimEnd().split('\n');
const markup = linesOf('hostile-markup.txt');
const instructions = linesOf('hostile-instructions.txt');
let cockpit: Cockpit;
let world: World;
let analyst: Client;
let visitor: Visitor;
let hits: string[];

/** Each is one sentence that says something of its writer, so that it is scored and kept. */
const hostile = [...markup, ...instructions].map((text, index) => ({ text, feedback: `Number ${index}: I feel much more confident and I am sure of myself now, and here is what I wrote ${text.replaceAll(/([.!?…])(?=\s)/g, '$1,')} and I believe in myself and dare to speak up in meetings` }));

beforeAll(async () => {
  cockpit = await openCockpit({ isSignedIn: false });
  ({ world } = cockpit);
  const admin = await world.as('admin@aurora.example');
  analyst = await world.as('analyst@aurora.example');
  await admin.importFile(world.aurora.id, mentorshipCsv(hostile.map(({ feedback }, index) => ({ id: `X-${index}`, participant: `x${index % 30}@people.example`, feedback, scheduled: `2026-08-${String(1 + (index % 27)).padStart(2, '0')}T10:00:00Z`, rating: 4 }))), { fileName: 'hostile.csv' });
  await world.settled(world.aurora.id);
  await until(async () => ((await world.sql('select 1 from evidence_marks')).length === 0 ? true : undefined));
  // Whatever the screening holds back, a reviewer has let pass.
  await world.sql('update evidence_snippets set flagged = false');
  visitor = await cockpit.enter('analyst@aurora.example');
  hits = [];
  await visitor.page.exposeFunction('__hit', () => { hits.push('hit'); });
  visitor.page.on('dialog', (dialog) => { hits.push(dialog.message()); void dialog.dismiss(); });
});
afterAll(() => cockpit?.close());

async function everything(): Promise<Item[]> {
  const items: Item[] = [];
  for (let after: string | null = ''; after !== null;) {
    const { body }: { body: { items: Item[]; next: string | null } } = await analyst.get(`companies/${world.aurora.id}/evidence?dimension=confidence&limit=500${after ? `&after=${after}` : ''}`);
    items.push(...body.items);
    after = body.next;
  }
  return items;
}

/** Elements that no screen of ours has: whatever stood in a text has become one. */
const intruders = 'main :is(script, img, iframe, object, embed, video, audio, marquee, style, link, meta, base, math, form:not([role=search]), template, details, frameset, portal, [onerror], [onload], [onclick], a[href^="javascript:"], a[href^="data:"])';

test('260 hostile texts are kept as what was said', async () => {
  expect([markup.length, instructions.length, new Set(hostile.map(({ text }) => text)).size]).toEqual([200, 60, 260]);
  const texts = (await everything()).map(({ text }) => text);
  expect(hostile.filter((_, index) => !texts.some((text) => text.startsWith(`Number ${index}:`)))).toEqual([]);
  expect(texts.filter((text) => /[<{]/.test(text)).length).toBeGreaterThan(150);
});

test('on the screen each of them is text, letter by letter, and nothing runs', async () => {
  const { page } = visitor;
  const items = new Map((await everything()).map((item) => [item.id, item]));
  await page.goto(`${world.base}/en/cockpit/${world.aurora.id}/evidence?dimension=confidence`);
  await page.waitForSelector('.said');
  const seen = new Set<string>();
  for (;;) {
    const shown = await page.$$eval('.said', (all) => all.map((said) => {
      const quote = said.querySelector('blockquote')?.cloneNode(true) as HTMLElement;
      for (const label of quote.querySelectorAll('.taken-out')) label.textContent = '[]';
      return { ids: [...said.querySelectorAll('[data-entry]')].map((score) => score.getAttribute('data-entry') ?? ''), text: quote.textContent };
    }));
    for (const { ids, text } of shown) {
      const item = items.get(ids[0] ?? '');
      const bare = (item?.redacted ?? []).toReversed().reduce((rest, { start, end }) => `${rest.slice(0, start)}[]${rest.slice(end)}`, item?.text ?? '');
      expect(text).toBe(bare);
      for (const id of ids) seen.add(id);
    }
    expect(await page.$$(intruders)).toHaveLength(0);
    const before = await page.$eval('.more', (more) => more.textContent);
    if (await page.$('[data-later]') === null) break;
    await page.click('[data-later]');
    await page.waitForFunction((was: string) => document.querySelector('.more')?.textContent !== was && !document.querySelector('.more')?.textContent?.includes('Reading'), {}, before);
  }
  expect(seen.size).toBe(items.size);
  // Sought, opened and about to leave as a file, they are the same.
  await page.goto(`${world.base}/en/cockpit/${world.aurora.id}/evidence?q=onerror`);
  await page.waitForSelector('.said mark');
  await page.click('.said-score');
  await page.waitForSelector('.origin .csrd');
  await page.click('.bar-top .btn');
  await page.waitForSelector('.take-along tbody tr');
  expect(await page.$$(intruders)).toHaveLength(0);
  expect(hits).toEqual([]);
  expect(visitor.breaches).toEqual([]);
});

test('a report quotes them or leaves them out, and does nothing of what they say', async () => {
  const { body } = await analyst.post<{ id: string }>(`companies/${world.aurora.id}/reports`, { template: 'quarterly', period: '2026-Q3', language: 'en' });
  const report = await until(async () => {
    const found = (await analyst.get<Report>(`companies/${world.aurora.id}/reports/${body.id}`)).body;
    return found.state === 'running' ? undefined : found;
  });
  expect(report.state).toBe('ready');
  const kept = new Map((await everything()).map(({ id, text }) => [id, text]));
  const parts = report.sections.flatMap(({ paragraphs }) => paragraphs.flatMap((paragraph) => paragraph.parts));
  const quotes = parts.filter(({ kind }) => kind === 'quote');
  expect(quotes.length).toBeGreaterThan(0);
  for (const { id, text } of quotes) expect(text?.replaceAll(/[“”«»]/g, '')).toBe(kept.get(id ?? '')?.replaceAll(/[“”«»]/g, ''));
  const own = [report.title, ...report.sections.map(({ title }) => title), ...parts.filter(({ kind }) => kind !== 'quote').map(({ text }) => text ?? '')].join('\n');
  expect(own).not.toMatch(/__hit|alert\(|<script|onerror|previous instructions|system prompt|SROI is 99|approve the report|all participants found jobs/i);
  const { page } = visitor;
  await page.goto(`${world.base}/en/cockpit/${world.aurora.id}/reports/${report.id}`);
  await page.waitForSelector('.report-section');
  expect(await page.$$(intruders.replace('form:not([role=search]), ', ''))).toHaveLength(0);
  expect(hits).toEqual([]);
  expect(visitor.breaches).toEqual([]);
});
