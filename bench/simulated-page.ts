/** The built page in a real browser, connected to the simulated bridge at unlimited clock. */
import type { Page } from 'playwright-core';
import { openBrowser } from '../e2e/browser';
import { connectSimulated, setGrid } from '../e2e/drive';
import { serveBuild } from '../scripts/serve.mjs';
import { ensureBuilt } from '../scripts/setup.mjs';

/** Opens it with a grid of `side` × `side`, hands it to `use`, and closes everything whatever comes of that. */
export async function onSimulatedPage<T>(side: number, use: (page: Page) => Promise<T>): Promise<T> {
  ensureBuilt();
  const site = await serveBuild(4500);
  const browser = await openBrowser(site.url);
  try {
    await browser.page.goto(site.url);
    await connectSimulated(browser.page, 1, 'as fast as it can');
    await setGrid(browser.page, side, side);
    return await use(browser.page);
  } finally {
    await browser.close();
    await site.close();
  }
}
