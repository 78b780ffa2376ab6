import { expect, test } from 'vitest';
import type { MapSpec } from '../../experiments/experiment';
import type { Particle } from '../../maps/particles';
import type { Statistics } from '../../maps/statistics';
import {
  GREY_COLUMNS,
  greyCells,
  PARTICLE_COLUMNS,
  particleCells,
  particleRows,
  REGION_COLUMNS,
  regionCells,
  regionRows,
  scaleFor,
  stepTexts,
  volumeText,
} from './region-table';

const spec: MapSpec = {
  name: 'diffusion_coefficient',
  title: 'D',
  unit: 'm2/s',
  shown: { unit: 'cm²/s', factor: 1e4 },
  scale: 'log',
  errors: true,
};
const statistics: Statistics = {
  n: 1234,
  mean: 2.5e-15,
  median: 2.47e-15,
  sd: 1.2e-16,
  interval: [2.4e-15, 2.55e-15],
  min: 2e-15,
  max: 3e-15,
  area: 4e-12,
  ra: 1e-16,
  rq: 1.1e-16,
};

test('values have one power of ten, which stands with the unit', () => {
  const scale = scaleFor(spec, 3e-15);
  expect(scale.unit).toBe('10⁻¹¹\u00a0cm²/s');
  const cells = regionCells(statistics, scale);
  expect(cells).toHaveLength(REGION_COLUMNS.length);
  expect(cells[1]).toBe('2.47');
  expect(cells[2]).toBe('2.40 … 2.55');
  expect(cells[7]).toBe('4.00');
});

test('without an interval none is made up', () => {
  expect(regionCells({ ...statistics, interval: [NaN, NaN] }, scaleFor(spec, 1))[2]).toBe('–');
});

test('a file has SI and every digit', () => {
  const [heads, row] = regionRows([{ name: 'grain', statistics, grey: null }], spec);
  expect(heads).toHaveLength(row!.length);
  expect(heads![3]).toBe('median of diffusion_coefficient/m2/s');
  expect(row!.slice(0, 6)).toEqual(['grain', '1234', '4e-12', '2.47e-15', '2.4e-15', '2.55e-15']);
});

test('the greys of a micrograph stand beside the values', () => {
  const grey = { ...statistics, mean: 101.25, median: 99.5 };
  expect(greyCells(grey)).toHaveLength(GREY_COLUMNS.length);
  expect(greyCells(grey)).toEqual(['99.5', '101']);
  const [heads, row] = regionRows([{ name: 'grain', statistics, grey }], spec);
  expect(heads!.slice(-2)).toEqual(['median of micrograph/1', 'mean of micrograph/1']);
  expect(row!.slice(-2)).toEqual(['99.5', '101.25']);
  expect(heads).toHaveLength(row!.length);
});

test('steps are told from region to region, and volumes of heights alone', () => {
  const height: MapSpec = { ...spec, unit: 'm', shown: { unit: 'nm', factor: 1e9 } };
  const region = (name: string, mean: number) => ({
    name,
    grey: null,
    statistics: { ...statistics, n: 100, mean, sd: 1e-9, area: 2e-12 },
  });
  const [a, b] = [region('A', 5e-9), region('B', 15e-9)];
  expect(stepTexts([a, b], height)).toEqual(['B − A 10.00(14)\u00a0nm']);
  expect(stepTexts([a], height)).toEqual([]);
  expect(volumeText(b, height)).toBe('B 0.0300\u00a0µm³');
  expect(volumeText(b, spec)).toBe('');
});

test('particles have the mean of the other map beside their own', () => {
  const particle: Particle = {
    pixels: 12,
    area: 1.2e-13,
    diameter: 391e-9,
    centre: { x: 1e-6, y: 2e-6 },
    max: 90e-9,
    mean: 60e-9,
    meanOfOther: 12e-12,
    atEdge: true,
  };
  const own = { factor: 1e9, unit: 'nm' };
  const other = { factor: 1e12, unit: 'pA' };
  const cells = particleCells(particle, own, other);
  expect(cells).toEqual(['12', '0.120', '391', '90.0', '60.0', '12.00']);
  expect(cells).toHaveLength(PARTICLE_COLUMNS.length + 1);
  const [heads, row] = particleRows([particle], spec, { ...spec, name: 'current', unit: 'A' });
  expect(heads).toHaveLength(row!.length);
  expect(row!.at(-2)).toBe('1.2e-11');
  expect(row!.at(-1)).toBe('1');
});
