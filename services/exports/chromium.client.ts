// The browser that makes PDFs: one a node, started when first needed, cut off from every network, ended with the node.
// What it is given is hostile until proven otherwise: no script runs, no name resolves, and the only proxy is a closed port.
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import type { House } from '../../mixins/broker/house.ts';
import { Problem } from '../kernel/errors.ts';

const usualNames = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/usr/bin/google-chrome-stable', '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'];
const startWithinMs = 20_000;
const pageWithinMs = 30_000;
/** Interception alone lets prefetch and WebSocket through (measured); these two together let nothing through. */
const cutOff = [
  '--host-resolver-rules=MAP * ~NOTFOUND', '--proxy-server=http://127.0.0.1:9', '--proxy-bypass-list=<-loopback>', '--disable-background-networking', '--disable-component-update', '--disable-sync',
  '--disable-default-apps', '--disable-domain-reliability', '--no-pings', '--no-first-run', '--disable-extensions', '--disable-gpu', '--disable-dev-shm-usage', '--metrics-recording-only', '--mute-audio',
  '--force-webrtc-ip-handling-policy=disable_non_proxied_udp', '--disable-features=Translate,OptimizationHints,MediaRouter,WebRtcHideLocalIpsWithMdns',
];

export class Chromium {
  readonly #house: House;
  #browser: Promise<Browser> | undefined;
  #profile: string | undefined;

  constructor(house: House) {
    this.#house = house;
  }

  async print(html: string): Promise<Uint8Array> {
    return this.#withPage(html, (page) => page.pdf({ preferCSSPageSize: true, printBackground: true, tagged: true, outline: true, timeout: pageWithinMs }));
  }

  /** Has the browser ready for what will soon be asked of it. */
  async warm(): Promise<void> {
    await this.#open();
  }

  /** How tall the blocks and footnotes of a page are, at the width they will be printed. No script of the page runs; we only look. */
  async measure(html: string, width: number): Promise<{ blocks: Map<string, number>; notes: Map<number, number> }> {
    return this.#withPage(html, async (page) => {
      await page.setViewport({ width, height: 1_000 });
      await page.emulateMediaType('print');
      const found = await page.evaluate(async () => {
        // In another typeface everything is another length.
        await document.fonts.ready;
        return [...document.querySelectorAll<HTMLElement>('[data-block], [data-note]')].map(({ dataset, offsetHeight }) => ({ block: dataset['block'], note: dataset['note'], height: offsetHeight }));
      });
      return {
        blocks: new Map(found.flatMap(({ block, height }) => (block === undefined ? [] : [[block, height] as const]))), notes: new Map(found.flatMap(({ note, height }) => (note === undefined ? [] : [[Number(note), height] as const]))),
      };
    });
  }

  async stop(): Promise<void> {
    const starting = this.#browser;
    this.#browser = undefined;
    const browser = await starting?.catch(() => undefined);
    await browser?.close().catch(() => undefined);
    browser?.process()?.kill('SIGKILL');
    if (this.#profile) await rm(this.#profile, { recursive: true, force: true, maxRetries: 5 });
    this.#profile = undefined;
  }

  /** Opens a page and does something with it. A browser that died meanwhile is started anew, once. */
  async #withPage<T>(html: string, work: (page: Page) => Promise<T>): Promise<T> {
    try {
      return await this.#once(html, work);
    } catch (error) {
      if (error instanceof Problem || await this.#isAlive()) throw error;
      await this.stop();
      return this.#once(html, work);
    }
  }

  async #once<T>(html: string, work: (page: Page) => Promise<T>): Promise<T> {
    const context = await (await this.#open()).createBrowserContext();
    try {
      const page = await context.newPage();
      page.setDefaultTimeout(pageWithinMs);
      await page.setJavaScriptEnabled(false);
      await page.setContent(html, { waitUntil: 'load', timeout: pageWithinMs });
      return await work(page);
    } finally {
      await context.close().catch(() => undefined);
    }
  }

  async #isAlive(): Promise<boolean> {
    const browser = await this.#browser?.catch(() => undefined);
    return browser?.connected ?? false;
  }

  async #open(): Promise<Browser> {
    this.#browser ??= this.#start().catch((error: unknown) => {
      this.#browser = undefined;
      throw error;
    });
    return this.#browser;
  }

  async #start(): Promise<Browser> {
    const { chromiumPath, dataDir } = this.#house.settings;
    const executablePath = chromiumPath ?? usualNames.find((name) => existsSync(name));
    if (executablePath === undefined || !existsSync(executablePath)) throw new Problem('no_browser');
    await mkdir(path.join(dataDir, 'browser'), { recursive: true, mode: 0o700 });
    this.#profile = await mkdtemp(path.join(dataDir, 'browser', 'profile-'));
    try {
      // Over a pipe the browser ends with its parent, however that ends; and no port stands open.
      return await puppeteer.launch({
        executablePath, pipe: true, headless: true, timeout: startWithinMs, userDataDir: this.#profile, handleSIGINT: false, handleSIGTERM: false, handleSIGHUP: false,
        args: [...cutOff, ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
      });
    } catch (cause) {
      throw new Problem('no_browser', { internal: 'Chromium did not start', cause });
    }
  }
}
