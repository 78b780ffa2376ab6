import { expect, it } from 'vitest';
import { erfc, ierfc } from './error-function';

it.each([
  [0, 1, 0.5641895835],
  [0.5, 0.4795001222, 0.1996412283],
  [1, 0.1572992071, 0.0502545417],
  [2, 4.677734981e-3, 9.780227e-4],
  [-1, 1.8427007929, 2.0502545417],
  [5, 1.5374597944e-12, 1.4813429e-13],
])('at %d: erfc %d and its integral %d', (x, complement, integral) => {
  expect(erfc(x) / complement).toBeCloseTo(1, 6);
  expect(Math.abs(ierfc(x) / integral - 1)).toBeLessThan(1e-3);
});
