import { describe, expect, it } from 'vitest';
import { CELL } from '../../../fixtures/visit';
import { LTO, PUBLISHED_RATES } from '../../../fixtures/voltammograms';
import { analyseDiffusion } from '../../kinetics/diffusion';
import type { NoiseTable } from '../landing/amplifier-noise';
import { diffusionMap } from '../diffusion-map';
import { rehearse, withNoise } from './rehearsal';

const recipe = diffusionMap.presets[0]?.recipe ?? {};
const { steps } = diffusionMap.program(recipe);
const ranges: NoiseTable = [{ full_scale: 2e-8, noise: [{ cutoff: 1000, rms: 0.19e-12 }] }];

describe('a rehearsal', () => {
  const waves = rehearse(steps, LTO, 0);

  it('has the waves of the program, in its order and with its filters and rests', () => {
    expect(waves.map((w) => w.wave.scanRate)).toEqual([...PUBLISHED_RATES, 20]);
    for (const { wave, fullScale } of waves) {
      expect(wave.cutoff).toBe(250 * wave.scanRate);
      expect(wave.potential).toHaveLength(1400);
      expect(wave.potential[699]).toBeCloseTo(1.2, 9);
      expect(wave.potential[1399]).toBeCloseTo(1.9, 9);
      expect(fullScale).toBe(20e-9);
    }
    expect(waves[0]?.wave.start).toBeCloseTo(1.5, 9);
    expect(waves[1]?.wave.start).toBeCloseTo(1.5 + 1.4 / 20 + 1, 9);
  });

  it('gives back the D that it was made with', () => {
    const { diffusion, verdict } = analyseDiffusion(withNoise(waves, ranges, 1), CELL);
    expect(verdict).toBe('disc');
    const { value = NaN, error = NaN } = diffusion ?? {};
    expect(Math.abs(value - LTO.diffusion)).toBeLessThan(4 * error);
    expect(error / value).toBeLessThan(0.01);
  });

  it('is as noisy as the amplifier says, and the same for the same seed', () => {
    const [clean] = waves;
    const [noisy] = withNoise(waves, ranges, 3);
    const noise = noisy?.current as Float64Array;
    const rms = Math.sqrt(
      noise.reduce((sum, i, k) => sum + (i - (clean?.wave.current[k] ?? NaN)) ** 2, 0) / noise.length,
    );
    expect(rms / (0.19e-12 * Math.sqrt(5))).toBeCloseTo(1, 0);
    expect(withNoise(waves, ranges, 3)[0]?.current).toEqual(noise);
    expect(withNoise(waves, ranges, 4)[0]?.current).not.toEqual(noise);
  });

  it('says what goes beyond the range', () => {
    const narrow = waves.map((w) => ({ ...w, fullScale: 12e-12 }));
    const clipped = withNoise(narrow, ranges, 1).map((w) => w.clipped);
    expect(clipped).toEqual([true, false, false, false, false, true]);
  });

  it('carries the stray capacitance and pieces of long intervals', () => {
    const coarse = diffusionMap.program({ ...recipe, potentialStep: 5e-3 }).steps;
    const [first] = rehearse(coarse, { ...LTO, concentration: 1e-9 }, 1e-13);
    expect(first?.wave.potential).toHaveLength(280);
    expect(first?.wave.current[100]).toBeCloseTo(-2e-12, 16);
    expect(first?.wave.current[250]).toBeCloseTo(2e-12, 16);
  });

  it('is empty for a program without cycles', () => {
    expect(rehearse([{ verb: 'END' }], LTO, 0)).toEqual([]);
  });
});
