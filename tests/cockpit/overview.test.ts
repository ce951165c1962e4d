// The overview and what leads to it: what each role finds, the address as the view, keys instead of a mouse, and what happens when something breaks.
import type { World } from '../world/world.ts';
import { fillRichly } from '../world/rich.ts';
import { audit, auditEveryLook, clickByText, hasText, openCockpit, textOf, type Cockpit, type Visitor } from './browser.ts';

let cockpit: Cockpit;
let world: World;
let admin: Visitor;
const at = (screen: string, language = 'en', company = world.aurora): string => `${world.base}/${language}/cockpit/${company.id}/${screen}`;
const focusedMetric = (visitor: Visitor): Promise<string | null> => visitor.page.evaluate(() => document.activeElement?.getAttribute('data-metric') ?? document.activeElement?.getAttribute('data-why') ?? null);

beforeAll(async () => {
  cockpit = await openCockpit();
  ({ world, admin } = cockpit);
  await fillRichly(await world.as('admin@aurora.example'), world.aurora.id);
  await world.settled(world.aurora.id);
});
afterAll(() => cockpit?.close());

test('the page says its finding first, each number by the rows that the interface counts, in three languages and every look', async () => {
  const { page } = admin;
  for (const language of ['uk', 'no', 'en']) {
    await page.goto(at('overview?period=2026-Q3', language));
    await page.waitForSelector('.ledger');
    await page.waitForSelector('[data-fresh] dd');
    // The longest words in every look; the others in one each.
    const found = language === 'uk' ? await auditEveryLook(page) : await audit(page, language === 'no' ? 'dark' : 'light', language === 'no' ? 390 : 1440);
    expect({ language, found }).toEqual({ language, found: language === 'uk' ? {} : [] });
  }
  const client = await world.as('viewer@aurora.example');
  const { body } = await client.get<{ items: { metric: string; value: number }[] }>(`companies/${world.aurora.id}/metrics?period=2026-Q3`);
  const valueOf = (metric: string): string => Math.round(body.items.find((one) => one.metric === metric)?.value ?? 0).toLocaleString('en-GB');
  expect(await textOf(page, '.lede')).toContain(`${valueOf('volunteers')} volunteers gave ${valueOf('volunteer_hours')} hours to ${valueOf('participants')} participants.`);
  expect(await textOf(page, '.lede')).toMatch(/than in Q2 2026\. They were .* than a year earlier\. Belonging rose most/);
  expect(await textOf(page, '.outcomes h2')).toMatch(/clearly rose; no clear change in wellbeing/);
  expect(await page.$$eval('.multiple', (all) => all.map((one) => one.getAttribute('data-programme')))).toEqual(['buddy', 'language', 'mentorship']);
  expect(await textOf(page, '.paid h2')).toMatch(/% of the hours were paid working time/);
  for (const words of ['Hours awaiting confirmation', 'Rows set aside at import', 'Freshness', 'Programme costs']) expect(await textOf(page, '.overview')).toContain(words);
});

test('period, comparison and programme are the address: back, forward, a reload and a shared link show the same', async () => {
  const { page } = admin;
  await page.select('select[name=against]', 'year-before');
  await hasText(page, '.strip', 'on Q3 2025');
  await clickByText(page, '.seg button', 'Mentorship');
  await page.waitForFunction(() => document.querySelector('.seg [aria-pressed=true]')?.textContent === 'Mentorship' && !document.querySelector('.multiples'));
  const [address, strip] = [page.url(), await textOf(page, '.strip')];
  expect(new URL(address).search).toBe('?period=2026-Q3&against=year-before&programme=mentorship');
  await page.goBack();
  await page.waitForSelector('.multiples');
  await page.goForward();
  await page.waitForFunction((was: string) => document.querySelector('.strip')?.textContent === was, {}, strip);
  await page.reload();
  await page.waitForFunction((was: string) => document.querySelector('.strip')?.textContent === was, {}, strip);
  const analyst = await cockpit.enter('analyst@aurora.example');
  await analyst.page.goto(address);
  await analyst.page.waitForFunction((was: string) => document.querySelector('.strip')?.textContent === was, {}, strip);
  expect(analyst.breaches).toEqual([]);
});

test('a report begun beside one programme is about that one, and the way to choose brings it along', async () => {
  const { page } = admin;
  await page.goto(at('overview?period=2026-Q3&programme=mentorship'));
  await clickByText(page, '.notes .link', 'Another programme or language…');
  await page.waitForSelector('.begin');
  expect(await page.$$eval('.begin select', (all) => Object.fromEntries(all.map(({ name, value }) => [name, value])))).toEqual({ period: '2026-Q3', programme: 'mentorship', language: 'en' });
  await page.goBack();
  await clickByText(page, '.notes .btn', 'Write the Q3 2026 report on Mentorship');
  await page.waitForFunction(() => /reports\/[0-9a-f-]{36}$/.test(location.pathname));
  const client = await world.as('admin@aurora.example');
  expect((await client.get(`companies/${world.aurora.id}/reports/${page.url().split('/').at(-1) ?? ''}`)).body).toMatchObject({ period: '2026-Q3', programmes: ['mentorship'] });
});

test('one group at a time: its figures, their walks, and the choice in the address', async () => {
  const { page } = admin;
  await page.goto(at('overview?period=2026-Q3'));
  await page.waitForSelector('select[name=cohort] optgroup option');
  const client = await world.as('viewer@aurora.example');
  const [group] = (await client.get<{ items: { cohort: string; people: number }[] }>(`companies/${world.aurora.id}/cohorts`)).body.items.toSorted((a, b) => b.people - a.people);
  const figures = (await client.get<{ items: { metric: string; value: number }[] }>(`companies/${world.aurora.id}/metrics?period=2026-Q3&cohort=${group?.cohort}`)).body.items;
  await page.select('select[name=cohort]', group?.cohort ?? '');
  await page.waitForFunction(() => !document.querySelector('.multiples') && !document.querySelector('.journey'));
  expect(new URL(page.url()).searchParams.get('cohort')).toBe(group?.cohort);
  expect(await textOf(page, '.opening')).toContain('Only participants who began in Q4 2024');
  const value = Math.round(figures.find(({ metric }) => metric === 'volunteer_hours')?.value ?? 0).toLocaleString('en-GB');
  await hasText(page, '.strip', value);
  await (await page.waitForSelector('.strip [data-metric=volunteer_hours]'))?.click();
  await hasText(page, 'dialog.drawer', 'It agrees.');
  await page.keyboard.press('Escape');
  await page.waitForFunction(() => document.querySelector('dialog.drawer') === null);
  expect(await auditEveryLook(page)).toEqual({});
  await page.select('select[name=cohort]', '');
  await page.waitForSelector('.multiples');
  expect(new URL(page.url()).searchParams.get('cohort')).toBeNull();
});

test('without a mouse: to a figure, its walk and back, and anywhere by the palette; single keys can be turned off', async () => {
  const { page, breaches } = admin;
  await page.goto(at('overview?period=2026-Q3'));
  await page.waitForSelector('.ledger');
  await page.focus('.strip [data-metric=volunteer_hours]');
  await page.keyboard.press('w');
  await page.waitForSelector('dialog[open]');
  await page.keyboard.press('Escape');
  await page.waitForFunction(() => document.querySelector('dialog') === null);
  expect(await focusedMetric(admin)).toBe('volunteer_hours');
  await page.keyboard.press('/');
  await page.waitForSelector('dialog.palette [role=option]');
  expect(await auditEveryLook(page)).toEqual({});
  await page.keyboard.type('particip rate');
  await page.waitForFunction(() => document.querySelector('.palette [aria-selected=true]')?.textContent?.startsWith('Participation rate'));
  await page.keyboard.press('Enter');
  await hasText(page, 'dialog', 'Participation rate');
  await page.keyboard.press('Escape');
  await page.waitForFunction(() => document.querySelector('dialog') === null);
  await page.keyboard.down('Control');
  await page.keyboard.press('k');
  await page.keyboard.up('Control');
  await page.waitForSelector('dialog.palette');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => location.pathname.endsWith('/evidence'));
  await page.waitForFunction(() => document.querySelector('dialog') === null);
  await page.keyboard.press('g');
  await page.keyboard.press('o');
  await page.waitForFunction(() => location.pathname.endsWith('/overview'));
  await clickByText(page, '.rail-foot button', 'Single keys: on');
  await page.keyboard.press('g');
  await page.keyboard.press('e');
  await page.keyboard.press('/');
  expect([new URL(page.url()).pathname.endsWith('/overview'), await page.$$('dialog')]).toEqual([true, []]);
  await clickByText(page, '.rail-foot button', 'Single keys: off');
  expect(breaches).toEqual([]);
});

test('a person is found by the pseudonym, for whoever may read people; no name is typed or told', async () => {
  const { page } = admin;
  const client = await world.as('admin@aurora.example');
  const { body } = await client.get<{ items: { id: string }[] }>(`companies/${world.aurora.id}/profiles?limit=1`);
  const id = body.items[0]?.id ?? '';
  await page.click('.jump');
  await page.waitForSelector('dialog.palette');
  await page.keyboard.type(`P-${id.slice(-8)}`);
  await clickByText(page, '.palette [role=option]', `P-${id.slice(-8)}`);
  await page.waitForSelector(`[data-person="${id}"]`);
});

test('a figure that was told differently before is marked where it happened, and underlined as it changes, without moving the page', async () => {
  const { page } = admin;
  await world.sql(`update metric_revisions set computed_at = '2026-10-05T08:00:00Z' where tenant_id = $1 and period in ('2026-Q3', '2026-08') and metric = 'volunteer_hours' and computed_at > '2026-10-05'`, [world.aurora.id]);
  await page.emulateMediaFeatures([{ name: 'prefers-reduced-motion', value: 'no-preference' }]);
  await page.goto(at('overview?period=2026-Q3'));
  await page.waitForSelector('.ledger');
  const boxOf = (): Promise<number[]> => page.$$eval('.strip, .programmes, .ledger', (all) => all.map((one) => Math.round(one.getBoundingClientRect().top + window.scrollY)));
  const before = await boxOf();
  await page.evaluate(() => { new MutationObserver((_, observer) => { if (document.querySelector('.strip .fresh')) { document.body.dataset['fresh'] = 'yes'; observer.disconnect(); } }).observe(document.body, { subtree: true, childList: true, attributes: true }); });
  await (await world.as('admin@aurora.example')).importFile(world.aurora.id, 'session_id,participant_email,mentor_email,scheduled_at,completed_at,duration_minutes\nLATE-1,p1@people.example,m1@aurora.example,2026-08-20T10:00:00Z,2026-08-20T11:00:00Z,90', { fileName: 'late.csv' });
  await page.waitForFunction(() => document.body.dataset['fresh'] === 'yes');
  await hasText(page, '.strip', 'restated');
  await page.waitForSelector('[data-restated]');
  expect(await textOf(page, '.multiple[data-programme=mentorship] .corrected')).toMatch(/^Aug 2026 restated/);
  expect((await boxOf()).slice(0, 2)).toEqual(before.slice(0, 2));
  await page.emulateMediaFeatures([{ name: 'prefers-reduced-motion', value: 'reduce' }]);
});

test('one panel that breaks leaves the others, under a code; an answer that never comes says so with a way on', async () => {
  const broken = await cockpit.enter('analyst@aurora.example');
  const { page } = broken;
  let isWhole = false;
  await page.setRequestInterception(true);
  page.on('request', (request) => {
    if (request.url().includes('/freshness')) void request.respond({ status: 200, contentType: 'application/json', body: isWhole ? '{"files":[],"webhooks":[],"rejected":0,"waiting":0}' : '{"files":null,"webhooks":[]}' });
    else void request.continue();
  });
  const told = new Promise<string>((resolve) => { page.on('request', (request) => { if (request.url().endsWith('/crashes')) resolve(`${request.headers()['x-correlation-id']} ${request.postData()}`); }); });
  await page.goto(at('overview?period=2026-Q3'));
  await page.waitForSelector('.dead');
  expect(await told).toBe(`${await textOf(page, '.dead code')} {"panel":"margin","error":"TypeError"}`);
  expect([await page.$$('.strip .fig'), await page.$$('.ledger')].map((found) => found.length > 0)).toEqual([true, true]);
  expect(await auditEveryLook(page)).toEqual({});
  isWhole = true;
  await page.evaluate(() => window.dispatchEvent(new Event('focus')));
  await clickByText(page, '.rail a', 'Reports');
  await clickByText(page, '.rail a', 'Overview');
  await page.waitForSelector('.ledger');
});

test('what breaks outside a screen leaves no empty page either, and can be begun again', async () => {
  const { page } = await cockpit.enter('analyst@aurora.example');
  let isWhole = false;
  await page.setRequestInterception(true);
  page.on('request', (request) => {
    if (request.url().includes('/profiles?called=') && !isWhole) void request.respond({ status: 200, contentType: 'application/json', body: '{"items":[null],"next":null}' });
    else void request.continue();
  });
  await page.goto(at('overview?period=2026-Q3'));
  await page.waitForSelector('.ledger');
  await page.click('.jump');
  await page.waitForSelector('dialog.palette');
  await page.keyboard.type('P-0123');
  await page.waitForSelector('.state[role=alert] code');
  expect(await auditEveryLook(page)).toEqual({});
  isWhole = true;
  await page.click('.state .btn');
  await page.waitForSelector('.ledger');
});

test('an empty company says on every screen why, with one thing to do, in three languages', async () => {
  const { page } = await cockpit.enter('admin@nordlys.example');
  const screens = [['overview', '.first-run'], ['imports', '.drop'], ['people', '.state .btn'], ['evidence', '.state .btn'], ['reviews', '.state .btn'], ['reports', '.page h1'], ['settings/webhooks', '.page h1']] as const;
  for (const [index, [screen, ready]] of screens.entries()) {
    const language = ['uk', 'no', 'en'][index % 3] ?? 'en';
    await page.goto(at(screen, language, world.nordlys));
    await page.waitForSelector(ready);
    expect({ screen, found: [...await audit(page, 'light', 1440), ...await audit(page, 'dark', 390)] }).toEqual({ screen, found: [] });
  }
  await page.setViewport({ width: 1440, height: 900 });
  await page.goto(at('overview', 'en', world.nordlys));
  await page.waitForSelector('.steps');
  await page.click('.steps a[href$="kind=programme-costs"]');
  await page.waitForSelector('.kind-field select');
  expect(await page.$eval('.kind-field select', (select) => select.value)).toBe('programme-costs');
});

test('each role finds its own doors, and is told why another stays closed', async () => {
  const doors: Record<string, readonly string[]> = {
    reviewer: ['Overview', 'Evidence', 'People and journeys', 'Reports', 'Reviews'], viewer: ['Overview', 'Reports'],
  };
  for (const [role, names] of Object.entries(doors)) {
    const { page, breaches } = await cockpit.enter(`${role}@aurora.example`);
    await page.goto(at('imports'));
    await hasText(page, 'h1', 'Imports are for company admins');
    expect({ role, doors: await page.$$eval('.rail nav ul a', (links) => links.map((link) => link.firstChild?.textContent)) }).toEqual({ role, doors: names });
    await clickByText(page, '.state .btn', 'To the overview');
    await page.waitForSelector('.strip');
    expect(breaches).toEqual([]);
  }
  const participant = await cockpit.enter('participant@aurora.example');
  await hasText(participant.page, 'h1', 'The figures are for the company’s own people');
  expect(await auditEveryLook(participant.page)).toEqual({});
  const { page } = admin;
  await page.goto(at('nothing-of-the-kind'));
  await hasText(page, 'h1', 'There is nothing here that you may see');
  expect(await auditEveryLook(page)).toEqual({});
});

test('without the network the figures stay, since when is said, and back on it what changed meanwhile is shown without a reload', async () => {
  const visitor = await cockpit.enter('analyst@aurora.example');
  const { page } = visitor;
  await page.goto(at('overview?period=2026-Q3'));
  await page.waitForSelector('.strip [data-metric=participants]');
  await page.waitForFunction(() => document.querySelector('.offline') === null);
  const before = await textOf(page, '.strip [data-metric=participants]');
  await page.setOfflineMode(true);
  await hasText(page, '.offline', 'Offline. Figures from');
  expect(await textOf(page, '.strip [data-metric=participants]')).toBe(before);
  expect(await audit(page, 'light', 390)).toEqual([]);
  const client = await world.as('admin@aurora.example');
  const row = (name: string): string => `OFF-${name},${name}@people.example,kari@aurora.example,2026-08-20T10:00:00Z,2026-08-20T11:00:00Z,A2,completed`;
  await client.importFile(world.aurora.id, `session_id,participant_email,volunteer_email,scheduled_at,completed_at,language_level,status\n${['off1', 'off2'].map(row).join('\n')}`, { kind: 'kintell-language' });
  await world.settled(world.aurora.id);
  expect(await textOf(page, '.strip [data-metric=participants]')).toBe(before);
  await page.setOfflineMode(false);
  await page.waitForFunction((was: string) => document.querySelector('.offline') === null && document.querySelector('.strip [data-metric=participants]')?.textContent !== was, {}, before);
  expect(visitor.breaches).toEqual([]);
});

test('what was typed outlives the end of a session: the page waits under the sign-in', async () => {
  const visitor = await cockpit.enter('admin@aurora.example');
  const { page } = visitor;
  await page.goto(at('settings/members'));
  await page.waitForSelector('form input[type=email]');
  await page.type('form input[type=email]', 'new@aurora.example');
  await page.deleteCookie(...await page.cookies());
  await page.click('form button[type=submit]');
  await hasText(page, 'dialog.ask', 'You were signed out');
  expect(await auditEveryLook(page)).toEqual({});
  await page.type('#signed-out-password', 'a-long-test-password');
  await page.click('dialog.ask button[type=submit]');
  await page.waitForFunction(() => document.querySelector('dialog') === null);
  expect(await page.$eval('form input[type=email]', (input) => input.value)).toBe('new@aurora.example');
});
