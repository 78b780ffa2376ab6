import { describe, expect, it } from 'vitest';
import { searched } from './sweeps/candidates';
import { thermal } from './constants';
import { currentScale } from './lines/line';
import { settle } from './settle';
import { CELL, visit } from '../../fixtures/visit';
import { LTO, noisyWave, normal } from '../../fixtures/voltammograms';
import type { Wave } from './sweeps/wave';

const UNIT = thermal(298.15);
describe('settle', () => {
  it.each([
    ['disc', 1e-15],
    ['disc', 2.47e-15],
    ['disc', 6e-15],
    ['planar', 1e-15],
    ['planar', 6e-15],
  ] as const)('finds what made the waves of a %s, D = %d', (spread, diffusion) => {
    const waves = visit({ diffusion, discRadius: spread === 'disc' ? 55e-9 : Infinity });
    const settled = settle(searched(waves, UNIT), CELL, spread);
    expect(Math.abs((settled?.diffusion.value ?? NaN) / diffusion - 1)).toBeLessThan(5e-4);
    expect(Math.abs((settled?.resistance.value ?? NaN) / 110e6 - 1)).toBeLessThan(0.02);
    expect(Math.abs((settled?.leak.value ?? NaN) / 50e-15 - 1)).toBeLessThan(0.05);
    expect(settled?.shift.first.value).toBeCloseTo(1.55, 4);
    expect(settled?.shift.reverse?.value).toBeCloseTo(1.55, 4);
  });

  it('takes off what earlier waves have left', () => {
    const waves = visit({});
    const forgetful = waves.map(({ scanRate, interval, potential, current, cutoff, clipped }) => ({
      ...{ scanRate, interval, potential, current, cutoff, clipped },
    }));
    const slowest = (given: readonly Wave[]): number => {
      const settled = settle(searched(given, UNIT), CELL, 'disc');
      const expected = currentScale(CELL) * Math.sqrt(LTO.diffusion * 1.25);
      return Math.abs((settled?.tracks[4]?.first.amplitude ?? NaN) / expected - 1);
    };
    expect(slowest(waves)).toBeLessThan(3e-4);
    expect(slowest(forgetful)).toBeGreaterThan(2e-3);
  });

  it('says how far off all of it may be', () => {
    const clean = visit({});
    const gauss = normal(40);
    const runs = 250;
    let covered = 0;
    const sums = { bias: 0, resistance: 0, leak: 0 };
    for (let k = 0; k < runs; k++) {
      const waves = clean.map((wave) => noisyWave(wave, 4e-29, gauss));
      const settled = settle(searched(waves, UNIT), CELL, 'disc');
      if (!settled) throw new Error('nothing settled');
      const error = settled.diffusion.value - LTO.diffusion;
      if (Math.abs(error) < 1.96 * settled.diffusion.error) covered++;
      sums.bias += error / LTO.diffusion / runs;
      sums.resistance += ((settled.resistance.value - 110e6) / settled.resistance.error) ** 2 / runs;
      sums.leak += ((settled.leak.value - 50e-15) / settled.leak.error) ** 2 / runs;
      expect(settled.quality.misfit).toBeLessThan(1.5);
    }
    expect(covered / runs).toBeGreaterThan(0.92);
    expect(covered / runs).toBeLessThan(0.98);
    expect(Math.abs(sums.bias)).toBeLessThan(2e-3);
    for (const squares of [sums.resistance, sums.leak]) {
      expect(Math.sqrt(squares)).toBeGreaterThan(0.85);
      expect(Math.sqrt(squares)).toBeLessThan(1.2);
    }
  }, 30_000);

  it('finds a wrong shape in the residuals', () => {
    const slow = visit({ rateConstant: 1e-6 }).map((wave) => noisyWave(wave, 4e-29, normal(8)));
    expect(settle(searched(slow, UNIT), CELL, 'disc')?.quality.misfit).toBeGreaterThan(2);
  });
});
