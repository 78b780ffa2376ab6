import { readFile } from 'node:fs/promises';
import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import {
  connectSimulated,
  openFile,
  pressStart,
  saveBundle,
  saveDownload,
  setGrid,
  untilFinished,
} from './drive';
import { screenshot, test } from './harness';

const PIXELS = 144;

async function measure(page: Page, seed = 1): Promise<void> {
  await connectSimulated(page, seed, 'as fast as it can');
  await setGrid(page, 12, 12);
  await pressStart(page);
  await untilFinished(page, PIXELS, 120);
}

const largeMap = (page: Page): Locator => page.getByRole('application', { name: /^Map of/ });
const tab = (page: Page, name: string): Locator => page.getByRole('tab', { name: new RegExp(`^${name}`) });
const tool = (page: Page, name: string): Locator =>
  page.getByRole('toolbar', { name: 'Map tools' }).getByRole('button', { name, exact: true });
const operations = (page: Page): Locator => page.getByRole('list', { name: 'Operations' });
const regions = (page: Page): Locator => page.getByRole('table', { name: /^Regions of/ });

type Share = readonly [x: number, y: number];

/** Drags over an element, from and to shares of its size. */
async function drag(page: Page, over: Locator, from: Share, to: Share): Promise<void> {
  const box = await over.boundingBox();
  if (!box) throw new Error('It is not on the page.');
  const at = ([x, y]: Share): [number, number] => [box.x + x * box.width, box.y + y * box.height];
  await page.mouse.move(...at(from));
  await page.mouse.down();
  await page.mouse.move(...at([(from[0] + to[0]) / 2, (from[1] + to[1]) / 2]));
  await page.mouse.move(...at(to));
  await page.mouse.up();
}

async function clickAt(page: Page, on: Locator, [x, y]: Share): Promise<void> {
  const box = await on.boundingBox();
  if (!box) throw new Error('It is not on the page.');
  await page.mouse.click(box.x + x * box.width, box.y + y * box.height);
}

/** The picture of the large map, once it rests. */
async function picture(page: Page): Promise<string> {
  const take = (): Promise<string> =>
    largeMap(page)
      .locator('canvas')
      .evaluate((canvas) => (canvas as HTMLCanvasElement).toDataURL());
  for (;;) {
    const before = await take();
    await page.waitForTimeout(500);
    if ((await take()) === before) return before;
  }
}

async function nothingScrolls(page: Page): Promise<void> {
  const size = await page.evaluate(() => {
    const { scrollWidth, scrollHeight } = document.documentElement;
    return [scrollWidth, scrollHeight];
  });
  expect(size).toEqual([1440, 900]);
}

test('profile, regions and levelling are drawn, undone, saved with the bundle and there again', async ({
  page,
}) => {
  await measure(page);
  const measured = await picture(page);

  await tool(page, 'Profile line').click();
  await drag(page, largeMap(page), [0.1, 0.2], [0.9, 0.2]);
  const ends = page.getByRole('tabpanel', { name: 'Profile' });
  await ends.getByRole('img', { name: /^Profile of D/ }).waitFor();
  await ends.getByLabel('Profile width, µm').fill('1');
  await ends.getByLabel('Profile width, µm').press('Enter');
  await ends.getByText('± sd across').waitFor();
  const profile = await readFile(
    await saveDownload(page, ends.getByRole('button', { name: 'Save .tsv' }), 'profile.tsv'),
    'utf8',
  );
  const [heads, ...rows] = profile.trim().split('\n');
  expect(heads).toBe('distance/m\tdiffusion_coefficient/m2/s\tsd/m2/s\tn');
  expect(rows.length).toBeGreaterThanOrEqual(10);
  expect(Number(rows.at(-1)?.split('\t')[0])).toBeGreaterThan(3.5e-6);

  await tool(page, 'Rectangle').click();
  await drag(page, largeMap(page), [0, 0.5], [0.5, 1]);
  await tool(page, 'Polygon').click();
  for (const corner of [
    [0.6, 0.1],
    [0.95, 0.1],
    [0.95, 0.6],
  ] as const) {
    await clickAt(page, largeMap(page), corner);
  }
  await page.keyboard.press('Enter');
  const quarter = regions(page).getByRole('row', { name: /Name of region 1|Select region 1/ });
  await quarter.waitFor();
  expect(await quarter.getByRole('cell').first().innerText()).toBe('36');
  await regions(page).getByRole('radio', { name: 'Select region 2' }).waitFor();
  await nothingScrolls(page);
  await screenshot(page, 'workspace-regions');

  await page.getByRole('button', { name: 'Select none' }).click();
  await tab(page, 'Operations').click();
  await page.getByRole('button', { name: 'Plane', exact: true }).click();
  await operations(page).getByText('Level D by a plane').waitFor();
  const levelled = await picture(page);
  expect(levelled).not.toBe(measured);
  await page.keyboard.press('Control+z');
  await operations(page).waitFor({ state: 'detached' });
  expect(await picture(page)).toBe(measured);
  await page.keyboard.press('Control+Shift+z');
  await operations(page).getByText('Level D by a plane').waitFor();
  expect(await picture(page)).toBe(levelled);
  await screenshot(page, 'workspace-operations');

  const file = await saveBundle(page, 'workspace.h5');
  await page.reload();
  await openFile(page, file);
  await page.getByRole('button', { name: 'Close file' }).waitFor();
  expect(await picture(page)).toBe(levelled);
  await tab(page, 'Regions').click();
  await regions(page).getByRole('radio', { name: 'Select region 2' }).waitFor();
  await tab(page, 'Operations').click();
  await page.getByRole('button', { name: 'Remove: Level D by a plane' }).click();
  expect(await picture(page)).toBe(measured);
});

/** A number as the page writes it: `−2.47 × 10⁻¹¹`. */
function numberIn(text: string): number {
  const [digits = '', power = ''] = text.replace(/[\s\u2009\u202f]/g, '').split('×10');
  const exponent = power
    .replace('⁻', '-')
    .replace(/[⁰¹²³⁴-⁹]/g, (digit) => String('⁰¹²³⁴⁵⁶⁷⁸⁹'.indexOf(digit)));
  return Number(`${digits.replace('−', '-')}e${exponent || '0'}`);
}

/** The samples of a simple field of Gwyddion, the top row first, and its header. */
function readSimpleField(bytes: Buffer): { header: string; samples: number[] } {
  const end = bytes.indexOf(0);
  const from = (end + 4) & ~3;
  const samples = Array.from({ length: (bytes.length - from) / 4 }, (_, k) =>
    bytes.readFloatLE(from + 4 * k),
  );
  return { header: bytes.toString('utf8', 0, end), samples };
}

/** The size and the numbers of a data field of a Gwyddion file. */
function readField(bytes: Buffer, key: string): { size: number[]; numbers: number[] } {
  const from = bytes.indexOf(`${key}\0oGwyDataField\0`);
  expect(from).toBeGreaterThan(0);
  const after = (name: string): number => bytes.indexOf(name, from) + name.length;
  const at = after('data\0D');
  return {
    size: ['xres\0i', 'yres\0i'].map((name) => bytes.readUInt32LE(after(name))),
    numbers: Array.from({ length: bytes.readUInt32LE(at) }, (_, k) => bytes.readDoubleLE(at + 4 + 8 * k)),
  };
}

test('maps are saved for other programs as they are looked at, levelled and with pixels hidden', async ({
  page,
}) => {
  await measure(page);
  await tab(page, 'Operations').click();
  await page.getByRole('button', { name: 'Plane', exact: true }).click();
  await operations(page).getByText('Level D by a plane').waitFor();
  await tool(page, 'Rectangle').click();
  await drag(page, largeMap(page), [0, 0], [0.5, 0.5]);
  await tab(page, 'Regions').click();
  await page.getByRole('button', { name: 'Hide', exact: true }).click();
  await page.getByRole('button', { name: 'Data table' }).click();
  const table = page.getByRole('dialog', { name: 'D', exact: true });
  await table.getByLabel('Row').fill('0');
  const shown = (await table.getByRole('row').allInnerTexts())
    .slice(1)
    .map((row) => numberIn(row.split('\t')[2] ?? ''));
  await table.getByRole('button', { name: 'Close' }).click();

  const save = async (name: string, file: string): Promise<Buffer> => {
    await page.getByRole('button', { name: 'Save as…' }).click();
    const choices = page.getByRole('group', { name: 'Save as' });
    if (file === 'shown.gwy') await screenshot(page, 'workspace-save-as');
    return readFile(await saveDownload(page, choices.getByRole('button', { name }), file));
  };
  const text = (await save('Text .tsv, this map', 'shown.tsv')).toString('utf8');
  const [head, ...lines] = text.trimEnd().split('\n');
  expect(head?.split('\t').slice(0, 3)).toEqual(['x (m)', 'y (m)', 'diffusion_coefficient (m2/s)']);
  const values = lines.map((line) => Number(line.split('\t')[2]));
  expect(values).toHaveLength(PIXELS);
  expect(shown).toHaveLength(12);
  expect(shown.some(Number.isFinite)).toBe(true);
  shown.forEach((number, k) => {
    const saved = (values[k] ?? NaN) * 1e4;
    if (Number.isFinite(number)) expect(Math.abs(saved / number - 1)).toBeLessThan(1e-3);
    else expect(saved).toBeNaN();
  });
  const downward = Array.from({ length: 12 }, (_, k) => values.slice(132 - 12 * k, 144 - 12 * k)).flat();
  const hidden = downward.map((value) => (Number.isNaN(value) ? 1 : 0));
  for (const row of [0, 1, 2, 3, 4, 5]) {
    expect(hidden.slice(12 * row, 12 * row + 6)).toEqual([1, 1, 1, 1, 1, 1]);
  }

  const field = readSimpleField(await save('Gwyddion simple field .gsf, this map', 'shown.gsf'));
  expect(field.header).toMatch(/^Gwyddion Simple Field 1\.0\nXRes = 12\nYRes = 12\n/);
  expect(field.header).toContain('\nZUnits = m^2/s\n');
  expect(field.samples).toEqual(downward);

  const all = await save('Gwyddion .gwy, all maps', 'shown.gwy');
  expect(all.toString('latin1', 0, 4)).toBe('GWYP');
  const [, channel = ''] = /\/(\d+)\/data\/title\0sD\0/.exec(all.toString('latin1')) ?? [];
  const { size, numbers } = readField(all, `/${channel}/data`);
  expect(size).toEqual([12, 12]);
  expect(readField(all, `/${channel}/mask`).numbers).toEqual(hidden);
  numbers.forEach((number, k) => {
    if (hidden[k] === 0) expect(number).toBe(downward[k]);
  });
});

test('pixels that are selected in a histogram, a scatter or a region are the same on all', async ({
  page,
}) => {
  await measure(page);
  await tab(page, 'Histogram').click();
  const selection = page.getByRole('group', { name: 'Selected pixels' }).getByRole('status');
  await drag(page, page.getByRole('img', { name: 'Histogram of D' }), [0.3, 0.3], [0.6, 0.4]);
  await selection.getByText(`of ${String(PIXELS)} pixels`).waitFor();
  const some = Number.parseInt(await selection.innerText(), 10);
  expect(some).toBeGreaterThan(0);
  expect(some).toBeLessThan(PIXELS);
  await page.getByLabel(/^Select from/).fill('0');
  await page.getByLabel(/^Select from/).press('Enter');
  await page.getByLabel(/^Select to/).fill('1');
  await page.getByLabel(/^Select to/).press('Enter');
  await selection.getByText('100.0 %').waitFor();
  await screenshot(page, 'workspace-histogram');

  await tab(page, 'Correlation').click();
  await page.getByLabel('Map to compare with').selectOption({ label: 'D, textbook line' });
  const numbers = page.getByRole('group', { name: 'Correlation' });
  const r = numbers.getByRole('definition').first();
  await expect.poll(async () => Number(await r.innerText())).toBeGreaterThan(0.9);
  await drag(page, page.getByRole('img', { name: /against D$/ }), [0.15, 0.1], [0.6, 0.8]);
  await numbers.getByText('selected').waitFor();
  await page.getByRole('button', { name: 'Select none' }).click();
  await numbers.getByText('selected').waitFor({ state: 'detached' });
  await tool(page, 'Rectangle').click();
  await drag(page, largeMap(page), [0, 0], [0.5, 0.5]);
  await numbers.getByText('selected').waitFor();
  await selection.getByText(`36 of ${String(PIXELS)} pixels`).waitFor();
  await nothingScrolls(page);
  await screenshot(page, 'workspace-correlation');

  await page.getByRole('button', { name: 'Hide', exact: true }).click();
  await numbers.getByText('108', { exact: true }).waitFor();
  await page.keyboard.press('Control+z');
  await numbers.getByText(String(PIXELS), { exact: true }).waitFor();
});

test('a movie of the planes, limits that are fixed or linked, and a part of the map seen large', async ({
  page,
}) => {
  await measure(page);
  await page.getByRole('button', { name: 'Show Cathodic peak, 1.25 V/s' }).click();
  const movie = page.getByRole('group', { name: 'Planes of Cathodic peak' });
  await movie.getByRole('slider', { name: 'Plane' }).press('End');
  await movie.getByText('20 V/s', { exact: true }).waitFor();
  await movie.getByRole('button', { name: 'Play' }).click();
  await movie.getByText('2.5 V/s', { exact: true }).waitFor();
  const drawn = await page
    .getByRole('group', { name: 'All maps' })
    .locator('canvas')
    .evaluateAll((all) =>
      all.map((element) => {
        const canvas = element as HTMLCanvasElement;
        const context = canvas.getContext('2d');
        return context?.getImageData(0, 0, canvas.width, canvas.height).data.some((byte) => byte > 0);
      }),
    );
  expect(drawn).not.toContain(false);
  await movie.getByRole('button', { name: 'Hold' }).click();

  await largeMap(page).hover({ position: { x: 40, y: 40 } });
  const trace = page.getByRole('img', { name: /^Column \d+, row \d+$/ });
  const under = await trace.getAttribute('aria-label');
  await largeMap(page).hover({ position: { x: 200, y: 200 } });
  await expect.poll(() => trace.getAttribute('aria-label')).not.toBe(under);
  await clickAt(page, largeMap(page), [0.3, 0.3]);
  await clickAt(page, trace, [0.95, 0.5]);
  await movie.getByText('20 V/s', { exact: true }).waitFor();
  await clickAt(page, trace, [0.05, 0.5]);
  await movie.getByText('1.25 V/s', { exact: true }).waitFor();
  const free = await picture(page);
  await page.getByRole('checkbox', { name: 'linked' }).check();
  expect(await picture(page)).not.toBe(free);
  await page.getByLabel('Colour limits').selectOption('fixed');
  await page.getByLabel(/^Lowest colour/).fill('-100');
  await page.getByLabel(/^Lowest colour/).press('Enter');
  await page.getByRole('img', { name: /^Colours from −100(?:\.0+)? to/ }).waitFor();
  await nothingScrolls(page);

  const whole = await picture(page);
  await largeMap(page).hover();
  await page.mouse.wheel(0, -500);
  await page.getByRole('button', { name: 'Whole map' }).waitFor();
  const part = await picture(page);
  await tool(page, 'Hand').click();
  await drag(page, largeMap(page), [0.5, 0.5], [0.8, 0.4]);
  expect(new Set([whole, part, await picture(page)]).size).toBe(3);
  await screenshot(page, 'workspace-zoomed');
  await largeMap(page).dblclick();
  expect(await picture(page)).toBe(whole);
});

test('another run is registered and taken off, and what needs it says so without it', async ({ page }) => {
  await measure(page);
  const file = await saveBundle(page, 'second.h5');
  await tab(page, 'Operations').click();
  await page.getByLabel('Second run to open').setInputFiles(file);
  const second = page.getByRole('region', { name: 'With a second run' });
  await second.getByRole('button', { name: 'Register' }).click();
  await second.getByText(`r 1.000 over ${String(PIXELS)} pixels`).waitFor();
  await second.getByRole('button', { name: 'Difference' }).click();
  await page.getByRole('heading', { name: 'D − Diffusion map, 12 × 12', exact: true }).waitFor();
  await clickAt(page, largeMap(page), [0.3, 0.3]);
  const reading = page
    .getByRole('region', { name: 'Maps' })
    .getByText(/^Column \d+, row \d+ · x/)
    .first();
  expect(await reading.evaluate((it) => it.scrollWidth <= it.clientWidth)).toBe(true);
  await screenshot(page, 'workspace-difference');
  const kept = await saveBundle(page, 'difference.h5');
  await page.reload();
  await openFile(page, kept);
  await tab(page, 'Operations').click();
  await operations(page).getByText('not shown: open that run again').waitFor();
  await page.getByRole('heading', { name: 'D', exact: true }).waitFor();
});
