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
