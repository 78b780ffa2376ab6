import { describe, expect, it } from 'vitest';
import { discDensity, discSpread } from './disc';

describe('spread under a disc', () => {
  it('is 4/π for a stationary disc and the first edge correction for fast changes', () => {
    expect(discSpread(0)).toBeCloseTo(4 / Math.PI, 14);
    expect((discSpread(1e4) - 1) * 4e4).toBeCloseTo(1, 3);
  });

  it.each([
    [0.1, 1.2551815911831543],
    [0.3, 1.2238561330019937],
    [1, 1.1502062039804395],
    [3, 1.0708154099149008],
    [10, 1.0238035444766727],
    [30, 1.0081957752059267],
  ])('at q = %f keeps to the solved integral equations', (q, exact) =>
    expect(Math.abs(discSpread(q) - exact)).toBeLessThan(4.2e-5),
  );

  it.each([1e-4, 0.01, 1, 30, 1e4])('has a density whose Stieltjes transform at %f is 1/Y', (s) => {
    const step = 0.1;
    let sum = 0;
    for (let u = -60; u < 60; u += step) {
      expect(discDensity(Math.exp(u))).toBeGreaterThan(0);
      sum += (step * discDensity(Math.exp(u))) / (s + Math.exp(u));
    }
    expect(sum * (Math.sqrt(s) + discSpread(Math.sqrt(s)))).toBeCloseTo(1, 7);
  });
});
