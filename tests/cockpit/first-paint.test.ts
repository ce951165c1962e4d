// What a page shows before its scripts have run: sign-in whole and in the reader's language, a company's answers for its members alone.
import type { HTTPRequest } from 'puppeteer-core';
import { until, type World } from '../world/world.ts';
import { openCockpit, sendSignIn, textOf, visit, password, type Cockpit } from './browser.ts';

let cockpit: Cockpit;
let world: World;

beforeAll(async () => {
  cockpit = await openCockpit({ isSignedIn: false });
  ({ world } = cockpit);
});
afterAll(() => cockpit?.close());

test('sign-in is read before any script has run, and what is typed meanwhile is kept and not sent astray', async () => {
  const visitor = await visit(cockpit.browser);
  const { page } = visitor;
  const held: HTTPRequest[] = [];
  let isHolding = true;
  await page.setRequestInterception(true);
  page.on('request', (request) => { if (isHolding && /\/assets\/base/.test(request.url())) held.push(request); else void request.continue(); });
  const next = encodeURIComponent(`/no/cockpit/${world.aurora.id}/evidence`);
  await page.goto(`${world.base}/no/sign-in?next=${next}`, { waitUntil: 'domcontentloaded' });
  expect(await textOf(page, 'h1')).toBe('Logg inn');
  expect(await page.evaluate(() => [document.documentElement.lang, document.title])).toEqual(['nb', 'Logg inn · Corporate Cockpit']);
  await page.type('#email', 'admin@aurora.example');
  await page.type('#password', password);
  await page.keyboard.press('Enter');
  await page.click('form button');
  expect(new URL(page.url()).search).toBe(`?next=${next}`);
  isHolding = false;
  for (const request of held) void request.continue();
  await page.waitForSelector('button[type=submit]');
  expect(await page.$eval('#email', (input) => (input as HTMLInputElement).value)).toBe('admin@aurora.example');
  await page.waitForFunction((search: string) => document.querySelector<HTMLAnchorElement>('.languages a[lang=en]')?.search === search, {}, `?next=${next}`);
  await page.click('button[type=submit]');
  await page.waitForFunction((path: string) => location.pathname === path, {}, `/no/cockpit/${world.aurora.id}/evidence`);
  expect(visitor.breaches).toEqual([]);
});

test('a company’s pages begin as such for its members alone: the overview with what it says, the others as an outline', async () => {
  const cookieOf = async (email: string): Promise<string> => (await world.as(email)).cookie ?? '';
  const begins = async (cookie: string, companyId: string, rest = 'overview'): Promise<{ shows: string; asks: string }> => {
    const answer = await fetch(`${world.base}/en/cockpit/${companyId}/${rest}`, { headers: { cookie } });
    expect(answer.status).toBe(200);
    const page = await answer.text();
    return { shows: page.includes('Aurora Energi') ? 'answers' : page.includes('class="rail"') ? 'outline' : 'name', asks: [...(answer.headers.get('link') ?? '').matchAll(/<\/api\/v1\/companies([^>]*)>/g)].map(([, what]) => (what ?? '').replace(companyId, ':id')).join(' ') };
  };
  const viewer = await cookieOf('viewer@aurora.example');
  const whole = await until(async () => { const found = await begins(viewer, world.aurora.id); return found.shows === 'outline' ? undefined : found; });
  expect(whole).toEqual({ shows: 'answers', asks: '' });
  expect(await begins(viewer, world.aurora.id, 'overview?programme=buddy')).toEqual({ shows: 'outline', asks: '' });
  expect(await begins(viewer, world.aurora.id, 'evidence')).toEqual({ shows: 'outline', asks: '' });
  const bare = { shows: 'name', asks: '' };
  for (const cookie of ['', 'cockpit_session=nothing', await cookieOf('participant@aurora.example'), await cookieOf('viewer@nordlys.example')]) expect({ cookie, ...await begins(cookie, world.aurora.id) }).toEqual({ cookie, ...bare });
  expect(await begins(viewer, 'x'.repeat(200))).toEqual(bare);
});

test('the overview is read before any script has run, is taken over as it stands, and is asked for no more', async () => {
  const visitor = await cockpit.enter('admin@aurora.example');
  const { page } = visitor;
  const asked: string[] = [];
  page.on('request', (request) => { if (/\/api\/v1\/(?:companies$|.*overview)/.test(request.url())) asked.push(request.url()); });
  await page.evaluateOnNewDocument(() => {
    document.addEventListener('DOMContentLoaded', () => { (window as unknown as { first: Element | null }).first = document.querySelector('h1'); });
  });
  // A busy door sends an outline instead, and what is told while a busy browser takes over draws anew: it is asked again.
  const isSame = await until(async () => {
    asked.length = 0;
    await page.goto(`${world.base}/uk/cockpit/${world.aurora.id}/overview`);
    // Where the title has a company in it the scripts have taken over.
    await page.waitForFunction(() => document.title.includes('Aurora Energi'));
    return page.evaluate(() => { const { first } = window as unknown as { first: Element | null }; return (first !== null && first === document.querySelector('h1')) || undefined; });
  });
  expect({ isSame, lang: await page.evaluate(() => document.documentElement.lang) }).toEqual({ isSame: true, lang: 'uk' });
  expect(asked).toEqual([]);
  expect(visitor.breaches).toEqual([]);
});

test('who arrives signed out sees no outline on the way to the form', async () => {
  const visitor = await visit(cockpit.browser);
  const { page } = visitor;
  await page.evaluateOnNewDocument(() => {
    new MutationObserver(() => { if (document.querySelector('.rail, .outline')) document.documentElement.dataset['flashed'] = 'yes'; }).observe(document, { childList: true, subtree: true });
  });
  await page.goto(`${world.base}/en/cockpit/${world.aurora.id}/overview`);
  await sendSignIn(page, 'nobody@aurora.example', password);
  expect(await page.evaluate(() => [location.pathname, document.documentElement.dataset['flashed'] ?? 'no'])).toEqual(['/en/sign-in', 'no']);
  expect(visitor.breaches).toEqual([]);
});
