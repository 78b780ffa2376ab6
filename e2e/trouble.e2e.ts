import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { ROOT } from '../scripts/setup.mjs';
import { copyBundle } from '../src/bundles/bundle-copy';
import { nodeFile } from '../src/bundles/node-file';
import { openJournal } from '../src/bundles/journal-reader';
import {
  connectSimulated,
  openFile,
  pressStart,
  saveBundle,
  saveDownload,
  setField,
  setGrid,
  stateLine,
  untilFinished,
} from './drive';
import { screenshot, test } from './harness';

const result = (name: string): string => join(ROOT, 'test-results', name);

async function smallRun(page: Page, file: string): Promise<string> {
  await connectSimulated(page, 1, 'as fast as it can');
  await setGrid(page, 2, 2);
  await pressStart(page);
  await untilFinished(page, 4, 60);
  return saveBundle(page, file);
}

test('a second tab is told who holds the instrument, and gets it when the first is closed', async ({
  context,
  page,
  site,
}) => {
  await connectSimulated(page, 1, 'as fast as it can');
  const second = await context.newPage();
  await second.goto(site.url);
  await second.getByRole('button', { name: 'Run the demonstration' }).click();
  await second.getByRole('alert').getByText('Another tab of Meniscus holds the instrument').waitFor();
  await screenshot(second, 'second-tab');
  await page.close();
  await connectSimulated(second, 1, 'as fast as it can');
  await second.getByRole('button', { name: 'Stop' }).waitFor();
});

test('a bundle without a dataset is refused by its name, a truncated one too, and the page goes on', async ({
  page,
}) => {
  const whole = await smallRun(page, 'whole.h5');
  const cut = result('cut.h5');
  const bytes = readFileSync(whole);
  writeFileSync(cut, bytes.subarray(0, Math.floor(bytes.length / 2)));
  await openFile(page, cut);
  await page.getByRole('alert').waitFor();
  await screenshot(page, 'truncated');
  await page.getByRole('button', { name: 'Dismiss' }).click();

  const lacking = result('lacking.h5');
  const copy = await copyBundle(nodeFile(whole, 'read'), {
    keep: (path) => path !== '/entry/maps/height/data',
  });
  const held = new Uint8Array(copy.size());
  copy.read(held, 0);
  writeFileSync(lacking, held);
  await openFile(page, lacking);
  await page.getByRole('alert').getByText('/entry/maps/height/data is missing').waitFor();
  await page.getByRole('button', { name: 'Dismiss' }).click();

  await openFile(page, whole);
  await page.getByRole('button', { name: 'Close file' }).waitFor();
});

test('a value out of range is refused in words beside its field and nothing starts', async ({ page }) => {
  await connectSimulated(page, 1, 'as fast as it can');
  await setField(page, 'Columns', 5000);
  await page.getByText('Columns: must be between 1 and 1024.').first().waitFor();
  await screenshot(page, 'refused');
  expect(await page.getByRole('button', { name: 'Start', exact: true }).isDisabled()).toBe(true);
});

test('storage that fills up in mid-scan pauses the run; with space again it is finished whole', async ({
  context,
  page,
  site,
}) => {
  const session = await context.newCDPSession(page);
  const { origin } = new URL(site.url);
  await connectSimulated(page, 1, 'as fast as it can');
  await setGrid(page, 20, 20);
  await pressStart(page);
  await stateLine(page)
    .getByText(/^hop [1-9]\d of 400$/)
    .waitFor({ timeout: 60_000 });
  const { usage } = await session.send('Storage.getUsageAndQuota', { origin });
  await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: usage + 2_000_000 });
  await page.getByRole('alert').getByText('the storage is full').waitFor({ timeout: 60_000 });
  await screenshot(page, 'storage-full');
  const journal = await saveDownload(
    page,
    stateLine(page).getByRole('button', { name: 'Save journal' }),
    'full.mjnl',
  );
  const kept = openJournal(nodeFile(journal, 'read'));
  expect(kept.ok && kept.value.completeHops).toBeGreaterThan(10);
  expect(kept.ok && kept.value.damagedBytes).toBe(0);

  await session.send('Storage.overrideQuotaForOrigin', { origin });
  await expect.poll(() => freeBytes(page), { timeout: 10_000 }).toBeGreaterThan(100e6);
  await stateLine(page).getByRole('button', { name: 'Resume' }).click();
  await page.getByRole('alert').waitFor({ state: 'hidden' });
  await untilFinished(page, 400, 120);
});

const freeBytes = (page: Page): Promise<number> =>
  page.evaluate(async () => {
    const { quota = 0, usage = 0 } = await navigator.storage.estimate();
    return quota - usage;
  });
