import { readFile } from 'node:fs/promises';
import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { openFile, pressStart, saveBundle, saveDownload, setGrid, setUp } from './drive';
import { screenshot, test } from './harness';

const SIDE = 20;
const tab = (page: Page, name: string): Locator => page.getByRole('tab', { name: new RegExp(`^${name}`) });
const clusters = (page: Page): Locator => page.getByRole('table', { name: 'Clusters' });
const legend = (page: Page): Locator => page.getByRole('list', { name: 'Legend' });

test('pixels are sorted into clusters by chosen maps, selected by them, and found again in the bundle', async ({
  page,
}) => {
  await setUp(page, 'LFP composite at +0.65 V');
  await setGrid(page, SIDE, SIDE);
  await pressStart(page);
  await page
    .getByText(/^finished, /)
    .first()
    .waitFor({ timeout: 120_000 });

  await tab(page, 'Clusters').click();
  const panel = page.getByRole('tabpanel', { name: 'Clusters' });
  await panel.getByLabel('Height', { exact: true }).check();
  await panel.getByRole('button', { name: 'Find clusters' }).click();
  await clusters(page).waitFor();
  const rows = await clusters(page).getByRole('row').count();
  expect(rows).toBeGreaterThanOrEqual(3);
  await panel.getByRole('button', { name: 'Show the map' }).click();
  await legend(page).getByText('cluster 1', { exact: false }).waitFor();

  await clusters(page).getByRole('radio', { name: 'Select cluster 2' }).check();
  const second = await clusters(page).getByRole('row').nth(2).getByRole('cell').first().innerText();
  await panel.getByText(new RegExp(`^${second} of 400 pixels`)).waitFor();
  const size = await page.evaluate(() => {
    const { scrollWidth, scrollHeight } = document.documentElement;
    return [scrollWidth, scrollHeight];
  });
  expect(size).toEqual([1440, 900]);
  await screenshot(page, 'clusters');

  const table = await readFile(
    await saveDownload(page, panel.getByRole('button', { name: 'Save .tsv' }), 'clusters.tsv'),
    'utf8',
  );
  expect(table.split('\n')[0]).toContain('mean of current/A');

  await page.keyboard.press('Control+z');
  await clusters(page).waitFor({ state: 'detached' });
  await page.keyboard.press('Control+Shift+z');
  await clusters(page).waitFor();
  const before = await clusters(page).innerText();

  const file = await saveBundle(page, 'clusters.h5');
  await openFile(page, file);
  await page.getByRole('button', { name: 'Close file' }).waitFor();
  await tab(page, 'Clusters').click();
  await clusters(page).waitFor();
  expect(await clusters(page).innerText()).toBe(before);
});
