import { describe, expect, it } from 'vitest';
import type { Path } from '../experiments/experiment';
import { extentOf, fitted, pixelAt, shownAspect } from './map-geometry';

const path = (x: number[], y: number[]): Path => ({ points: [], rows: y.length, columns: x.length, x, y });

describe('the edges of a map', () => {
  it('lie half a pitch beyond the centres', () => {
    expect(extentOf(path([1, 3, 5], [10, 11]))).toEqual({ x: [0, 6], y: [9.5, 11.5] });
    expect(shownAspect(path([1, 3, 5], [10, 11]))).toBe(3);
  });

  it('of a line take the pitch of the other axis', () => {
    expect(extentOf(path([1, 3, 5], [7]))).toEqual({ x: [0, 6], y: [6, 8] });
    expect(extentOf(path([2], [3]))).toEqual({ x: [1.5, 2.5], y: [2.5, 3.5] });
  });
});

it('fits the map into its space', () => {
  const space = { left: 10, top: 20, width: 400, height: 300 };
  expect(fitted(space, 1)).toEqual({ left: 10, top: 20, width: 300, height: 300 });
  expect(fitted(space, 4)).toEqual({ left: 10, top: 20, width: 400, height: 100 });
});

it('finds the pixel under the pointer, rows upward', () => {
  const drawn = { width: 100, height: 100 };
  const grid = { rows: 4, columns: 2 };
  expect(pixelAt({ x: 1, y: 99 }, drawn, grid)).toEqual({ row: 0, column: 0 });
  expect(pixelAt({ x: 99, y: 1 }, drawn, grid)).toEqual({ row: 3, column: 1 });
  expect(pixelAt({ x: 100, y: 1 }, drawn, grid)).toBeNull();
  expect(pixelAt({ x: 1, y: -1 }, drawn, grid)).toBeNull();
});

describe('a line', () => {
  const along = Array.from({ length: 128 }, (_, k) => k);

  it('is drawn wide enough to be seen, a short one as it is', () => {
    expect(shownAspect(path(along, [5]))).toBe(10);
    expect(shownAspect(path([5], along))).toBe(0.1);
    expect(shownAspect(path([1, 2, 3], [5]))).toBe(3);
    expect(shownAspect(path(along, [0, 1]))).toBe(64);
  });
});
