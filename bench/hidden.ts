/**
 * Whether a scan goes on as fast in a tab that nobody sees: hops a second at a hundred times real time, in turns in front
 * and behind another tab, in a browser that may throttle what is hidden as it does for everybody.
 */
import type { BrowserContext, Page } from 'playwright-core';
import { connectSimulated, hopsDone, pressStart, setGrid, stateLine } from '../e2e/drive';
import { bringForward, openHideable } from '../e2e/hideable';
import { serveBuild } from '../scripts/serve.mjs';
import { ensureBuilt } from '../scripts/setup.mjs';
import type { Figure } from './run';

const SIDE = 128;
/** Of one turn in front or behind, and how often both are taken. */
const TURN_SECONDS = 15;
const TURNS = 3;

interface Stretch {
  hops: number;
  seconds: number;
}

export async function run(): Promise<Figure[]> {
  ensureBuilt();
  const site = await serveBuild(4500);
  const { context, page, close } = await openHideable();
  try {
    await page.goto(site.url);
    await connectSimulated(page, 1, '× 100');
    await setGrid(page, SIDE, SIDE);
    await pressStart(page);
    await stateLine(page)
      .getByText(/^hop \d{2,} of /)
      .waitFor({ timeout: 60_000 });
    return await compare(context, page);
  } finally {
    await close();
    await site.close();
  }
}

async function compare(context: BrowserContext, page: Page): Promise<Figure[]> {
  const other = await context.newPage();
  const visible: Stretch = { hops: 0, seconds: 0 };
  const hidden: Stretch = { hops: 0, seconds: 0 };
  for (let turn = 0; turn < TURNS; turn++) {
    await bringForward(page, page, 'visible');
    await count(page, visible);
    await bringForward(other, page, 'hidden');
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

async function count(page: Page, stretch: Stretch): Promise<void> {
  const from = await hopsDone(page);
  const begin = performance.now();
  await page.waitForTimeout(1000 * TURN_SECONDS);
  stretch.hops += (await hopsDone(page)) - from;
  stretch.seconds += (performance.now() - begin) / 1000;
}
