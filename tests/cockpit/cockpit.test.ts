// The cockpit as people use it: from a dropped file to a figure and back to its line, in a real browser on a real node.
import type { Browser } from 'puppeteer-core';
import { readiness } from '../../services/kernel/readiness.ts';
import { manySessions, mentorshipCsv } from '../world/sessions.ts';
import type { World } from '../world/world.ts';
import { auditEveryLook, chooseFile, clickByText, hasText, openCockpit, password, sendSignIn, signIn, textOf, visit, type Cockpit, type Visitor } from './browser.ts';

let cockpit: Cockpit;
let world: World;
let browser: Browser;
let admin: Visitor;

const figure = '.strip [data-metric=volunteer_hours]';
const at = (screen: string, language = 'en', companyId = world.aurora.id): string => `${world.base}/${language}/cockpit/${companyId}/${screen}`;
beforeAll(async () => {
  cockpit = await openCockpit({ isSignedIn: false });
  ({ world, browser, admin } = cockpit);
});
afterAll(() => cockpit?.close());

test('sign-in says what was wrong, keeps what was typed, and is open to everybody', async () => {
  const { page } = admin;
  await page.goto(`${world.base}/en/sign-in`);
  await sendSignIn(page, 'admin@aurora.example', 'not-the-password');
  await page.waitForSelector('#wrong');
  expect(await page.$eval('#email', (input) => (input as HTMLInputElement).value)).toBe('admin@aurora.example');
  expect(await textOf(page, '#wrong')).toContain('do not belong together');
  expect(await auditEveryLook(page)).toEqual({});
});

test('an empty company shows true zeros and the step that changes them', async () => {
  const { page } = admin;
  await signIn(admin, world.base, 'admin@aurora.example');
  await page.waitForSelector('.first-run');
  expect(await textOf(page, '.first-run .fig-num')).toMatch(/^0/);
  expect(await textOf(page, '.first-run')).toContain('not measurable yet');
  expect(await auditEveryLook(page)).toEqual({});
});

test('while the installation is still starting every screen says that its figures are not whole, until it has started', async () => {
  const { page } = admin;
  readiness(world.node.broker).wait('test', 'sample companies are being loaded');
  await page.goto(at('overview'));
  await hasText(page, 'main', 'Still starting');
  expect(await auditEveryLook(page)).toEqual({});
  readiness(world.node.broker).done('test');
  await page.waitForFunction(() => !document.body.textContent.includes('Still starting'));
});

test('a file is checked, loaded, changes the overview without a reload, and each figure walks back to its line', async () => {
  const { page } = admin;
  await world.as('admin@aurora.example').then((client) => client.importFile(world.aurora.id, mentorshipCsv(manySessions(40, { prefix: 'OLD' })), { fileName: 'old.csv' }));
  await world.settled(world.aurora.id);
  await page.goto(at('overview?period=2026-Q3'));
  await page.waitForSelector(figure);
  const before = await textOf(page, figure);
  // A second person loads a file; this page is only looked at.
  const other = await cockpit.enter('admin@aurora.example');
  await other.page.goto(at('imports'));
  await chooseFile(other.page, world.dataDir, 'new-sessions.csv', `${mentorshipCsv(manySessions(100, { prefix: 'NEW' }))}\nBAD-1,p1@people.example,m1@aurora.example,31.09.2026,,60,,,completed`);
  await other.page.waitForSelector('[data-load]');
  expect(await textOf(other.page, '.totals .lede')).toContain('101 rows were read. 100 are new');
  expect(await textOf(other.page, '.problems')).toContain('The date is not a date we know');
  expect(await auditEveryLook(other.page)).toEqual({});
  await other.page.click('[data-load]');
  await other.page.waitForFunction(() => document.querySelector('.totals .lede')?.textContent?.includes('loaded'));
  expect(await other.page.$eval('.task-foot .main', (link) => link.getAttribute('href'))).toMatch(/\/overview\?period=2026-Q3$/);
  await page.waitForFunction((selector: string, was: string) => document.querySelector(selector)?.textContent !== was, {}, figure, before);
  await world.settled(world.aurora.id);
  expect(other.breaches).toEqual([]);
  // Those of the strip by their "Why?", the others in the ledger by themselves.
  for (const [metric, name] of [['volunteer_hours', 'data-why'], ['participants', 'data-why'], ['sessions_completed', 'data-why'], ['completion_rate', 'data-metric'], ['rating_mean', 'data-metric']] as const) {
    await page.click(`${name === 'data-why' ? '' : '.ledger '}[${name}=${metric}]`);
    await page.waitForSelector('[data-agrees]');
    expect({ metric, agrees: await page.$eval('[data-agrees]', (element) => element.getAttribute('data-agrees')), words: await textOf(page, '[data-agrees] strong') }).toEqual({ metric, agrees: 'true', words: 'It agrees.' });
    await page.keyboard.press('Escape');
    await page.waitForFunction(() => document.querySelector('dialog') === null);
    expect(await page.evaluate((which: string) => document.activeElement?.getAttribute(which), name)).toBe(metric);
  }
  await page.click('[data-why=volunteer_hours]');
  await clickByText(page, '.row-pick', 'NEW-');
  await page.waitForFunction(() => document.querySelector('.file .on')?.textContent?.includes('NEW-'));
  const line = await textOf(page, '.file .on');
  expect(line).not.toContain('@');
  expect(await page.$$('.file .redacted')).not.toHaveLength(0);
  expect(await page.$eval('.file mark', (mark) => Number(mark.textContent))).toBeGreaterThan(0);
  await page.waitForSelector('[data-agrees]');
  expect(await auditEveryLook(page)).toEqual({});
});

test('undoing on the screen brings the figures back, and bringing back undoes that', async () => {
  const { page } = admin;
  const watcher = await cockpit.enter('analyst@aurora.example');
  await watcher.page.goto(at('overview?period=2026-Q3'));
  await watcher.page.waitForSelector(figure);
  const loaded = await textOf(watcher.page, figure);
  await page.goto(at('imports'));
  await page.waitForSelector('.files');
  await clickByText(page, '.files .tool', 'Undo');
  await page.waitForSelector('.inset');
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Keep the file');
  expect(await auditEveryLook(page)).toEqual({});
  await clickByText(page, '.inset .btn', 'Undo 100 rows');
  await clickByText(page, '.files .tool', 'Bring back');
  // The figure went down and came up again; wherever it is seen in between, it ends where it was.
  await world.settled(world.aurora.id);
  await watcher.page.waitForFunction((selector: string, was: string) => document.querySelector(selector)?.textContent === was, {}, figure, loaded);
  await page.waitForFunction(() => [...document.querySelectorAll('.files .st')].every((mark) => !mark.textContent?.includes('undone')));
  await clickByText(page, '.files .tool', 'Undo');
  await clickByText(page, '.inset .btn', 'Undo 100 rows');
  await watcher.page.waitForFunction((selector: string, was: string) => document.querySelector(selector)?.textContent !== was, {}, figure, loaded);
  expect(watcher.breaches).toEqual([]);
});

test('every screen is clean in every look, and in the longest language', async () => {
  const { page } = admin;
  for (const [screen, ready] of [['imports', '.files'], ['reports', '.note'], ['reports/new', '.begin']] as const) {
    await page.goto(at(screen, screen === 'reports' ? 'en' : 'uk'));
    await page.waitForSelector(ready);
    expect({ screen, found: await auditEveryLook(page) }).toEqual({ screen, found: {} });
  }
});

test('a report is written, read with its citations, and each cited figure walks back', async () => {
  const { page } = admin;
  await page.goto(at('reports'));
  await clickByText(page, '.bar-top .btn', 'Write the report');
  await page.waitForSelector('.begin');
  await page.click('.begin .btn.main');
  await page.waitForSelector('.report-section');
  expect(await auditEveryLook(page)).toEqual({});
  await page.click('.cite');
  expect(await page.$$('.citations .chosen')).not.toHaveLength(0);
  await page.click('.citations .n');
  await page.waitForSelector('[data-agrees=true]');
  await page.keyboard.press('Escape');
  await page.click('.prose .n');
  await page.waitForSelector('[data-agrees=true]');
  await page.keyboard.press('Escape');
});

test('a paragraph is changed in its place: the gate names the number that no fact carries, offers the fact that was meant, and lets it pass with it', async () => {
  const { page } = admin;
  const paragraph = '#section-reach .prose-row';
  await page.waitForSelector(`${paragraph} .prose`);
  await page.click(`${paragraph} .edit-tools .tool`);
  const field = await page.waitForSelector('.editing textarea');
  const before = await field?.evaluate((element) => element.value) ?? '';
  const figure = await page.$eval(`.report-section .prose .n`, (element) => element.textContent ?? '');
  await field?.evaluate((element) => { element.setSelectionRange(element.value.length, element.value.length); });
  await page.keyboard.type(` Some ${figure} more are waiting.`);
  await page.click('.editing .btn.main');
  await hasText(page, '.editing .problem', 'is a number that no fact carries');
  expect(await page.$eval('.editing textarea', (element) => element.value)).toBe(`${before} Some ${figure} more are waiting.`);
  expect(await auditEveryLook(page)).toEqual({});
  await page.click('.editing .problem .link');
  await page.click('.editing .btn.main');
  await page.waitForFunction(() => document.querySelector('.editing') === null);
  await hasText(page, paragraph, 'more are waiting');
});

test('an admin sends a report for approval and approves it; an analyst decides nothing, and a viewer reads it only then', async () => {
  const { page } = admin;
  const address = page.url().split('?')[0] ?? '';
  const viewer = await cockpit.enter('viewer@aurora.example');
  await viewer.page.goto(address);
  await viewer.page.waitForSelector('.state');
  const analyst = await cockpit.enter('analyst@aurora.example');
  await analyst.page.goto(address);
  await analyst.page.waitForSelector('.report-section');
  expect(await textOf(analyst.page, '.bar-top')).not.toContain('approval');
  expect(await analyst.page.$$('.edit-tools')).not.toHaveLength(0);
  await clickByText(page, '.bar-top .btn', 'Send for approval');
  await clickByText(page, '.bar-top .btn', 'Approve');
  await page.waitForFunction(() => document.querySelector('.steps-line [aria-current]')?.textContent === 'Approved');
  await viewer.page.reload();
  await viewer.page.waitForSelector('.report-section');
  expect(await viewer.page.$$('.edit-tools')).toHaveLength(0);
  await page.goto(at('reports?state=approved'));
  await page.waitForSelector('.report-list');
  expect(await auditEveryLook(page)).toEqual({});
});

test('an operator chooses between companies', async () => {
  const operator = await visit(browser);
  await operator.page.goto(`${world.base}/en/sign-in`);
  await sendSignIn(operator.page, 'operator@cockpit.example', password);
  await operator.page.waitForSelector('.comp');
  expect(await operator.page.$$('.comp li')).toHaveLength(2);
  expect(await auditEveryLook(operator.page)).toEqual({});
  expect(operator.breaches).toEqual([]);
});

test('a viewer finds no door to imports, and another company’s cockpit says nothing', async () => {
  const viewer = await cockpit.enter('viewer@aurora.example');
  await viewer.page.waitForSelector('.rail nav a');
  expect(await textOf(viewer.page, '.rail nav')).not.toContain('Imports');
  await viewer.page.goto(at('overview', 'en', world.nordlys.id));
  await hasText(viewer.page, 'h1', 'nothing here');
  expect(await auditEveryLook(viewer.page)).toEqual({});
  await viewer.page.goto(at('imports'));
  await hasText(viewer.page, 'h1', 'Imports are for company admins');
  expect(await auditEveryLook(viewer.page)).toEqual({});
  expect(viewer.breaches).toEqual([]);
});

test('a chart that cannot be read says so in its place, and is asked for again there', async () => {
  const broken = await cockpit.enter('analyst@aurora.example');
  const { page } = broken;
  let isDown = true;
  await page.setRequestInterception(true);
  page.on('request', (request) => { void (isDown && request.url().includes('series?metric=rating_mean') ? request.respond({ status: 422, contentType: 'application/problem+json', body: '{"status":422,"title":"Not now"}' }) : request.continue()); });
  await page.goto(at('overview?period=2026-Q3'));
  await page.waitForSelector('.trend svg');
  await page.select('.block-head select', 'rating_mean');
  await page.waitForSelector('.part-state .btn');
  expect(await page.$$('.strip .fig')).not.toHaveLength(0);
  expect(await auditEveryLook(page)).toEqual({});
  isDown = false;
  await page.click('.part-state .btn');
  await page.waitForSelector('.trend svg');
  expect(broken.breaches).toEqual([]);
});

test('no screen broke the policy of the door or threw an error', () => {
  expect(admin.breaches).toEqual([]);
});
