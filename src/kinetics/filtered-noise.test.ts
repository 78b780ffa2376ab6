import { expect, it } from 'vitest';
import { normal } from '../../fixtures/voltammograms';
import { BESSEL_NOISE_BANDWIDTH } from './bessel';
import { filteredNoise } from './filtered-noise';

it('has the variance that the filter leaves of white noise, and forgets within the filter’s time', () => {
  const [density, cutoff, count] = [4e-29, 1e3, 40_000];
  const noise = filteredNoise(count, 1e-4, cutoff, density, normal(7));
  const variance = noise.reduce((sum, i) => sum + i * i, 0) / count;
  expect(variance / (density * BESSEL_NOISE_BANDWIDTH * cutoff)).toBeCloseTo(1, 1);
  const lagged = (lag: number): number =>
    noise.reduce((sum, i, k) => sum + i * (noise[k + lag] ?? 0), 0) / count / variance;
  expect(lagged(1)).toBeGreaterThan(0.5);
  expect(Math.abs(lagged(20))).toBeLessThan(0.05);
});
