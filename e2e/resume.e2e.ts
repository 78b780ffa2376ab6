import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { openJournal } from '../src/bundles/journal-reader';
import { nodeFile } from '../src/bundles/node-file';
import type { HopNote } from '../src/bundles/run';
import { productsOf } from '../src/workers/files/products';
import { openBrowser } from './browser';
import { bundleMaps } from './bundle-maps';
import {
  connectSimulated,
  pressStart,
  saveBundle,
  saveJournal,
  setGrid,
  stateLine,
  untilFinished,
} from './drive';
import { screenshot, test } from './harness';

const SIDE = 12;
const HOPS = SIDE * SIDE;
const D = 'diffusion_coefficient';
/** The truth under a pixel counts as the same within this share. */
const SAME_TRUTH = 3e-3;
/** Across a boundary the measurement averages the contact otherwise than the truth does: by less than this, as ln D. */
const FOLLOWS = 0.05;

async function begin(page: Page): Promise<void> {
  await connectSimulated(page, 1, 'as fast as it can');
  await setGrid(page, SIDE, SIDE);
  await pressStart(page);
}

/** A scan that has measured some hops and is in the midst of others. */
async function beginAndMeasure(page: Page): Promise<void> {
  await begin(page);
  await stateLine(page)
    .getByText(new RegExp(`^hop [2-9]\\d of ${String(HOPS)}$`))
    .waitFor({ timeout: 60_000 });
}

async function resume(page: Page): Promise<void> {
  const unfinished = page.getByRole('region', { name: 'Unfinished runs' });
  await unfinished.getByRole('button', { name: 'Resume' }).click();
  await untilFinished(page, HOPS, 120);
}

interface Saved {
  /** D of every pixel, its noise 1σ, and the true D under its contact, m²/s. */
  readonly found: Float64Array;
  readonly noise: Float64Array;
  readonly truth: Float64Array;
  readonly hops: readonly HopNote[];
}

async function save(page: Page, name: string): Promise<Saved> {
  const maps = await bundleMaps(await saveBundle(page, `${name}.h5`));
  const journal = openJournal(nodeFile(await saveJournal(page, `${name}.mjnl`), 'read'));
  const products = journal.ok ? productsOf(journal.value, [], '') : journal;
  if (!journal.ok || !products.ok) throw new Error('The journal cannot be read.');
  const none = new Float64Array(0);
  return {
    found: maps.get(D) ?? none,
    noise: maps.get(`${D} noise`) ?? none,
    truth: products.value.truth?.find(({ spec }) => spec.name === D)?.data ?? none,
    hops: journal.value.hops,
  };
}

/**
 * The simulated bridge dies with its page, so the rest is measured by one that has started anew. Pixels from before are the
 * same to the last bit. Those after it are measured under other noise, and not quite at the same place: the drift of the
 * simulated sample begins anew with its bridge, which moves the truth under pixels at grain boundaries. Where the truth is
 * the same, D is the same within noise; elsewhere it follows the truth.
 */
function expectSameMap(whole: Saved, resumed: Saved): void {
  const count = { equal: 0, alike: 0, followed: 0, empty: 0 };
  whole.found.forEach((value, k) => {
    const other = resumed.found[k] ?? NaN;
    const moved = (resumed.truth[k] ?? NaN) / (whole.truth[k] ?? NaN);
    if (Object.is(value, other)) count.equal++;
    else if (Number.isNaN(other)) count.empty++;
    else if (Math.abs(moved - 1) < SAME_TRUTH) {
      const noise = Math.hypot((whole.noise[k] ?? NaN) / value, (resumed.noise[k] ?? NaN) / other);
      expect(Math.abs(Math.log(other / value / moved))).toBeLessThan(6 * noise);
      count.alike++;
    } else {
      expect(Math.abs(Math.log(other / value / moved))).toBeLessThan(FOLLOWS);
      count.followed++;
    }
  });
  expect(count.equal + count.alike + count.followed + count.empty).toBe(HOPS);
  expect(count.equal).toBeGreaterThanOrEqual(20);
  expect(count.alike).toBeGreaterThan(count.followed);
  // A hop that was on the surface when its page ended is not repeated.
  expect(count.empty).toBeLessThanOrEqual(1);
  // One landing off the map has measured the drift.
  expect(resumed.hops.filter(({ row }) => row < 0)).toHaveLength(1);
}

test('a run that a reload cuts off is resumed to the map that it would have had', async ({ page }) => {
  await begin(page);
  await untilFinished(page, HOPS, 120);
  const whole = await save(page, 'whole-run');
  await page.reload();
  await beginAndMeasure(page);
  await page.reload();
  await page.getByRole('button', { name: 'Resume' }).first().waitFor();
  await screenshot(page, 'resume-offered');
  await resume(page);
  await screenshot(page, 'resumed');
  const resumed = await save(page, 'resumed-run');
  expectSameMap(whole, resumed);
});

test('a run whose browser is killed is resumed by the next one', async ({ site }) => {
  const first = await openBrowser(site.url);
  await first.page.goto(site.url);
  await begin(first.page);
  await untilFinished(first.page, HOPS, 120);
  const whole = await save(first.page, 'whole-before-kill');
  await first.page.reload();
  await beginAndMeasure(first.page);
  await first.kill();
  const second = await openBrowser(site.url, {}, first.profile);
  await second.page.goto(site.url);
  await resume(second.page);
  const resumed = await save(second.page, 'resumed-after-kill');
  expectSameMap(whole, resumed);
  await second.close();
  expect([...first.complaints, ...second.complaints]).toEqual([]);
});
