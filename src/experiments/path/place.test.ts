import { expect, it } from 'vitest';
import { gridPath } from './grid';
import { linePath, lineRecipe } from './line';
import { placeOf } from './place';
import { square } from './squares';

it('is where row and column of a grid meet', () => {
  const path = gridPath({ ...square(4e-6, 4), order: 'random' });
  const at = placeOf(path, { row: 1, column: 3 });
  expect([at.x * 1e6, at.y * 1e6]).toEqual([expect.closeTo(51.5, 9), expect.closeTo(49.5, 9)]);
});

it('is that of the point itself in a row that runs in any direction', () => {
  const path = linePath(lineRecipe({ x: 10e-6, y: 30e-6 }, { x: 7e-6, y: 34e-6 }, 3));
  const middle = { x: expect.closeTo(8.5e-6, 12) as number, y: expect.closeTo(32e-6, 12) as number };
  expect(placeOf(path, { row: 0, column: 1 })).toEqual(middle);
  expect(placeOf({ ...path, points: path.points.toReversed() }, { row: 0, column: 1 })).toEqual(middle);
});
