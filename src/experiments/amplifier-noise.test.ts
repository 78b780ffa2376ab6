import { describe, expect, it } from 'vitest';
import { rmsOf, type NoiseTable } from './amplifier-noise';

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
