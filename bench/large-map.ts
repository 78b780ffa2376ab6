/**
 * How long the main thread of the window works for one move of the pointer over a map of 1024 × 1024 pixels, and for one
 * step of moving it or showing it larger, alone and under a micrograph: the time of its tasks, as Chromium counts it, over
 * many moves. And how long the greys of a micrograph take to be had on such a grid.
 */
import { join } from 'node:path';
import type { CDPSession, Page } from 'playwright-core';
import { createServer } from 'vite';
import { openBrowser } from '../e2e/browser';
import { ROOT } from '../scripts/setup.mjs';
import type { Figure } from './run';

const MOVES = 120;

export async function run(): Promise<Figure[]> {
  const server = await createServer({
    configFile: join(ROOT, 'vite.config.ts'),
    root: ROOT,
    logLevel: 'error',
  });
  await server.listen(4390);
  const url = server.resolvedUrls?.local[0] ?? 'http://localhost:4390/';
  const browser = await openBrowser(url);
  try {
    const map = `${url}bench/pages/large-map.html`;
    const bare = await measure(browser.page, map, '');
    const over = await measure(browser.page, `${map}?micrograph`, ' under a micrograph');
    const laid = await browser.page.evaluate(() => Number(document.body.dataset['laid']));
    const grid: Figure = {
      figure: 'Micrograph of 2048 × 2048 px on a grid of 1024 × 1024 pixels',
      value: laid,
      unit: 'ms',
      bound: '<= 500',
    };
    return [...bare, ...over, grid];
  } finally {
    await browser.close();
    await server.close();
  }
}

async function measure(page: Page, url: string, under: string): Promise<Figure[]> {
  await page.goto(url);
  const map = page.getByRole('application');
  await map.waitFor({ timeout: 60_000 });
  // The colours of a million pixels are made once; after that they are there.
  await page.waitForTimeout(3000);
  const box = await map.boundingBox();
  if (!box) throw new Error('The map is not on the page.');
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  const at = (k: number): [number, number] => [
    box.x + box.width * (0.5 + 0.3 * Math.sin(k / 9)),
    box.y + box.height * (0.5 + 0.3 * Math.cos(k / 7)),
  ];
  const cursor = await taskTime(session, (k) => page.mouse.move(...at(k)));
  await page.mouse.move(...at(0));
  const zoom = await taskTime(session, (k) => page.mouse.wheel(0, k < MOVES / 2 ? -20 : 20));
  await page.mouse.wheel(0, -500);
  await page.mouse.down({ button: 'middle' });
  const pan = await taskTime(session, (k) => page.mouse.move(...at(k)));
  await page.mouse.up({ button: 'middle' });
  const figure = (what: string, value: number): Figure => ({
    figure: `${what} over 1024 × 1024 pixels${under}, main thread`,
    value,
    unit: 'ms',
    bound: '<= 16',
  });
  return [
    figure('Move of the cursor', cursor),
    figure('Step of showing it larger', zoom),
    figure('Step of moving the map', pan),
  ];
}

/** ms of tasks on the main thread for each of many moves, a frame apart. */
async function taskTime(session: CDPSession, move: (k: number) => Promise<void>): Promise<number> {
  const before = await tasks(session);
  for (let k = 0; k < MOVES; k++) await move(k);
  return (1000 * ((await tasks(session)) - before)) / MOVES;
}

/** s. */
async function tasks(session: CDPSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics');
  return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? NaN;
}
