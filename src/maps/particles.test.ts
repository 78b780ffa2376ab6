import { expect, test } from 'vitest';
import { findParticles } from './particles';
import { gridOf, valuesOf } from './test-map';

const grid = gridOf(40, 30, 0.1e-6);
const disc = (cx: number, cy: number, r: number) => (x: number, y: number) => Math.hypot(x - cx, y - cy) <= r;
const big = disc(1e-6, 1.5e-6, 0.55e-6);
const small = disc(2.8e-6, 0.8e-6, 0.31e-6);

test('two discs are found with area, diameter, height and the mean of the current', () => {
  const height = valuesOf(grid, (x, y) => (big(x, y) ? 80e-9 : small(x, y) ? 50e-9 : 1e-9));
  const current = valuesOf(grid, (x, y) => (small(x, y) ? 30e-12 : 2e-12));
  const found = findParticles(grid, height, { threshold: 20e-9, leastPixels: 4, other: current });
  expect(found).toHaveLength(2);
  const [first, second] = found;
  expect(first!.diameter / 1.1e-6).toBeGreaterThan(0.95);
  expect(first!.diameter / 1.1e-6).toBeLessThan(1.05);
  expect(first!.centre.x).toBeCloseTo(1e-6, 12);
  expect(first!.centre.y).toBeCloseTo(1.5e-6, 12);
  expect(first!.max).toBe(80e-9);
  expect(second!.mean).toBeCloseTo(50e-9, 15);
  expect(second!.meanOfOther).toBeCloseTo(30e-12, 18);
  expect(first!.meanOfOther).toBeCloseTo(2e-12, 18);
  expect(found.some((p) => p.atEdge)).toBe(false);
});

test('pixels that touch at a corner are two particles, and small ones are left out', () => {
  const square = gridOf(3, 3, 1);
  const values = [1, 1, 0, 0, 0, 1, NaN, 0, 0];
  const all = findParticles(square, values, { threshold: 1, leastPixels: 1, other: null });
  expect(all.map((p) => p.pixels)).toEqual([2, 1]);
  expect(all.every((p) => p.atEdge && Number.isNaN(p.meanOfOther))).toBe(true);
  expect(findParticles(square, values, { threshold: 1, leastPixels: 2, other: null })).toHaveLength(1);
});

test('a gap in the map divides', () => {
  const row = gridOf(5, 1, 1);
  const found = findParticles(row, [2, 2, NaN, 2, 2], { threshold: 1, leastPixels: 1, other: null });
  expect(found).toHaveLength(2);
});
