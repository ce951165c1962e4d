// Files of every kind on the screen: recognised by their header, checked as what they are, and mended in place when rows are set aside.
import type { World } from '../world/world.ts';
import { auditEveryLook, chooseFile, clickByText, hasText, openCockpit, textOf, type Cockpit, type Visitor } from './browser.ts';

let cockpit: Cockpit;
let world: World;
let admin: Visitor;
const at = (screen: string): string => `${world.base}/en/cockpit/${world.aurora.id}/${screen}`;

beforeAll(async () => {
  cockpit = await openCockpit();
  ({ world, admin } = cockpit);
});
afterAll(() => cockpit?.close());

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
  await page.waitForSelector('.kind-line .needed');
  expect(await textOf(page, '.kind-line')).toContain('lacks columns that are needed');
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

test('a file with headers of its own is mapped by hand, corrected where it is checked, and saved, so that the next one is read by itself', async () => {
  const { page } = admin;
  const select = (name: string): string => `.read-as select[name=${name}]`;
  const header = (name: string): string => `.columns select[aria-label="What ${name} becomes"]`;
  const heads = 'Зустріч;Хто навчається;Наставник;Коли;Зірки;rating';
  await page.goto(at('imports'));
  await page.waitForSelector('.kind-field select');
  await page.select('.kind-field select', 'kintell-mentorship');
  await chooseFile(page, world.dataDir, 'kyiv.csv', `${heads}\nUA-1;p@people.example;m@aurora.example;03/04/2026;0,5;4\nUA-2;p@people.example;m@aurora.example;03/31/2026;1;3\n`);
  await page.waitForSelector('.needed');
  for (const [column, name] of [['session_id', 'Зустріч'], ['participant_email', 'Хто навчається'], ['mentor_email', 'Наставник'], ['scheduled_at', 'Коли']] as const) await page.select(`#needed-kintell-mentorship-${column}`, name);
  expect(await auditEveryLook(page)).toEqual({});
  await clickByText(page, '.needed .btn', 'Check it so');
  await page.waitForSelector(select('dateOrder'));
  await hasText(page, '.totals .lede', '1 is new');
  await page.select(select('dateOrder'), 'month-first');
  await hasText(page, '.totals .lede', '2 are new');
  await page.select(header('Зірки'), 'rating');
  await hasText(page, select('scale'), '0 to 1, as found');
  expect(await page.$eval(header('rating'), (element) => (element as HTMLSelectElement).value)).toBe('');
  expect(await auditEveryLook(page)).toEqual({});
  // What the file cannot be read with is said, stays chosen, and can be taken back.
  await page.select(header('Хто навчається'), '');
  await hasText(page, '.read-problem', 'lacks participant_email');
  expect(await page.$eval(header('Хто навчається'), (element) => (element as HTMLSelectElement).value)).toBe('');
  expect(await auditEveryLook(page)).toEqual({});
  await clickByText(page, '.read-problem .link', 'Back to what was checked');
  expect(await page.$eval(header('Хто навчається'), (element) => (element as HTMLSelectElement).value)).toBe('participant_email');
  await page.click('[data-save-mapping]');
  await page.type('#mapping-name', 'Kyiv');
  expect(await auditEveryLook(page)).toEqual({});
  await clickByText(page, '.save-mapping .btn', 'Save the mapping');
  await hasText(page, '.save-mapping', 'Saved as “Kyiv”');
  await page.goto(at('imports'));
  await chooseFile(page, world.dataDir, 'kyiv-next.csv', `${heads}\nUA-3;p@people.example;m@aurora.example;04/30/2026;0,25;4\n`);
  await page.waitForSelector(select('mapping'));
  await hasText(page, select('mapping'), 'Kyiv');
  expect(await page.$eval(select('mapping'), (element) => (element as HTMLSelectElement).selectedOptions[0]?.textContent)).toBe('Kyiv');
  expect(await textOf(page, '.totals .lede')).toContain('One row was read. 1 is new');
  await page.goto(at('imports#mappings'));
  await page.waitForSelector('.mappings');
  await clickByText(page, '.mappings .tool', 'Show');
  await hasText(page, '.mappings .inset', 'Participant, as a pseudonym');
  expect(await auditEveryLook(page)).toEqual({});
  await clickByText(page, '.mappings .tool', 'Remove…');
  expect(await textOf(page, '.mappings .ask')).toContain('Remove “Kyiv”?');
  await page.click('[data-do]');
  await hasText(page, '#mappings', 'The company has saved none yet');
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
  // By the keyboard: what still loads above may move a field away under a pointer.
  const empty = async (selector: string): Promise<void> => {
    await page.focus(selector);
    await page.$eval(selector, (input) => { (input as HTMLInputElement).select(); });
    await page.keyboard.press('Backspace');
  };
  const write = async (selector: string, text: string): Promise<void> => {
    await empty(selector);
    await page.type(selector, text);
  };
  await write(await field('scheduled_at, line 3'), '30.09.2026');
  await clickByText(page, '.mend-foot .btn', 'Use 30.09.2026 for all 2');
  expect(await page.$eval(await field('scheduled_at, line 4'), (input) => (input as HTMLInputElement).value)).toBe('30.09.2026');
  await page.$$eval('.mending .tool', (tools) => (tools.find((tool) => tool.textContent === 'Whole row line 6') as HTMLElement).click());
  await page.waitForSelector('.whole');
  // Written in the middle of what stands there: each key goes where the one before left the caret.
  await write('#cell-6-5', 'two');
  await page.keyboard.press('Home');
  await page.type('#cell-6-5', 'one;');
  expect(await page.$eval('#cell-6-5', (input) => (input as HTMLInputElement).value)).toBe('one;two');
  expect(await textOf(page, '.mending')).toContain('empty the cells without a column');
  await empty('#cell-6-6');
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
  // What came again need not be mended any more; what was not sent still stands as it was.
  await clickByText(page, '.task-foot .btn', 'All imports');
  await clickByText(page, '.seg button', 'To mend 1');
  await page.waitForFunction(() => [...document.querySelectorAll('.files tbody th a')].map((link) => link.textContent).join() === 'september.csv');
  await clickByText(page, '.files a', 'september.csv');
  await page.waitForFunction(() => document.querySelector('.mend h2')?.textContent === 'One row to mend' && !document.querySelector('.mending [aria-label="scheduled_at, line 3"]'));
  expect(await page.$eval(await field('duration_minutes, line 5'), (input) => (input as HTMLInputElement).value)).toBe('600');
});

test('an operator sees where rows fail and no words of people', async () => {
  const { page } = admin;
  const id = page.url().split('/').at(-1) ?? '';
  const operator = await cockpit.enter('operator@cockpit.example');
  await operator.page.goto(at(`imports/${id}`));
  await operator.page.waitForSelector('.mend-hidden');
  expect(await textOf(operator.page, '.mending')).toContain('600');
  expect(await textOf(operator.page, '.mending')).not.toContain('@');
  expect(await operator.page.$$('.mending input')).toHaveLength(0);
  expect(operator.breaches).toEqual([]);
  expect(admin.breaches).toEqual([]);
});

test('a file with headers of its own is mended in place too, and says when nothing tells whether its sessions were held', async () => {
  const { page } = admin;
  const client = await world.as('admin@aurora.example');
  const mapping = JSON.stringify({ columns: [{ header: 'Nr', column: 'session_id' }, { header: 'Mentee', column: 'participant_email' }, { header: 'Who', column: 'mentor_email' }, { header: 'Day', column: 'scheduled_at' }, { header: 'Length', column: 'duration_minutes' }] });
  const send = async (mode: string, rows: string[]): Promise<{ id: string }> => (await client.post<{ id: string }>(`companies/${world.aurora.id}/imports?kind=kintell-mentorship&mode=${mode}&fileName=own.csv&mapping=${encodeURIComponent(mapping)}`, ['Nr,Mentee,Who,Day,Length', ...rows].join('\n'), { 'content-type': 'text/csv' })).body;
  const preview = await send('preview', ['O-1,p@people.example,m@aurora.example,2026-08-03,45']);
  await page.goto(at(`imports/${preview.id}`));
  await hasText(page, '[role=note]', 'None of the first rows says whether the session was held');
  expect(await auditEveryLook(page)).toEqual({});
  const { id } = await send('commit', ['O-1,p@people.example,m@aurora.example,2026-08-03,45', 'O-2,p@people.example,m@aurora.example,2026-08-04,900']);
  await page.goto(at(`imports/${id}`));
  const selector = '.mending [aria-label="Length, line 3"]';
  await page.waitForSelector(selector);
  expect(await page.$$eval('.mending .becomes input', (fields) => fields.length)).toBe(1);
  await page.focus(selector);
  await page.$eval(selector, (input) => { (input as HTMLInputElement).select(); });
  await page.keyboard.type('90');
  await page.click('[data-send]');
  await page.waitForSelector('[data-load]');
  expect(await textOf(page, '.totals .lede')).toContain('One row was read');
});
