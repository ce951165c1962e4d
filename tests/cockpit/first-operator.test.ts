// The first operator of an empty installation, by the one-time link of the start; and the interface's own viewer.
import type { Browser } from 'puppeteer-core';
import { prepareFirstOperator } from '../../services/identity/identity.service.ts';
import type { World } from '../world/world.ts';
import { auditEveryLook, openCockpit, password, visit, type Cockpit } from './browser.ts';

let cockpit: Cockpit;
let world: World;
let browser: Browser;

beforeAll(async () => {
  cockpit = await openCockpit({ isSignedIn: false });
  ({ world, browser } = cockpit);
});
afterAll(() => cockpit?.close());

test('the link of the start makes one operator, once', async () => {
  for (const table of ['sessions', 'company_users', 'pii.user_details', 'users']) await world.sql(`delete from ${table}`);
  const identity = world.node.actors.get('identity');
  const link = identity && await prepareFirstOperator(identity);
  expect(link).toMatch(/^\/setup\?token=/);
  const fill = async (page: Awaited<ReturnType<typeof visit>>['page'], email: string): Promise<void> => {
    await page.goto(`${world.base}${link}`);
    await page.waitForSelector('#email');
    await page.type('#name', 'Olga Operator');
    await page.type('#email', email);
    await page.type('#password', password);
  };
  const first = await visit(browser);
  await fill(first.page, 'olga@cockpit.example');
  expect(await auditEveryLook(first.page)).toEqual({});
  await first.page.click('button[type=submit]');
  await first.page.waitForFunction(() => /\/cockpit(\/|$)/.test(location.pathname));
  await first.page.waitForFunction(() => document.body.textContent.includes('Aurora Energi'));
  const second = await visit(browser);
  await fill(second.page, 'mallory@cockpit.example');
  await second.page.click('button[type=submit]');
  await second.page.waitForSelector('[role=alert]');
  expect(await world.sql('select count(*)::int as count from users')).toEqual([{ count: 1 }]);
  expect([...first.breaches, ...second.breaches]).toEqual([]);
});

test('the viewer shows every call of the interface', async () => {
  const { page, breaches } = await visit(browser);
  await page.goto(`${world.base}/api/docs`);
  await page.waitForSelector('.opblock');
  const described = await (await fetch(`${world.base}/api/openapi.json`)).json() as { paths: Record<string, Record<string, unknown>> };
  const calls = Object.values(described.paths).reduce((sum, methods) => sum + Object.keys(methods).length, 0);
  expect((await page.$$('.opblock')).length).toBe(calls);
  expect(await auditEveryLook(page)).toEqual({});
  expect(breaches).toEqual([]);
});
