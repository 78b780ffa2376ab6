/**
 * Whether a scan goes on as fast in a tab that nobody sees: hops a second at a hundred times real time, in turns in front
 * and behind another tab, in a browser that may throttle what is hidden as it does for everybody.
 */
import { once } from 'node:events';
import { createServer } from 'node:net';
import { chromium, type BrowserContext, type Page } from 'playwright-core';
import { FLAGS } from '../e2e/browser';
import { connectSimulated, pressStart, setGrid, stateLine } from '../e2e/drive';
import { ensureBrowser } from '../scripts/browser.mjs';
import { serveBuild } from '../scripts/serve.mjs';
import { ensureBuilt } from '../scripts/setup.mjs';
import type { Figure } from './run';

const SIDE = 128;
/** Of one turn in front or behind, and how often both are taken. */
const TURN_SECONDS = 15;
const TURNS = 3;

/** Playwright's own wishes that a browser treat hidden pages like others. */
const NO_FAVOURS = [
  '--disable-background-timer-throttling',
  '--disable-backgrounding-occluded-windows',
  '--disable-renderer-backgrounding',
];

interface Stretch {
  hops: number;
  seconds: number;
}

export async function run(): Promise<Figure[]> {
  ensureBuilt();
  const site = await serveBuild(4500);
  const port = await freePort();
  const launched = await chromium.launch({
    executablePath: await ensureBrowser(),
    args: [...FLAGS, `--remote-debugging-port=${String(port)}`],
    ignoreDefaultArgs: NO_FAVOURS,
  });
  try {
    // Whoever launches a page makes it believe that it is in front for ever; a second client need not.
    const browser = await chromium.connectOverCDP(`http://127.0.0.1:${String(port)}`, { noDefaults: true });
    const [context] = browser.contexts();
    if (!context) throw new Error('The browser has no profile of its own.');
    const page = await context.newPage();
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.goto(site.url);
    await connectSimulated(page, 1, '× 100');
    await setGrid(page, SIDE, SIDE);
    await pressStart(page);
    await stateLine(page)
      .getByText(/^hop \d{2,} of /)
      .waitFor({ timeout: 60_000 });
    return await compare(context, page);
  } finally {
    await launched.close();
    await site.close();
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  if (!address || typeof address === 'string') throw new Error('There is no free port.');
  return address.port;
}

async function compare(context: BrowserContext, page: Page): Promise<Figure[]> {
  const other = await context.newPage();
  const visible: Stretch = { hops: 0, seconds: 0 };
  const hidden: Stretch = { hops: 0, seconds: 0 };
  for (let turn = 0; turn < TURNS; turn++) {
    await bring(page, page, 'visible');
    await count(page, visible);
    await bring(other, page, 'hidden');
    await count(page, hidden);
  }
  const rate = ({ hops, seconds }: Stretch): number => hops / seconds;
  const what = 'hops a second at × 100';
  return [
    {
      figure: `${what}, hidden over visible`,
      value: rate(hidden) / rate(visible),
      unit: '1',
      bound: '>= 0.99',
    },
    { figure: `${what}, visible`, value: rate(visible), unit: '1/s', bound: 'printed' },
    { figure: `${what}, hidden`, value: rate(hidden), unit: '1/s', bound: 'printed' },
  ];
}

/** Puts a tab in front. Throws where the page does not become what it should: then nothing would be compared. */
async function bring(front: Page, page: Page, wanted: DocumentVisibilityState): Promise<void> {
  await front.bringToFront();
  await page.waitForTimeout(1000);
  const is = await page.evaluate(() => document.visibilityState);
  if (is !== wanted) throw new Error(`The page is ${is} where it should be ${wanted}.`);
}

async function count(page: Page, stretch: Stretch): Promise<void> {
  const from = await hopsDone(page);
  const begin = performance.now();
  await page.waitForTimeout(1000 * TURN_SECONDS);
  stretch.hops += (await hopsDone(page)) - from;
  stretch.seconds += (performance.now() - begin) / 1000;
}

async function hopsDone(page: Page): Promise<number> {
  const words = await stateLine(page)
    .getByText(/^hop \d/)
    .innerText();
  return Number(/^hop ([\d\s]+) of/.exec(words)?.[1]?.replaceAll(/\D/g, ''));
}
