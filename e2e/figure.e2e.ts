import { readFile } from 'node:fs/promises';
import { decode } from 'fast-png';
import { unzipSync } from 'fflate';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { connectSimulated, pressStart, saveDownload, setGrid, untilFinished } from './drive';
import { screenshot, test } from './harness';

const SIDE = 8;

/** Colours at the middle of every pixel of the large map, row by row from its upper edge. */
const screenColours = (page: Page): Promise<number[][]> =>
  page
    .getByRole('application', { name: /^Map of/ })
    .locator('canvas')
    .evaluate((element, side) => {
      const canvas = element as HTMLCanvasElement;
      const context = canvas.getContext('2d');
      const at = (k: number, length: number): number => Math.floor(((k + 0.5) / side) * length);
      return Array.from({ length: side * side }, (_, k) => {
        const [x, y] = [at(k % side, canvas.width), at(Math.floor(k / side), canvas.height)];
        return [...(context?.getImageData(x, y, 1, 1).data ?? [])];
      });
    }, SIDE);

function mapColours(svg: string): number[][] {
  const [, base64 = ''] = /data:image\/png;base64,([^"]+)/.exec(svg) ?? [];
  const { data, width, height } = decode(Buffer.from(base64, 'base64'));
  expect([width, height]).toEqual([SIDE, SIDE]);
  return Array.from({ length: SIDE * SIDE }, (_, k) => [...data.subarray(4 * k, 4 * k + 4)]);
}

test('maps and plots are saved as one figure, in the colours of the screen', async ({ page }) => {
  await connectSimulated(page, 1, 'as fast as it can');
  await setGrid(page, SIDE, SIDE);
  await pressStart(page);
  await untilFinished(page, SIDE * SIDE, 120);
  await page.getByRole('application', { name: /^Map of/ }).click();
  await page.getByRole('button', { name: 'Figure…' }).click();
  const sheet = page.getByRole('dialog', { name: 'Figure' });
  const save = sheet.getByRole('button', { name: 'Save figure' });
  await sheet.getByRole('img', { name: /^The figure, 85 mm wide/ }).waitFor();

  const single = await readFile(await saveDownload(page, save, 'figure-map.svg'), 'utf8');
  expect(single).toMatch(/^<svg [^>]*width="85mm"/);
  expect(single).not.toContain('class="letter"');
  expect(mapColours(single)).toEqual(await screenColours(page));
  await sheet.getByRole('status').getByText('.svg saved').waitFor();

  await sheet.getByRole('button', { name: '170 mm, two columns' }).click();
  const maps = sheet.getByRole('group', { name: 'Maps' }).getByRole('checkbox');
  for (const k of [1, 2]) await maps.nth(k).check();
  await sheet.getByRole('group', { name: 'Plots' }).getByRole('checkbox').first().check();
  await sheet.getByRole('img', { name: /^The figure, 170 mm wide/ }).waitFor();
  await screenshot(page, 'figure-sheet');
  await sheet.getByLabel('Format').selectOption('PNG');
  await sheet.getByLabel('Resolution, dpi').fill('300');
  const png = decode(await readFile(await saveDownload(page, save, 'figure-set.png')), { checkCrc: true });
  expect(png.width).toBe(Math.round((170 / 25.4) * 300));
  expect(png.resolution).toEqual({ x: 11811, y: 11811, unit: 1 });
  expect([...png.data.subarray(0, 3)]).toEqual([255, 255, 255]);

  await sheet.getByLabel('Width, mm', { exact: true }).fill('20');
  await sheet.getByRole('status').getByText('from 40 to 400 mm').waitFor();
  expect(await save.isDisabled()).toBe(true);
});

test('what is shown of a map that is seen large is saved, or the whole of it', async ({ page }) => {
  await connectSimulated(page, 1, 'as fast as it can');
  await setGrid(page, SIDE, SIDE);
  await pressStart(page);
  await untilFinished(page, SIDE * SIDE, 120);
  const map = page.getByRole('application', { name: /^Map of/ });
  await map.click();
  const sheet = page.getByRole('dialog', { name: 'Figure' });
  const open = async (): Promise<void> => {
    await page.getByRole('button', { name: 'Figure…' }).click();
    await sheet.getByRole('img', { name: /^The figure/ }).waitFor();
  };
  const extent = sheet.getByRole('combobox', { name: 'Of each map' });
  await open();
  expect(await extent.count()).toBe(0);
  await sheet.getByRole('button', { name: 'Close' }).click();

  await map.press('+');
  await map.press('+');
  await page.getByRole('button', { name: 'Whole map' }).waitFor();
  await open();
  await screenshot(page, 'figure-part');
  const save = sheet.getByRole('button', { name: 'Save figure' });
  const part = await readFile(await saveDownload(page, save, 'figure-part.svg'), 'utf8');
  await extent.selectOption('the whole');
  const whole = await readFile(await saveDownload(page, save, 'figure-whole.svg'), 'utf8');
  expect(part).toContain('class="part"');
  expect(whole).not.toContain('class="part"');
  expect(mapColours(part)).toEqual(mapColours(whole));
  const ticks = (svg: string): number[] => {
    const [, axis = ''] = /<g class="x axis">(.*?)<\/g>/s.exec(svg) ?? [];
    return [...axis.matchAll(/>([\d.]+)<\/text>/g)].map(([, text]) => Number(text));
  };
  const [few, all] = [ticks(part), ticks(whole)];
  expect(Math.min(...few)).toBeGreaterThan(Math.min(...all));
  expect(Math.max(...few)).toBeLessThan(Math.max(...all));
});

test('frames of a movie are saved as snapshots at typed times, and all of them in one archive', async ({
  page,
}) => {
  await connectSimulated(page, 1, 'as fast as it can');
  const experiment = page.getByRole('combobox', { name: 'Experiment' });
  await experiment.selectOption({ label: 'LFP composite at +5 pA' });
  await setGrid(page, SIDE, SIDE);
  await pressStart(page);
  await untilFinished(page, SIDE * SIDE, 240);
  const movie = page.getByRole('group', { name: 'Planes of Potential' });
  await movie.getByRole('slider', { name: 'Plane' }).press('End');
  await movie.getByText('600\u00a0ms', { exact: true }).waitFor();
  await movie.getByRole('button', { name: 'Frames…' }).click();
  const sheet = page.getByRole('dialog', { name: 'Figure' });
  await sheet.getByRole('checkbox', { name: 'Potential, 600 ms', checked: true }).waitFor();

  await sheet.getByRole('button', { name: '170 mm, two columns' }).click();
  const times = sheet.getByRole('textbox', { name: 'Snapshots of Potential at, ms' });
  await times.fill('0 275 600');
  await sheet.getByText('There is no frame at 275 ms: the nearest is at 250 ms.').waitFor();
  await times.fill('0 250 600');
  await expect
    .poll(() => sheet.getByRole('group', { name: 'Maps' }).getByRole('checkbox', { checked: true }).count())
    .toBe(3);
  await screenshot(page, 'figure-snapshots');
  const save = sheet.getByRole('button', { name: 'Save figure' });
  const svg = await readFile(await saveDownload(page, save, 'figure-snapshots.svg'), 'utf8');
  for (const time of ['0', '250', '600']) expect(svg).toContain(`>Potential, ${time}\u00a0ms</text>`);

  await sheet.getByRole('button', { name: '85 mm, one column' }).click();
  await sheet.getByLabel('Format').selectOption('PNG');
  await sheet.getByLabel('Resolution, dpi').fill('150');
  const all = sheet.getByRole('button', { name: 'Save all 12 frames' });
  const files = unzipSync(await readFile(await saveDownload(page, all, 'figure-frames.zip')));
  const names = Object.keys(files);
  expect(names).toHaveLength(12);
  expect(names).toEqual([...names].sort());
  expect([names[0], names[11]]).toEqual(['frame-01-0-ms.png', 'frame-12-600-ms.png']);
  const frames = Object.values(files).map((file) => decode(file, { checkCrc: true }));
  expect(new Set(frames.map(({ width, height }) => `${String(width)} × ${String(height)}`)).size).toBe(1);
  expect(frames[0]?.width).toBe(Math.round((85 / 25.4) * 150));
  expect(frames[0]?.data).not.toEqual(frames[11]?.data);
});

test('a run over points is drawn as a plot of them', async ({ page }) => {
  await connectSimulated(page, 1, 'as fast as it can');
  const experiment = page.getByRole('combobox', { name: 'Experiment' });
  await experiment.selectOption({ label: 'LTO film, peaks against √v up to 25 V/s' });
  await page.getByLabel('Points, x and y').fill('50 50; 45 50; 48 47');
  await pressStart(page);
  await untilFinished(page, 3, 240);
  await page.getByRole('button', { name: 'Point 2' }).click();
  const peaks = page.getByRole('table').filter({ hasText: 'prom.' });
  await peaks.getByText('pa1').first().waitFor();
  const [wide, room] = await peaks.evaluate((table) => [
    table.getBoundingClientRect().right,
    table.parentElement?.getBoundingClientRect().right ?? 0,
  ]);
  expect(wide).toBeLessThanOrEqual(room ?? 0);
  await page.getByRole('button', { name: 'Figure…' }).click();
  const sheet = page.getByRole('dialog', { name: 'Figure' });
  await sheet.getByRole('img', { name: /^The figure, 85 mm wide/ }).waitFor();
  await screenshot(page, 'figure-points');
  const save = sheet.getByRole('button', { name: 'Save figure' });
  const svg = await readFile(await saveDownload(page, save, 'figure-points.svg'), 'utf8');
  expect(svg).toContain('>point</text>');
  for (const point of [1, 2, 3]) expect(svg).toContain(`>${String(point)}</text>`);
  expect(svg).not.toContain('>1.5</text>');
  expect(svg).not.toContain('<image');
});
