import { expect, test } from 'vitest';
import { marksOf, shareOf, valueAt, type Axis } from './axis-frame';

const linear: Axis = { label: 'Height', unit: 'nm', low: -10, high: 30, log: false };
const log: Axis = { label: 'D', unit: 'cm²/s', low: 1e-12, high: 1e-10, log: true };

test.each([linear, log])('a value and its place along $label are one', (axis) => {
  for (const share of [0, 0.25, 0.9, 1]) expect(shareOf(axis, valueAt(axis, share))).toBeCloseTo(share, 12);
});

test('a decade of a log axis takes its share', () => {
  expect(valueAt(log, 0.5) / 1e-11).toBeCloseTo(1, 12);
});

test('ticks lie on the axis, and the name has their unit', () => {
  const { name, marks } = marksOf(log, 200, 50);
  expect(name).toBe('D / 10⁻¹¹\u00a0cm²/s');
  expect(marks.length).toBeGreaterThan(1);
  expect(marks.every(({ share }) => share > -1e-6 && share < 1 + 1e-6)).toBe(true);
  expect(marksOf(linear, 200, 50).name).toBe('Height / nm');
  expect(marksOf({ ...linear, unit: '' }, 200, 50).name).toBe('Height');
});
