import { expect } from 'vitest';
import { nodeFile } from '../src/bundles/node-file';
import { openBundle } from '../src/bundles/hdf5/read';
import { pressStart, saveBundle, setField, setGrid, setUp, untilFinished } from './drive';
import { screenshot, test } from './harness';

test('what the pipette is found to be is offered to the next run, cited, and kept in its file', async ({
  page,
}) => {
  await setUp(page, 'The pipette of 55 nm in a bath');
  await setField(page, 'Drift over', 1);
  await pressStart(page);
  await page
    .getByText(/^finished, 1 hop/)
    .first()
    .waitFor({ timeout: 90_000 });

  await page.getByRole('combobox', { name: 'Experiment' }).selectOption({ label: 'LTO film, diffusion map' });
  const offers = page.getByRole('region', { name: 'Results of earlier runs' });
  await offers.getByText(/^Radius of the contact 5\d\.\d\(5\.\d\)/).waitFor();
  const use = offers.getByRole('button', { name: /^Use the results of The pipette/ });
  await use.click();
  await expect.poll(() => use.getAttribute('aria-pressed')).toBe('true');
  await page.getByText('Droplet cell', { exact: true }).click();
  await page.getByText('Background', { exact: true }).click();
  // Radius of the contact, stray capacitance and offset.
  const cited = page.getByText(/^from The pipette, /);
  await expect.poll(() => cited.filter({ visible: true }).count()).toBe(3);
  await screenshot(page, 'earlier-results');

  // What is typed over is a person's again, the rest stays cited; refusing puts the published values back.
  const radius = page.getByLabel('Contact radius, nm', { exact: true });
  await radius.fill('60');
  await expect.poll(() => cited.filter({ visible: true }).count()).toBe(2);
  await use.click();
  await expect.poll(() => cited.filter({ visible: true }).count()).toBe(0);
  await radius.fill('55');
  await use.click();

  await page.reload();
  await page.getByRole('combobox', { name: 'Experiment' }).selectOption({ label: 'LTO film, diffusion map' });
  await use.click();
  await setGrid(page, 2, 2);
  await pressStart(page);
  await untilFinished(page, 4, 120);
  const opened = await openBundle(nodeFile(await saveBundle(page, 'cited.h5'), 'read'));
  if (!opened.ok) throw new Error(opened.error.happened);
  const { recipe } = opened.value.header;
  expect(recipe['contactRadiusSource']).toMatch(/^The pipette, \d{4}-\d\d-\d\dT\S+Z, run [0-9a-f-]{36}$/);
  expect(recipe['contactRadiusError']).toBeGreaterThan(5.5e-9);
  expect(recipe['strayCapacitanceSource']).toBe(recipe['contactRadiusSource']);
  expect(recipe['strayCapacitanceError']).toBeLessThan(1e-15);
  opened.value.close();
});

test('a surface far below is found by looks and coarse steps, and the next run begins just above', async ({
  page,
}) => {
  await setUp(page, 'The first approach, from far above');
  await page.getByText('at most', { exact: true }).waitFor();
  await pressStart(page);
  await untilFinished(page, 7, 90);
  await page.getByRole('button', { name: 'Whole run' }).click();
  const findings = page.getByRole('region', { name: 'Findings' });
  await findings.getByText('Surface confirmed at 1 of 1 points').waitFor();
  await screenshot(page, 'far-surface');

  const opened = await openBundle(nodeFile(await saveBundle(page, 'far.h5'), 'read'));
  if (!opened.ok) throw new Error(opened.error.happened);
  const { header, hops, maps, log } = opened.value;
  const programs = hops.map(({ point }) => header.path.points[point]?.program ?? 0);
  expect(programs).toEqual([0, 1, 0, 1, 0, 1, 0]);
  expect(log.some(({ message }) => message.startsWith('Left out'))).toBe(true);
  const height = maps.find(({ spec }) => spec.name === 'surface_height')?.data[0] ?? NaN;
  expect(height).toBeGreaterThan(9e-6);
  expect(height).toBeLessThan(15e-6);
  opened.value.close();

  await page
    .getByRole('combobox', { name: 'Experiment' })
    .selectOption({ label: 'LFP composite at +0.65 V' });
  await page.getByRole('button', { name: /^Use the results of Finding the surface/ }).click();
  await page.getByText('Landing', { exact: true }).click();
  const start = page.getByLabel(/^First approach from z/);
  expect(Number(await start.inputValue())).toBeCloseTo(height * 1e6 + 5, 2);
});

test('a calibration of the pipette tells the salt of a later run, with the run that it comes from', async ({
  page,
}) => {
  await setUp(page, 'LiClO₄ in EC:DEC, 0.2 to 1 M at +0.7 V');
  await pressStart(page);
  await untilFinished(page, 5, 90);

  const take = async (): Promise<void> => {
    await page
      .getByRole('combobox', { name: 'Experiment' })
      .selectOption({ label: 'Hard carbon, pulses of 0.8 mA/cm² (GITT)' });
    await page.getByRole('button', { name: /^Use the results of Concentration calibration/ }).click();
  };
  await take();
  await setField(page, 'Radius of the opening', 100);
  await page
    .getByText(/it is of another pipette, of 50\.0\snm/)
    .first()
    .waitFor();
  await screenshot(page, 'calibration-refused');

  // The wells are no sample that is driven: another sample is connected.
  await page.reload();
  await take();
  await setField(page, 'Distances', 10);
  await setField(page, 'Pulses', 1);
  await setField(page, 'Current for', 30);
  await setField(page, 'Rest after a pulse', 30);
  await pressStart(page);
  await page
    .getByText(/^finished, 1 hop/)
    .first()
    .waitFor({ timeout: 90_000 });
  await page.getByRole('button', { name: 'Whole run' }).click();
  const findings = page.getByRole('region', { name: 'Findings' });
  await findings.getByText(/^Salt at rest/).waitFor();
  await findings.getByText(/^Salt by the calibration of \d{4}-\d\d-\d\dT\S+Z, run [0-9a-f-]{36}/).waitFor();
  await screenshot(page, 'calibrated-salt');
});
