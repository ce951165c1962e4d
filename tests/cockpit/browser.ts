// A browser on the built cockpit: signs people in, waits for conditions, and keeps every breach of the door's policy.
import { execFileSync } from 'node:child_process';
import { existsSync, globSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import puppeteer, { type Browser, type ElementHandle, type Page } from 'puppeteer-core';
import { openWorld, type World } from '../world/world.ts';

const root = path.join(import.meta.dirname, '../..');
const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
export const flags = [
  '--headless=new', '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--disable-quic',
];
export const password = 'a-long-test-password';

/** Builds the cockpit when a source is newer than what was built. */
export function buildCockpit(): void {
  const built = path.join(root, 'public/dist/index.html');
  const sources = globSync(['public/{src,styles,static}/**/*.*', 'public/*.{html,ts}', 'services/kernel/{locales,format,charts}/*'], { cwd: root });
  const newest = Math.max(...sources.map((file) => statSync(path.join(root, file)).mtimeMs));
  if (existsSync(built) && statSync(built).mtimeMs >= newest) return;
  execFileSync(process.execPath, ['node_modules/vite/bin/vite.js', 'build', 'public', '--logLevel', 'error'], {
    // Jest says it is a test; what is tested is what ships.
    cwd: root, env: { ...process.env, NODE_ENV: 'production' },
  });
}

export interface Visitor { page: Page; breaches: string[] }
export type Theme = 'light' | 'dark';

async function openBrowser(): Promise<Browser> {
  return puppeteer.launch({ executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium', args: flags });
}

/** A person of their own: no cookie of another's, no motion to wait for. Not alone: with whatever the browser has. */
export async function visit(browser: Browser, { isAlone = true } = {}): Promise<Visitor> {
  const page = await (isAlone ? await browser.createBrowserContext() : browser).newPage();
  const breaches: string[] = [];
  await page.setViewport({ width: 1440, height: 900 });
  await page.emulateMediaFeatures([{ name: 'prefers-reduced-motion', value: 'reduce' }]);
  await page.exposeFunction('tellBreach', (what: string) => { breaches.push(what); });
  await page.evaluateOnNewDocument(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      (window as unknown as { tellBreach(what: string): void }).tellBreach(`${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`);
    });
  });
  page.on('pageerror', (error) => { breaches.push(`error ${error instanceof Error ? error.message : String(error)}`); });
  return { page, breaches };
}

export async function signIn({ page }: Visitor, base: string, email: string): Promise<void> {
  await page.goto(`${base}/en/sign-in`);
  await sendSignIn(page, email, password);
  await page.waitForFunction(() => /\/cockpit(\/|$)/.test(location.pathname));
  await page.waitForSelector('h1');
}

/** The form stands there before it can be sent. */
export async function sendSignIn(page: Page, email: string, words: string): Promise<void> {
  await page.waitForSelector('button[type=submit]');
  await page.type('#email', email);
  await page.type('#password', words);
  await page.click('button[type=submit]');
}

export interface Cockpit {
  world: World;
  browser: Browser;
  /** The admin of Aurora, a visitor of their own. */
  admin: Visitor;
  /** Somebody else, signed in. */
  enter(email: string): Promise<Visitor>;
  close(): Promise<void>;
}

/** A world with the cockpit as it ships, and a browser in which the admin of Aurora is signed in, or not yet. */
export async function openCockpit({ isSignedIn = true } = {}): Promise<Cockpit> {
  buildCockpit();
  const world = await openWorld();
  const browser = await openBrowser();
  const enter = async (email: string): Promise<Visitor> => {
    const visitor = await visit(browser);
    await signIn(visitor, world.base, email);
    return visitor;
  };
  const admin = isSignedIn ? await enter('admin@aurora.example') : await visit(browser);
  return { world, browser, admin, enter, async close() { await browser.close(); await world.close(); } };
}

export async function textOf(page: Page, selector: string): Promise<string> {
  return page.$eval(selector, (element) => element.textContent ?? '');
}

export async function hasText(page: Page, selector: string, text: string): Promise<void> {
  await page.waitForFunction((within: string, wanted: string) => document.querySelector(within)?.textContent?.includes(wanted), {}, selector, text);
}

export async function clickByText(page: Page, selector: string, text: string): Promise<void> {
  const handle = await page.waitForFunction((wanted: string, within: string) => [...document.querySelectorAll<HTMLElement>(within)].find((element) => element.textContent?.trim().startsWith(wanted)) ?? false, {}, text, selector);
  await (handle.asElement() as ElementHandle).click();
}

const allRules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const rulesOfColour = { type: 'rule', values: ['color-contrast', 'link-in-text-block'] };

/** What axe finds, as lines to read; at a theme and a width. */
export async function audit(page: Page, theme: Theme, width: number, rules: object = allRules): Promise<string[]> {
  await page.setViewport({ width, height: 900 });
  await page.emulateMediaFeatures([{ name: 'prefers-reduced-motion', value: 'reduce' }, { name: 'prefers-color-scheme', value: theme }]);
  await page.evaluate(() => document.fonts.ready);
  // What a bar that sticks covers half can be scrolled out from under it: no target is judged there.
  await page.evaluate(() => window.scrollTo(0, 0));
  // What is just fading in has no contrast yet.
  await page.waitForFunction(() => document.getAnimations().every((animation) => animation.playState !== 'running' || animation.effect?.getComputedTiming().endTime === Infinity));
  // Through the protocol, not a script element: the door's policy stays as it is.
  if (!await page.evaluate(() => 'axe' in window)) await page.evaluate(axeSource);
  return page.evaluate(async (runOnly) => {
    const { axe } = window as unknown as { axe: { run(where: Document, options: object): Promise<{ violations: { id: string; nodes: { html: string; failureSummary: string }[] }[] }> } };
    // What passed need not be written down.
    const { violations } = await axe.run(document, { runOnly, resultTypes: ['violations'], selectors: false });
    const sideways = document.documentElement.scrollWidth > document.documentElement.clientWidth ? [`sideways overflow: ${document.documentElement.scrollWidth}`] : [];
    return [...sideways, ...violations.flatMap(({ id, nodes }) => nodes.slice(0, 3).map(({ html, failureSummary }) => `${id}: ${html.slice(0, 160)} — ${failureSummary.slice(0, 240)}`))];
  }, rules);
}

/** A theme is colours and nothing else: in the second of a width all that has none is as it was in the first. */
const everyLook = ([1440, 390] as const).flatMap((width) => ([['light', allRules], ['dark', rulesOfColour]] as const).map(([theme, rules]): [number, Theme, object] => [width, theme, rules]));

/** What axe finds in both themes at both widths; empty when all is clean. */
export async function auditEveryLook(page: Page): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = {};
  for (const [width, theme, rules] of everyLook) {
    const lines = await audit(page, theme, width, rules);
    if (lines.length > 0) found[`${theme} ${width}`] = lines;
  }
  await page.setViewport({ width: 1440, height: 900 });
  return found;
}

/** Chooses a file in the page's chooser, as a person does. */
export async function chooseFile(page: Page, folder: string, name: string, csv: string): Promise<void> {
  const file = path.join(folder, name);
  writeFileSync(file, csv);
  const input = await page.waitForSelector('input[type=file]') as ElementHandle<HTMLInputElement>;
  await input.uploadFile(file);
}
