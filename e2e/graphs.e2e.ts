/** Plots whose series are hidden and shown, and images over two axes with their readout and their figure. */
import { readFile } from 'node:fs/promises';
import { expect } from 'vitest';
import { pressStart, saveDownload, setField, setUp, untilFinished } from './drive';
import { screenshot, test } from './harness';

const POINTS = 12;
const RATES = ['0.001 V/s', '0.01 V/s', '0.1 V/s', '1 V/s'];

test('the current over a line and its height is an image that is read, coloured and saved', async ({
  page,
}) => {
  await setUp(page, 'Graphite under electrolyte, current in XZ');
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

test('the slow voltammograms are seen where the fast ones are hidden, and each alone', async ({ page }) => {
  await setUp(page, 'LFP particle, voltammograms at 1–1000 mV/s');
  await pressStart(page);
  await page.getByText('finished, 1 hop', { exact: true }).waitFor({ timeout: 60_000 });
  for (const pane of ['Pixel', 'Points']) {
    const figure = page
      .getByRole('region', { name: pane })
      .getByRole('figure', { name: 'Voltammograms', exact: true });
    const entry = (name: string) => figure.getByRole('button', { name, exact: true });
    const pressed = async (): Promise<(string | null)[]> =>
      Promise.all(RATES.map((rate) => entry(rate).getAttribute('aria-pressed')));
    const axis = () => figure.getByRole('img').locator('text').allTextContents();
    await entry('1 V/s').waitFor({ timeout: 20_000 });
    const whole = await axis();

    await entry('1 V/s').click();
    await expect.poll(axis).not.toEqual(whole);
    expect(await pressed()).toEqual(['true', 'true', 'true', 'false']);
    await entry('1 V/s').click();
    await expect.poll(axis).toEqual(whole);

    await entry('0.001 V/s').dblclick();
    await expect.poll(pressed).toEqual(['true', 'false', 'false', 'false']);
    await expect.poll(axis).not.toEqual(whole);
    await screenshot(page, `series-alone-${pane.toLowerCase()}`);
    await entry('0.001 V/s').click({ modifiers: ['Alt'] });
    await expect.poll(axis).toEqual(whole);
    expect(await pressed()).toEqual(['true', 'true', 'true', 'true']);
  }
});
