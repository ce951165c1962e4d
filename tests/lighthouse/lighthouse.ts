// Prints each figure beside its limit, as a phone on a slow network sees sign-in and overview: npm run lighthouse.
// Starts a world of its own with two years of rows. The packages that measure are fetched once, into the system's temporary folder.
import { spawn, spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import puppeteer, { type Browser } from 'puppeteer-core';
import { buildCockpit, flags, signIn, visit } from '../cockpit/browser.ts';
import setUpCluster from '../world/cluster.setup.mjs';
import tearDownCluster from '../world/cluster.teardown.mjs';
import { fillRichly } from '../world/rich.ts';
import { openWorld } from '../world/world.ts';

interface Result { categories: Record<'performance' | 'accessibility', { score: number }>; audits: Record<string, { numericValue?: number; score: number | null; title: string; details?: { items?: { url?: string; transferSize?: number; resourceType?: string }[] } }> }
interface Figure { name: string; value: number; limit: number; isLeast?: true; unit: string }

const firstScriptKb = 170;
/** The middle one of so many runs: a machine that does something else for a moment is not the page's fault. */
const runs = Number(/--runs=(\d+)/.exec(process.argv.join(' '))?.[1] ?? 5);
const dist = path.join(import.meta.dirname, '../../public/dist');

function limitsOf({ categories, audits }: Result): Figure[] {
  const ms = (name: string): number => Math.round(audits[name]?.numericValue ?? Number.NaN);
  return [
    { name: 'first contentful paint', value: ms('first-contentful-paint'), limit: 1_800, unit: 'ms' },
    { name: 'largest contentful paint', value: ms('largest-contentful-paint'), limit: 2_000, unit: 'ms' },
    { name: 'total blocking time', value: ms('total-blocking-time'), limit: 200, unit: 'ms' },
    { name: 'cumulative layout shift', value: Math.round((audits['cumulative-layout-shift']?.numericValue ?? Number.NaN) * 1_000) / 1_000, limit: 0.05, unit: '' },
    { name: 'performance', value: Math.round(categories.performance.score * 100), limit: 95, isLeast: true, unit: '' },
    { name: 'accessibility', value: Math.round(categories.accessibility.score * 100), limit: 100, isLeast: true, unit: '' },
    { name: 'compressed script of the first load', value: Math.round(scriptKbOf(audits)), limit: firstScriptKb, unit: 'kB' },
  ];
}

/** What the page fetched of our scripts, as the door sends it to a browser that takes Brotli. */
function scriptKbOf(audits: Result['audits']): number {
  const scripts = (audits['network-requests']?.details?.items ?? []).filter(({ resourceType }) => resourceType === 'Script').flatMap(({ url }) => (url ? [new URL(url).pathname] : []));
  return [...new Set(scripts)].reduce((sum, file) => sum + brotliCompressSync(readFileSync(path.join(dist, file))).length / 1_000, 0);
}

function print(page: string, figures: readonly Figure[]): boolean {
  const isMet = ({ value, limit, isLeast }: Figure): boolean => (isLeast ? value >= limit : value <= limit);
  console.log(`\n${page}`);
  for (const one of figures) console.log(`  ${one.name.padEnd(36)} ${`${one.value} ${one.unit}`.padStart(10)}   ${one.isLeast ? 'at least' : 'at most'} ${one.limit} ${one.unit}${isMet(one) ? '' : '   MISSED'}`);
  return figures.every(isMet);
}

/** Fetched once for each lock file, beside nothing of the product's. */
function installed(): string {
  const lock = readFileSync(path.join(import.meta.dirname, 'package-lock.json'));
  const folder = path.join(os.tmpdir(), `cockpit-lighthouse-${lock.length}`);
  if (!existsSync(path.join(folder, 'node_modules/lighthouse'))) {
    mkdirSync(folder, { recursive: true });
    for (const file of ['package.json', 'package-lock.json']) copyFileSync(path.join(import.meta.dirname, file), path.join(folder, file));
    const done = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: folder, stdio: 'inherit' });
    if (done.status !== 0) throw new Error('npm ci failed; its message stands above.');
  }
  return path.join(folder, 'node_modules/lighthouse/cli/index.js');
}

async function measureMiddle(cli: string, address: string, browser: Browser): Promise<Result> {
  const results: Result[] = [];
  for (let run = 0; run < runs; run += 1) results.push(await measure(cli, address, browser));
  const middle = results.toSorted((a, b) => a.categories.performance.score - b.categories.performance.score)[Math.floor(runs / 2)];
  if (!middle) throw new Error('no run was asked for');
  return middle;
}

/** One run in a browser that is open already, with whatever session it has. A process of its own: what measures must not share our time. */
async function measure(cli: string, address: string, browser: Browser): Promise<Result> {
  const port = new URL(browser.wsEndpoint()).port;
  const page = await browser.newPage();
  // As on a first visit: the session stays, what was fetched goes.
  const protocol = await page.createCDPSession();
  await protocol.send('Network.clearBrowserCache');
  await page.close();
  const run = spawn(process.execPath, [cli, address, `--port=${port}`, '--output=json', '--quiet', '--only-categories=performance,accessibility', '--form-factor=mobile', '--disable-storage-reset', '--no-enable-error-reporting'], { stdio: ['ignore', 'pipe', 'inherit'] });
  const parts: Buffer[] = [];
  for await (const part of run.stdout) parts.push(part as Buffer);
  return JSON.parse(Buffer.concat(parts).toString('utf8')) as Result;
}

const cli = installed();
buildCockpit();
await setUpCluster();
const world = await openWorld();
const browser = await puppeteer.launch({ executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium', args: [...flags, '--remote-debugging-port=0'] });
let isMet = true;
try {
  await fillRichly(await world.as('admin@aurora.example'), world.aurora.id);
  await world.settled(world.aurora.id);
  // The door has been used before: it loads what draws a page for its first reader. The session stays for the page behind it.
  const visitor = await visit(browser, { isAlone: false });
  await signIn(visitor, world.base, 'admin@aurora.example');
  await visitor.page.reload();
  await visitor.page.close();
  isMet = print('Sign-in', limitsOf(await measureMiddle(cli, `${world.base}/en/sign-in`, browser)));
  isMet = print('Overview', limitsOf(await measureMiddle(cli, `${world.base}/en/cockpit/${world.aurora.id}/overview`, browser))) && isMet;
} finally {
  await browser.close();
  await world.close();
  await tearDownCluster();
}
process.exitCode = isMet ? 0 : 1;
