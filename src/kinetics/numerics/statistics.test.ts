import { describe, expect, it } from 'vitest';
import { chiSquaredTail, normalTail, student95 } from './statistics';

describe('tails', () => {
  it.each([
    [0, 0.5],
    [1.959964, 0.025],
    [-1.644854, 0.95],
    [3.090232, 0.001],
  ])('of the normal distribution beyond %d', (z, tail) => {
    expect(normalTail(z)).toBeCloseTo(tail, 6);
  });

  it.each([
    [3.841459, 1, 0.05],
    [11.0705, 5, 0.05],
    [20.515, 5, 0.001],
    [124.342, 100, 0.05],
  ])('of χ² beyond %d with %d degrees of freedom', (value, freedom, tail) => {
    expect(chiSquaredTail(value, freedom) / tail).toBeGreaterThan(0.85);
    expect(chiSquaredTail(value, freedom) / tail).toBeLessThan(1.15);
  });

  it('say nothing without degrees of freedom', () => {
    expect(chiSquaredTail(3, 0)).toBe(1);
  });
});

describe('student95', () => {
  it.each([
    [1, 12.706],
    [2, 4.303],
    [3, 3.182],
    [5, 2.571],
    [10, 2.228],
    [100, 1.984],
  ])('with %d degrees of freedom is %d', (freedom, expected) => {
    expect(Math.abs(student95(freedom) / expected - 1)).toBeLessThan(0.01);
  });

  it('has none without', () => {
    expect(student95(0)).toBeNaN();
  });
});
