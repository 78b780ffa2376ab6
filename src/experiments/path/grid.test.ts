import { describe, expect, it } from 'vitest';
import { checkRecipe } from '../recipe/check';
import { gridCount, gridPath } from './grid';
import { pixelOrder } from './grid-order';
import { potentialMap } from '../potential-map';
import { square } from './squares';
import { titleOf } from '../recipe/title';

const recipe = { ...potentialMap.presets[0]?.recipe, ...square(8e-6, 8) };

describe('orders', () => {
  it.each(['serpentine', 'raster', 'spiral', 'random'])('%s visits every pixel once', (order) => {
    for (const [rows, columns] of [
      [1, 1],
      [1, 7],
      [6, 1],
      [5, 4],
      [8, 8],
    ] as const) {
      const pixels = pixelOrder(order, rows, columns, 3);
      expect([...pixels].sort((a, b) => a - b)).toEqual(Array.from({ length: rows * columns }, (_, k) => k));
    }
  });

  it('go back and forth, or from the left', () => {
    expect(pixelOrder('serpentine', 2, 3, 1)).toEqual([0, 1, 2, 5, 4, 3]);
    expect(pixelOrder('raster', 2, 3, 1)).toEqual([0, 1, 2, 3, 4, 5]);
  });

  it('go from neighbour to neighbour outward from the middle', () => {
    expect(pixelOrder('spiral', 3, 3, 1)).toEqual([4, 5, 8, 7, 6, 3, 0, 1, 2]);
    const { points } = gridPath({ ...recipe, order: 'spiral' });
    points.slice(1).forEach(({ x, y }, k) => {
      const before = points[k] ?? { x: NaN, y: NaN };
      expect(Math.hypot(x - before.x, y - before.y)).toBeCloseTo(1e-6, 12);
    });
  });

  it('at random hang on the seed alone', () => {
    const first = pixelOrder('random', 8, 8, 1);
    expect(pixelOrder('random', 8, 8, 1)).toEqual(first);
    expect(pixelOrder('random', 8, 8, 2)).not.toEqual(first);
    expect(first).not.toEqual(pixelOrder('raster', 8, 8, 1));
  });
});

describe('a polygon on the grid', () => {
  /** The lower left half of the square, along the diagonal of pixel corners. */
  const mask = [46e-6, 46e-6, 54.1e-6, 46e-6, 46e-6, 54.1e-6];
  const masked = { ...recipe, mask };

  it('leaves the pixels whose centres lie inside, each at its place on the grid', () => {
    const path = gridPath(masked);
    expect(path).toMatchObject({ rows: 8, columns: 8 });
    expect(path.points).toHaveLength(36);
    expect(gridCount(masked)).toBe(36);
    for (const { x, y, row, column } of path.points) {
      expect(row + column).toBeLessThan(8);
      expect([path.x[column], path.y[row]]).toEqual([x, y]);
    }
    expect(titleOf(potentialMap, path)).toBe('Potential map, 8 × 8, 36 pixels');
  });

  it('is none without corners, also in recipes that do not know of it', () => {
    expect(gridPath({ ...recipe, mask: [] }).points).toHaveLength(64);
    expect(gridCount(square(8e-6, 8))).toBe(64);
    const old = Object.fromEntries(Object.entries(recipe).filter(([key]) => key !== 'mask'));
    expect(gridPath(old).points).toHaveLength(64);
  });

  it('is refused where it leaves no pixel', () => {
    const [problem] = checkRecipe(potentialMap, { ...recipe, mask: [0, 0, 1e-6, 0, 0, 1e-6] });
    expect(problem).toEqual({
      key: 'mask',
      message: 'Only inside of a polygon: the centre of no pixel lies inside.',
    });
    expect(checkRecipe(potentialMap, masked)).toEqual([]);
  });
});

describe('some pixels of the grid', () => {
  /** The second and third pixel of the lowest row, and all of the row above. */
  const some = { ...recipe, pixels: [1, 2, 5, 8, 48] };

  it('are visited in the order of the grid, each at its place', () => {
    const { points } = gridPath(some);
    expect(points.map(({ row, column }) => 8 * row + column)).toEqual([1, 2, 15, 14, 13, 12, 11, 10, 9, 8]);
    expect(gridCount(some)).toBe(10);
    expect(checkRecipe(potentialMap, some)).toEqual([]);
    expect(titleOf(potentialMap, gridPath(some))).toBe('Potential map, 8 × 8, 10 pixels');
  });

  it('are those inside of a polygon, where there is one too', () => {
    const inside = { ...some, mask: [46e-6, 46e-6, 54.1e-6, 46e-6, 46e-6, 47e-6] };
    expect(gridPath(inside).points.map(({ row, column }) => [row, column])).toEqual([
      [0, 1],
      [0, 2],
    ]);
  });

  it.each<[readonly number[], RegExp]>([
    [[1, 2], /the runs hold 3 pixels, the grid has 64/],
    [[1.5, 62.5], /whole numbers/],
    [[64], /none of them is visited/],
  ])('are refused of %j', (pixels, words) => {
    const [problem] = checkRecipe(potentialMap, { ...recipe, pixels });
    expect(problem?.key).toBe('pixels');
    expect(problem?.message).toMatch(words);
  });
});
