import { expect } from 'vitest';
import { serveBuild } from '../scripts/serve.mjs';
import { openBrowser } from './browser';
import { screenshot, test } from './harness';

const BRAND = 'Meniscus';

test('the built page appears', async ({ page }) => {
  await page.getByText(BRAND, { exact: true }).first().waitFor();
  expect(await page.title()).toContain(BRAND);
  await screenshot(page, 'first-visit');
});

test('the built page works from any folder of a server', async () => {
  const site = await serveBuild(4300, '/some/folder/');
  const browser = await openBrowser(site.url);
  await browser.page.goto(site.url);
  await browser.page.getByText(BRAND, { exact: true }).first().waitFor();
  await browser.close();
  await site.close();
  expect(new URL(site.url).pathname).toBe('/some/folder/');
  expect(browser.complaints).toEqual([]);
});

test('nothing scrolls at 1440×900', async ({ page }) => {
  await page.getByText(BRAND, { exact: true }).first().waitFor();
  const size = await page.evaluate(() => {
    const { scrollWidth, scrollHeight } = document.documentElement;
    return [scrollWidth, scrollHeight];
  });
  expect(size).toEqual([1440, 900]);
});

test('after the first load the page opens without its server', async ({ page, site }) => {
  await page.evaluate(() => navigator.serviceWorker.ready.then((registration) => registration.scope));
  await site.close();
  await page.reload();
  await page.getByText(BRAND, { exact: true }).first().waitFor();
});
