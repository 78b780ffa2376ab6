/** Voltammograms of other instruments in the page: opened, told about, analysed, closed. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { chiText, coupleCycle, palmsensText } from '../fixtures/recorded-couple';
import { ROOT } from '../scripts/setup.mjs';
import {
  connectSimulated,
  openFile,
  pressStart,
  saveDownload,
  setField,
  setGrid,
  stateLine,
  untilFinished,
} from './drive';
import { screenshot, test } from './harness';

const FOLDER = join(ROOT, 'test-results', 'recorded-files');

function written(name: string, text: string): string {
  mkdirSync(FOLDER, { recursive: true });
  const path = join(FOLDER, name);
  writeFileSync(path, text);
  return path;
}

/** The rate is told by the name alone, or not at all. */
const palmsens = (name: string, scanRate: number): string =>
  written(name, palmsensText(coupleCycle(scanRate)));

/** As CH Instruments' program writes where cathodic currents are positive. */
function chi(name: string, scanRate: number): string {
  const { potential, current } = coupleCycle(scanRate);
  return written(name, chiText(scanRate, { potential, current: current.map((i) => -i) }));
}

const [slow, middle] = [palmsens('couple_10mVs.csv', 0.01), palmsens('couple_40mVs.csv', 0.04)] as const;
const unrated = palmsens('couple.csv', 0.16);
const turned = chi('chi.txt', 0.16);
const wrong = written('shopping.txt', 'milk\r\nbread\r\n');

const analysis = (page: Page): Locator => page.getByRole('region', { name: 'Analysis' });
const form = (page: Page): Locator => page.getByRole('region', { name: 'Recorded voltammograms' });

async function tellCell(page: Page): Promise<void> {
  await form(page).getByLabel('Electrode area, cm²').fill('0.07');
  await form(page).getByLabel('Concentration, mM').fill('1');
}

/** D and its standard deviation, cm²/s, of a headline like `D 7.01(3) × 10⁻⁶ cm²/s`. */
async function shownD(page: Page): Promise<{ readonly value: number; readonly error: number }> {
  const headline = analysis(page).getByText(/^D \d/);
  await headline.waitFor();
  const text = await headline.innerText();
  const [, whole = '', digits = '', power = ''] = /^D ([\d.]+)\((\d+)\) × 10⁻([⁰¹²³⁴-⁹]+)/.exec(text) ?? [];
  const exponent = Number(Array.from(power, (c) => '⁰¹²³⁴⁵⁶⁷⁸⁹'.indexOf(c)).join(''));
  const decimals = whole.split('.')[1]?.length ?? 0;
  return {
    value: Number(`${whole}e-${String(exponent)}`),
    error: Number(digits) * 10 ** (-decimals - exponent),
  };
}

test('opens files, asks for what they lack, and finds the diffusion coefficient they were made with', async ({
  page,
}) => {
  await openFile(page, slow, middle, unrated);
  await form(page).waitFor();
  const asked = 'The scan rate is not stated in couple.csv: give it on the left.';
  await analysis(page).getByText(asked).waitFor();
  await screenshot(page, 'recorded-asking');
  await form(page).getByLabel('Scan rate of couple.csv, mV/s').fill('160');
  await analysis(page)
    .getByText(/^Give the area of the electrode and the concentration/)
    .waitFor();
  await tellCell(page);
  const { value, error } = await shownD(page);
  expect(Math.abs(value - 7e-6) / error).toBeLessThan(3);
  expect(error / value).toBeLessThan(0.05);
  await analysis(page)
    .getByText(/^Good: D = /)
    .waitFor();
  await form(page).getByText('10.0 mV/s, by the name').waitFor();
  await page.getByRole('figure', { name: 'Voltammograms' }).getByText('160 mV/s').waitFor();
  await page.getByRole('figure', { name: 'Peak current against √v' }).waitFor();
  await screenshot(page, 'recorded');
  await page.getByRole('button', { name: 'Figure…' }).click();
  const figure = page.getByRole('dialog', { name: 'Figure' });
  await figure.getByRole('checkbox', { name: 'Peak current against √v' }).check();
  const svg = await saveDownload(page, figure.getByRole('button', { name: 'Save figure' }), 'recorded.svg');
  expect(readFileSync(svg, 'utf8').match(/class="plot"/g)).toHaveLength(2);
  await screenshot(page, 'recorded-figure');
  await figure.getByRole('button', { name: 'Close' }).click();
  await analysis(page).getByRole('button', { name: 'Models and tests' }).click();
  await analysis(page).getByRole('figure', { name: 'Residuals' }).waitFor();
  await screenshot(page, 'recorded-models');
  await page.emulateMedia({ colorScheme: 'dark' });
  await screenshot(page, 'recorded-dark');

  // What is not known of the area is not known of D, twice over.
  await analysis(page).getByRole('button', { name: 'Back to the curves' }).click();
  await form(page).getByLabel('Electrode area, its uncertainty, cm²').fill('0.0035');
  await analysis(page).getByText('u(D), calibration').waitFor();
  await analysis(page)
    .getByText(/^D 7\.0\d?\(7\d?\) × 10⁻⁶/)
    .waitFor();
  await form(page).getByLabel('Electrode area, its uncertainty, cm²').fill('1');
  await analysis(page).getByText('Electrode area: its uncertainty must be smaller than the value.').waitFor();
  await form(page).getByLabel('Electrode area, its uncertainty, cm²').fill('0');

  // Half the area is four times the D; something that is no number is no D.
  await form(page).getByLabel('Electrode area, cm²').fill('0,035');
  await analysis(page)
    .getByText(/^D 2[78]\.|^D 2\.[78]\d+\(\d+\) × 10⁻⁵/)
    .waitFor();
  await form(page).getByLabel('Temperature, K').fill('warm');
  await analysis(page).getByText('Temperature: give a number.').waitFor();
  await analysis(page).getByText('No diffusion coefficient', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Close', exact: true }).click();
  await page.getByRole('region', { name: 'Start' }).waitFor();
});

test('turns the current where cathodic is positive, and says so', async ({ page }) => {
  await openFile(page, slow, middle, turned);
  await tellCell(page);
  const { value, error } = await shownD(page);
  expect(Math.abs(value - 7e-6) / error).toBeLessThan(3);
  await form(page).getByText('Sign reversed: anodic currents were negative').waitFor();
});

test('says of each wrong file what is wrong with it', async ({ page }) => {
  const alert = page.getByRole('alert');
  await openFile(page, wrong);
  await alert
    .getByText(/^shopping\.txt: This is no recorded voltammogram of a kind that is known here/)
    .waitFor();
  expect(await form(page).isVisible()).toBe(false);
  await alert.getByRole('button', { name: 'Dismiss' }).click();
  await openFile(page, slow, wrong, middle);
  await alert.getByText(/^shopping\.txt: /).waitFor();
  await tellCell(page);
  await shownD(page);
});

test('does not touch a scan that runs', async ({ page }) => {
  await connectSimulated(page, 1, '× 100');
  await setGrid(page, 4, 4);
  await setField(page, 'Columns', 4);
  await pressStart(page);
  await page
    .getByText(/hop \d+ of 16/)
    .first()
    .waitFor();
  await openFile(page, slow, middle);
  await form(page).waitFor();
  expect(await stateLine(page).getByRole('button', { name: 'Stop' }).isEnabled()).toBe(true);
  await untilFinished(page, 16, 120);
  await page.getByRole('button', { name: 'Close', exact: true }).click();
  await page.getByRole('region', { name: 'Pixel' }).waitFor();
});
