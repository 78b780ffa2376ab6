import { describe, expect, it } from 'vitest';
import { normal } from '../../../fixtures/voltammograms';
import { filteredNoise } from '../solver/filtered-noise';
import { lagsFor, longRunVariance } from './noise';

describe('longRunVariance', () => {
  it('is the variance of independent samples', () => {
    const gauss = normal(1);
    const white = Float64Array.from({ length: 20000 }, () => 3 * gauss());
    expect(longRunVariance(white, 1, 0) / 9).toBeCloseTo(1, 1);
  });

  it('finds the low-frequency density behind a filter below half the sampling rate', () => {
    const [interval, cutoff, density] = [1e-3, 100, 4e-30];
    const noise = filteredNoise(40000, interval, cutoff, density, normal(2));
    const sampled = longRunVariance(noise, lagsFor(interval * cutoff), 0);
    expect((sampled * 2 * interval) / density).toBeGreaterThan(0.93);
    expect((sampled * 2 * interval) / density).toBeLessThan(1.07);
    expect((longRunVariance(noise, 0, 0) * 2 * interval) / density).toBeLessThan(0.3);
  });

  it('gives back what the fit took', () => {
    const gauss = normal(3);
    let sum = 0;
    for (let k = 0; k < 400; k++) {
      const samples = Float64Array.from({ length: 60 }, gauss);
      const mean = samples.reduce((a, b) => a + b) / 60;
      sum += longRunVariance(samples.map((x) => x - mean), 2, 1) / 400; // prettier-ignore
    }
    expect(sum).toBeGreaterThan(0.95);
    expect(sum).toBeLessThan(1.05);
  });

  it('never believes in noise without a low-frequency part, nor in too few residuals', () => {
    const alternating = Float64Array.from({ length: 50 }, (_, k) => (k % 2 ? 1 : -1));
    expect(longRunVariance(alternating, 1, 3)).toBeGreaterThan(0);
    expect(longRunVariance(new Float64Array(10).fill(1), 3, 3)).toBe(Infinity);
  });
});
