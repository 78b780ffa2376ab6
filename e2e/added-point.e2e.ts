import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { nodeFile } from '../src/bundles/node-file';
import { openBundle } from '../src/bundles/hdf5/read';
import type { BundleSource } from '../src/bundles/run';
import { connectSimulated, pressStart, saveBundle, setGrid, setUp, stateLine, untilFinished } from './drive';
import { screenshot, test } from './harness';

test('a person pauses a map, looks, adds a point between two pixels, and goes on', async ({ page }) => {
  await connectSimulated(page, 1, '× 100');
  await setGrid(page, 5, 5);
  await pressStart(page);
  await stateLine(page)
    .getByText(/^hop [2-9] of 25/)
    .waitFor({ timeout: 60_000 });
  await pause(page);
  const pixel = page.getByRole('region', { name: 'Pixel' });
  const form = pixel.getByRole('form', { name: 'Point for this run' });
  await addPoint(page, 10, 10);
  await page.getByText('The place lies outside of the map.').waitFor();
  await addPoint(page, 47.05, 46.95);
  await form.getByText('Added: it is measured next.').waitFor();
  await stateLine(page)
    .getByText(/of 26$/)
    .waitFor();
  await screenshot(page, 'point-added');
  await stateLine(page).getByRole('button', { name: 'Resume' }).click();
  await untilFinished(page, 26, 60);
  expect(await form.count()).toBe(0);

  const bundle = await reading(await saveBundle(page, 'point-added.h5'));
  const added = bundle.hops.filter(({ point }) => point === 25);
  expect(added.map(({ x, y }) => [x, y].map((m) => Number((m * 1e6).toFixed(6))))).toEqual([[47.05, 46.95]]);
  expect(bundle.status(added[0]?.id ?? -1)).toBe('ok');
  expect(bundle.header.path.points).toHaveLength(26);
  expect(bundle.log.map(({ message }) => message)).toContain(
    'Added while the run was at work: x 47.05 µm, y 46.95 µm.',
  );
  bundle.close();
});

test('a list of points that is paused grows by a point that a person types', async ({ page }) => {
  await connectSimulated(page, 1, '× 10');
  await setUp(page, 'LTO film, peaks against √v up to 25 V/s');
  await page.getByLabel('Points, x and y').fill('50 50; 45 50; 48 47');
  await pressStart(page);
  await stateLine(page)
    .getByText(/^hop \d of 3/)
    .waitFor({ timeout: 60_000 });
  await pause(page);
  await addPoint(page, 46, 48);
  await page.getByRole('button', { name: /^Point 4/ }).waitFor();
  await stateLine(page).getByText(/of 4$/).waitFor();
  await screenshot(page, 'list-grown');
  await stateLine(page).getByRole('button', { name: 'Resume' }).click();
  await untilFinished(page, 4, 60);
  const bundle = await reading(await saveBundle(page, 'list-grown.h5'));
  expect(bundle.header.recipe['points']).toHaveLength(8);
  expect(bundle.hops.map(({ column }) => column).sort()).toEqual([0, 1, 2, 3]);
  bundle.close();
});

/** µm. */
async function addPoint(page: Page, x: number, y: number): Promise<void> {
  const form = page.getByRole('form', { name: 'Point for this run' });
  for (const [axis, value] of Object.entries({ x, y })) {
    await form.getByLabel(`${axis} of the point`).fill(String(value));
    await form.getByLabel(`${axis} of the point`).blur();
  }
  await form.getByRole('button', { name: 'Add point' }).click();
}

async function pause(page: Page): Promise<void> {
  await stateLine(page).getByRole('button', { name: 'Pause' }).click();
  await stateLine(page).getByRole('button', { name: 'Resume' }).waitFor();
}

async function reading(file: string): Promise<BundleSource> {
  const opened = await openBundle(nodeFile(file, 'read'));
  if (!opened.ok) throw new Error(opened.error.happened);
  return opened.value;
}
