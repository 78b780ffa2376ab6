import { expect, test } from 'vitest';
import { valueAt } from './interpolate';
import { gridOf, valuesOf } from './test-map';

const grid = gridOf(4, 3, 1e-6, 5e-6);
const values = valuesOf(grid, (x, y) => 2 * x - 3 * y);

test('between pixels it is bilinear', () => {
  expect(valueAt(grid, values, { x: 6.3e-6, y: 5.8e-6 })).toBeCloseTo(2 * 6.3e-6 - 3 * 5.8e-6, 15);
  expect(valueAt(grid, values, { x: 8e-6, y: 7e-6 })).toBeCloseTo(-5e-6, 15);
});

test('beside a pixel without a number it is the nearest one', () => {
  const gap = Float64Array.from(values);
  gap[5] = NaN;
  expect(valueAt(grid, gap, { x: 6.6e-6, y: 5.9e-6 })).toBe(gap[6]);
  expect(valueAt(grid, gap, { x: 6.4e-6, y: 5.9e-6 })).toBeNaN();
});

test('the outer half of a border pixel belongs to it, beyond is nothing', () => {
  expect(valueAt(grid, values, { x: 4.6e-6, y: 5e-6 })).toBeCloseTo(values[0]!, 15);
  expect(valueAt(grid, values, { x: 4.4e-6, y: 5e-6 })).toBeNaN();
  expect(valueAt(gridOf(1, 1, 1), [7], { x: 0.3, y: -0.3 })).toBe(7);
});
