import { expect, test } from 'vitest';
import { countOf } from './mask';
import { holds, rectangleOf, regionMask, type Region } from './region';
import { gridOf, valuesOf } from './test-map';

test('a rectangle is the same from any of its corners', () => {
  const from = rectangleOf({ x: 3, y: 1 }, { x: 0, y: 2 });
  expect(from).toEqual({ kind: 'rectangle', x: [0, 3], y: [1, 2] });
  expect(holds(from, { x: 3, y: 1 })).toBe(true);
  expect(holds(from, { x: 3.01, y: 1 })).toBe(false);
});

test('a polygon selects the pixels whose centres it holds', () => {
  const grid = gridOf(5, 5, 1);
  const values = valuesOf(grid, () => 1);
  const triangle: Region = {
    kind: 'polygon',
    points: [
      { x: -0.5, y: -0.5 },
      { x: 4.4, y: -0.5 },
      { x: -0.5, y: 4.4 },
    ],
  };
  // x + y < 3.9: the pixels 4 + 3 + 2 + 1 below the diagonal.
  expect(countOf(regionMask(grid, values, triangle))).toBe(10);
});

test('the middle of a polygon that winds twice round itself is outside', () => {
  const star: Region = {
    kind: 'polygon',
    points: [0, 2, 4, 1, 3].map((k) => ({
      x: Math.cos((2 * Math.PI * k) / 5),
      y: Math.sin((2 * Math.PI * k) / 5),
    })),
  };
  expect(holds(star, { x: 0, y: 0 })).toBe(false);
  expect(holds(star, { x: 0.7, y: 0.01 })).toBe(true);
});

test('a pixel without a number is in no region', () => {
  const grid = gridOf(2, 1, 1);
  const all = rectangleOf({ x: -9, y: -9 }, { x: 9, y: 9 });
  expect([...regionMask(grid, [NaN, 2], all)]).toEqual([0, 1]);
});
