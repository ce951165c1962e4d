// What volunteering is worth, on screen: two figures on the overview, their walks to the inputs and back, and the value map changed in
// the settings, tried before it is saved.
import { mentorshipCsv, type SessionLine } from '../world/sessions.ts';
import type { World } from '../world/world.ts';
import { auditEveryLook, clickByText, hasText, openCockpit, textOf, type Cockpit, type Visitor } from './browser.ts';

let cockpit: Cockpit;
let world: World;
let admin: Visitor;
const low = 'I am sad and tired all the time. I have no friends here. I am afraid to speak. I do not understand when they speak. I do not know how to look for a job.';
const high = 'I am happy and sleep well now. I have good friends here now. I am not afraid to speak any more. I understand almost everything now. My CV is ready and I know how to apply.';
const at = (language: string, rest: string): string => `${world.base}/${language}/cockpit/${world.aurora.id}/${rest}`;

beforeAll(async () => {
  cockpit = await openCockpit();
  ({ world, admin } = cockpit);
  const client = await world.as('admin@aurora.example');
  const lines = Array.from({ length: 14 }, (_, person) => (['2026-03-02', '2026-08-20'] as const).map((day, index): SessionLine =>
    ({ id: `${person}-${day}`, participant: `o${person}@people.example`, mentor: `m${person % 6}@aurora.example`, scheduled: `${day}T10:00:00Z`, feedback: (index === 0) === person > 8 ? high : low, rating: 3 + index })));
  await client.importFile(world.aurora.id, mentorshipCsv(lines.flat()));
  await client.importFile(world.aurora.id, 'programme,period,amount,currency,kind\nall,2026-Q3,60000,NOK,cash\n', { kind: 'programme-costs', fileName: 'costs.csv' });
  await client.importFile(world.aurora.id, ['participant_email,started_on', ...[0, 1, 2, 3, 4].map((person) => `o${person}@people.example,2026-08-25`)].join('\n'), { kind: 'employment', fileName: 'jobs.csv' });
  await world.settled(world.aurora.id);
});
afterAll(() => cockpit?.close());

test('the overview shows the return with both bases and its weakest evidence, and the score with its band', async () => {
  const { page, breaches } = admin;
  for (const language of ['en', 'no', 'uk']) {
    await page.goto(at(language, 'overview?period=2026-Q3'));
    await page.waitForSelector('.fig.wide .grade.red');
    expect({ language, found: await auditEveryLook(page) }).toEqual({ language, found: {} });
  }
  await page.goto(at('en', 'overview?period=2026-Q3'));
  await page.waitForSelector('.fig.wide .grade.red');
  const strip = await textOf(page, '.strip');
  for (const words of ['Social return', 'company basis; society', 'weakest evidence: red', 'Volunteer impact score', 'of 100']) expect(strip).toContain(words);
  expect(breaches).toEqual([]);
});

test('a return is walked to the people who rose, to their rows, and back; its card says what it cannot', async () => {
  const { page, breaches } = admin;
  await page.click('.fig.wide [data-why=sroi_company]');
  await hasText(page, 'dialog', 'What came of it');
  const said = await textOf(page, 'dialog');
  for (const words of ['What it cost', 'What was assumed', 'worst grade in use: red', 'How far it could move', 'does not enter', 'value map 1', 'Social return, company basis']) expect(said).toContain(words);
  await page.waitForSelector('dialog .card');
  await page.click('dialog .card summary');
  await hasText(page, 'dialog .card', 'Not verified by an outside body');
  expect(await auditEveryLook(page)).toEqual({});
  await page.click('dialog [data-input=improved_job_readiness]');
  await hasText(page, 'dialog', 'It agrees.');
  expect(await textOf(page, 'dialog')).toContain('Job readiness, people who rose');
  expect(await auditEveryLook(page)).toEqual({});
  await clickByText(page, 'dialog .link', 'Back to the figure before');
  await hasText(page, 'dialog', 'What came of it');
  await page.click('dialog [data-input=costs_cash]');
  await hasText(page, 'dialog', 'It agrees.');
  await page.keyboard.press('Escape');
  await page.waitForFunction(() => document.querySelector('dialog') === null);
  await page.click('.fig.wide [data-why=vis]');
  await hasText(page, 'dialog', 'The gates');
  for (const words of ['Quality, its means', 'hours + 0.30 quality', 'in work of']) expect(await textOf(page, 'dialog')).toContain(words);
  expect(await auditEveryLook(page)).toEqual({});
  expect(breaches).toEqual([]);
});

test('the value map is changed, tried, saved as the next version, and the figures follow', async () => {
  const { page, breaches } = admin;
  for (const language of ['no', 'uk', 'en']) {
    await page.goto(at(language, 'settings/value-map'));
    await page.waitForSelector('.before');
    expect({ language, found: await auditEveryLook(page) }).toEqual({ language, found: {} });
  }
  const amount = '[aria-label="Job readiness, Proxy, USD"]';
  await page.click(amount, { count: 3 });
  await page.type(amount, '900');
  await hasText(page, '.save-bar', 'one change, not saved');
  const before = await textOf(page, '.before b:first-child');
  await page.waitForFunction((from: string) => { const now = document.querySelector('.before b:last-child')?.textContent; return now !== undefined && now !== from; }, {}, before);
  await clickByText(page, '.vm .tool', 'Change the source');
  expect(await auditEveryLook(page)).toEqual({});
  await page.type('[aria-label="Why it changes, for the record"]', 'Price lists of three providers');
  await clickByText(page, '.save-bar .btn', 'Save as version 2');
  await hasText(page, '.save-bar', 'Version 2');
  await hasText(page, '.notes', 'Price lists of three providers');
  await world.settled(world.aurora.id);
  await page.goto(at('en', 'overview?period=2026-Q3'));
  await page.waitForFunction((from: string) => { const now = document.querySelector('[data-metric=sroi_company]')?.textContent; return now !== undefined && now !== from; }, {}, before);
  expect(breaches).toEqual([]);
});
