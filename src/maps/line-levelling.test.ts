import { expect, test } from 'vitest';
import { levelLines } from './line-levelling';
import { inRange } from './mask';
import { gridOf } from './test-map';

const grid = gridOf(3, 3, 1);

test('rows lose their median, which a single high pixel does not move', () => {
  const values = [1, 2, 30, 11, 12, 13, NaN, 7, 9];
  expect([...levelLines(grid, values, 'median')]).toEqual([-1, 0, 28, -1, 0, 1, NaN, -1, 1]);
});

test('rows lose the mean of the pixels that are selected', () => {
  const values = [1, 3, 100, 10, 20, 100, 100, 100, 100];
  const low = inRange(values, 0, 50);
  // The last row has none of them and loses the mean of all: 8.5.
  expect([...levelLines(grid, values, 'mean', low)]).toEqual([-1, 1, 98, -5, 5, 85, 91.5, 91.5, 91.5]);
});

test('an empty map stays empty', () => {
  expect([...levelLines(grid, new Array<number>(9).fill(NaN), 'median')].every(Number.isNaN)).toBe(true);
});
