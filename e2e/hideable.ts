/** A browser whose pages can be hidden, and that may throttle what is hidden as it does for everybody. */
import { once } from 'node:events';
import { createServer } from 'node:net';
import { chromium, type BrowserContext, type LaunchOptions, type Page } from 'playwright-core';
import { ensureBrowser } from '../scripts/browser.mjs';
import { FLAGS, noSaveDialog } from './browser';

/** Playwright's own wishes that a browser treat hidden pages like others. */
const NO_FAVOURS = [
  '--disable-background-timer-throttling',
  '--disable-backgrounding-occluded-windows',
  '--disable-renderer-backgrounding',
];

export interface HideableBrowser {
  readonly context: BrowserContext;
  /** Of the size that the page is made for. */
  readonly page: Page;
  readonly close: () => Promise<void>;
}

/** Opens one on an empty page. `launch` overrides how it is started. */
export async function openHideable(launch: LaunchOptions = {}): Promise<HideableBrowser> {
  const port = await freePort();
  const launched = await chromium.launch({
    executablePath: await ensureBrowser(),
    ...launch,
    args: [...FLAGS, ...(launch.args ?? []), `--remote-debugging-port=${String(port)}`],
    ignoreDefaultArgs: NO_FAVOURS,
  });
  // Whoever launches a page makes it believe that it is in front for ever; a second client need not.
  const browser = await chromium.connectOverCDP(`http://127.0.0.1:${String(port)}`, { noDefaults: true });
  const [context] = browser.contexts();
  if (!context) throw new Error('The browser has no profile of its own.');
  await noSaveDialog(context);
  const page = await context.newPage();
  await page.setViewportSize({ width: 1440, height: 900 });
  return { context, page, close: () => launched.close() };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  if (!address || typeof address === 'string') throw new Error('There is no free port.');
  return address.port;
}

/** Puts a tab in front. Throws where `page` does not become what it should. */
export async function bringForward(front: Page, page: Page, wanted: DocumentVisibilityState): Promise<void> {
  await front.bringToFront();
  await page.waitForTimeout(1000);
  const is = await page.evaluate(() => document.visibilityState);
  if (is !== wanted) throw new Error(`The page is ${is} where it should be ${wanted}.`);
}

/** The only journal that the page keeps, from its private file system: such a browser offers no downloads to a test. */
export async function keptJournal(page: Page): Promise<Uint8Array> {
  const text = await page.evaluate(async () => {
    const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle('runs');
    for await (const entry of folder.values()) {
      if (!(entry instanceof FileSystemFileHandle)) continue;
      const reader = new FileReader();
      reader.readAsDataURL(await entry.getFile());
      await new Promise((done) => (reader.onload = done));
      return reader.result as string;
    }
    throw new Error('The page keeps no journal.');
  });
  return Buffer.from(text.slice(text.indexOf(',') + 1), 'base64');
}
