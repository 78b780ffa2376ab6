import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { nodeFile } from '../src/bundles/node-file';
import { openBundle } from '../src/bundles/hdf5/read';
import type { BundleSource } from '../src/bundles/run';
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

/** nm/ms; a landing takes many seconds. */
const SLOW_APPROACH = 1;

test('from the first visit to a finished map, a saved bundle and the same map out of it', async ({
  page,
}) => {
  await connectSimulated(page, 1, 'as fast as it can');
  await setGrid(page, 16, 16);
  await pressStart(page);
  await untilFinished(page, 256, 200);
  await screenshot(page, 'finished');
  const measured = await restingMaps(page);
  const file = await saveBundle(page, 'finished.h5');

  const bundle = await reading(file);
  const found = bundle.maps.find((map) => map.spec.name === 'diffusion_coefficient');
  const given = found?.data.filter((d) => Number.isFinite(d)) ?? [];
  expect(found?.data).toHaveLength(256);
  expect(given.length).toBeGreaterThan(200);
  bundle.close();

  await page.reload();
  await openFile(page, file);
  await page.getByRole('button', { name: 'Close file' }).waitFor();
  await expect.poll(() => drawnMaps(page)).toEqual(measured);
  await screenshot(page, 'reopened');
});

test('Stop in mid-approach retracts, keeps the link and what was measured', async ({ page }) => {
  await connectSimulated(page, 1, 'real time');
  await setGrid(page, 4, 4);
  await setField(page, 'Approach rate', SLOW_APPROACH);
  await pressStart(page);
  await stateLine(page).getByText('bridge holds the probe').waitFor();
  await page.waitForTimeout(1000);
  await stateLine(page).getByRole('button', { name: 'Stop' }).click();
  await stateLine(page).getByText('bridge idle, probe up').waitFor();
  await stateLine(page).getByText('stopped after hop 0 of 16').waitFor();
  await stateLine(page).getByText('height verified after').waitFor();
  await screenshot(page, 'stopped');

  const bundle = await reading(await saveBundle(page, 'stopped.h5'));
  const [hop] = bundle.hops;
  const approach = bundle.header.program.findIndex((line) => line.startsWith('APPROACH'));
  const trace = bundle.traces(hop?.id ?? -1)?.steps.get(approach);
  expect(bundle.hops).toHaveLength(1);
  expect(bundle.status(hop?.id ?? -1)).toBe('aborted');
  expect(trace?.count).toBeGreaterThan(0);
  bundle.close();

  await page.getByRole('button', { name: 'Start', exact: true }).click();
  await stateLine(page).getByText('bridge holds the probe').waitFor();
});

test('a reload in mid-scan finds the unfinished run and saves what there is', async ({ page }) => {
  await connectSimulated(page, 1, 'as fast as it can');
  await setGrid(page, 16, 16);
  await pressStart(page);
  await stateLine(page)
    .getByText(/^hop [2-9]\d of 256$/)
    .waitFor({ timeout: 60_000 });
  await page.reload();
  const unfinished = page.getByRole('region', { name: 'Unfinished runs' });
  await unfinished.getByText('of 256 points are complete').waitFor();
  await screenshot(page, 'unfinished');
  const complete = Number.parseInt(await unfinished.getByText('of 256 points are complete').innerText(), 10);
  const file = await saveDownload(
    page,
    unfinished.getByRole('button', { name: 'Save what there is' }),
    'cut-off.h5',
  );

  const bundle = await reading(file);
  expect(complete).toBeGreaterThanOrEqual(20);
  expect(bundle.hops.filter(({ id }) => bundle.status(id) === 'ok')).toHaveLength(complete);
  bundle.close();
});

/** The pictures of all maps: the large one and the small ones. */
const drawnMaps = (page: Page): Promise<string[]> =>
  page.locator('canvas').evaluateAll((all) => all.map((canvas) => (canvas as HTMLCanvasElement).toDataURL()));

/** The same once they no longer change: limits settle a moment after the last pixel. */
async function restingMaps(page: Page): Promise<string[]> {
  for (;;) {
    const before = await drawnMaps(page);
    await page.waitForTimeout(600);
    const after = await drawnMaps(page);
    if (after.every((picture, k) => picture === before[k])) return after;
  }
}

async function reading(file: string): Promise<BundleSource> {
  const bundle = await openBundle(nodeFile(file, 'read'));
  if (!bundle.ok) throw new Error(bundle.error.happened);
  return bundle.value;
}
