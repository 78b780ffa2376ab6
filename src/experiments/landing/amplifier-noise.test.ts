import { describe, expect, it } from 'vitest';
import { SIMULATED_INSTRUMENT } from '../../devices/twin/capabilities';
import { BESSEL_NOISE_BANDWIDTH, BESSEL_RISING_BANDWIDTH } from '../../kinetics/solver/bessel';
import { whiteDensity } from '../../world/noise';
import { densityOf, rmsOf, type NoiseTable } from './amplifier-noise';

const table: NoiseTable = [
  {
    full_scale: 2e-8,
    noise: [
      { cutoff: 10e3, rms: 8e-13 },
      { cutoff: 1e3, rms: 2e-13 },
    ],
  },
  { full_scale: 2e-9, noise: [{ cutoff: 1e3, rms: 5e-14 }] },
];

describe('the noise of an amplifier', () => {
  it('is that of the smallest range that holds the current', () => {
    expect(rmsOf(table, 1e-9, 1e3)).toBeCloseTo(5e-14, 20);
    expect(rmsOf(table, 2e-9, 1e3)).toBeCloseTo(5e-14, 20);
    expect(rmsOf(table, 3e-9, 1e3)).toBeCloseTo(2e-13, 20);
  });

  it('lies between the cut-offs of the table on a line of logarithms', () => {
    expect(rmsOf(table, 1e-8, 10e3)).toBeCloseTo(8e-13, 20);
    expect(rmsOf(table, 1e-8, Math.sqrt(1e7))).toBeCloseTo(4e-13, 20);
  });

  it('goes on below the table as white noise does', () => {
    expect(rmsOf(table, 1e-8, 250)).toBeCloseTo(1e-13, 20);
  });

  it('goes on above it as it did at its end', () => {
    expect(rmsOf(table, 1e-8, 100e3)).toBeCloseTo(3.2e-12, 20);
    expect(rmsOf(table, 1e-9, 4e3)).toBeCloseTo(1e-13, 20);
  });

  it('is not known where the bridge does not tell it', () => {
    expect(rmsOf([], 1e-9, 1e3)).toBeNaN();
    expect(rmsOf(table, 1e-6, 1e3)).toBeNaN();
    expect(rmsOf([{ full_scale: 1, noise: [] }], 1e-9, 1e3)).toBeNaN();
  });
});

describe('its density', () => {
  it('never falls below white noise by rounding', () => {
    for (let cutoff = 10; cutoff < 20e3; cutoff *= 1.01) {
      expect(densityOf(table, 1e-9, cutoff).rising).toBeGreaterThanOrEqual(0);
    }
  });

  it('is white where all that is known is one cut-off', () => {
    const { white, rising } = densityOf(table, 1e-9, 4e3);
    expect(white / (2.5e-27 / 1e3 / BESSEL_NOISE_BANDWIDTH)).toBeCloseTo(1, 9);
    expect(Math.abs(rising) * 4e3 ** 3).toBeLessThan(1e-9 * 1e-26);
  });

  it.each([1e3, 4e3, 10e3])('adds up to the rms behind a filter of %d Hz', (cutoff) => {
    const { white, rising } = densityOf(table, 1e-8, cutoff);
    const variance = white * BESSEL_NOISE_BANDWIDTH * cutoff + rising * BESSEL_RISING_BANDWIDTH * cutoff ** 3;
    expect(Math.sqrt(variance) / rmsOf(table, 1e-8, cutoff)).toBeCloseTo(1, 9);
  });

  it('has the white part of the simulated amplifier, whatever the filter', () => {
    for (const cutoff of [300, 5e3, 20e3]) {
      const { white } = densityOf(SIMULATED_INSTRUMENT.amplifier.ranges, 20e-9, cutoff);
      expect(white / whiteDensity(500e6, 0)).toBeCloseTo(1, 1);
    }
  });
});
