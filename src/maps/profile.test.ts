import { expect, test } from 'vitest';
import { profileAlong } from './profile';
import { gridOf, valuesOf } from './test-map';

const grid = gridOf(11, 11);

test('along a slope it is the slope, from end to end', () => {
  const values = valuesOf(grid, (x, y) => x + 10 * y);
  const profile = profileAlong(grid, values, {
    from: { x: 1e-6, y: 1e-6 },
    to: { x: 7e-6, y: 9e-6 },
    width: 0,
  });
  expect(profile.distance[0]).toBe(0);
  expect(profile.distance.at(-1)).toBeCloseTo(10e-6, 15);
  expect(profile.mean).toHaveLength(11);
  profile.mean.forEach((v, k) => expect(v).toBeCloseTo(1e-6 + 0.6e-6 * k + 10 * (1e-6 + 0.8e-6 * k), 15));
  expect([...profile.n].every((n) => n === 1)).toBe(true);
  expect([...profile.sd].every(Number.isNaN)).toBe(true);
});

test('the width averages across the line', () => {
  const values = valuesOf(grid, (_, y) => y);
  const line = { from: { x: 2e-6, y: 5e-6 }, to: { x: 8e-6, y: 5e-6 }, width: 3e-6 };
  const { mean, sd, n } = profileAlong(grid, values, line);
  expect([...n].every((count) => count === 3)).toBe(true);
  mean.forEach((v) => expect(v).toBeCloseTo(5e-6, 15));
  sd.forEach((v) => expect(v).toBeCloseTo(1e-6, 15));
});

test('what has no number is left out of the average, not counted as 0', () => {
  const values = valuesOf(grid, () => 4);
  for (let column = 0; column < 11; column++) values[6 * 11 + column] = NaN;
  const across = { from: { x: 5e-6, y: 0 }, to: { x: 5e-6, y: 10e-6 }, width: 0 };
  const { mean } = profileAlong(grid, values, across);
  expect([...mean].map((v) => (Number.isNaN(v) ? 'gap' : v))).toEqual([4, 4, 4, 4, 4, 4, 'gap', 4, 4, 4, 4]);
  const along = { from: { x: 0, y: 5e-6 }, to: { x: 10e-6, y: 5e-6 }, width: 3e-6 };
  expect([...profileAlong(grid, values, along).n].every((n) => n === 2)).toBe(true);
});

test('beyond the map there is nothing, and a line of no length has its two ends', () => {
  const values = valuesOf(grid, () => 1);
  const { mean } = profileAlong(grid, values, {
    from: { x: 5e-6, y: 5e-6 },
    to: { x: 20e-6, y: 5e-6 },
    width: 0,
  });
  expect([...mean].filter(Number.isFinite)).toHaveLength(6);
  const point = { x: 5e-6, y: 5e-6 };
  expect([...profileAlong(grid, values, { from: point, to: point, width: 0 }).mean]).toEqual([1, 1]);
});
