import { describe, expect, it } from 'vitest';
import type { Wave } from './diffusion';
import { analysePlanar, type PlanarElectrode } from './planar-electrode';
import { simulateCycle } from './solver/voltammogram';

const ELECTRODE: PlanarElectrode = {
  area: 7e-6,
  areaError: 0,
  concentration: 1,
  concentrationError: 0,
  temperature: 298.15,
  electrons: 1,
};
const D = 7e-10;
const NOISE = 2e-8;

/** A couple in solution without edges, 10 to 160 mV/s, cathodic first; `electrons` scale potential, rate and current. */
function waves(rateConstant = Infinity, electrons = 1, noise = NOISE): Wave[] {
  return [0.01, 0.04, 0.16].map((scanRate, k) => {
    const interval = 2e-3 / scanRate / electrons;
    const { potential, current } = simulateCycle({
      model: {
        temperature: ELECTRODE.temperature,
        concentration: ELECTRODE.concentration,
        area: ELECTRODE.area,
        diffusion: D,
        discRadius: Infinity,
        thickness: Infinity,
        halfWave: 0.2,
        rateConstant,
        transfer: 0.5,
        resistance: 0,
        capacitance: 0,
        interaction: 0,
        hysteresis: 0,
      },
      start: 0.6,
      vertex: -0.2,
      end: 0.6,
      scanRate: scanRate * electrons,
      interval,
      cutoff: Infinity,
      stray: 0,
    });
    return {
      scanRate,
      interval,
      potential: Float64Array.from(potential, (e) => e / electrons),
      current: Float64Array.from(current, (i, n) => electrons * i + noise * wobble(n + 1000 * k)),
      cutoff: Infinity,
      clipped: false,
    };
  });
}

/** Uniform, of standard deviation 1, always the same. */
function wobble(n: number): number {
  const x = Math.sin(12.9898 * (n + 1)) * 43758.5453;
  return (x - Math.floor(x) - 0.5) * Math.sqrt(12);
}

describe('a planar electrode', () => {
  it('has no edge', () => {
    const { verdict, model, diffusion, fits, weights, reason } = analysePlanar(waves(), ELECTRODE);
    expect([verdict, model]).toEqual(['good', 'line']);
    expect((diffusion?.value ?? NaN) / D).toBeCloseTo(1, 2);
    expect(diffusion?.calibration).toBe(0);
    expect(fits[0]?.model).toBe('line');
    expect((fits[0]?.diffusion.value ?? NaN) / D).toBeCloseTo(1, 2);
    expect(fits.filter((fit) => fit.model === 'line')).toHaveLength(1);
    expect(weights).toHaveLength(fits.length);
    expect(weights.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 12);
    expect(reason).toContain('by planar diffusion');
    expect(reason).not.toContain('calibration');
  });

  it.each([
    ['area', { areaError: 0.05 * ELECTRODE.area }, 0.1],
    ['concentration', { concentrationError: 0.02 * ELECTRODE.concentration }, 0.04],
    ['both', { areaError: 0.03 * ELECTRODE.area, concentrationError: 0.04 }, 0.1],
  ])('is as uncertain in D as twice its %s', (_name, errors, part) => {
    for (const recorded of [waves(), waves(2e-5), smooth()]) {
      const exact = analysePlanar(recorded, ELECTRODE).diffusion;
      const { diffusion, reason } = analysePlanar(recorded, { ...ELECTRODE, ...errors });
      expect((diffusion?.calibration ?? NaN) / (exact?.value ?? NaN)).toBeCloseTo(part, 2);
      expect(diffusion).toMatchObject({ value: exact?.value, error: exact?.error });
      expect(reason).toMatch(/uncertainties of area and concentration add ± /);
    }
  });

  it('offers the disc of the same area, which needs less', () => {
    const disc = analysePlanar(waves(), ELECTRODE).fits.find((fit) => fit.model === 'disc');
    const part = (disc?.diffusion.value ?? NaN) / D;
    expect(part).toBeLessThan(0.985);
    expect(part).toBeGreaterThan(0.9);
  });

  it('lets two electrons go at once', () => {
    const two = analysePlanar(waves(Infinity, 2), { ...ELECTRODE, electrons: 2 });
    expect(two.verdict).toBe('good');
    expect((two.diffusion?.value ?? NaN) / D).toBeCloseTo(1, 2);
    expect(two.waves[0]?.separation?.value).toBeCloseTo(0.029, 3);
  });

  it('says that the peaks of a slow couple are too far apart', () => {
    const { verdict, reason } = analysePlanar(waves(2e-5), ELECTRODE);
    expect(verdict).toBe('kinetic');
    expect(reason).toMatch(/electron transfer is slow/);
  });

  it('gives no D of one rate', () => {
    const found = analysePlanar(waves().slice(0, 1), ELECTRODE);
    expect([found.diffusion, found.model]).toEqual([null, 'line']);
    expect(found.reason).toContain('at least two rates');
  });
});

/** Recorded without noise to speak of, on a background that bends and that no model has. */
const smooth = (rateConstant = Infinity): Wave[] =>
  waves(rateConstant, 1, 0).map((wave) => {
    const highest = Math.max(...Array.from(wave.current, Math.abs));
    const bent = Float64Array.from(wave.potential, (e, n) => {
      const way = n < wave.potential.length / 2 ? -1 : 1;
      return 0.03 * highest * (way + Math.sin(9 * e + 2 * wave.scanRate ** 0.5));
    });
    return { ...wave, current: Float64Array.from(wave.current, (i, n) => i + (bent[n] ?? NaN)) };
  });

describe('files that are smoother than any model is right', () => {
  it('give D with the error of the models', () => {
    const { verdict, diffusion, waves: peaks, reason } = analysePlanar(smooth(), ELECTRODE);
    expect(verdict).toBe('good');
    const { value, error } = diffusion ?? { value: NaN, error: NaN };
    expect(Math.abs(value - D) / error).toBeLessThan(2.5);
    expect(error / D).toBeGreaterThan(0.005);
    expect(error / D).toBeLessThan(0.15);
    for (const { first } of peaks) {
      expect((first?.current.error ?? NaN) / Math.abs(first?.current.value ?? NaN)).toBeGreaterThan(0.002);
    }
    expect(reason).toContain('what the model misses');
  });

  it('tell a slow couple, its rate constant, and what resistance would make of it', () => {
    const { verdict, diffusion, rateConstant, reason } = analysePlanar(smooth(1e-5), ELECTRODE);
    expect(verdict).toBe('kinetic');
    const { value, error } = diffusion ?? { value: NaN, error: NaN };
    expect(Math.abs(value - D) / error).toBeLessThan(2.5);
    expect(error / D).toBeLessThan(0.2);
    expect(Math.abs((rateConstant?.value ?? NaN) - 1e-5)).toBeLessThan(3 * (rateConstant?.error ?? NaN));
    expect(reason).toMatch(/electron transfer is slow \(k⁰ = .*if it were resistance instead/);
  });

  it('need no noise at all', () => {
    const { verdict, diffusion } = analysePlanar(waves(Infinity, 1, 0), ELECTRODE);
    expect(verdict).toBe('good');
    expect((diffusion?.value ?? NaN) / D).toBeCloseTo(1, 2);
    expect(diffusion?.error).toBeGreaterThan(0);
  });

  it('give none where the peaks grow as those of something bound to the surface', () => {
    const bound = waves(Infinity, 1, 0).map((wave): Wave => ({
      ...wave,
      current: Float64Array.from(wave.potential, (e, n) => {
        const way = n < wave.potential.length / 2 ? -1 : 1;
        return (way * 1e-4 * wave.scanRate) / Math.cosh(19.46 * (e - 0.2)) ** 2;
      }),
    }));
    const { verdict, diffusion, reason } = analysePlanar(bound, ELECTRODE);
    expect([verdict, diffusion]).toEqual(['no_peak', null]);
    expect(reason).toMatch(/not the waves of one couple|grow with the scan rate to the power of/);
  });
});
