import { randomLcg, randomNormal } from 'd3-random';
import { expect, test } from 'vitest';
import { inRange } from './mask';
import { fitPlane, planeThrough, withoutPlane } from './plane';
import { gridOf, valuesOf } from './test-map';

const grid = gridOf(12, 9, 0.5e-6, 20e-6);
const tilted = (x: number, y: number): number => 3e-9 + 0.02 * (x - 20e-6) - 0.005 * (y - 20e-6);

test('a plane is found exactly and leaves nothing', () => {
  const values = valuesOf(grid, tilted);
  const plane = fitPlane(grid, values);
  expect(plane?.slopeX).toBeCloseTo(0.02, 12);
  expect(plane?.slopeY).toBeCloseTo(-0.005, 12);
  for (const left of withoutPlane(grid, values, plane!)) expect(Math.abs(left)).toBeLessThan(1e-18);
});

test('pixels without a number and pixels that are not selected do not pull', () => {
  const values = valuesOf(grid, tilted);
  values[5] = NaN;
  values[40] = 1;
  const plane = fitPlane(grid, values, inRange(values, -1e-3, 1e-3));
  expect(plane?.slopeX).toBeCloseTo(0.02, 12);
  expect(Number.isNaN(withoutPlane(grid, values, plane!)[5])).toBe(true);
});

test('with noise the slopes scatter as least squares say', () => {
  const noise = 1e-9;
  const random = randomNormal.source(randomLcg(3))(0, noise);
  const sigma = noise / Math.sqrt(grid.rows * 143 * 0.5e-6 ** 2);
  const slopes = Array.from({ length: 200 }, () => {
    const plane = fitPlane(
      grid,
      valuesOf(grid, (x, y) => tilted(x, y) + random()),
    );
    return plane!.slopeX - 0.02;
  });
  const spread = Math.sqrt(slopes.reduce((s, v) => s + v * v, 0) / slopes.length);
  expect(spread / sigma).toBeGreaterThan(0.85);
  expect(spread / sigma).toBeLessThan(1.15);
});

test('a single row tilts along itself only, a single pixel not at all, none gives none', () => {
  const row = gridOf(6, 1, 1);
  expect(fitPlane(row, [0, 2, 4, 6, 8, 10])).toEqual({ offset: 5, slopeX: 2, slopeY: 0 });
  expect(fitPlane(row, [NaN, NaN, 7, NaN, NaN, NaN])).toEqual({ offset: 7, slopeX: 0, slopeY: 0 });
  expect(fitPlane(row, new Array<number>(6).fill(NaN))).toBeNull();
});

test('pixels along a diagonal tilt along it', () => {
  const square = gridOf(3, 3, 1);
  const values = [0, NaN, NaN, NaN, 2, NaN, NaN, NaN, 4];
  const plane = fitPlane(square, values);
  expect(plane?.offset).toBeCloseTo(2, 12);
  expect(plane?.slopeX).toBeCloseTo(1, 12);
  expect(plane?.slopeY).toBeCloseTo(1, 12);
});

test('three points make a plane, three on one line or without a number do not', () => {
  const values = valuesOf(grid, tilted);
  const at = (column: number, row: number) => ({ x: grid.x[column]!, y: grid.y[row]! });
  const plane = planeThrough(grid, values, [at(0, 0), at(11, 1), at(3, 8)]);
  expect(plane?.slopeX).toBeCloseTo(0.02, 10);
  expect(plane?.slopeY).toBeCloseTo(-0.005, 10);
  expect(planeThrough(grid, values, [at(0, 0), at(1, 1), at(3, 3)])).toBeNull();
  values[0] = NaN;
  expect(planeThrough(grid, values, [at(0, 0), at(11, 1), at(3, 8)])).toBeNull();
});
