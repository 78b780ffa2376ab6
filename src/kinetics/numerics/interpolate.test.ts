import { describe, expect, it } from 'vitest';
import { interpolate } from './interpolate';

describe('a curve between its samples', () => {
  const times = Float64Array.of(1, 2, 4);
  it.each([
    [0, 10],
    [1, 10],
    [1.5, 15],
    [2, 20],
    [3, 30],
    [4, 40],
    [9, 40],
  ])('at %d is %d', (time, value) => {
    expect(interpolate(times, Float64Array.of(10, 20, 40), time)).toBe(value);
  });
  it('is nothing of nothing', () => {
    expect(interpolate(new Float64Array(0), new Float64Array(0), 1)).toBeNaN();
  });
});
