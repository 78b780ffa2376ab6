import { describe, expect, it } from 'vitest';
import { cleanWave, noisyWave, normal } from '../../../fixtures/voltammograms';
import { DENSITY } from '../../../fixtures/visit';
import { thermal } from '../constants';
import { blockRatio, roughVariance } from './roughness';
import { sweepsOf, type Sweep, type Wave } from './wave';

const UNIT = thermal(298.15);

function firstOf(wave: Wave): Sweep {
  const { first } = sweepsOf(wave, UNIT);
  if (!first) throw new Error('no sweep');
  return first;
}

describe('roughVariance', () => {
  it.each([50, 250, 1000])('is the noise at low frequency behind %d Hz per V/s, wave or not', (perRate) => {
    const gauss = normal(perRate);
    const wave = { ...cleanWave(5), cutoff: 5 * perRate };
    let sum = 0;
    const runs = 150;
    for (let k = 0; k < runs; k++) {
      const sweep = firstOf(noisyWave(wave, DENSITY, gauss));
      sum += roughVariance(sweep) / (DENSITY / (2 * sweep.perBin * wave.interval)) / runs;
    }
    expect(sum).toBeGreaterThan(0.93);
    expect(sum).toBeLessThan(1.08);
  });

  it('sees next to nothing in a wave without noise', () => {
    const sweep = firstOf(cleanWave(5));
    expect(Math.sqrt(roughVariance(sweep))).toBeLessThan(2e-4 * 7e-12);
  });
});

describe('blockRatio', () => {
  it('is 1 for independent bins and more behind a slow filter', () => {
    const sweep = firstOf(cleanWave(5));
    expect(blockRatio({ ...sweep, filterTimes: 0 })).toBe(1);
    expect(blockRatio(sweep)).toBeGreaterThan(1.05);
    expect(blockRatio({ ...sweep, filterTimes: 0.05 })).toBeGreaterThan(1.8);
  });
});
