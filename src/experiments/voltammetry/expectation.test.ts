import { describe, expect, it } from 'vitest';
import { analyseDiffusion } from '../../kinetics/diffusion';
import type { NoiseTable } from '../landing/amplifier-noise';
import { assumedModel } from './assumed-sample';
import { diffusionMap } from '../diffusion-map';
import type { Expectation, Recipe } from '../experiment';
import { rehearse, withNoise } from './rehearsal';
import { cellOf } from './voltammetry';
import { voltammetryExpectation } from './expectation';

const published = diffusionMap.presets[0]?.recipe ?? {};
/** 0.19 pA rms at 1 kHz, white. */
const amplifier: NoiseTable = [{ full_scale: 2e-8, noise: [{ cutoff: 1000, rms: 0.19e-12 }] }];

const expected = (changes: Recipe = {}, ranges = amplifier): Expectation => {
  const recipe = { ...published, ...changes };
  return voltammetryExpectation(diffusionMap.program(recipe), recipe, ranges);
};
const numberOf = ({ numbers }: Expectation, label: string): number =>
  Number.parseFloat(numbers.find((n) => n.label === label)?.text.replace(/^[^\d]*/, '') ?? '');
const noiseOf = ({ headline }: Expectation): number => Number(/u\(D\) ([\d.]+)\s%/.exec(headline)?.[1]);

describe('what is expected at the published setting', () => {
  const all = expected();

  it('has the scatter that D then has', () => {
    const waves = rehearse(diffusionMap.program(published).steps, assumedModel(published), 0);
    const found = Array.from({ length: 60 }, (_, k) => {
      const { diffusion } = analyseDiffusion(withNoise(waves, amplifier, 100 + k), cellOf(published));
      return diffusion?.value ?? NaN;
    });
    const middle = found.reduce((a, b) => a + b, 0) / found.length;
    const spread = Math.sqrt(found.reduce((sum, d) => sum + (d / middle - 1) ** 2, 0) / (found.length - 1));
    expect(noiseOf(all) / (100 * spread)).toBeGreaterThan(0.75);
    expect(noiseOf(all) / (100 * spread)).toBeLessThan(1.33);
  });

  it('names what the uncertainty of D is made of, the largest first', () => {
    expect(all.headline).toMatch(/, 3[5-9]\s% calibration$/);
    expect(all.numbers.slice(0, 3).map((n) => n.label)).toEqual([
      'u(D) from contact radius',
      'u(D) from concentration',
      'u(D) from temperature',
    ]);
    expect(numberOf(all, 'u(D) from concentration')).toBeCloseTo(1.8, 0);
  });

  it('tells the textbook line from the disc, and how small an effect would be noticed', () => {
    const text = (label: string): string => all.numbers.find((n) => n.label === label)?.text ?? '';
    expect(text('Verdict')).toBe('disc');
    expect(text('Textbook line')).toMatch(/^told apart, D \+2\d\s%$/);
    for (const label of ['Slow transfer, k⁰', 'Series resistance', 'Stray capacitance', 'Thin layer']) {
      expect(text(label)).toMatch(/^named [<>] /);
    }
    expect(all.warnings).toEqual([]);
  });
});

describe('what is expected of other settings', () => {
  it('is less precise behind a wider filter, and tells less apart', () => {
    const noisy = expected({ cutoffPerRate: 4000, rates: [20, 10] });
    expect(noiseOf(noisy)).toBeGreaterThan(2 * noiseOf(expected()));
    expect(noisy.numbers.find((n) => n.label === 'Mixed, k₁v + k₂√v')?.text).toMatch(/^not told apart/);
  });

  it('warns of a window that cuts the wave off, on either side', () => {
    expect(expected({ vertexPotential: 1.45 }).warnings[0]).toMatch(/leaves 100 mV \(3\.9 RT\/F\)/);
    expect(expected({ assumedHalfWave: 1.95 }).warnings.some((w) => w.includes('leaves 0 mV'))).toBe(true);
  });

  it('is no D at all, with the reason, where the wave drowns in noise', () => {
    const none = expected({ assumedDiffusion: 1e-21 });
    expect(none.headline).toBe('No diffusion coefficient is expected');
    expect(none.warnings[0]).toMatch(/wave above the noise/);
  });

  it('warns of currents beyond the full scale', () => {
    const { warnings } = expected({ fullScale: 1e-11 }, [
      { full_scale: 1e-11, noise: [{ cutoff: 1000, rms: 0.19e-12 }] },
    ]);
    expect(warnings.some((w) => /voltammograms would go beyond/.test(w))).toBe(true);
  });
});
