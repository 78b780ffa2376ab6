import { describe, expect, it } from 'vitest';
import type { NoiseTable } from '../landing/amplifier-noise';
import { ION_PIPETTE } from '../recipe/published-cells';
import { HOP } from './hop';
import { falseStops, hopExpectation, hopNoise } from './hop-expectation';
import { expectedCurrent } from './ion-pipette';

const recipe = { ...HOP, ...ION_PIPETTE };
const amplifier = (rms: number): NoiseTable => [{ full_scale: 20e-9, noise: [{ cutoff: 1000, rms }] }];

describe('before a run of hops', () => {
  it('the noise is that of the amplifier and of the charges', () => {
    const shot = Math.sqrt(2 * 1.602177e-19 * expectedCurrent(recipe) * 1.04637 * 1000);
    expect(hopNoise(recipe, amplifier(1e-12))).toBeCloseTo(Math.hypot(1e-12, shot), 15);
  });

  it('a fall of 2 % is felt at 48 nm, and nothing is to be warned of', () => {
    const { headline, warnings } = hopExpectation(recipe, 16384, amplifier(0.2e-12));
    expect(headline.replace(/\s/g, ' ')).toMatch(/^6\.17 nA clear of the surface, felt at 4[78] nm$/);
    expect(warnings).toEqual([]);
  });

  it('a setpoint within the noise is warned of with the number of hops that it spoils', () => {
    const near = { ...recipe, setpoint: 0.9993 };
    // Fall 4.3 pA; ν = 0.825335·fc·exp(−u²/2σ²)/2 over 1 µm at 30 nm/ms.
    const [u, sigma] = [0.0007 * expectedCurrent(near), hopNoise(near, amplifier(1e-12))];
    const rate = (0.825335 * 1000 * Math.exp(-(u * u) / (2 * sigma * sigma))) / 2;
    expect(falseStops(near, 100, amplifier(1e-12))).toBeCloseTo(100 * (1 - Math.exp(-rate / 30)), 6);
    expect(hopExpectation(near, 16384, amplifier(1e-12)).warnings[0]).toMatch(/^About .* hops end before/);
  });

  it.each([
    [{ pipetteBias: 3 }, /beyond the full scale/],
    [{ retract: 0.2e-6 }, /^Hops begin less than 250/],
  ])('%j is warned of', (change, words) => {
    expect(hopExpectation({ ...recipe, ...change }, 100, amplifier(0.2e-12)).warnings).toEqual([
      expect.stringMatching(words),
    ]);
  });
});
