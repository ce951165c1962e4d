// Programmes on the overview: beside each other, one alone, and one that nobody told anything of, which is named and not drawn as zero.
import { manySessions, mentorshipCsv } from '../world/sessions.ts';
import type { World } from '../world/world.ts';
import { auditEveryLook, clickByText, openCockpit, textOf, type Cockpit, type Visitor } from './browser.ts';

let cockpit: Cockpit;
let world: World;
let admin: Visitor;

beforeAll(async () => {
  cockpit = await openCockpit();
  ({ world, admin } = cockpit);
});
afterAll(() => cockpit?.close());

test('each programme with rows is told beside the others, and one without is named', async () => {
  const { page } = admin;
  const client = await world.as('admin@aurora.example');
  const many = (count: number, line: (index: number) => string): string => Array.from({ length: count }, (_, index) => line(index)).join('\n');
  await client.importFile(world.aurora.id, mentorshipCsv(manySessions(60)));
  await client.importFile(world.aurora.id, `match_id,participant_email,buddy_email,matched_at\n${many(6, (index) => `BM-${index},b${index}@people.example,k${index}@aurora.example,2026-05-02`)}`, { kind: 'buddy-matches' });
  await client.importFile(world.aurora.id, `match_id,event_date,event_type,duration_minutes\n${many(12, (index) => `BM-${index % 6},2026-08-${10 + index},coffee,60`)}`, { kind: 'buddy-events' });
  await client.importFile(world.aurora.id, `user_email,provider,course_id,course_name,completed_at\n${many(8, (index) => `u${index}@people.example,ecornell,C-1,Leading,2026-09-1${index}`)}`, { kind: 'course-completions' });
  await world.settled(world.aurora.id);
  await page.goto(`${world.base}/en/cockpit/${world.aurora.id}/overview?period=2026-Q3`);
  await page.waitForSelector('.programme-table');
  expect(await page.$$eval('.programme-table tbody th .link', (names) => names.map((name) => name.firstChild?.textContent))).toEqual(['Buddy', 'Mentorship', 'Upskilling']);
  expect(await page.$$('.multiple')).toHaveLength(2);
  expect(await textOf(page, '.programmes')).toContain('No rows of Language in this period.');
  expect(await auditEveryLook(page)).toEqual({});
  await page.click('.programme-table [data-metric=matches_active]');
  await page.waitForSelector('[data-agrees=true]');
  expect(await textOf(page, 'dialog')).toContain('Matches standing: why 6?');
  await page.keyboard.press('Escape');
});

test('one programme alone shows its own figures, and one without rows says so with a way on', async () => {
  const { page } = admin;
  await page.goto(`${world.base}/en/cockpit/${world.aurora.id}/overview?period=2026-Q3`);
  await clickByText(page, '.seg button', 'Upskilling');
  await page.waitForSelector('.strip [data-metric=courses_completed]');
  expect(await textOf(page, '.lede')).toContain('8 participants completed 8 courses.');
  expect(await page.$$('.strip [data-metric=volunteer_hours]')).toHaveLength(0);
  await clickByText(page, '.seg button', 'Buddy');
  await page.waitForSelector('.strip [data-metric=matches_active]');
  expect(await auditEveryLook(page)).toEqual({});
  await clickByText(page, '.seg button', 'Language');
  await page.waitForSelector('.state');
  expect(await textOf(page, 'h1')).toBe('No row of Language covers Q3 2026');
  expect(await page.$$('.strip')).toHaveLength(0);
  expect(await auditEveryLook(page)).toEqual({});
  await clickByText(page, '.state .btn', 'All programmes');
  await page.waitForSelector('.programme-table');
  expect(admin.breaches).toEqual([]);
});
