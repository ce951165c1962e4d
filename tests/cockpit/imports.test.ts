// Files of every kind on the screen: recognised by their header, checked as what they are, and mended in place when rows are set aside.
import type { Browser } from 'puppeteer-core';
import { openWorld, type World } from '../world/world.ts';
import { auditEveryLook, buildCockpit, chooseFile, clickByText, openBrowser, signIn, textOf, visit, type Visitor } from './browser.ts';

let world: World;
let browser: Browser;
let admin: Visitor;
const at = (screen: string): string => `${world.base}/en/cockpit/${world.aurora.id}/${screen}`;

beforeAll(async () => {
  buildCockpit();
  world = await openWorld();
  browser = await openBrowser();
  admin = await visit(browser);
  await signIn(admin, world.base, 'admin@aurora.example');
});
afterAll(async () => {
  await browser?.close();
  await world?.close();
});

test('every kind is offered with a sentence, its columns on demand and a way to bring it', async () => {
  const { page } = admin;
  await page.goto(at('imports'));
  await page.waitForSelector('.kinds');
  expect(await page.$$('.kinds tbody tr:not(.group)')).toHaveLength(14);
  await page.$$eval('.kinds .tool', (tools) => (tools.find((tool) => tool.textContent === 'Columns Buddy check-ins') as HTMLElement).click());
  await page.waitForSelector('.kind-columns');
  expect(await textOf(page, '.kind-columns')).toContain('great, good, okay, struggling or difficult');
  expect(await auditEveryLook(page)).toEqual({});
});

test('a file without a kind is recognised by its header, says so, and can be checked as another kind', async () => {
  const { page } = admin;
  await page.goto(at('imports'));
  await chooseFile(page, world.dataDir, 'export.csv', 'Dato;match_id;Stemning;Notater\n17.09.2026;BM-9;bra;\n18.09.2026;BM-9;dårligere;\n');
  await page.waitForSelector('[data-guessed=yes]');
  expect(await textOf(page, '.kind-line')).toContain('Taken for Buddy check-ins: 4 of its columns stand in the header.');
  expect(await textOf(page, '.counts-words')).toContain('1 waiting');
  expect(await textOf(page, '.counts-waits')).toContain('applied by itself when that comes');
  expect(await auditEveryLook(page)).toEqual({});
  const first = page.url();
  await page.select('.kind-line select', 'buddy-feedback');
  await page.waitForSelector('.kind-line .problem');
  expect(await textOf(page, '.kind-line')).toContain('lacks');
  expect(page.url()).toBe(first);
});

test('a header that fits no kind is asked about, with what the nearest lack; a header of two kinds too', async () => {
  const { page } = admin;
  await page.goto(at('imports'));
  await chooseFile(page, world.dataDir, 'odd.csv', 'match_id,email,mood\nBM-1,a@b.example,good\n');
  await page.waitForSelector('.which');
  expect(await textOf(page, '.which')).toContain('lacks checkin_date');
  expect(await auditEveryLook(page)).toEqual({});
  await clickByText(page, '.which .link', 'Not this file');
  await page.waitForFunction(() => document.querySelector('.which') === null);
  await chooseFile(page, world.dataDir, 'sessions.csv', 'id,participant,volunteer,start,duration\nS-1,p@people.example,v@aurora.example,2026-09-01,30\n');
  await clickByText(page, '.which .btn', 'Language sessions');
  await page.waitForSelector('[data-load]');
  expect(await textOf(page, '.kind-line')).toContain('Checked as Language sessions.');
});

test('rows that were set aside are mended in place and sent as a small file, which is checked first', async () => {
  const { page } = admin;
  const client = await world.as('admin@aurora.example');
  const header = 'session_id;participant_email;mentor_email;scheduled_at;duration_minutes;feedback_text';
  const done = await client.importFile(world.aurora.id, [
    header, 'M-1;p@people.example;m@aurora.example;01.09.2026;45;"Thank you; I did it"', 'M-2;p@people.example;m@aurora.example;31.09.2026;45;"Hopp, og ""sprett"""',
    'M-3;p@people.example;m@aurora.example;31.09.2026;45;', 'M-4;p@people.example;m@aurora.example;02.09.2026;600;', 'M-5;p@people.example;m@aurora.example;03.09.2026;45;one;two',
  ].join('\n'), { fileName: 'september.csv' });
  expect(done.counts).toMatchObject({ created: 1, rejected: 4 });
  await page.goto(at(`imports/${done.id}`));
  await page.waitForSelector('.mending');
  expect(await page.$eval('[data-send]', (button) => (button as HTMLButtonElement).disabled)).toBe(true);
  const field = async (name: string): Promise<string> => {
    const selector = `.mending [aria-label="${name}"]`;
    await page.waitForSelector(selector);
    return selector;
  };
  const write = async (selector: string, text: string): Promise<void> => {
    await page.click(selector, { count: 3 });
    await page.keyboard.press('Backspace');
    await page.type(selector, text);
  };
  await write(await field('scheduled_at, line 3'), '30.09.2026');
  await clickByText(page, '.mend-foot .btn', 'Use 30.09.2026 for all 2');
  expect(await page.$eval(await field('scheduled_at, line 4'), (input) => (input as HTMLInputElement).value)).toBe('30.09.2026');
  await page.$$eval('.mending .tool', (tools) => (tools.find((tool) => tool.textContent === 'Whole row line 6') as HTMLElement).click());
  await page.waitForSelector('.whole');
  await write('#cell-6-5', 'one;two');
  expect(await textOf(page, '.mending')).toContain('empty the cells without a column');
  await page.click('#cell-6-6', { count: 3 });
  await page.keyboard.press('Backspace');
  expect(await auditEveryLook(page)).toEqual({});
  expect(await textOf(page, '[data-send]')).toBe('Send 3 mended rows');
  await page.click('[data-send]');
  await page.waitForSelector('[data-load]');
  expect(await textOf(page, 'h1')).toBe('september-mended.csv');
  expect(await textOf(page, '.totals .lede')).toContain('3 rows were read. 3 are new');
  await page.click('[data-load]');
  await page.waitForFunction(() => document.querySelector('.totals .lede')?.textContent?.includes('loaded'));
  expect(await world.sql(`select session_id, local_date::text from kintell_sessions where tenant_id = $1 and session_id like 'M-%' and is_current order by session_id`, [world.aurora.id])).toEqual([
    { session_id: 'M-1', local_date: '2026-09-01' }, { session_id: 'M-2', local_date: '2026-09-30' }, { session_id: 'M-3', local_date: '2026-09-30' }, { session_id: 'M-5', local_date: '2026-09-03' },
  ]);
  // What was not sent still stands as it was typed, and as it was.
  await clickByText(page, '.task-foot .btn', 'All imports');
  await clickByText(page, '.files a', 'september.csv');
  expect(await page.$eval(await field('scheduled_at, line 3'), (input) => (input as HTMLInputElement).value)).toBe('30.09.2026');
  expect(await page.$eval(await field('duration_minutes, line 5'), (input) => (input as HTMLInputElement).value)).toBe('600');
});

test('an operator sees where rows fail and no words of people', async () => {
  const { page } = admin;
  const id = page.url().split('/').at(-1) ?? '';
  const operator = await visit(browser);
  await signIn(operator, world.base, 'operator@cockpit.example');
  await operator.page.goto(at(`imports/${id}`));
  await operator.page.waitForSelector('.mend-hidden');
  expect(await textOf(operator.page, '.mending')).toContain('31.09.2026');
  expect(await textOf(operator.page, '.mending')).not.toContain('@');
  expect(await operator.page.$$('.mending input')).toHaveLength(0);
  expect(operator.breaches).toEqual([]);
  expect(admin.breaches).toEqual([]);
});
