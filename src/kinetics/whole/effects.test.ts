import { describe, expect, it } from 'vitest';
import { CELL, noisyVisit, visit } from '../../../fixtures/visit';
import { LTO } from '../../../fixtures/voltammograms';
import { analyseDiffusion, type DiffusionAnalysis } from '../diffusion';

const analysed = (changes: Parameters<typeof visit>[0], stray = 10e-15, seed = 1): DiffusionAnalysis =>
  analyseDiffusion(noisyVisit(visit(changes, 50e-15, stray), seed), CELL);

const bias = ({ diffusion }: DiffusionAnalysis, truth: number = LTO.diffusion): number =>
  Math.abs((diffusion?.value ?? NaN) / truth - 1);

describe('verdicts', () => {
  it.each([
    ['disc', 'disc', {}, 10e-15, /spread sideways/],
    ['good', 'line', { discRadius: Infinity }, 10e-15, /agrees within/],
    ['stray_capacitance', 'disc', {}, 100e-15, /1\.0e\+2|1\d\d fF/],
    ['kinetic', 'wave', { rateConstant: 1e-6 }, 10e-15, /k⁰ = 1\.\de-4 ± .* cm\/s/],
    ['resistive', 'wave', { resistance: 10e9 }, 10e-15, /1\.\d+e\+4 MΩ|9\.9\d+e\+3 MΩ|99\d\d MΩ/],
    ['thin_layer', 'wave', { discRadius: Infinity, thickness: 8e-9 }, 10e-15, /layer [78]\.\d\d nm thick/],
  ] as const)('%s, with D of model %s', (verdict, model, changes, stray, words) => {
    for (const diffusion of [1e-15, 2.47e-15, 6e-15]) {
      const analysis = analysed({ ...changes, diffusion }, stray);
      expect(analysis.verdict).toBe(verdict);
      expect(analysis.model).toBe(model);
      expect(bias(analysis, diffusion)).toBeLessThan(0.02);
      expect(analysis.reason).toMatch(words);
      expect(analysis.evidence).toBeGreaterThan(0.1);
    }
  });

  it('two_phase: no D, but what the textbook would read', () => {
    const analysis = analysed({ interaction: 4 });
    expect(analysis.verdict).toBe('two_phase');
    expect(analysis.diffusion).toBeNull();
    expect(analysis.fits[0]?.diffusion.value).toBeGreaterThan(2 * LTO.diffusion);
    expect(analysis.reason).toMatch(/sharper than Nernst.* g = (3\.[5-9]|4\.\d) ±/);
  });

  it('no resistance where there is no D: with attraction it would stand for slow transfer too', () => {
    const analysis = analysed({ interaction: 3.6, rateConstant: 1e-6 });
    expect(analysis.diffusion).toBeNull();
    expect(analysis.resistance).toBeNull();
    expect(analysis.reason).toMatch(/there is no resistance either\./);
  });

  it('give the rate constant only where the waves tell it', () => {
    expect((analysed({ rateConstant: 1e-6 }).rateConstant?.value ?? NaN) / 1e-6).toBeCloseTo(1, 0);
    expect(analysed({}).rateConstant).toBeNull();
  });
});

describe('beside D', () => {
  const analysis = analysed({});

  it('there are resistance, capacitance and half-wave potential', () => {
    const { resistance, capacitance, halfWave } = analysis;
    expect(Math.abs((resistance?.value ?? NaN) - 110e6)).toBeLessThan(3 * (resistance?.error ?? NaN));
    expect(Math.abs((capacitance?.value ?? NaN) - 11e-15)).toBeLessThan(4 * (capacitance?.error ?? NaN));
    expect(halfWave?.value).toBeCloseTo(1.55, 2);
  });

  it('a D of the reverse sweeps and one of the semi-integrals agree', () => {
    const { reverse, waves } = analysis;
    expect(Math.abs((reverse?.value ?? NaN) - LTO.diffusion)).toBeLessThan(3 * (reverse?.error ?? NaN));
    expect(Math.abs((analysis.secondOpinion()?.value ?? NaN) / LTO.diffusion - 1)).toBeLessThan(0.03);
    for (const { ratio } of waves) {
      expect(Math.abs((ratio?.value ?? NaN) - 1)).toBeLessThan(4 * (ratio?.error ?? NaN));
    }
  });

  it('the semi-integral does not see a slow couple', () => {
    const slow = analysed({ rateConstant: 1e-6 });
    expect(Math.abs((slow.secondOpinion()?.value ?? NaN) / LTO.diffusion - 1)).toBeLessThan(0.03);
  });

  it('the repeated rate is compared with the first', () => {
    expect(analysis.repeat?.changed).toBe(false);
    const clean = noisyVisit(visit(), 2);
    const wetter = clean.map((wave, k) =>
      k < 5 ? wave : { ...wave, current: Array.from(wave.current, (i) => 1.1 * i) },
    );
    const changed = analyseDiffusion(wetter, CELL);
    expect(changed.repeat?.changed).toBe(true);
    expect(changed.repeat?.ratio.value).toBeCloseTo(1.1, 1);
    expect(changed.reason).toContain('20 V/s came out differently');
  });
});

describe('a person’s choice', () => {
  const waves = noisyVisit(visit(), 7);

  it.each(['line', 'intercept', 'disc', 'mixed', 'wave'] as const)('%s is followed', (model) => {
    const analysis = analyseDiffusion(waves, CELL, { model });
    expect(analysis.model).toBe(model);
    expect(analysis.diffusion?.value).toBeGreaterThan(1e-15);
    if (model === 'line') expect(bias(analysis)).toBeGreaterThan(0.1);
    if (model === 'wave') expect(bias(analysis)).toBeLessThan(0.02);
  });

  it('does not make a number where there is none', () => {
    const two = noisyVisit(visit({ interaction: 4 }), 1);
    expect(analyseDiffusion(two, CELL, { model: 'line' }).diffusion).toBeNull();
  });

  it('of a known thickness goes into every model', () => {
    const layer = visit({ discRadius: Infinity, thickness: 8e-9 });
    const cell = { ...CELL, thickness: 8e-9, confined: true };
    const analysis = analyseDiffusion(noisyVisit(layer, 3), cell);
    expect(bias(analysis)).toBeLessThan(0.02);
    expect(analysis.fits.find((fit) => fit.model === 'layer')?.thickness).toBeUndefined();
  });
});
