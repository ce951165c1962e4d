// The queue as it is used: a flagged text comes in, is read redacted, decided with a note by mouse or key, and the next one follows.
import { mentorshipCsv, type SessionLine } from '../world/sessions.ts';
import type { Client, World } from '../world/world.ts';
import { auditEveryLook, clickByText, hasText, openCockpit, textOf, type Cockpit, type Visitor } from './browser.ts';

let cockpit: Cockpit;
let world: World;
let admin: Visitor;
let client: Client;
const at = (rest = '', language = 'en'): string => `${world.base}/${language}/cockpit/${world.aurora.id}/reviews${rest}`;
const texts: readonly string[] = [
  'I feel confident and brave in interviews now. But he touched my leg and I asked him to stop.',
  'Olena is nice. You can call me on +47 412 34 567 if you want to meet without the coordinator. I believe in myself.',
  'She told me she wants to end her life.',
];
const lines = texts.map((feedback, index): SessionLine => ({ id: `R-${index}`, participant: 'olena.bondar@people.example', feedback, scheduled: `2026-08-1${index}T10:00:00Z` }));

beforeAll(async () => {
  cockpit = await openCockpit();
  ({ world, admin } = cockpit);
  client = await world.as('admin@aurora.example');
});
afterAll(() => cockpit?.close());

test('without a flag the screen says what comes here', async () => {
  const { page } = admin;
  await clickByText(page, '.rail nav a', 'Reviews');
  await hasText(page, 'h1', 'Nothing waits to be looked at');
  expect(await auditEveryLook(page)).toEqual({});
});

test('flagged texts come without a reload, the gravest due first, each seen only when it is opened', async () => {
  const { page } = admin;
  await client.importFile(world.aurora.id, mentorshipCsv(lines));
  await page.waitForFunction(() => document.querySelectorAll('.queued').length === 3);
  expect(await page.$$eval('.queued b', (names) => names.map((name) => name.textContent))).toEqual(['Self-harm', expect.any(String), 'Contact exchange']);
  expect(await textOf(page, '.queued .due')).toMatch(/^due in 3 h \d+ min$/);
  expect(await textOf(page, '.queue')).not.toContain('touched');
  expect(await textOf(page, '.rail a[href$="/reviews"]')).toContain('3 texts to look at');
  expect(await textOf(page, '.case h1')).toBe('Self-harm, critical severity');
  expect(await auditEveryLook(page)).toEqual({});
});

test('a text stands redacted, with what was found marked and the rules named', async () => {
  const { page } = admin;
  await clickByText(page, '.queued', 'Contact exchange');
  await hasText(page, '.case h1', 'Contact exchange');
  expect(await textOf(page, '.review-text')).toContain('You can call me on phone if you want to meet without the coordinator');
  expect(await textOf(page, '.review-text')).toMatch(/^name is nice/);
  expect(await page.$$eval('.review-text mark', (marks) => marks.map((mark) => mark.textContent).join(' … '))).toContain('without the coordinator');
  expect(await textOf(page, '.rules-broken')).toContain('contact-exchange.given');
  expect(new URL(page.url()).searchParams.get('review')).toMatch(/^[0-9a-f-]{36}$/);
  expect(await auditEveryLook(page)).toEqual({});
});

test('a decision without a note is asked for one; with it, the text is released, said so, and the next is open', async () => {
  const { page } = admin;
  await page.click('[data-decision=reject]');
  await hasText(page, '.decide .problem', 'Write why');
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('note');
  expect(await auditEveryLook(page)).toEqual({});
  await page.type('#note', 'The number is redacted. A and R are letters here, not decisions.');
  await page.click('[data-decision=reject]');
  await page.waitForFunction(() => document.querySelectorAll('.queued').length === 2);
  await hasText(page, '[role=status].sr', 'Released');
  expect(await textOf(page, '.case h1')).not.toContain('Contact');
  expect((await client.get<{ items: { category: string; note: string }[] }>(`companies/${world.aurora.id}/reviews?state=rejected`)).body.items).toMatchObject([{ category: 'contact_exchange', note: 'The number is redacted. A and R are letters here, not decisions.' }]);
});

test('a person’s scores are sent with a correction, and a key decides while no field has the focus', async () => {
  const { page } = admin;
  await clickByText(page, '.queued', 'Harassment');
  await hasText(page, '.case h1', 'Harassment');
  await page.type('#note', 'Told the coordinator.');
  await page.focus('[data-decision=reject]');
  await page.keyboard.press('c');
  await hasText(page, '.your-scores .problem', 'at least one score');
  await page.type('.your-scores [name=confidence]', '0,2');
  await page.focus('[data-decision=reject]');
  await page.keyboard.press('c');
  await page.waitForFunction(() => document.querySelectorAll('.queued').length === 1);
  const { body } = await client.get<{ items: { scores: { dimension: string; score: number; model: string }[] }[] }>(`companies/${world.aurora.id}/reviews?state=corrected`);
  expect(body.items[0]?.scores.find(({ dimension }) => dimension === 'confidence')).toMatchObject({ dimension: 'confidence' });
  await page.goto(at('?state=corrected'));
  await hasText(page, '.around', 'Told the coordinator.');
  expect(await page.$('.decide')).toBeNull();
});

test('one who may read but not decide is told so, and a role without the right finds no door', async () => {
  const analyst = await cockpit.enter('analyst@aurora.example');
  await analyst.page.goto(at());
  await hasText(analyst.page, '.decide', 'Reviewers and company admins decide');
  expect(await analyst.page.$('#note')).toBeNull();
  const viewer = await cockpit.enter('viewer@aurora.example');
  expect(await viewer.page.$('.rail a[href$="/reviews"]')).toBeNull();
  await viewer.page.goto(at());
  await hasText(viewer.page, 'h1', 'Reviews are for those who work with people’s words');
  expect(await auditEveryLook(viewer.page)).toEqual({});
});

test('another’s decision is told in place, and nothing typed is lost', async () => {
  const { page } = admin;
  await page.goto(at());
  await page.waitForSelector('#note');
  await page.type('#note', 'Called her.');
  await page.setRequestInterception(true);
  page.on('request', (request) => void (request.method() === 'POST' && request.url().includes('/reviews/') ? request.respond({ status: 409, contentType: 'application/problem+json', body: '{"title":"Conflict"}' }) : request.continue()));
  await page.click('[data-decision=approve]');
  await hasText(page, '.decide .problem', 'Somebody decided this before you');
  expect(await page.$eval('#note', (note) => (note as HTMLTextAreaElement).value)).toBe('Called her.');
  page.removeAllListeners('request');
  await page.setRequestInterception(false);
});

test('an address of nothing says so, and every language fits at every width', async () => {
  const { page } = admin;
  await page.goto(at('?review=01900000-0000-7000-8000-00000000dead'));
  await hasText(page, '.case h1', 'There is nothing here');
  for (const language of ['no', 'uk']) {
    await page.goto(at('', language));
    await page.waitForSelector('.review-text');
    expect({ language, found: await auditEveryLook(page) }).toEqual({ language, found: {} });
  }
  expect(admin.breaches).toEqual([]);
});
