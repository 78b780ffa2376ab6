import { expect, it } from 'vitest';
import { passesCounts, passesPath } from './passes';

const recipe = {
  lineX: 1e-6,
  lineY: 2e-6,
  lineEndX: 5e-6,
  lineEndY: 2e-6,
  linePoints: 3,
  passes: 2,
  passPause: 10,
};

it('goes over the line again from its first point, which has the program that waits', () => {
  const { points, columns, x } = passesPath(recipe);
  expect(points.map((p) => p.x * 1e6)).toEqual([1, 3, 5, 1, 3, 5].map((v) => expect.closeTo(v, 9) as number));
  expect(points.map((p) => p.column)).toEqual([0, 1, 2, 3, 4, 5]);
  expect(points.map((p) => p.program)).toEqual([1, 0, 0, 1, 0, 0]);
  expect([columns, x.at(-1)]).toEqual([6, 6]);
  expect(passesCounts(recipe)).toEqual([4, 2]);
});
