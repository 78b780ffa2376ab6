/** Every published setting on its simulated sample, as a person runs it: set up, with few pixels, started. */
import { describe, expect } from 'vitest';
import { EXPERIMENTS } from '../src/experiments/catalogue';
import { pressStart, setField, setGrid, setUp, setVisits } from './drive';
import { test } from './harness';

const SIDE = 4;
/** s that the simulation of a reduced run may take. */
const PATIENCE = 90;

/** Visits of a place that is visited again and again, and s between them: as long as the published ones take. */
const VISITS = 420;
const BETWEEN = 32;

/** Pulses of a titration each way. */
const PULSES = 2;

const presets = EXPERIMENTS.flatMap((experiment) =>
  experiment.presets.map((preset) => ({ title: preset.title, experiment, preset })),
);

describe('a published setting', () => {
  test.for(presets)('runs and is made sense of: $title', async ({ experiment, preset }, { page }) => {
    await setUp(page, preset.title);
    if (experiment.fields.some(({ key }) => key === 'columns')) await setGrid(page, SIDE, SIDE);
    if (experiment.fields.some(({ key }) => key === 'visits')) await setVisits(page, VISITS, BETWEEN);
    if (experiment.fields.some(({ key, onlyFor }) => key === 'linePoints' && !onlyFor))
      await setField(page, 'Points', SIDE);
    const pulses = experiment.fields.find(({ key }) => key === 'pulses');
    if (pulses && Number(preset.recipe['pulses']) > PULSES) await setField(page, pulses.label, PULSES);
    await pressStart(page);
    await page
      .getByText(/^finished, /)
      .first()
      .waitFor({ timeout: 1000 * PATIENCE });
    await page.getByRole('button', { name: 'Whole run' }).click();
    const findings = page.getByRole('region', { name: 'Findings' });
    await expect.poll(() => findings.locator('dd').count(), { timeout: 20_000 }).toBeGreaterThan(0);
    const numbers = await findings.locator('dd').allInnerTexts();
    expect(numbers.some((text) => /\d/.test(text))).toBe(true);
    const scrolls = await page.evaluate(
      () =>
        document.documentElement.scrollHeight > window.innerHeight ||
        document.body.scrollWidth > window.innerWidth,
    );
    expect(scrolls).toBe(false);
  });
});
