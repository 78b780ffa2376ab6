import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blurred, gaussianWeights } from './gaussian-blur';

const maxima = (curve: Float64Array): number =>
  curve.filter((v, k) => k > 0 && k < curve.length - 1 && v > (curve[k - 1] ?? 0) && v > (curve[k + 1] ?? 0))
    .length;

describe('a Gaussian blur', () => {
  it('has weights of sum 1 and of its standard deviation', () => {
    const weights = gaussianWeights(3);
    const reach = (weights.length - 1) / 2;
    expect(weights.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 12);
    expect(weights.reduce((sum, w, k) => sum + w * (k - reach) ** 2, 0)).toBeCloseTo(9, 1);
  });

  it('leaves a constant as it is, up to the ends', () => {
    for (const v of blurred(new Float64Array(20).fill(3), gaussianWeights(2))) expect(v).toBeCloseTo(3, 12);
  });

  it('widens a Gaussian as variances add', () => {
    const peak = Float64Array.from({ length: 101 }, (_, k) => Math.exp(-(((k - 50) / 6) ** 2) / 2));
    expect(blurred(peak, gaussianWeights(4))[50]).toBeCloseTo(6 / Math.hypot(6, 4), 3);
  });

  it('makes no maximum beside a corner or a step', () => {
    const corner = Float64Array.from({ length: 80 }, (_, k) => (k < 40 ? -k : 3 * k));
    expect(maxima(blurred(corner, gaussianWeights(3)))).toBe(0);
  });

  it('never has more maxima than there were, whatever the values', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -100, max: 100 }), { minLength: 30, maxLength: 60 }), (list) => {
        const values = Float64Array.from(list);
        const inner = blurred(values, gaussianWeights(1.5)).map((v) => Math.round(v * 1e9) / 1e9);
        // The ends are mirrored: a maximum may move onto or off them.
        expect(maxima(inner)).toBeLessThanOrEqual(maxima(values) + 2);
      }),
    );
  });

  it('takes values fewer than its weights', () => {
    const [only] = blurred(Float64Array.of(5), gaussianWeights(3));
    expect(only).toBeCloseTo(5, 12);
  });
});
