import { expect, it } from 'vitest';
import { normal } from '../../../fixtures/voltammograms';
import { BESSEL_NOISE_BANDWIDTH, BESSEL_RISING_BANDWIDTH } from './bessel';
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

it('has the variance of noise that rises with the frequency, and little of it where waves are', () => {
  const [rising, cutoff, count, together] = [4e-35, 1e3, 40_000, 400];
  const noise = filteredNoise(count, 2.5e-5, cutoff, 0, normal(8), rising);
  const variance = noise.reduce((sum, i) => sum + i * i, 0) / count;
  expect(variance / (rising * BESSEL_RISING_BANDWIDTH * cutoff ** 3)).toBeCloseTo(1, 1);
  const means = Array.from({ length: count / together }, (_, k) =>
    noise.slice(k * together, (k + 1) * together).reduce((sum, i) => sum + i / together, 0),
  );
  const slow = means.reduce((sum, i) => sum + i * i, 0) / means.length;
  const ofWhite = variance / (BESSEL_NOISE_BANDWIDTH * cutoff) / (2 * together * 2.5e-5);
  expect(slow).toBeLessThan(0.1 * ofWhite);
});
