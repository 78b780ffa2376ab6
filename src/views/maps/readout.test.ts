import { describe, expect, it } from 'vitest';
import type { MapSpec, Path } from '../../experiments/experiment';
import { MapData } from './map-data';
import { planeTitle } from '../../figures/map-words';
import { categoryCounts, readout } from './readout';

const plain = (text: string): string => text.replace(/[\u00a0\u202f]/g, ' ');
const base = { unit: '', scale: 'linear', errors: true } as const;
const maps: MapSpec[] = [
  { ...base, name: 'd', title: 'D', shown: { unit: 'cm²/s', factor: 1e4 } },
  {
    ...base,
    name: 'p',
    title: 'Peak',
    shown: { unit: 'pA', factor: 1e12 },
    axis: { name: 'scan_rate', unit: 'V/s', values: [1.25] },
  },
  {
    ...base,
    name: 'verdict',
    title: 'Verdict',
    shown: { unit: '', factor: 1 },
    enumeration: { good: 0, no_contact: 9 },
  },
];
const path: Path = { points: [], rows: 1, columns: 2, x: [45e-6, 45.5e-6], y: [46e-6] };

function measured(): MapData {
  const data = new MapData(path, maps);
  data.write({
    row: 0,
    column: 1,
    status: 'clipped',
    values: Float64Array.of(2.47e-15, NaN, 9),
    noise: Float64Array.of(0.12e-15, NaN, NaN),
    calibration: new Float64Array(3).fill(NaN),
  });
  return data;
}

const read = (plane: number, column: number): string => {
  const data = measured();
  const shown = data.planes[plane];
  return shown ? plain(readout(data, path, shown, { row: 0, column })) : '';
};

describe('the readout of a pixel', () => {
  it('has place, value with uncertainty, and what went wrong', () => {
    expect(read(0, 1)).toBe('Column 1, row 0 · x 45.50 µm, y 46.00 µm · 2.47(12) × 10⁻¹¹ cm²/s, clipped');
  });

  it('says when there is no number', () => {
    expect(read(1, 1)).toBe('Column 1, row 0 · x 45.50 µm, y 46.00 µm · no value, clipped');
    expect(read(0, 0)).toBe('Column 0, row 0 · x 45.00 µm, y 46.00 µm · not yet measured');
  });

  it('has the word of a category', () => {
    expect(read(2, 1)).toContain('no contact');
  });
});

it('counts the categories', () => {
  const verdicts = measured().planes[2];
  expect(verdicts && categoryCounts(verdicts)).toEqual([
    { word: 'good', code: 0, n: 0 },
    { word: 'no contact', code: 9, n: 1 },
  ]);
});

it('names a plane with its axis', () => {
  expect(measured().planes.map(planeTitle).map(plain)).toEqual(['D', 'Peak, 1.25 V/s', 'Verdict']);
});
