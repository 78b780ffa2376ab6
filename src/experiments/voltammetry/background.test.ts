import { describe, expect, it } from 'vitest';
import { analyseDiffusion, type Wave } from '../../kinetics/diffusion';
import { createBessel } from '../../kinetics/solver/bessel';
import { diffusionMap } from '../diffusion-map';
import type { NoiseTable } from '../landing/amplifier-noise';
import { assumedModel } from './assumed-sample';
import { backgroundNumbers, backgroundOf, withoutBackground } from './background';
import { rehearse, withNoise } from './rehearsal';
import { cellOf } from './voltammetry';

const recipe = diffusionMap.presets[0]?.recipe ?? {};
const known = {
  ...recipe,
  strayCapacitance: 100e-15,
  strayCapacitanceError: 1e-15,
  airCurrent: -0.2e-12,
  airCurrentError: 1e-16,
};

/** A triangle between 0 and 0.1 V at 10 V/s, sampled every 0.1 ms, of a capacitance and an offset behind a filter. */
function blank(capacitance: number, offset: number, cutoff: number): Wave {
  const [scanRate, interval, half] = [10, 1e-4, 100];
  const filter = createBessel(cutoff);
  const steps = 20;
  const potential = new Float64Array(2 * half);
  const current = Float64Array.from(potential, (_, k) => {
    const sign = k < half ? 1 : -1;
    potential[k] = scanRate * interval * (k < half ? k + 1 : 2 * half - k - 1);
    if (k === 0 || k === half) filter.jump(k === 0 ? capacitance * scanRate : -2 * capacitance * scanRate);
    let out = 0;
    for (let s = 0; s < steps; s++) out = filter.next(sign * capacitance * scanRate, interval / steps);
    return out + offset;
  });
  return { scanRate, interval, potential, current, cutoff, clipped: false };
}

describe('a background that is known', () => {
  it.each([Infinity, 2500])('leaves nothing of a blank behind a filter of %d Hz', (cutoff) => {
    const wave = blank(100e-15, -0.2e-12, cutoff);
    expect(Math.max(...Array.from(wave.current).map(Math.abs))).toBeGreaterThan(1e-12);
    const { current, ...rest } = withoutBackground(wave, backgroundOf(known));
    expect(Math.max(...Array.from(current).map(Math.abs))).toBeLessThan(1e-17);
    expect(rest.potential).toBe(wave.potential);
  });

  it('leaves a wave as it is where nothing was measured', () => {
    const wave = blank(1e-15, 0, 1000);
    expect(withoutBackground(wave, backgroundOf({ schema: 1 }))).toBe(wave);
  });

  it('makes a capacitance beside the contact no verdict, and leaves D and its uncertainty as they were', () => {
    const amplifier: NoiseTable = [{ full_scale: 2e-8, noise: [{ cutoff: 1000, rms: 0.19e-12 }] }];
    const model = { ...assumedModel(recipe), capacitance: 100e-15 };
    const waves = withNoise(rehearse(diffusionMap.program(recipe).steps, model, 0), amplifier, 7);
    const [asked, told] = [recipe, { ...known, airCurrent: 0 }].map((own) =>
      analyseDiffusion(
        waves.map((wave) => withoutBackground(wave, backgroundOf(own))),
        cellOf(own),
      ),
    );
    expect([asked?.verdict, told?.verdict]).toEqual(['stray_capacitance', 'disc']);
    expect(asked?.capacitance?.value).toBeCloseTo(100e-15, 14);
    expect(Math.abs(told?.capacitance?.value ?? NaN)).toBeLessThan(5 * (told?.capacitance?.error ?? NaN));
    expect((told?.diffusion?.value ?? NaN) / (asked?.diffusion?.value ?? NaN)).toBeCloseTo(1, 3);
    expect((told?.diffusion?.error ?? NaN) / (asked?.diffusion?.error ?? NaN)).toBeCloseTo(1, 1);
  });

  it('is told with the run that it comes from', () => {
    expect(backgroundNumbers(recipe)).toEqual([]);
    const [stray, offset] = backgroundNumbers({
      ...known,
      strayCapacitanceSource: 'The pipette, today, run 1',
    });
    expect(stray?.text).toMatch(/^100\.0\(1\.0\)\sfF$/);
    expect(stray?.title).toContain('from The pipette, today, run 1');
    expect(offset?.title).toContain('from the recipe');
  });
});
