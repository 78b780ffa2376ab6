import { expect, test } from 'vitest';
import { pitchOf, pixelArea, placeOn, type Grid } from './grid';

const grid: Grid = { rows: 2, columns: 3, x: [1e-6, 3e-6, 5e-6], y: [0, 1e-6] };

test('pitch and area come of the pixel centres', () => {
  expect(pitchOf(grid).x).toBeCloseTo(2e-6, 15);
  expect(pitchOf(grid).y).toBeCloseTo(1e-6, 15);
  expect(pixelArea(grid)).toBeCloseTo(2e-12, 20);
});

test('a single row has the pitch of the columns', () => {
  expect(pitchOf({ ...grid, rows: 1, y: [0] }).y).toBeCloseTo(2e-6, 15);
  expect(pitchOf({ rows: 1, columns: 1, x: [3], y: [4] })).toEqual({ x: 1, y: 1 });
});

test('positions have a row and a column with fractions, on descending axes too', () => {
  expect(placeOn(grid, { x: 4e-6, y: 0 }).column).toBeCloseTo(1.5, 12);
  expect(placeOn(grid, { x: 0, y: 0.25e-6 }).row).toBeCloseTo(0.25, 12);
  const descending = { ...grid, x: [5e-6, 3e-6, 1e-6] };
  expect(placeOn(descending, { x: 4e-6, y: 0 }).column).toBeCloseTo(0.5, 12);
});
