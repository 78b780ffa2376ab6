/**
 * What an end-to-end test is given: the built page on a server of its own, open in a real Chromium with a new profile.
 *
 * ```ts
 * test('starts', async ({ page }) => {
 *   await page.getByRole('button', { name: 'Start' }).click();
 * });
 * ```
 *
 * A test fails, whatever else it says, when the page writes an error to the console, throws, crashes or asks another
 * server for anything.
 */
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { expect, test as base } from 'vitest';
import { serveBuild } from '../scripts/serve.mjs';
import { ROOT } from '../scripts/setup.mjs';
import { openBrowser, type OpenBrowser } from './browser';

export interface Site {
  readonly url: string;
  readonly close: () => Promise<void>;
}

interface Fixtures {
  /** Serves the built page; one server a test. */
  site: Site;
  browser: OpenBrowser;
  context: BrowserContext;
  /** At the site's address. */
  page: Page;
}

export const test = base.extend<Fixtures>({
  site: async ({}, use) => {
    const site = await serveBuild(4300);
    await use(site);
    await site.close();
  },
  browser: async ({ site }, use) => {
    const browser = await openBrowser(site.url);
    await use(browser);
    await browser.close();
    expect(browser.complaints).toEqual([]);
  },
  context: ({ browser }, use) => use(browser.context),
  page: async ({ browser, site }, use) => {
    await browser.page.goto(site.url);
    await use(browser.page);
  },
});

/** Keeps a picture of the window in `test-results/<name>.png`, for people. */
export async function screenshot(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: join(ROOT, 'test-results', `${name}.png`) });
}
