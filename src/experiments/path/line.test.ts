import { expect, it } from 'vitest';
import { linePath } from './line';

it('goes from one end to the other in even steps, as a map of one row', () => {
  const path = linePath({ lineX: 10e-6, lineY: 30e-6, lineLength: 4e-6, linePoints: 5 });
  expect(path.x.map((x) => Math.round(x * 1e9))).toEqual([10_000, 11_000, 12_000, 13_000, 14_000]);
  expect([path.rows, path.columns, path.y]).toEqual([1, 5, [30e-6]]);
  expect(path.points[3]).toEqual({ x: path.x[3], y: 30e-6, row: 0, column: 3 });
});
