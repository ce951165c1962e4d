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

/** A whole document but for what stands in its body, and how wide the body is laid out. */
export interface EmptySheet { document: string; width: number }
export interface Sheet {
  /** How tall the blocks and footnotes of this body are, at the width they will be printed. */
  measure(body: string): Promise<{ blocks: Map<string, number>; notes: Map<number, number> }>;
  /** This body as a PDF. */
  print(body: string): Promise<Uint8Array>;
}

export class Chromium {
  readonly #house: House;
  #browser: Promise<Browser> | undefined;
  #profile: string | undefined;

  constructor(house: House) {
    this.#house = house;
  }

  /** Has the browser ready for what will soon be asked of it. */
  async warm(): Promise<void> {
    await this.#open();
  }

  /**
   * Opens a document with an empty body and works on it. Its typefaces are read while whoever writes the body is still at it, and once
   * for all that is written there. A browser that died meanwhile is started anew, once; the work is then done again.
   */
  async withSheet<T>(sheet: EmptySheet, work: (sheet: Sheet) => Promise<T>): Promise<T> {
    try {
      return await this.#once(sheet, work);
    } catch (error) {
      if (error instanceof Problem || await this.#isAlive()) throw error;
      await this.stop();
      return this.#once(sheet, work);
    }
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

  async #once<T>({ document: empty, width }: EmptySheet, work: (sheet: Sheet) => Promise<T>): Promise<T> {
    const context = await (await this.#open()).createBrowserContext();
    try {
      const page = await context.newPage();
      page.setDefaultTimeout(pageWithinMs);
      await page.setJavaScriptEnabled(false);
      await page.setViewport({ width, height: 1_000 });
      await page.emulateMediaType('print');
      await page.setContent(empty, { waitUntil: 'load', timeout: pageWithinMs });
      await page.evaluate(async () => { await Promise.all([...document.fonts].map((face) => face.load())); });
      return await work({
        measure: (body) => measure(page, body),
        async print(body) {
          await write(page, body);
          return page.pdf({ preferCSSPageSize: true, printBackground: true, tagged: true, outline: true, timeout: pageWithinMs });
        },
      });
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

/** No script of a page runs, and none that is written into it; it is we who write. */
async function write(page: Page, body: string): Promise<void> {
  await page.evaluate(async (inner) => {
    document.body.innerHTML = inner;
    // In another typeface everything is another length.
    await document.fonts.ready;
  }, body);
}

async function measure(page: Page, body: string): ReturnType<Sheet['measure']> {
  await write(page, body);
  const found = await page.evaluate(() => [...document.querySelectorAll<HTMLElement>('[data-block], [data-note]')].map(({ dataset, offsetHeight }) => ({ block: dataset['block'], note: dataset['note'], height: offsetHeight })));
  return {
    blocks: new Map(found.flatMap(({ block, height }) => (block === undefined ? [] : [[block, height] as const]))), notes: new Map(found.flatMap(({ note, height }) => (note === undefined ? [] : [[Number(note), height] as const]))),
  };
}
