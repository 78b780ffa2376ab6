/** What was measured over time: a time of the timeline chooses what was measured then, and the sample's track is saved as a table. */
import { readFile } from 'node:fs/promises';
import { expect } from 'vitest';
import { pressStart, saveDownload, setField, setUp, untilFinished } from './drive';
import { screenshot, test } from './harness';

const POINTS = 4;
const PASSES = 272;

test('a time of a line that is measured again and again chooses its pass, and the track is saved', async ({
  page,
}) => {
  await setUp(page, 'Hard carbon at 0.3 mV/s, a line again and again');
  await setField(page, 'Points', POINTS);
  await pressStart(page);
  await untilFinished(page, POINTS * PASSES, 120);
  const points = page.getByRole('region', { name: 'Points' });
  await page.getByRole('button', { name: 'Whole run' }).click();
  const findings = page.getByRole('region', { name: 'Findings' });
  const time = findings.getByRole('slider', { name: 'Time in Height, volume, sample and ion current' });
  await time.click({ position: { x: 180, y: 60 } });
  await points.getByRole('button', { name: 'All points' }).waitFor();
  const told = points.getByText(/^points \d/);
  const [from = NaN, to = NaN] = [...(await told.innerText()).matchAll(/\d+/g)].map(([n]) => Number(n));
  expect([(from - 1) % POINTS, to - from]).toEqual([0, POINTS - 1]);
  await screenshot(page, 'timeline-pass');
  await points.getByRole('button', { name: 'Later' }).click();
  await points.getByText(`points ${String(from + POINTS)} to ${String(to + POINTS)} of`).waitFor();
  await points.getByRole('button', { name: 'All points' }).click();
  await told.waitFor();

  const save = findings.getByRole('button', { name: 'Save track .tsv' });
  const [head, ...lines] = (await readFile(await saveDownload(page, save, 'track.tsv'), 'utf8'))
    .trimEnd()
    .split('\n');
  expect(head).toBe('time (s)\tsample_potential (V)\tsample_current (A)');
  const rows = lines.map((line) => line.split('\t').map(Number));
  expect(rows.length).toBeGreaterThan(5000);
  expect(rows.flat().every(Number.isFinite)).toBe(true);
  expect(Math.min(...rows.map(([, potential = NaN]) => potential))).toBeCloseTo(0, 2);
});
