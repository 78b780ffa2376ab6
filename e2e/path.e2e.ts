import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { pressStart, setField, setGrid, setUp, untilFinished } from './drive';
import { screenshot, test } from './harness';

test('a path is seen before the start, and over the map after it', async ({ page }) => {
  await setUp(page, 'LFP composite, open circuit');
  await page.getByRole('img', { name: /^Path through 4\s096 points$/ }).waitFor();
  await page.getByText('All of it lies within the travel of a stage of 100 µm.').waitFor();
  await page.getByLabel('Order', { exact: true }).selectOption({ label: 'spiral outward' });
  await setGrid(page, 12, 12);
  await page.getByLabel('Only inside of a polygon').fill('43 43; 57 43; 57 50; 50 57; 43 57');
  const drawing = page.getByRole('img', { name: /^Path through 1\d\d points$/ });
  await drawing.waitFor();
  await screenshot(page, 'path');
  await setField(page, 'Left edge x', 92);
  await page.getByText('the centre of no pixel lies inside').first().waitFor();
  await page.getByLabel('Only inside of a polygon').fill('');
  await page.getByText('72 points lie beyond the travel of a stage of 100 µm.').waitFor();
  await setField(page, 'Left edge x', 42.5);
  const size = await page.evaluate(() => {
    const { scrollWidth, scrollHeight } = document.documentElement;
    return [scrollWidth, scrollHeight];
  });
  expect(size).toEqual([1440, 900]);
  await setGrid(page, 4, 4);
  await pressStart(page);
  await page.getByRole('region', { name: 'Maps' }).waitFor();
  await untilFinished(page, 16, 60);
  await page.getByRole('button', { name: 'Show the path' }).click();
  await page.getByText('Beneath lies the last map').waitFor();
  await page.emulateMedia({ colorScheme: 'dark' });
  await screenshot(page, 'path-over-map');
  await page.getByRole('button', { name: 'Close', exact: true }).click();
  await page.getByRole('region', { name: 'Maps' }).waitFor();
  await page.getByRole('application', { name: /^Map of/ }).click();
  await page.getByRole('button', { name: 'Measure here…' }).click();
  await page.getByRole('img', { name: 'Path through 1 point' }).waitFor();
  await screenshot(page, 'path-of-a-point');
});

/** Goes to a place of the picture, in shares of its width and height from the upper left corner. */
async function goTo(page: Page, x: number, y: number): Promise<void> {
  const box = await page.getByRole('img', { name: /^(Path through|No path)/ }).boundingBox();
  if (!box) throw new Error('There is no picture of the path.');
  await page.mouse.move(box.x + x * box.width, box.y + y * box.height);
}

/** Drags from one place of the picture to another. */
async function drag(
  page: Page,
  from: readonly [number, number],
  to: readonly [number, number],
): Promise<void> {
  await goTo(page, ...from);
  await page.mouse.down();
  await goTo(page, ...to);
  await page.mouse.up();
}

async function clickAt(page: Page, x: number, y: number): Promise<void> {
  await goTo(page, x, y);
  await page.mouse.down();
  await page.mouse.up();
}

const textOf = (page: Page, label: string): Promise<string> =>
  page.getByLabel(new RegExp(`^${label}(,|$)`)).inputValue();
const valueOf = async (page: Page, label: string): Promise<number> => Number(await textOf(page, label));

test('a path is drawn over the map that was measured', async ({ page }) => {
  await setUp(page, 'LFP composite, open circuit');
  await setGrid(page, 4, 4);
  await pressStart(page);
  await untilFinished(page, 16, 60);
  await page.getByRole('button', { name: 'Show the path' }).click();
  await page.getByText('Drag to draw the rectangle.').waitFor();

  // The frame is by 6 % wider than the grid of 15 µm about 50 µm, 50 µm and its droplets.
  await drag(page, [0.8, 0.75], [0.2, 0.25]);
  const [left, wide] = [await valueOf(page, 'Left edge x'), await valueOf(page, 'Width')];
  const [low, high] = [await valueOf(page, 'Lower edge y'), await valueOf(page, 'Height')];
  expect(wide).toBeCloseTo(0.6 * 1.06 * 15.1, 1);
  expect(high).toBeCloseTo(0.5 * 1.06 * 15.1, 1);
  expect(left + wide / 2).toBeCloseTo(50, 1);
  expect(low + high / 2).toBeCloseTo(50, 1);
  expect(await textOf(page, 'Columns')).toBe('4');

  await page.getByRole('button', { name: 'Line', exact: true }).click();
  await page.getByText('Drag to draw the line.').waitFor();
  await drag(page, [0.2, 0.5], [0.8, 0.25]);
  await page.getByRole('img', { name: 'Path through 21 points' }).waitFor();
  // The frame stands still while it is drawn in.
  expect(await valueOf(page, 'Line from x')).toBeCloseTo(left, 1);
  expect(await valueOf(page, 'Line to x')).toBeCloseTo(left + wide, 1);
  expect(await valueOf(page, 'from y')).toBeCloseTo(50, 1);
  expect(await valueOf(page, 'to y')).toBeCloseTo(low + high, 1);
  await screenshot(page, 'path-drawn-line');

  const end = await textOf(page, 'Line to x');
  await goTo(page, 0.1, 0.1);
  await page.mouse.down();
  await goTo(page, 0.6, 0.6);
  await page.keyboard.press('Escape');
  await page.mouse.up();
  expect(await textOf(page, 'Line to x')).toBe(end);
  expect(await textOf(page, 'Points')).toBe('21');
});

test('a click adds a point to a list and takes it away again, or sets the only one', async ({ page }) => {
  await setUp(page, 'LFP composite, voltammograms at 0.1–100 V/s');
  await page.getByText('click to add a point, or on a point to take it away').waitFor();
  const points = (): Promise<string> => textOf(page, 'Points, x and y');
  const published = await points();
  await clickAt(page, 0.25, 0.75);
  const added = await points();
  expect(added).toMatch(new RegExp(`^${published}; 4\\d(\\.\\d{1,3})? 4\\d(\\.\\d{1,3})?$`));
  // The wheel shows more of the stage.
  await page.mouse.wheel(0, 1000);
  await page.getByText('10 µm', { exact: true }).waitFor();
  await clickAt(page, 0.1, 0.9);
  expect(await points()).toMatch(new RegExp(`^${added}; 3\\d(\\.\\d{1,3})? 3\\d(\\.\\d{1,3})?$`));
  await page.getByRole('img', { name: 'Path through 4 points' }).waitFor();
  await screenshot(page, 'path-clicked-points');
  await clickAt(page, 0.1, 0.9);
  expect(await points()).toBe(added);

  await drag(page, [0.25, 0.25], [0.75, 0.25]);
  expect(await page.getByLabel('Measured at').inputValue()).toBe('line');
  expect(await textOf(page, 'from y')).toBe(await textOf(page, 'to y'));

  await page
    .getByRole('combobox', { name: 'Experiment' })
    .selectOption('height-over-time/hard-carbon-height');
  await page.getByText('Click to set the point.').waitFor();
  const [x, y] = [await valueOf(page, 'At x'), await valueOf(page, 'and y')];
  await clickAt(page, 0.75, 0.25);
  expect(await valueOf(page, 'At x')).toBeGreaterThan(x);
  expect(await valueOf(page, 'and y')).toBeGreaterThan(y);
});
