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
