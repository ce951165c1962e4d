// The evidence screen as it is used: what was said is narrowed, searched, walked to its row and its figures, copied with its citation, and taken along.
import { readFileSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { HTTPRequest } from 'puppeteer-core';
import { mentorshipCsv } from '../world/sessions.ts';
import { until, type Client, type World } from '../world/world.ts';
import { auditEveryLook, clickByText, hasText, openCockpit, textOf, type Cockpit, type Visitor } from './browser.ts';

interface Page { items: { id: string; text: string; dimension: string; citation: { sha256: string } }[]; total: number; facets: { language: { value: string; count: number }[] } }
let cockpit: Cockpit;
let world: World;
let admin: Visitor;
let client: Client;
const at = (rest = '', language = 'en'): string => `${world.base}/${language}/cockpit/${world.aurora.id}/evidence${rest}`;
const look = async (query = ''): Promise<Page> => (await client.get<Page>(`companies/${world.aurora.id}/evidence${query}`)).body;
const sayings = [
  'I feel much more confident in interviews now, write to anna@mail.example.', 'Jeg tør å snakke i møter nå, og jeg er tryggere på meg selv.', 'Я більше не боюся говорити з начальником, я впевнена в собі.',
  'My friends call me every week and I belong here.', 'Jeg har fått gode venner og føler meg hjemme her.', 'Мої подруги допомагають мені, і я відчуваю, що тут мій дім.', 'I am afraid of saying something stupid and I do not believe in myself.',
];
const unavailable = JSON.stringify({ type: 'urn:cockpit:error:unavailable', title: 'Down', status: 503, detail: 'This part is not available for the moment.', correlationId: 'test-1' });
const entries = (page: Visitor['page']): Promise<number> => page.$$eval('.said', (all) => all.length);

beforeAll(async () => {
  cockpit = await openCockpit();
  ({ world, admin } = cockpit);
  client = await world.as('admin@aurora.example');
});
afterAll(() => cockpit?.close());

test('without a word that was scored the screen says why, and offers the file', async () => {
  const { page } = admin;
  await clickByText(page, '.rail nav a', 'Evidence');
  await hasText(page, 'h1', 'Nobody’s words are scored yet');
  expect(await page.$eval('.state .btn.main', (link) => link.getAttribute('href'))).toMatch(/\/imports$/);
  expect(await auditEveryLook(page)).toEqual({});
});

test('what was said stands there, newest first, with its scores and without names', async () => {
  await client.importFile(world.aurora.id, mentorshipCsv(Array.from({ length: 140 }, (_, index) => ({
    id: `S-${index}`, participant: `p${index % 12}@people.example`, feedback: sayings[index % sayings.length] ?? '', scheduled: `2026-0${7 + (index % 3)}-${String(1 + (index % 27)).padStart(2, '0')}T10:00:00Z`, rating: 4,
  }))), { fileName: 'talks.csv' });
  await world.settled(world.aurora.id);
  await until(async () => ((await world.sql('select 1 from evidence_marks')).length === 0 ? true : undefined));
  // Whatever the screening holds back, a reviewer has let pass.
  await world.sql('update evidence_snippets set flagged = false');
  const { page } = admin;
  const { total } = await look('?limit=1');
  await page.goto(at());
  await hasText(page, '.evidence-lede', `${total} scores carry the sentence`);
  expect(await entries(page)).toBeGreaterThan(10);
  expect(await page.$$eval('.taken-out', (labels) => [...new Set(labels.map((label) => label.textContent))])).toEqual(['e-mail']);
  expect(await textOf(page, 'main')).not.toContain('anna@');
  expect(await page.$$eval('.said blockquote', (quotes) => [...new Set(quotes.map((quote) => quote.lang))].sort())).toEqual(['en', 'nb', 'uk']);
  await page.waitForSelector('.explorer > .origin [data-origin]');
  expect(await auditEveryLook(page)).toEqual({});
});

test('a choice narrows the list, stands in the address, and is taken back by choosing it again', async () => {
  const { page } = admin;
  await page.goto(at());
  const { facets } = await look('?limit=1');
  const ukrainian = facets.language.find(({ value }) => value === 'uk')?.count ?? 0;
  const choice = await page.waitForSelector('[data-facet="language uk"]');
  expect(await textOf(page, '[data-facet="language uk"] .facet-count')).toBe(String(ukrainian));
  await choice?.focus();
  await page.keyboard.press('Space');
  await hasText(page, '.find-words', `${ukrainian} match`);
  expect(new URL(page.url()).searchParams.get('language')).toBe('uk');
  expect(await page.$eval('[data-facet="language uk"]', (button) => button.getAttribute('aria-pressed'))).toBe('true');
  await page.click('[data-facet="dimension belonging"]');
  await page.waitForFunction(() => [...document.querySelectorAll('.said-score')].every((score) => score.textContent?.startsWith('Belonging')));
  expect(await page.$$eval('.said blockquote', (quotes) => quotes.every((quote) => quote.lang === 'uk'))).toBe(true);
  await page.click('[data-facet="language uk"]');
  await page.waitForFunction(() => new URL(location.href).searchParams.get('language') === null);
  await page.select('[name=period]', '2026-08');
  await page.waitForFunction(() => [...document.querySelectorAll('.said footer > span')].every((when) => when.textContent?.includes('August 2026')));
  await page.select('[name=minScore]', '0.9');
  await page.waitForFunction(() => new URL(location.href).searchParams.get('minScore') === '0.9');
  await page.goBack();
  await page.waitForFunction(() => new URL(location.href).searchParams.get('minScore') === null);
});

test('words are found in any form in three languages and marked; what nobody said is told with a way back', async () => {
  const { page } = admin;
  await page.goto(at());
  for (const [words, pattern] of [['interviewing', /^interviews$/], ['venn', /^venner$/], ['подруга', /^подруги$/i], ['"do not believe"', /^do not believe$/]] as const) {
    await (await page.waitForSelector('#words'))?.click({ count: 3 });
    await page.keyboard.press('Backspace');
    await page.type('#words', words);
    await page.waitForFunction((asked: string) => new URL(location.href).searchParams.get('q') === asked, {}, words);
    // Each sentence has what is sought, and nothing else is marked as found.
    await page.waitForFunction((wanted: string) => document.querySelectorAll('.said').length > 0 && [...document.querySelectorAll('.said')].every((said) => said.querySelector('mark.found'))
      && [...document.querySelectorAll('.said mark.found')].every((mark) => new RegExp(wanted, 'i').test(mark.textContent ?? '')), {}, pattern.source);
  }
  expect(await auditEveryLook(page)).toEqual({});
  await page.click('#words', { count: 3 });
  await page.type('#words', 'saxophone');
  await hasText(page, '.entries', 'Nothing fits what was chosen');
  expect(await textOf(page, '.entries')).toContain('Chosen: “saxophone”.');
  expect(await auditEveryLook(page)).toEqual({});
  await clickByText(page, '.entries .btn', 'Show everything');
  await page.waitForSelector('.said');
  expect(await page.$eval('#words', (field) => (field as HTMLInputElement).value)).toBe('');
});

test('a score leads to the line of its file and to the figures on it, each a walk, and the citation is copied whole', async () => {
  const { page } = admin;
  await page.browserContext().setPermission(world.base, { permission: { name: 'clipboard-read' }, state: 'granted' }, { permission: { name: 'clipboard-write' }, state: 'granted' });
  await page.goto(at('?language=en&dimension=confidence&period=2026-08'));
  const [item] = (await look('?language=en&dimension=confidence&period=2026-08&limit=1')).items;
  await (await page.waitForSelector(`[data-entry="${item?.id}"]`))?.click();
  await page.waitForSelector(`.origin [data-origin="${item?.id}"]`);
  expect(new URL(page.url()).searchParams.get('entry')).toBe(item?.id);
  expect(await textOf(page, '.origin')).toMatch(/talks\.csv, line \d+/);
  // The words that made the score are underlined in the sentence, and told with what each added.
  const told = await page.$$eval('.why-words tbody th', (words) => words.map((word) => word.textContent));
  expect(told.at(-1)).toBe('other words');
  expect(await page.$$eval('.said[data-open] mark:is(.raised, .lowered)', (marks) => marks.map((mark) => mark.textContent))).toEqual(expect.arrayContaining(told.slice(0, -1)));
  expect(await page.$$('.resting [data-walk]')).toHaveLength(6);
  await clickByText(page, '.origin .btn', 'Copy text and citation');
  await hasText(page, '.origin .actions', 'Copied');
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied.split('\n')).toHaveLength(4);
  expect(copied).toContain(item?.text ?? '–');
  expect(copied).toMatch(/A participant, Mentorship programme, August 2026 \[E-[0-9a-f]{8}\]/);
  expect(copied).toMatch(/Confidence, August 2026, all programmes/);
  expect(copied).toContain(`SHA-256 ${item?.citation.sha256}`);
  await (await page.$('.resting [data-walk]'))?.click();
  await page.waitForSelector('dialog.drawer .stop');
  await hasText(page, 'dialog.drawer', 'Confidence');
  await page.keyboard.press('Escape');
  await page.waitForFunction(() => document.querySelector('dialog.drawer') === null);
  expect(await page.evaluate(() => document.activeElement?.hasAttribute('data-walk'))).toBe(true);
  // What others said of the same leads to its own margin.
  await page.waitForSelector('.origin .alike a');
  const [other] = await page.$$eval('.origin .alike a', (links) => links.map((link) => new URL(link.href).searchParams.get('entry')));
  await (await page.$('.origin .alike a'))?.click();
  await page.waitForSelector(`.origin [data-origin="${other}"]`);
  await page.goto(at(`?language=en&dimension=confidence&period=2026-08&entry=${item?.id}`));
  await page.waitForSelector(`.origin [data-origin="${item?.id}"]`);
  // Where there is no margin it stands under its sentence.
  await page.setViewport({ width: 390, height: 900 });
  await page.waitForSelector('.said[data-open] .origin');
  expect(await auditEveryLook(page)).toEqual({});
});

test('a long list comes page by page', async () => {
  const { page } = admin;
  const { total } = await look('?limit=1');
  await page.goto(at());
  await hasText(page, '.more', `1 to 50 of ${total}`);
  await page.click('[data-later]');
  await hasText(page, '.more', `51 to 100 of ${total}`);
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('entries');
  await clickByText(page, '.more .link', 'Earlier');
  await hasText(page, '.more', `1 to 50 of ${total}`);
});

test('before a file leaves, what was taken out of it and its first lines are read', async () => {
  const { page } = admin;
  const folder = path.join(world.dataDir, 'downloads');
  const session = await page.createCDPSession();
  await session.send('Browser.setDownloadBehavior', { behavior: 'allow', downloadPath: folder, browserContextId: page.browserContext().id ?? '' });
  await page.goto(at('?language=en'));
  const { total } = await look('?language=en&limit=1');
  await clickByText(page, '.bar-top .btn', 'Export CSV');
  await hasText(page, '.take-along h2', `${total} lines go into the file`);
  expect(await textOf(page, '.take-along')).toMatch(/Taken out of them: \d+ × e-mail\./);
  expect(await page.$$('.take-along tbody tr')).toHaveLength(5);
  expect(await page.evaluate(() => document.activeElement?.classList.contains('take-along'))).toBe(true);
  expect(await auditEveryLook(page)).toEqual({});
  await page.click('.take-along [data-save]');
  const file = await until(async () => Promise.resolve(readdirSync(world.dataDir).includes('downloads') ? readdirSync(folder).find((name) => name.endsWith('.csv')) : undefined));
  expect(readFileSync(path.join(folder, file), 'utf8').trimEnd().split('\r\n')).toHaveLength(total + 1);
  rmSync(folder, { recursive: true });
  await page.waitForFunction(() => document.querySelector('.take-along') === null);
  await clickByText(page, '.bar-top .btn', 'Export CSV');
  await page.waitForSelector('.take-along h2');
  await page.keyboard.press('Escape');
  await page.waitForFunction(() => document.querySelector('.take-along') === null);
});

test('what is held for review is counted and not shown', async () => {
  const { page } = admin;
  const [item] = (await look('?limit=1')).items;
  await world.sql('update evidence_snippets set flagged = true where id = $1', [item?.id]);
  await page.goto(at(`?entry=${item?.id}`));
  await hasText(page, '.held', '1 is held for review');
  await hasText(page, '.origin', 'This text is not here any more');
  expect(await auditEveryLook(page)).toEqual({});
  await world.sql('update evidence_snippets set flagged = false where id = $1', [item?.id]);
});

test('an analyst and a reviewer read it; a viewer is told who does', async () => {
  for (const role of ['analyst', 'reviewer']) {
    const visitor = await cockpit.enter(`${role}@aurora.example`);
    await clickByText(visitor.page, '.rail nav a', 'Evidence');
    await visitor.page.waitForSelector('.said');
    expect(visitor.breaches).toEqual([]);
  }
  const viewer = await cockpit.enter('viewer@aurora.example');
  await viewer.page.waitForSelector('.rail nav a');
  expect(await textOf(viewer.page, '.rail nav')).not.toContain('Evidence');
  await viewer.page.goto(at());
  await hasText(viewer.page, 'h1', 'Evidence is for admins, analysts and reviewers');
  expect(await auditEveryLook(viewer.page)).toEqual({});
  expect(viewer.breaches).toEqual([]);
});

test('a list that cannot be read says so and is read again', async () => {
  const { page } = admin;
  const refuse = (request: HTTPRequest): void => void (request.url().includes('/evidence?') ? request.respond({ status: 503, contentType: 'application/problem+json', body: unavailable }) : request.continue());
  await page.setRequestInterception(true);
  page.on('request', refuse);
  await page.goto(at());
  await hasText(page, 'h1', 'The evidence could not be read');
  expect(await textOf(page, '.state')).toContain('test-1');
  expect(await auditEveryLook(page)).toEqual({});
  page.off('request', refuse);
  await page.setRequestInterception(false);
  await clickByText(page, '.state .btn', 'Try again');
  await page.waitForSelector('.said');
});

test('the screen holds in the other languages, and none broke the policy of the door', async () => {
  const { page } = admin;
  for (const language of ['uk', 'no']) {
    await page.goto(at('?q=confident', language));
    await page.waitForSelector('.said mark');
    expect(await auditEveryLook(page)).toEqual({});
  }
  expect(admin.breaches).toEqual([]);
});
