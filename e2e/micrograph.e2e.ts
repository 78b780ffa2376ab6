import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { JPEG_PHOTO } from '../fixtures/jpeg';
import { micrographFile } from '../fixtures/micrograph';
import { ROOT } from '../scripts/setup.mjs';
import { inverse, transformed, type Affine } from '../src/maps/landmarks';
import { openFile, pressStart, saveBundle, saveDownload, setGrid, setUp } from './drive';
import { screenshot, test } from './harness';

const SIDE = 20;
/** Stage of the preset, µm. */
const [LOW, HIGH] = [40, 60];
const SIZE = { width: 250, height: 240 };
const turn = (12 * Math.PI) / 180;
/** 110 nm a px, turned by 12°, its columns leaning by 2°, its middle in that of the map. */
const AFFINE = ((): Affine => {
  const [c, s] = [110e-9 * Math.cos(turn), 110e-9 * Math.sin(turn)];
  const lean = Math.tan((2 * Math.PI) / 180);
  const [xx, yx, xy, yy] = [c, s, s - c * lean, -c - s * lean];
  const [x, y] = [SIZE.width / 2, SIZE.height / 2];
  return { xx, xy, yx, yy, x0: 50e-6 - xx * x - xy * y, y0: 50e-6 - yx * x - yy * y };
})();
/** Landmarks on the stage, µm. */
const PLACES = [
  [42, 43],
  [58, 44],
  [56, 58],
  [43, 57],
] as const;

const shownMap = (page: Page): Locator => page.getByRole('application', { name: /^Map of/ });
const tab = (page: Page, name: string): Locator => page.getByRole('tab', { name: new RegExp(`^${name}`) });
const landmarks = (page: Page): Locator => page.getByRole('table', { name: 'Landmarks' });
const registration = (page: Page): Locator => page.getByRole('status', { name: 'Registration' });

/** What the large map shows, once it rests: a number that hardly two pictures share. */
async function picture(page: Page): Promise<number> {
  const take = (): Promise<number> =>
    shownMap(page)
      .locator('canvas')
      .evaluate((element) => {
        const canvas = element as HTMLCanvasElement;
        const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
        return data.reduce((sum, v) => (Math.imul(sum, 31) + v) | 0, 7);
      });
  for (;;) {
    const before = await take();
    await page.waitForTimeout(500);
    if ((await take()) === before) return before;
  }
}

async function measure(page: Page): Promise<void> {
  await setUp(page, 'LFP composite at +0.65 V');
  await setGrid(page, SIDE, SIDE);
  await pressStart(page);
  await page
    .getByText(/^finished, /)
    .first()
    .waitFor({ timeout: 120_000 });
}

function writeMicrograph(name: string): string {
  const file = join(ROOT, 'test-results', name);
  writeFileSync(file, micrographFile({ sample: 'lfp-composite', seed: 1, affine: AFFINE, ...SIZE }));
  return file;
}

/** Drops a file of the disk on the page. */
async function drop(page: Page, name: string, bytes: Uint8Array): Promise<void> {
  const transfer = await page.evaluateHandle(
    ([fileName, content]) => {
      const data = new DataTransfer();
      data.items.add(new File([Uint8Array.from(content)], fileName));
      return data;
    },
    [name, [...bytes]] as const,
  );
  await page.dispatchEvent('body', 'drop', { dataTransfer: transfer });
}

/** Types a landmark: the place on the stage, µm, and where the micrograph shows it. */
async function typeLandmark(page: Page, [x, y]: readonly [number, number]): Promise<void> {
  const image = transformed(inverse(AFFINE), { x: x * 1e-6, y: y * 1e-6 });
  for (const [label, value] of [
    ['Micrograph x of a new landmark, px', image.x.toFixed(1)],
    ['Micrograph y of a new landmark, px', image.y.toFixed(1)],
    ['Map x of a new landmark, µm', String(x)],
    ['Map y of a new landmark, µm', String(y)],
  ] as const) {
    await landmarks(page).getByLabel(label, { exact: true }).fill(value);
  }
  await page.keyboard.press('Enter');
}

/** Clicks the same place on the micrograph and on the map. */
async function clickLandmark(page: Page, [x, y]: readonly [number, number]): Promise<void> {
  const image = transformed(inverse(AFFINE), { x: x * 1e-6, y: y * 1e-6 });
  await clickAt(page, page.getByRole('application', { name: /^Micrograph/ }), [
    image.x / SIZE.width,
    image.y / SIZE.height,
  ]);
  await registration(page).getByText('Now click the same place').waitFor();
  await clickAt(page, shownMap(page), [(x - LOW) / (HIGH - LOW), (HIGH - y) / (HIGH - LOW)]);
}

async function clickAt(page: Page, on: Locator, [x, y]: readonly [number, number]): Promise<void> {
  const box = await on.boundingBox();
  if (!box) throw new Error('It is not on the page.');
  await page.mouse.click(box.x + x * box.width, box.y + y * box.height);
}

async function nothingScrolls(page: Page): Promise<void> {
  const size = await page.evaluate(() => {
    const { scrollWidth, scrollHeight } = document.documentElement;
    return [scrollWidth, scrollHeight];
  });
  expect(size).toEqual([1440, 900]);
}

test('a micrograph is registered by landmarks, correlates with the current, and is kept', async ({
  page,
}) => {
  await measure(page);
  const bare = await picture(page);
  await tab(page, 'Micrograph').click();
  await page.getByLabel('Micrograph to load').setInputFiles(writeMicrograph('sem.tif'));
  await registration(page).getByText('3 more of at least three').waitFor();
  await screenshot(page, 'micrograph-loaded');
  const [first, second, third, fourth] = PLACES;
  await clickLandmark(page, first);
  await typeLandmark(page, second);
  await typeLandmark(page, third);
  // A click hits the micrograph within a px of the screen: the fourth landmark tells by how much.
  await registration(page).getByText('rms 0.000 µm').waitFor();
  await clickLandmark(page, fourth);
  await landmarks(page).getByRole('button', { name: 'Remove landmark 4' }).waitFor();
  const words = await registration(page).innerText();
  const said = /rms ([\d.]+) µm · ([\d.]+) × ([\d.]+) nm a px · turned ([\d.]+)° · shear (−?[\d.]+)°/.exec(
    words,
  );
  const [rms, scaleX, scaleY, turned, shear] = (said ?? []).slice(1).map((v) => Number(v.replace('−', '-')));
  expect(rms).toBeLessThan(0.1);
  expect(scaleX).toBeCloseTo(110, -1);
  expect(Math.abs((scaleX ?? 0) - 110)).toBeLessThan(2);
  expect(Math.abs((scaleY ?? 0) - 110)).toBeLessThan(2);
  expect(Math.abs((turned ?? 0) - 12)).toBeLessThan(1);
  expect(Math.abs(Math.abs(shear ?? 0) - 2)).toBeLessThan(1);
  const laid = await picture(page);
  expect(laid).not.toBe(bare);
  await nothingScrolls(page);
  await screenshot(page, 'micrograph-registered');

  await page.getByRole('checkbox', { name: 'Over the map' }).uncheck();
  await expect.poll(() => picture(page)).toBe(bare);
  await page.getByRole('checkbox', { name: 'Over the map' }).check();
  await expect.poll(() => picture(page)).toBe(laid);

  await landmarks(page).getByRole('button', { name: 'Remove landmark 4' }).click();
  await registration(page).getByText('rms 0.000 µm').waitFor();
  await page.keyboard.press('Control+z');
  await expect.poll(() => registration(page).innerText()).toBe(words);

  await tab(page, 'Correlation').click();
  await page.getByLabel('Map to compare with').selectOption({ label: 'Micrograph, grey' });
  const r = page.getByRole('group', { name: 'Correlation' }).getByRole('definition').first();
  await expect.poll(async () => Number(await r.innerText())).toBeGreaterThan(0.6);
  await screenshot(page, 'micrograph-correlation');

  await tab(page, 'Profile').click();
  await page.getByRole('button', { name: 'Through the middle' }).click();
  const profiles = page.getByRole('tabpanel', { name: 'Profile' });
  await profiles.getByRole('img', { name: 'Profile of Micrograph, grey' }).waitFor();
  const text = readFileSync(
    await saveDownload(page, profiles.getByRole('button', { name: 'Save .tsv' }), 'profile-both.tsv'),
    'utf8',
  );
  const [heads = '', ...rows] = text.trim().split('\n');
  expect(heads.split('\t').slice(-2)).toEqual(['micrograph/1', 'sd of it/1']);
  const greys = rows.map((row) => Number(row.split('\t').at(-2)));
  expect(Math.min(...greys)).toBeGreaterThan(5_000);
  expect(Math.max(...greys)).toBeLessThan(42_000);
  await screenshot(page, 'micrograph-profile');

  await tab(page, 'Regions').click();
  await page.getByRole('columnheader', { name: /^grey\s*mean$/ }).waitFor();
  await nothingScrolls(page);
  await screenshot(page, 'micrograph-regions');

  await page.getByRole('button', { name: 'Figure…' }).click();
  const sheet = page.getByRole('dialog', { name: 'Figure' });
  await sheet.getByRole('img', { name: /^The figure/ }).waitFor();
  await screenshot(page, 'micrograph-figure');
  const svg = readFileSync(
    await saveDownload(page, sheet.getByRole('button', { name: 'Save figure' }), 'overlay.svg'),
    'utf8',
  );
  expect(svg).toMatch(/class="overlay"[^>]*><image transform="matrix/);
  await sheet.getByRole('button', { name: 'Close' }).click();

  const file = await saveBundle(page, 'micrograph.h5');
  await page.reload();
  await openFile(page, file);
  await page.getByRole('button', { name: 'Close file' }).waitFor();
  await expect.poll(() => picture(page)).toBe(laid);
  await tab(page, 'Micrograph').click();
  await expect.poll(() => registration(page).innerText()).toBe(words);
});

test('greys of a micrograph select pixels, and its plane goes when it is removed', async ({ page }) => {
  await measure(page);
  const micrograph = readFileSync(writeMicrograph('dropped.tif'));
  await drop(page, 'dropped.tif', micrograph);
  await landmarks(page).waitFor();
  for (const place of PLACES) await typeLandmark(page, place);
  await tab(page, 'Maps').click();
  await page.getByRole('button', { name: 'Show Micrograph, grey' }).click();
  await page.getByRole('heading', { name: 'Micrograph, grey', exact: true }).waitFor();
  await tab(page, 'Histogram').click();
  await page.getByLabel(/^Select from/).fill('30000');
  await page.getByLabel(/^Select from/).press('Enter');
  const selection = page.getByRole('group', { name: 'Selected pixels' }).getByRole('status');
  await selection.getByText(`of ${String(SIDE ** 2)} pixels`).waitFor();
  const some = Number.parseInt(await selection.innerText(), 10);
  expect(some).toBeGreaterThan(40);
  expect(some).toBeLessThan(250);
  await screenshot(page, 'micrograph-selected');
  await page.getByRole('button', { name: 'Measure these…' }).click();
  const points = await page.getByLabel(/^Points, x and y/).inputValue();
  expect(points.split(';')).toHaveLength(some);
  await nothingScrolls(page);
  await screenshot(page, 'micrograph-path');
  await page.getByRole('region', { name: 'Path' }).getByRole('button', { name: 'Close' }).click();

  await tab(page, 'Micrograph').click();
  await page.getByRole('button', { name: 'Remove', exact: true }).click();
  await page.getByRole('heading', { name: 'Current', exact: true }).waitFor();
  await tab(page, 'Maps').click();
  await page.getByRole('button', { name: 'Show Micrograph, grey' }).waitFor({ state: 'detached' });
  await page.keyboard.press('Control+z');
  await page.getByRole('button', { name: 'Show Micrograph, grey' }).waitFor();

  await drop(page, 'torn.tif', micrograph.subarray(0, 200));
  const alert = page.getByRole('alert');
  await alert.getByText(/^torn\.tif is damaged/).waitFor();
  await alert.getByRole('button', { name: 'Dismiss' }).click();
  await drop(page, 'moving.gif', Uint8Array.of(0x47, 0x49, 0x46, 0x38));
  await alert.getByText('moving.gif is neither PNG nor TIFF nor JPEG.').waitFor();
  await alert.getByRole('button', { name: 'Dismiss' }).click();
  await drop(page, 'photo.jpg', JPEG_PHOTO);
  await tab(page, 'Micrograph').click();
  await page.getByRole('application', { name: /^Micrograph/ }).waitFor();
  await page.getByText('photo.jpg').first().waitFor();
});
