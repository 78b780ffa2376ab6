/** A whole run in the built page in a real browser: how long it takes, what it costs the window, how it is exported. */
import { readFile } from 'node:fs/promises';
import type { CDPSession, Page } from 'playwright-core';
import { openBrowser } from '../e2e/browser';
import { connectSimulated, pressStart, saveBundle, setGrid, untilFinished } from '../e2e/drive';
import { serveBuild } from '../scripts/serve.mjs';
import { ensureBuilt } from '../scripts/setup.mjs';
import type { Figure } from './run';

const SIDE = 64;

/** The browser's own bound of a long task, ms: shorter ones are not reported. */
const LONG_TASK = 50;

export async function run(): Promise<Figure[]> {
  ensureBuilt();
  const site = await serveBuild(4500);
  const browser = await openBrowser(site.url);
  try {
    await browser.page.addInitScript(WATCH_LONG_TASKS);
    await browser.page.goto(site.url);
    const session = await browser.context.browser()?.newBrowserCDPSession();
    if (!session) throw new Error('The browser cannot be asked for its processes.');
    return await measure(browser.page, session);
  } finally {
    await browser.close();
    await site.close();
  }
}

async function measure(page: Page, session: CDPSession): Promise<Figure[]> {
  await connectSimulated(page, 1, 'as fast as it can');
  await setGrid(page, SIDE, SIDE);
  await page.evaluate(() => (globalThis.longestTask = 0));
  const wall = await seconds(async () => {
    await pressStart(page);
    await untilFinished(page, SIDE * SIDE, 600);
  });
  const longest = await page.evaluate(() => globalThis.longestTask);
  const before = await residentBytes(session);
  const exporting = await seconds(() => saveBundle(page, 'bench.h5'));
  const growth = (await residentBytes(session)) - before;
  const what = `${String(SIDE)}×${String(SIDE)}×5`;
  return [
    { figure: `${what} run at unlimited clock, wall time`, value: wall, unit: 's', bound: '<= 60' },
    {
      figure: `longest main-thread task during that run (${String(LONG_TASK)} where none was longer)`,
      value: Math.max(LONG_TASK, longest),
      unit: 'ms',
      bound: '<= 50',
    },
    { figure: `export of that run to .h5, wall time`, value: exporting, unit: 's', bound: '<= 15' },
    {
      figure: 'growth of the page’s resident memory by that export',
      value: growth / 1e6,
      unit: 'MB',
      bound: '<= 200',
    },
  ];
}

declare global {
  var longestTask: number;
}

/** Runs in the page. */
const WATCH_LONG_TASKS = `
  globalThis.longestTask = 0;
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) longestTask = Math.max(longestTask, duration);
  }).observe({ type: 'longtask' });
`;

/** Memory of all page processes, workers and WebAssembly included, as Linux tells it. */
async function residentBytes(session: CDPSession): Promise<number> {
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  const pages = processInfo.filter(({ type }) => type === 'renderer');
  const sizes = pages.map(async ({ id }) => {
    const status = await readFile(`/proc/${String(id)}/status`, 'utf8');
    return 1024 * Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? NaN);
  });
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}
