// People and journeys as they are used: rows come in by file, the funnel tells them, a person is opened, a flag is set by hand, two are merged and taken apart.
import { until, type Client, type World } from '../world/world.ts';
import { auditEveryLook, clickByText, hasText, openCockpit, textOf, type Cockpit, type Visitor } from './browser.ts';

interface Summary { id: string; stage: string | null; flags: Record<string, boolean> }
let cockpit: Cockpit;
let world: World;
let admin: Visitor;
let client: Client;
const at = (rest = ''): string => `${world.base}/en/cockpit/${world.aurora.id}/people${rest}`;
const many = (count: number, line: (index: number) => string): string => Array.from({ length: count }, (_, index) => line(index)).join('\n');
const person = (name: number | string): string => `person${name}@people.example`;
const profiles = async (): Promise<Summary[]> => (await client.get<{ items: Summary[] }>(`companies/${world.aurora.id}/profiles?limit=500`)).body.items;
/** The one person who came as far as a job. */
const farthest = async (): Promise<string> => (await profiles()).find(({ stage }) => stage === 'employment')?.id ?? '';
const pseudonym = (id: string): string => `P-${id.slice(-8)}`;

async function load(kind: string, csv: string): Promise<void> {
  const { counts } = await client.importFile(world.aurora.id, csv, { kind, fileName: `${kind}.csv` });
  expect({ kind, rejected: counts.rejected, waiting: counts.waiting }).toEqual({ kind, rejected: 0, waiting: 0 });
}

beforeAll(async () => {
  cockpit = await openCockpit();
  ({ world, admin } = cockpit);
  client = await world.as('admin@aurora.example');
});
afterAll(() => cockpit?.close());

test('without a row the screen says why, and offers the file', async () => {
  const { page } = admin;
  await clickByText(page, '.rail nav a', 'People and journeys');
  await hasText(page, 'h1', 'Nobody’s journey is known yet');
  expect(await auditEveryLook(page)).toEqual({});
  expect(await page.$eval('.state .btn.main', (link) => link.getAttribute('href'))).toMatch(/\/imports$/);
});

test('rows come in by file, and the funnel tells who entered, who went on, and what is too little to tell', async () => {
  const { page } = admin;
  await load('buddy-matches', `match_id,participant_email,buddy_email,matched_at\n${many(64, (index) => `BM-${index},${person(index)},nora@aurora.example,2026-07-05`)}`);
  await load('kintell-language', `session_id,participant_email,volunteer_email,scheduled_at,completed_at,language_level,status\n${many(16, (index) => `L-${index},${person(index)},kari@aurora.example,2026-07-21T10:00:00Z,2026-07-21T11:00:00Z,A2,completed`)}`);
  await load('course-completions', `user_email,provider,course_id,course_name,completed_at\n${many(4, (index) => `${person(index)},ecornell,C-1,Excel,2026-08-20`)}`);
  await load('employment', `participant_email,started_on\n${person(0)},2026-09-15`);
  await world.settled(world.aurora.id);
  await until(async () => ((await world.sql('select 1 from journey_marks')).length === 0 ? true : undefined));
  expect(await profiles()).toHaveLength(64);
  await page.goto(at('?period=2026-Q3'));
  await page.waitForSelector('.funnel [data-stage=employment]');
  expect(await page.$$eval('.funnel > li', (stages) => stages.map((stage) => [stage.getAttribute('data-stage'), stage.querySelector('.funnel-count')?.firstChild?.textContent]))).toEqual([
    ['buddy', '64'], ['language', '16'], ['upskilling', '4'], ['mentorship', '0'], ['employment', '1'],
  ]);
  expect(await textOf(page, '[data-stage=buddy] .funnel-step')).toBe('25% went on (16 of 64), median 16 days. 48 have not yet.');
  expect(await textOf(page, '[data-stage=upskilling] .funnel-step')).toContain('fewer than five people entered');
  expect(await page.$$('.journeys tbody tr')).toHaveLength(50);
  expect(await textOf(page, 'main')).not.toContain('@');
  expect(await auditEveryLook(page)).toEqual({});
  await page.click('[data-later]');
  await page.waitForFunction(() => document.querySelectorAll('.journeys tbody tr').length === 14);
  expect(await textOf(page, '.people-list .more')).toContain('51 to 64 of 64');
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('People');
  await page.goto(at('?period=2026-08'));
  await page.waitForFunction(() => document.querySelector('[data-stage=buddy] .funnel-count')?.firstChild?.textContent === '0');
  await page.select('[name=period]', '2026');
  await page.waitForFunction(() => document.querySelector('[data-stage=buddy] .funnel-count')?.firstChild?.textContent === '64');
  expect(new URL(page.url()).searchParams.get('period')).toBe('2026');
});

test('people are sought by flag and stage, which stand in the address, and nobody found is told with a way back', async () => {
  const { page } = admin;
  await page.goto(at('?period=2026-Q3&flag=has_completed_course&stage=employment'));
  await page.waitForFunction(() => document.querySelectorAll('.journeys tbody tr').length === 1);
  expect(await textOf(page, '.journeys tbody th')).toContain(pseudonym(await farthest()));
  await page.select('[name=stage]', 'buddy');
  await hasText(page, '.people-list', 'Nobody fits what was chosen');
  expect(await auditEveryLook(page)).toEqual({});
  expect(await textOf(page, '.people-list')).toContain('Chosen: Course completed, Furthest stage Buddy.');
  await clickByText(page, '.people-list .btn', 'Show everybody');
  await page.waitForFunction(() => document.querySelectorAll('.journeys tbody tr').length === 50);
  await page.type('[name=called]', pseudonym(await farthest()));
  await page.waitForFunction(() => document.querySelectorAll('.journeys tbody tr').length === 1);
  expect(await textOf(page, '.journeys tbody th')).toContain(pseudonym(await farthest()));
});

test('a number of the funnel leads to its people, with the days that it was counted from', async () => {
  const { page } = admin;
  await page.goto(at('?period=2026-Q3'));
  await page.waitForSelector('[data-walk="buddy yes"]');
  await page.click('[data-walk="buddy yes"]');
  await hasText(page, '.people-list h2', 'Who met a buddy in Q3 2026, and went on');
  expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('H2');
  await page.waitForFunction(() => document.querySelectorAll('.journeys tbody tr').length === 16);
  expect(await textOf(page, '.people-list .more')).toContain('1 to 16 of 16');
  expect(await page.$$eval('.journeys tbody tr:first-child td.end', (cells) => cells.map((cell) => cell.textContent))).toEqual(['5 July 2026', '21 July 2026', '16']);
  expect(await auditEveryLook(page)).toEqual({});
  await page.click('[data-walk="buddy no"]');
  await page.waitForFunction(() => document.querySelectorAll('.journeys tbody tr').length === 48);
  expect(new URL(page.url()).searchParams.get('went')).toBe('no');
  await page.select('[name=period]', '2026-07');
  await hasText(page, '.people-list h2', 'July 2026');
  await clickByText(page, '.people-list .tool', 'Show everybody');
  await page.waitForFunction(() => document.querySelectorAll('.journeys tbody tr').length === 50);
});

test('a person is opened, a flag is set by hand by the keyboard, stays after a reload, and is given back to its rule', async () => {
  const { page } = admin;
  const id = await farthest();
  await page.goto(at('?period=2026-Q3&stage=employment'));
  await clickByText(page, '.journeys a', pseudonym(id));
  await page.waitForSelector('[data-flag=mentor_ready]');
  expect(await page.$$eval('.journey [data-reached] b', (stages) => stages.map((stage) => stage.textContent))).toEqual(['Buddy', 'Language', 'Upskilling', 'Employment']);
  expect(await textOf(page, '.journey')).toContain('21 July 2026');
  expect(await textOf(page, '.identities')).toContain(person(0));
  await page.waitForSelector('.lanes svg');
  expect(await page.$$eval('.lanes [data-lane]', (lanes) => lanes.map((lane) => [lane.getAttribute('data-lane'), lane.querySelectorAll('rect, circle').length]))).toEqual([['buddy', 1], ['language', 1], ['upskilling', 1], ['mentorship', 0], ['employment', 1]]);
  expect(await page.$$eval('.happened tbody tr', (rows) => rows.map((row) => [...row.querySelectorAll('th, td')].map((cell) => cell.textContent)))).toEqual([
    ['15 Sept', 'Began a job', '', 'employment.csv, line 2'], ['20 Aug', 'Completed a course', '', 'course-completions.csv, line 2'],
    ['21 Jul', 'Language session', expect.stringMatching(/^V-[0-9a-f]{8}$/), 'kintell-language.csv, line 2'], ['5 Jul', 'Matched with a buddy', expect.stringMatching(/^V-[0-9a-f]{8}$/), 'buddy-matches.csv, line 2'],
  ]);
  expect(await page.$eval('.happened tbody a', (link) => link.getAttribute('href'))).toMatch(/\/imports\/[0-9a-f-]{36}$/);
  expect(await auditEveryLook(page)).toEqual({});
  const flag = '[data-flag=mentor_ready]';
  expect(await textOf(page, `${flag} td`)).toBe('noby its rule');
  await page.focus(`${flag} [data-choice=yes]`);
  await page.keyboard.press('Enter');
  await hasText(page, flag, 'by you');
  expect(await page.evaluate(() => document.activeElement?.getAttribute('data-choice'))).toBe('yes');
  await page.reload();
  await hasText(page, flag, 'its rule says no');
  expect(await page.$eval(`${flag} [data-choice=yes]`, (choice) => choice.getAttribute('aria-pressed'))).toBe('true');
  expect((await profiles()).find((one) => one.id === id)?.flags['mentor_ready']).toBe(true);
  await page.click(`${flag} [data-choice=rule]`);
  await hasText(page, flag, 'by its rule');
});

test('another id is linked, and one that is somebody else’s is refused with what was typed', async () => {
  const { page } = admin;
  const [id, other] = [await farthest(), (await profiles()).find(({ stage }) => stage === 'buddy')?.id ?? ''];
  expect((await client.post(`companies/${world.aurora.id}/profiles/${other}/identities`, { system: 'discord', externalId: 'taken#1' })).status).toBe(201);
  await page.goto(at(`/${id}`));
  await page.waitForSelector('[data-link]');
  await page.click('[data-link]');
  await page.select('#link-system', 'discord');
  await page.type('#link-id', 'taken#1');
  await clickByText(page, '.link-id .btn', 'Link the id');
  await hasText(page, '.link-id', 'belongs to another profile');
  expect(await page.$eval('#link-id', (input) => (input as HTMLInputElement).value)).toBe('taken#1');
  expect(await auditEveryLook(page)).toEqual({});
  await page.click('#link-id', { count: 3 });
  await page.type('#link-id', 'olena#7');
  await clickByText(page, '.link-id .btn', 'Link the id');
  await hasText(page, '.identities ul', 'olena#7');
});

test('a withdrawal is recorded by the keyboard and says what it means, an agreement asks for its version, and what was typed stays where it is refused', async () => {
  const { page } = admin;
  await page.goto(at(`/${await farthest()}`));
  await page.waitForSelector('[data-consent=unrecorded]');
  await page.focus('[data-record=withdrawn]');
  await page.keyboard.press('Enter');
  await hasText(page, '.consent form', 'every sentence of this person is gone');
  expect(await auditEveryLook(page)).toEqual({});
  await page.focus('.consent form button');
  await page.keyboard.press('Enter');
  await page.waitForSelector('[data-consent=withdrawn]');
  await hasText(page, '.consent', 'No sentence of this person is shown');
  expect(await page.$$('.consent form, [data-record=withdrawn]')).toHaveLength(0);
  await page.click('[data-record=given]');
  await page.type('#consent-version', '2026-1');
  await page.$eval('#consent-day', (input) => { (input as HTMLInputElement).value = '2126-01-01'; });
  await page.click('.consent form button');
  await hasText(page, '.consent [role=alert]', 'is still to come');
  expect(await page.$eval('#consent-version', (input) => (input as HTMLInputElement).value)).toBe('2026-1');
  await page.$eval('#consent-day', (input) => { (input as HTMLInputElement).value = ''; });
  await page.click('.consent form button');
  await page.waitForSelector('[data-consent=given]');
  expect(await page.$$eval('.consent li', (lines) => lines.map((line) => line.textContent?.replace(/^.*: /, '')))).toEqual(['agreed to version 2026-1', 'withdrew']);
  expect(await auditEveryLook(page)).toEqual({});
});

test('two profiles are merged after a plain question, the other’s address leads here, and the merge is taken back', async () => {
  const { page } = admin;
  const [id, other] = [await farthest(), (await profiles()).find(({ stage }) => stage === 'buddy')?.id ?? ''];
  await page.goto(at(`/${id}`));
  await (await page.waitForSelector('[data-find]'))?.click();
  await page.waitForFunction(() => document.activeElement?.id === 'other');
  expect(await auditEveryLook(page)).toEqual({});
  await page.keyboard.type(pseudonym(other));
  const pick = await page.waitForSelector(`[data-pick="${other}"]`);
  await pick?.click();
  await hasText(page, '.ask', `Merge ${pseudonym(other)} into ${pseudonym(id)}?`);
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Keep it as it is');
  expect(await auditEveryLook(page)).toEqual({});
  await page.keyboard.press('Escape');
  await page.waitForFunction(() => document.querySelector('.ask') === null);
  await (await page.waitForSelector('[data-find]'))?.click();
  await page.waitForSelector('#other');
  await page.type('#other', '0198b7a0-0000-7000-8000-000000000000');
  await clickByText(page, '.find-other .btn', 'Merge with P-00000000');
  await page.waitForSelector('[data-do]');
  await page.click('[data-do]');
  await hasText(page, '.ask', 'There is no such profile here.');
  await page.keyboard.press('Escape');
  await (await page.waitForSelector('[data-find]'))?.click();
  await page.waitForSelector('#other');
  await page.type('#other', other);
  await (await page.waitForSelector(`[data-pick="${other}"]`))?.click();
  await page.click('[data-do]');
  await page.waitForSelector('[data-unmerge]');
  expect(await profiles()).toHaveLength(63);
  await page.goto(at(`/${other}`));
  await page.waitForSelector(`[data-person="${id}"]`);
  expect(page.url()).toBe(at(`/${id}`));
  expect(await auditEveryLook(page)).toEqual({});
  await page.click('[data-unmerge]');
  await page.click('[data-do]');
  await hasText(page, '.merge', 'The two stand apart again.');
  expect(await profiles()).toHaveLength(64);
  await page.goto(at(`/${other}`));
  await page.waitForSelector(`[data-person="${other}"]`);
});

test('an analyst sees no names and no switches, a viewer no people, and nobody finds who is not there', async () => {
  const analyst = await cockpit.enter('analyst@aurora.example');
  const id = await farthest();
  await clickByText(analyst.page, '.rail nav a', 'People and journeys');
  await analyst.page.waitForSelector('.journeys tbody tr');
  expect(await textOf(analyst.page, '.notes')).toContain('No names here');
  await analyst.page.goto(at(`/${id}`));
  await analyst.page.waitForSelector('[data-flag=mentor_ready]');
  expect(await textOf(analyst.page, 'main')).not.toContain('@');
  expect(await textOf(analyst.page, '.identities')).toContain('not shown to your role');
  expect(await analyst.page.$$('.switch, .merge, [data-link], [data-record]')).toHaveLength(0);
  expect(await auditEveryLook(analyst.page)).toEqual({});
  await analyst.page.goto(at('/0198b7a0-0000-7000-8000-000000000000'));
  await hasText(analyst.page, 'h1', 'There is no such person');
  await analyst.page.goto(at('/nobody'));
  await hasText(analyst.page, 'h1', 'There is no such person');
  expect(await auditEveryLook(analyst.page)).toEqual({});
  expect(analyst.breaches).toEqual([]);
  const viewer = await cockpit.enter('viewer@aurora.example');
  await viewer.page.waitForSelector('.rail nav a');
  expect(await textOf(viewer.page, '.rail nav')).not.toContain('People and journeys');
  await viewer.page.goto(at());
  await hasText(viewer.page, 'h1', 'People are for admins, analysts and reviewers');
  expect(viewer.breaches).toEqual([]);
});

test('somebody whose rows were told of another before is offered to be merged with that one', async () => {
  const { page } = admin;
  const before = (await profiles()).map(({ id }) => id);
  await load('kintell-language', `session_id,participant_email,volunteer_email,scheduled_at,completed_at,language_level,status\nL-15,person15.new@people.example,kari@aurora.example,2026-07-21T10:00:00Z,2026-07-21T11:00:00Z,A2,completed`);
  await world.settled(world.aurora.id);
  const renamed = await until(async () => (await profiles()).find(({ id }) => !before.includes(id))?.id);
  await page.goto(at(`/${renamed}`));
  await hasText(page, '.candidates', 'one row of both');
  expect(await auditEveryLook(page)).toEqual({});
  await page.click('.candidates [data-pick]');
  await hasText(page, '.ask', `into ${pseudonym(renamed)}?`);
  await page.click('[data-do]');
  await page.waitForSelector('[data-unmerge]');
  await page.waitForFunction(() => document.querySelector('.candidates') === null);
});

test('the screens hold in the longest language, and none broke the policy of the door', async () => {
  const { page } = admin;
  await page.goto(at('?period=2026-Q3').replace('/en/', '/uk/'));
  await page.waitForSelector('.funnel');
  expect(await auditEveryLook(page)).toEqual({});
  await page.goto(at(`/${await farthest()}`).replace('/en/', '/uk/'));
  await page.waitForSelector('.flags');
  expect(await auditEveryLook(page)).toEqual({});
  expect(admin.breaches).toEqual([]);
});
