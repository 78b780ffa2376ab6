/**
 * What the host costs the instrument: a small run at real time takes how much longer than its steps do by themselves.
 * How long these take is read from the same run at unlimited clock, where the simulated instrument's time stands still
 * while it waits for the host.
 */
import type { Page } from 'playwright-core';
import { openBrowser } from '../e2e/browser';
import { connectSimulated, pressStart, saveJournal, setGrid, untilFinished, type Speed } from '../e2e/drive';
import { serveBuild } from '../scripts/serve.mjs';
import { ensureBuilt } from '../scripts/setup.mjs';
import { openJournal } from '../src/bundles/journal-reader';
import { nodeFile } from '../src/bundles/node-file';
import type { Figure } from './run';

const SIDE = 4;

export async function run(): Promise<Figure[]> {
  ensureBuilt();
  const site = await serveBuild(4500);
  const browser = await openBrowser(site.url);
  try {
    await browser.page.goto(site.url);
    await scan(browser.page, 'as fast as it can');
    const own = stepSeconds(await saveJournal(browser.page, 'overhead.mjnl'));
    await browser.page.goto(site.url);
    const wall = await scan(browser.page, 'real time');
    return [
      {
        figure: `overhead at real-time clock on ${String(SIDE)}×${String(SIDE)} points`,
        value: (100 * (wall - own)) / own,
        unit: '%',
        bound: '<= 1',
      },
    ];
  } finally {
    await browser.close();
    await site.close();
  }
}

/** Wall time of a run, s. */
async function scan(page: Page, speed: Speed): Promise<number> {
  await connectSimulated(page, 1, speed);
  await setGrid(page, SIDE, SIDE);
  const start = performance.now();
  await pressStart(page);
  await untilFinished(page, SIDE * SIDE, 600);
  return (performance.now() - start) / 1000;
}

/** From the first sample of a run to its last, on the instrument's clock, s. */
function stepSeconds(journal: string): number {
  const file = nodeFile(journal, 'read');
  const source = openJournal(file);
  if (!source.ok) throw new Error(source.error.happened);
  const traces = source.value.hops.flatMap(({ id }) => [...(source.value.traces(id)?.steps.values() ?? [])]);
  file.close();
  const first = Math.min(...traces.map(({ start }) => start));
  const last = Math.max(...traces.map(({ start, interval, count }) => start + interval * count));
  return last - first;
}
