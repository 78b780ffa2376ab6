import { expect } from 'vitest';
import type { Locator, Page } from 'playwright-core';
import { nodeFile } from '../src/bundles/node-file';
import { openBundle } from '../src/bundles/hdf5/read';
import type { BundleSource, KeptAnalysis } from '../src/bundles/run';
import {
  connectSimulated,
  openFile,
  pressStart,
  saveBundle,
  setGrid,
  stateLine,
  untilFinished,
} from './drive';
import { screenshot, test } from './harness';

test('a finished map is calculated again, compared, saved with both analyses, and opened with both', async ({
  page,
}) => {
  await connectSimulated(page, 1, 'as fast as it can');
  await setGrid(page, 4, 4);
  await pressStart(page);
  await untilFinished(page, 16, 60);
  await page.getByRole('application', { name: /^Map of/ }).click({ position: { x: 40, y: 40 } });
  const standard = await headline(page);
  const model = page.getByLabel('Model of this pixel');
  await model.selectOption({ label: 'line through the origin' });
  await expect.poll(() => headline(page)).not.toBe(standard);
  await model.selectOption({ label: 'model as in the maps' });
  await expect.poll(() => headline(page)).toBe(standard);

  const sheet = await openSheet(page);
  expect(await sheet.getByLabel('Name').inputValue()).toBe('standard (2)');
  await sheet.getByLabel('Contact radius, nm').fill('1');
  await sheet
    .getByRole('paragraph')
    .filter({ hasText: 'Contact radius: must be between 5 and 20000 nm.' })
    .waitFor();
  expect(await recalculateButton(sheet).isDisabled()).toBe(true);
  await sheet.getByLabel('Contact radius, nm').fill('55');
  await sheet.getByLabel('Model').selectOption('line');
  expect(await sheet.getByLabel('Name').inputValue()).toBe('line');
  await screenshot(page, 'recalculate');
  await recalculateButton(sheet).click();
  await sheet.waitFor({ state: 'hidden' });
  expect(await picker(page).inputValue()).toBe('line');
  await expect.poll(() => headline(page)).not.toBe(standard);
  const line = await headline(page);
  await screenshot(page, 'recalculated');

  await picker(page).selectOption('standard');
  await expect.poll(() => headline(page)).toBe(standard);

  const first = await reading(await saveBundle(page, 'recalculated.h5'));
  expect(first.shown).toBe('standard');
  expect(first.analyses.map((a) => a.name)).toEqual(['standard', 'line']);
  // The textbook line knows nothing of the disc and reads too much.
  expect(middle(first.analyses[1])).toBeGreaterThan(1.05 * middle(first.analyses[0]));

  await page.reload();
  await page.getByRole('region', { name: 'Start' }).getByText('Earlier runs kept in this browser').click();
  const button = page
    .getByRole('region', { name: 'Earlier runs' })
    .getByRole('button', { name: 'Save bundle' });
  const downloading = page.waitForEvent('download', { timeout: 60_000 });
  await button.click();
  const later = await reading(await (await downloading).path());
  expect(later.analyses.map(({ name, settings, maps }) => ({ name, settings, maps }))).toEqual(
    first.analyses.map(({ name, settings, maps }) => ({ name, settings, maps })),
  );
  later.close();

  await openFile(page, 'test-results/recalculated.h5');
  await page.getByRole('button', { name: 'Close file' }).waitFor();
  await page.getByRole('application', { name: /^Map of/ }).click({ position: { x: 40, y: 40 } });
  await expect.poll(() => headline(page)).toBe(standard);
  await picker(page).selectOption('line');
  await expect.poll(() => headline(page)).toBe(line);

  const again = await openSheet(page);
  await again.getByLabel('Model').selectOption('auto');
  await again.getByLabel('Contact radius, nm').fill('60');
  await again.getByLabel('Name').fill('line');
  await again.getByText('Name: there is an analysis “line” already.').waitFor();
  await again.getByLabel('Name').fill('wider');
  await recalculateButton(again).click();
  await again.waitFor({ state: 'hidden' });
  const saved = await reading(await saveBundle(page, 'recalculated-again.h5'));
  expect(saved.shown).toBe('wider');
  expect(saved.analyses.slice(0, 2)).toEqual(first.analyses);
  expect(saved.analyses[2]).toMatchObject({
    name: 'wider',
    settings: { model: 'auto', contactRadius: 60e-9 },
  });
  expect(middle(saved.analyses[2])).toBeLessThan(0.9 * middle(first.analyses[0]));
  expect(saved.maps).toEqual(saved.analyses[2]?.maps);
  for (const { id } of first.hops) expect(saved.traces(id)).toEqual(first.traces(id));
  first.close();
  saved.close();
});

test('a recalculation that is cancelled changes nothing', async ({ page }) => {
  await connectSimulated(page, 1, 'as fast as it can');
  await setGrid(page, 24, 24);
  await pressStart(page);
  await untilFinished(page, 576, 200);
  const sheet = await openSheet(page);
  await sheet.getByLabel('Model').selectOption('disc');
  await recalculateButton(sheet).click();
  await sheet.getByRole('progressbar', { name: 'Recalculation' }).waitFor();
  await screenshot(page, 'recalculating');
  await sheet.getByRole('button', { name: 'Cancel' }).click();
  await recalculateButton(sheet).waitFor();
  expect(await picker(page).count()).toBe(0);
  expect(await page.getByRole('alert').count()).toBe(0);
  await stateLine(page).getByText('finished, 576 hops').waitFor();
});

async function openSheet(page: Page): Promise<Locator> {
  await page.getByRole('button', { name: 'Recalculate…' }).click();
  return page.getByRole('dialog', { name: 'Recalculate the maps' });
}

const recalculateButton = (sheet: Locator): Locator =>
  sheet.getByRole('button', { name: 'Recalculate', exact: true });

const picker = (page: Page): Locator => page.getByLabel('Analysis', { exact: true });

/** What the inspector says of the selected pixel once nothing is waited for. */
async function headline(page: Page): Promise<string> {
  await page.evaluate(() => new Promise(requestAnimationFrame));
  const pixel = page.getByRole('region', { name: 'Pixel' });
  await expect.poll(() => pixel.getAttribute('aria-busy')).toBe('false');
  return pixel
    .getByText(/^D .*cm²\/s$/)
    .first()
    .innerText();
}

/** Median D of an analysis. */
function middle(analysis: KeptAnalysis | undefined): number {
  const map = analysis?.maps.find((m) => m.spec.name === 'diffusion_coefficient');
  const sorted = [...(map?.data ?? [])].filter(Number.isFinite).sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? NaN;
}

async function reading(file: string): Promise<BundleSource> {
  const bundle = await openBundle(nodeFile(file, 'read'));
  if (!bundle.ok) throw new Error(bundle.error.happened);
  return bundle.value;
}
