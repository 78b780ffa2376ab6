import { describe, expect, it } from 'vitest';
import { gsfOf } from '../../bundles/gsf';
import { gwyOf } from '../../bundles/gwy';
import { mapTsv } from '../../bundles/tsv';
import type { MapSpec } from '../../experiments/experiment';
import type { ShownPlane } from '../protocol';
import { shownMapsFile } from './shown-maps';

const grid = { x: [1e-6, 2e-6, 3e-6], y: [5e-6, 6e-6] };
const height: MapSpec = {
  name: 'height',
  title: 'Height',
  unit: 'm',
  shown: { unit: 'nm', factor: 1e9 },
  scale: 'linear',
  errors: true,
};
const peak: MapSpec = {
  ...height,
  name: 'peak',
  title: 'Peak',
  unit: 'A',
  errors: false,
  axis: { name: 'scan_rate', unit: 'V/s', values: [10, 20] },
};
const numbers = (first: number): number[] => [first, first + 1, NaN, first + 3, first + 4, first + 5];
const planeOf = (map: MapSpec, plane: number, first: number): ShownPlane => ({
  map,
  plane,
  values: Float32Array.from(numbers(first)),
  noise: Float32Array.from(numbers(0.5)),
  calibration: Float32Array.from(numbers(0.25)),
});
const planes = [planeOf(height, 0, 0), planeOf(peak, 0, 10), planeOf(peak, 1, 20)] as const;

describe('planes as they are looked at', () => {
  it('are one file of Gwyddion as their maps are in a terminal', () => {
    const whole = [
      { spec: height, data: Float64Array.from(numbers(0)), noise: null, calibration: null },
      {
        spec: peak,
        data: Float64Array.from([...numbers(10), ...numbers(20)]),
        noise: null,
        calibration: null,
      },
    ];
    expect(shownMapsFile({ format: 'gwy', planes }, grid)).toEqual(gwyOf(whole, grid.x, grid.y));
  });

  it('are a simple field or a table of one, with the errors that it has', () => {
    const whole = {
      spec: height,
      data: Float64Array.from(numbers(0)),
      noise: Float64Array.from(numbers(0.5)),
      calibration: Float64Array.from(numbers(0.25)),
    };
    expect(shownMapsFile({ format: 'gsf', plane: planes[0] }, grid)).toEqual(gsfOf(whole, 0, grid.x, grid.y));
    expect(shownMapsFile({ format: 'tsv', plane: planes[0] }, grid)).toBe(mapTsv(whole, 0, grid.x, grid.y));
  });

  it('leave errors out that a map does not have, wherever they lie on an axis', () => {
    const [head, first] = String(shownMapsFile({ format: 'tsv', plane: planes[2] }, grid)).split('\n');
    expect(head).toBe('x (m)\ty (m)\tpeak (A)');
    expect(first?.split('\t').map(Number)).toEqual([1e-6, 5e-6, 20]);
  });
});
