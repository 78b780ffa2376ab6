/** The page with the recorded voltammograms of a couple in solution: four cycles at each of five scan rates. */
import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { openFile } from '../drive';
import { screenshot, test } from '../harness';

const FOLDER = join(resolve(process.env['MENISCUS_RECORDED'] ?? '../shared/data/recorded'), 'palmsens-csv');

test('shows what the terminal prints', async ({ page }) => {
  await openFile(page, ...readdirSync(FOLDER).map((name) => join(FOLDER, name)));
  const form = page.getByRole('region', { name: 'Recorded voltammograms' });
  await form.getByLabel('Electrode area, cm²').fill('0.0707');
  await form.getByLabel('Concentration, mM').fill('5');
  const analysis = page.getByRole('region', { name: 'Analysis' });
  await analysis.getByText(/^Kinetic: D = .*electron transfer is slow/).waitFor();
  await analysis.getByText('ΔEp at 60.0 mV/s').waitFor();
  await form
    .getByText(/^not used: not a first cycle/)
    .first()
    .waitFor();
  await screenshot(page, 'recorded-couple');
});
