/**
 * A real Chromium with a profile of its own, and a page in it that notes everything it should not do: errors in the
 * console, uncaught exceptions, crashes, and requests to any other place than the one that served it.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type BrowserContext, type LaunchOptions, type Page } from 'playwright-core';
import { ensureBrowser } from '../scripts/browser.mjs';

export const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export interface OpenBrowser {
  readonly context: BrowserContext;
  readonly page: Page;
  /** What the page should not have done, oldest first. */
  readonly complaints: readonly string[];
  /** Where it keeps what its pages store. */
  readonly profile: string;
  readonly close: () => Promise<void>;
  /** Ends its process on the spot; the profile stays. */
  readonly kill: () => Promise<void>;
}

/**
 * Opens a browser on an empty page for the site at `url`. `launch` overrides how the browser is started; `earlier` is the
 * profile of one that was killed.
 */
export async function openBrowser(
  url: string,
  launch: LaunchOptions = {},
  earlier?: string,
): Promise<OpenBrowser> {
  const profile = earlier ?? (await mkdtemp(join(tmpdir(), 'meniscus-profile-')));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: await ensureBrowser(),
    viewport: { width: 1440, height: 900 },
    acceptDownloads: true,
    ...launch,
    args: [...FLAGS, ...(launch.args ?? [])],
  });
  await noSaveDialog(context);
  const complaints: string[] = [];
  watch(context, new URL(url).origin, complaints);
  const page = context.pages()[0] ?? (await context.newPage());
  page.on('crash', () => complaints.push('the page crashed'));
  const close = async (): Promise<void> => {
    await context.close();
    await rm(profile, { recursive: true, force: true });
  };
  const kill = async (): Promise<void> => {
    const session = await context.browser()?.newBrowserCDPSession();
    const processes = await session?.send('SystemInfo.getProcessInfo');
    const id = processes?.processInfo.find(({ type }) => type === 'browser')?.id;
    if (id === undefined) throw new Error('The browser does not tell its process.');
    const gone = new Promise<void>((resolve) => context.once('close', () => resolve()));
    process.kill(id, 'SIGKILL');
    await gone;
  };
  return { context, page, complaints, profile, close, kill };
}

/** Nobody is there to answer a save dialog: without one, the page hands its files to the downloads. */
export const noSaveDialog = (context: BrowserContext): Promise<unknown> =>
  context.addInitScript(() => Reflect.deleteProperty(globalThis, 'showSaveFilePicker'));

function watch(context: BrowserContext, origin: string, complaints: string[]): void {
  context.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`console: ${message.text()} (${message.location().url})`);
  });
  context.on('weberror', (error) =>
    complaints.push(`uncaught: ${error.error().stack ?? String(error.error())}`),
  );
  context.on('request', (request) => {
    const { protocol, origin: asked } = new URL(request.url());
    if (asked !== origin && protocol !== 'data:' && protocol !== 'blob:') {
      complaints.push(`request to ${request.url()}`);
    }
  });
}
