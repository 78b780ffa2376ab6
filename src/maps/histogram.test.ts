import { expect, test } from 'vitest';
import { histogramOf } from './histogram';

test('values are counted in bins of equal width, on an edge upward, the greatest in the last', () => {
  const { counts, edges } = histogramOf(
    [0, 0.5, 1, 1.5, 2, 4, NaN, 5, -1],
    { low: 0, high: 4, log: false },
    4,
  );
  expect([...counts]).toEqual([2, 2, 1, 1]);
  expect([...edges]).toEqual([0, 1, 2, 3, 4]);
});

test('bins of equal ratio on a log scale', () => {
  const { counts, edges } = histogramOf(
    [1, 5, 10, 50, 500, 1000, 0, -3],
    { low: 1, high: 1000, log: true },
    3,
  );
  expect([...counts]).toEqual([2, 2, 2]);
  expect(edges[1]).toBeCloseTo(10, 10);
});

test('a mask leaves values out', () => {
  const { counts } = histogramOf([1, 2, 3], { low: 0, high: 4, log: false }, 1, Uint8Array.of(1, 0, 1));
  expect([...counts]).toEqual([2]);
});
