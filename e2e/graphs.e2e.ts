/** What stands beside maps and is no plain plot: images over two axes, with their readout and their figure. */
import { readFile } from 'node:fs/promises';
import { expect } from 'vitest';
import { pressStart, saveDownload, setField, untilFinished } from './drive';
import { screenshot, test } from './harness';

const POINTS = 12;

test('the current over a line and its height is an image that is read, coloured and saved', async ({
  page,
}) => {
  await page
    .getByRole('button', { name: 'Set up Graphite under electrolyte, current in XZ', exact: true })
    .click();
  await setField(page, 'Points', POINTS);
  await pressStart(page);
  await untilFinished(page, POINTS, 120);
  await page.getByRole('button', { name: 'Whole run' }).click();
  const findings = page.getByRole('region', { name: 'Findings' });
  const figure = findings.getByRole('figure', { name: 'Current over x and z' });
  const image = figure.getByRole('application', { name: 'i over x and z' });
  await image.waitFor({ timeout: 20_000 });

  await image.focus();
  await page.keyboard.press('ArrowUp');
  const words = await figure.getByRole('status').innerText();
  expect(words.replace(/\s/g, ' ')).toMatch(/^x [\d.]+ µm, z [\d.]+ nm: 6\.[12]\d* nA$/);
  await page.keyboard.press('Shift+ArrowRight');
  expect(await figure.getByRole('status').innerText()).not.toBe(words);

  const limits = figure.getByRole('combobox', { name: 'Colour limits of Current over x and z' });
  const pixels = (): Promise<string> =>
    image.locator('canvas').evaluate((canvas) => (canvas as HTMLCanvasElement).toDataURL());
  const before = await pixels();
  await limits.selectOption({ label: '10–90 %' });
  await expect.poll(pixels).not.toBe(before);

  await page.getByRole('button', { name: 'Figure…' }).click();
  const sheet = page.getByRole('dialog', { name: 'Figure' });
  await sheet.getByRole('group', { name: 'Plots' }).getByRole('checkbox').first().check();
  await screenshot(page, 'figure-image');
  const save = sheet.getByRole('button', { name: 'Save figure' });
  const svg = await readFile(await saveDownload(page, save, 'figure-image.svg'), 'utf8');
  expect(svg).toContain('>z / nm</text>');
  expect(svg).toContain('>i / nA</text>');
});
