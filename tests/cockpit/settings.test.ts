// The settings as an admin uses them: the company, who may see what, keys shown once, and what systems send.
import type { ElementHandle } from 'puppeteer-core';
import { Client, until, type World } from '../world/world.ts';
import { send } from '../world/webhooks.ts';
import { auditEveryLook, clickByText, hasText, openCockpit, textOf, type Cockpit, type Visitor } from './browser.ts';

let cockpit: Cockpit;
let world: World;
let admin: Visitor;
const at = (part: string): string => `${world.base}/en/cockpit/${world.aurora.id}/settings/${part}`;

beforeAll(async () => {
  cockpit = await openCockpit();
  ({ world, admin } = cockpit);
});
afterAll(() => cockpit?.close());

test('the company is renamed, and a change that somebody else made meanwhile is not overwritten unseen', async () => {
  const { page } = admin;
  await clickByText(page, '.rail nav a', 'Company');
  await page.waitForSelector('#company-name');
  expect(await auditEveryLook(page)).toEqual({});
  const client = await world.as('admin@aurora.example');
  const before = await client.get(`companies/${world.aurora.id}/settings`);
  await client.send('PUT', `companies/${world.aurora.id}/settings`, { name: 'Aurora Kraft' }, { 'if-match': before.headers.get('etag') ?? '' });
  await page.click('#company-name', { count: 3 });
  await page.type('#company-name', 'Aurora Energi AS');
  await clickByText(page, 'form .btn', 'Save the changes');
  await hasText(page, '.problem', 'Somebody else changed the settings meanwhile');
  await hasText(page, 'form', 'Now: Aurora Kraft');
  expect(await page.$eval('#company-name', (input) => (input as HTMLInputElement).value)).toBe('Aurora Energi AS');
  expect(await auditEveryLook(page)).toEqual({});
  await clickByText(page, 'form .btn', 'Save mine over it');
  await hasText(page, 'form', 'Saved.');
  await hasText(page, '.tenant', 'Aurora Energi AS');
});

test('a member is added, given another role and removed, each after a question; the last admin stays', async () => {
  const { page } = admin;
  await page.goto(at('members'));
  await page.waitForSelector('.people');
  await page.type('#member-email', 'kari.dahl@aurora.example');
  await page.type('#member-name', 'Kari Dahl');
  await page.type('#member-password', 'short');
  await page.select('#member-role', 'analyst');
  await clickByText(page, 'form .btn', 'Add as ESG analyst');
  expect(await page.$eval('#member-password', (input) => (input as HTMLInputElement).validity.tooShort)).toBe(true);
  await page.type('#member-password', ' but long enough');
  await clickByText(page, 'form .btn', 'Add as ESG analyst');
  await hasText(page, '.people', 'kari.dahl@aurora.example');
  const select = '[aria-label="Role of Kari Dahl"]';
  await page.select(select, 'reviewer');
  await page.waitForSelector('.ask');
  expect(await textOf(page, '.ask')).toContain('Make Kari Dahl a reviewer?');
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Keep it as it is');
  expect(await auditEveryLook(page)).toEqual({});
  await page.keyboard.press('Escape');
  await page.waitForFunction(() => document.querySelector('.ask') === null);
  expect(await page.$eval(select, (element) => (element as HTMLSelectElement).value)).toBe('analyst');
  await page.select(select, 'reviewer');
  await page.click('[data-do]');
  await page.waitForFunction((selector: string) => document.querySelector('.ask') === null && document.querySelector<HTMLSelectElement>(selector)?.value === 'reviewer', {}, select);
  const tool = await page.waitForFunction(() => [...document.querySelectorAll('.people .tool')].find((element) => element.textContent === 'Remove… Kari Dahl') ?? false);
  await (tool.asElement() as ElementHandle).click();
  await page.click('[data-do]');
  await page.waitForFunction(() => !document.querySelector('.people')?.textContent?.includes('Kari Dahl'));
  // Seen by the operator, the one admin of the company can be asked to go, and stays.
  const operator = await cockpit.enter('operator@cockpit.example');
  await operator.page.goto(at('members'));
  await operator.page.waitForSelector('[aria-label="Role of Test admin"]');
  await operator.page.select('[aria-label="Role of Test admin"]', 'viewer');
  await operator.page.waitForSelector('[data-do]');
  await operator.page.click('[data-do]');
  await hasText(operator.page, '.ask', 'Test admin is the last admin');
  expect(operator.breaches).toEqual([]);
});

test('a key is made for what was ticked, shown once, works, and is revoked', async () => {
  const { page } = admin;
  await page.goto(at('members'));
  await page.waitForSelector('[data-make-key]');
  await page.click('[data-make-key]');
  await page.type('#key-name', 'Power BI');
  await clickByText(page, '.key-actions .btn', 'Make a key');
  await hasText(page, '.scopes', 'Choose at least one.');
  expect(await auditEveryLook(page)).toEqual({});
  await page.focus('.scopes input[value="metrics:read"]');
  await page.keyboard.press('Space');
  await clickByText(page, '.key-actions .btn', 'Make a key');
  await page.waitForSelector('[data-secret]');
  const key = await textOf(page, '[data-secret]');
  expect(await auditEveryLook(page)).toEqual({});
  const script = new Client(world.base, key);
  expect((await script.get(`companies/${world.aurora.id}/metrics?period=2026-Q3`)).status).toBe(200);
  expect((await script.get(`companies/${world.aurora.id}/members`)).status).toBe(403);
  await page.goto(at('members'));
  await page.waitForSelector('.keys');
  expect(await page.content()).not.toContain(key);
  await clickByText(page, '.keys .tool', 'Revoke…');
  expect(await textOf(page, '.ask')).toContain('Revoke “Power BI”?');
  await page.click('[data-do]');
  await page.waitForFunction(() => document.querySelector('.keys') === null);
  await until(async () => ((await script.get(`companies/${world.aurora.id}/metrics?period=2026-Q3`)).status === 401 ? true : undefined));
});

test('a source of webhooks is made, its secret shown once and changed, and what came from it is told with its errors', async () => {
  const { page } = admin;
  await page.goto(at('webhooks'));
  await page.waitForSelector('[data-make-source]');
  expect(await textOf(page, 'main')).toContain('Nothing is set up');
  await page.click('[data-make-source]');
  await page.waitForSelector('[data-secret]');
  const secret = await textOf(page, '[data-secret]');
  expect(await textOf(page, '.source .addresses')).toMatch(/\/api\/v1\/webhooks\/[-0-9a-f]+\/session/);
  const address = await textOf(page, '.source .addresses code');
  expect(await auditEveryLook(page)).toEqual({});
  const session = { sessionId: 'W-1', sessionType: 'mentorship', participantEmail: 'wp@people.example', volunteerEmail: 'wm@aurora.example', scheduledAt: '2026-08-10T10:00:00Z', completedAt: '2026-08-10T11:00:00Z' };
  expect((await send(address, secret, 'evt-good', session)).status).toBe(202);
  expect((await send(address, secret, 'evt-bad', { sessionId: 'W-2' })).status).toBe(422);
  await page.goto(at('webhooks'));
  await hasText(page, '.source', 'one message was unusable');
  expect(await page.content()).not.toContain(secret);
  await clickByText(page, '.source .tool', 'Receipts…');
  await hasText(page, '.receipts', 'evt-bad');
  expect(await textOf(page, '.receipts')).toContain('participantEmail');
  expect(await textOf(page, '.receipts')).toContain('evt-good');
  expect(await auditEveryLook(page)).toEqual({});
  await clickByText(page, '.source .tool', 'New secret…');
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Keep it as it is');
  await page.click('[data-do]');
  await page.waitForSelector('[data-secret]');
  const next = await textOf(page, '[data-secret]');
  expect(next).not.toBe(secret);
  for (const [index, valid] of [secret, next].entries()) expect((await send(address, valid, `evt-after-${index}`, { ...session, sessionId: `W-${10 + index}` })).status).toBe(202);
});

test('who may not settle anything finds no door, and a part that the server lacks says so while the others work', async () => {
  const viewer = await cockpit.enter('analyst@aurora.example');
  await viewer.page.waitForSelector('.rail nav a');
  expect(await textOf(viewer.page, '.rail nav')).not.toContain('Members and keys');
  await viewer.page.goto(at('members'));
  await hasText(viewer.page, 'h1', 'Settings are for company admins');
  expect(viewer.breaches).toEqual([]);
  const { page } = admin;
  // An older node of a rolling update does not know the address yet.
  await page.setRequestInterception(true);
  page.on('request', (request) => { void (request.url().includes('/api-keys') ? request.respond({ status: 404, contentType: 'application/problem+json', body: '{"status":404}' }) : request.continue()); });
  await page.goto(at('members'));
  await hasText(page, '.part-state', 'This part is not available here');
  await page.waitForSelector('.people');
  expect(await auditEveryLook(page)).toEqual({});
  expect(admin.breaches).toEqual([]);
});
