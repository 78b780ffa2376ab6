import { expect } from 'vitest';
import { run as firstPaint } from '../bench/first-paint';
import { serveBuild } from '../scripts/serve.mjs';
import { openBrowser } from './browser';
import { setField } from './drive';
import { screenshot, test } from './harness';

const BRAND = 'Meniscus';

test('the built page appears', async ({ page }) => {
  await page.getByText(BRAND, { exact: true }).first().waitFor();
  expect(await page.title()).toContain(BRAND);
  await screenshot(page, 'first-visit');
});

test('the built page comes up with little JavaScript', async () => {
  const [scripts] = await firstPaint();
  expect(scripts?.value).toBeLessThanOrEqual(150);
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

test('the form foretells what a map will tell, and anew when it is changed', async ({ page }) => {
  const expected = page.getByLabel(/^Expected: u\(D\)/);
  await expected.waitFor();
  const before = await expected.innerText();
  await expected.click();
  await page.getByText('Droplets share 18 % of their footprint').waitFor();
  await page.getByText(/^told apart, D \+2\d\s%$/).waitFor();
  await setField(page, 'Columns', 16);
  await setField(page, 'Rows', 16);
  await setField(page, 'Scan rates, in order', 10);
  await page.getByRole('status').getByText('Scan rates').waitFor();
  await page.getByLabel('Scan rates, in order').fill('10 5');
  await page.getByText('Droplets share').waitFor({ state: 'detached' });
  expect(await expected.innerText()).not.toBe(before);
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
