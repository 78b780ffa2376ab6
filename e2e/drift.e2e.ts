import { connectSimulated, pressStart, saveBundle, setField, setGrid, untilFinished } from './drive';
import { expect } from 'vitest';
import { nodeFile } from '../src/bundles/node-file';
import { openBundle } from '../src/bundles/hdf5/read';
import { screenshot, test } from './harness';

test('a map goes back to its first point, shows how the surface drifts, and takes that off the height', async ({
  page,
}) => {
  await connectSimulated(page, 1, 'as fast as it can');
  await setGrid(page, 4, 4);
  await setField(page, 'First point again every', 4);
  await pressStart(page);
  await untilFinished(page, 20, 120);
  await page.getByRole('button', { name: 'Show Drift of the surface' }).click();
  await page.getByRole('heading', { name: 'Drift of the surface' }).waitFor();
  await screenshot(page, 'drift');

  const bundle = await openBundle(nodeFile(await saveBundle(page, 'drift.h5'), 'read'));
  if (!bundle.ok) throw new Error(bundle.error.happened);
  const { maps, log, close } = bundle.value;
  const dataOf = (name: string): readonly number[] =>
    Array.from(maps.find(({ spec }) => spec.name === name)?.data ?? []);
  const [height, drift, without] = ['height', 'surface_drift', 'height_without_drift'].map(dataOf);
  expect(drift?.filter(Number.isFinite).length).toBe(16);
  expect(drift?.some((moved) => moved !== 0)).toBe(true);
  for (const [k, h] of (without ?? []).entries())
    expect(h).toBeCloseTo((height?.[k] ?? NaN) - (drift?.[k] ?? NaN), 14);
  expect(log.filter(({ message }) => message.startsWith('At the point of reference'))).toHaveLength(4);
  close();
});
