import { expect, it } from 'vitest';
import { gridPath } from './grid';
import { nearestDistance } from './nearest';
import { pointsPath } from './points';
import { square } from './squares';

it('is the pitch of a grid', () => {
  expect(nearestDistance(gridPath(square(5e-6, 10)))).toBeCloseTo(0.5e-6, 12);
});

it('is that of the two points of a list that are closest, however they are counted', () => {
  const points = [1e-6, 1e-6, 9e-6, 9e-6, 1e-6, 1.3e-6];
  expect(nearestDistance(pointsPath({ schema: 1, points }))).toBeCloseTo(0.3e-6, 12);
  expect(nearestDistance(pointsPath({ schema: 1, points: [1e-6, 1e-6] }))).toBe(Infinity);
});
