import { describe, expect, it } from 'vitest';
import { LTO, uniform } from '../../../fixtures/voltammograms';
import { FARADAY, thermal } from '../constants';
import { Couple, occupancy } from './couple';
import { createElectrode, type ElectrodeModel } from './electrode';

const f = thermal(298.15);
const ideal = { temperature: 298.15, rateConstant: Infinity, transfer: 0.5 };
const isotherm = (theta: number, g: number): number => Math.log(theta / (1 - theta)) - g * (theta - 0.5);
/** Occupancy at which the phase of the empty solid ends. */
const fold = (g: number): number => 0.5 - 0.5 * Math.sqrt(1 - 4 / g);

describe('the occupancy at rest', () => {
  it.each([-8, -1, 0, 2, 4, 7])('is that of the isotherm for g = %f', (g) => {
    for (const x of [-12, -3, -0.4, 0.4, 3, 12]) {
      const theta = occupancy(x, g);
      expect(isotherm(theta, g)).toBeCloseTo(x, 5);
      expect(Math.sign(theta - 0.5)).toBe(Math.sign(x));
    }
  });
});

describe('a couple', () => {
  it.each([
    [{}, 0.3],
    [{ interaction: 3 }, 0.3],
    [{ interaction: -6 }, -2],
    [{ rateConstant: 1e-6, transfer: 0.4, interaction: 3 }, 1.5],
    [{ rateConstant: 1e-8, interaction: -3 }, -4],
  ])('of %o obeys its own equation', (options, x) => {
    const kinetics = { ...ideal, ...options };
    const couple = new Couple(kinetics, 0);
    couple.left = 0.35;
    couple.response = 2e5;
    couple.at(x);
    const flux = couple.flux;
    const theta = couple.end() * couple.response + couple.left;
    const xi = x + ('interaction' in options ? options.interaction : 0) * (theta - 0.5);
    const { rateConstant: k, transfer: a } = kinetics;
    if (k === Infinity) expect(Math.log(theta / (1 - theta))).toBeCloseTo(xi, 6);
    else
      expect(flux / (k * ((1 - theta) * Math.exp(a * xi) - theta * Math.exp((a - 1) * xi)))).toBeCloseTo(
        1,
        6,
      );
    expect(couple.before).toBe(theta);
  });

  it('keeps to its phase up to the fold, and from there takes the other', () => {
    const g = 6;
    const end = isotherm(fold(g), g);
    for (const sign of [1, -1]) {
      const couple = new Couple({ ...ideal, interaction: g }, -10 * sign);
      couple.response = 1;
      for (let x = -10; x < 10; x += 0.05) {
        couple.at(sign * x);
        const theta = couple.end();
        expect(isotherm(theta, g)).toBeCloseTo(sign * x, 4);
        if (Math.abs(x - end) > 0.02) expect(theta > 0.5).toBe(sign > 0 ? x > end : x < end);
      }
    }
  });

  it('with hysteresis inserts late, extracts late and rests between', () => {
    const couple = new Couple({ ...ideal, hysteresis: 0.1 }, 0);
    couple.left = 0.5;
    couple.response = 1;
    const half = 0.05 * f;
    for (const x of [-half, -half / 2, 0, half]) {
      couple.at(x);
      expect(couple.flux).toBeCloseTo(0, 12);
    }
    couple.at(half + 1);
    expect(couple.flux).toBeCloseTo(1 / (1 + Math.exp(-1)) - 0.5, 12);
    couple.at(-half - 1);
    expect(couple.flux).toBeCloseTo(0.5 - 1 / (1 + Math.exp(-1)), 12);
  });
});

/** Sweeps from 1.95 V to 1.15 V and back in steps of 0.5 mV; the currents of both ways. */
function cycle(
  model: ElectrodeModel,
  scanRate: number,
): { forward: number[]; back: number[]; charge: number } {
  const dt = 5e-4 / scanRate;
  const electrode = createElectrode(model, 1.95, { shortest: dt, longest: 3200 * dt });
  const forward = Array.from({ length: 1600 }, (_, k) => electrode.ramp(1.95 - 5e-4 * (k + 1), dt));
  const charge = electrode.charge;
  const back = Array.from({ length: 1600 }, (_, k) => electrode.ramp(1.15 + 5e-4 * (k + 1), dt));
  return { forward, back, charge };
}
const lowest = (values: number[]): number => values.indexOf(Math.min(...values));
const highest = (values: number[]): number => values.indexOf(Math.max(...values));
/** Distance of the peaks, V. */
const separation = ({ forward, back }: ReturnType<typeof cycle>): number =>
  5e-4 * (highest(back) + 1) + 1.15 - (1.95 - 5e-4 * (lowest(forward) + 1));

describe('a solid of two phases', () => {
  const thin = { ...LTO, discRadius: Infinity, thickness: 5e-9, interaction: 6 };
  const gap = (2 * isotherm(fold(6), 6)) / f;

  it('fills a thin layer at once where the isotherm folds, at any rate, and empties it as far beyond E½', () => {
    for (const scanRate of [0.001, 0.01, 0.1]) {
      const wave = cycle(thin, scanRate);
      expect(wave.charge / (-FARADAY * thin.area * thin.concentration * thin.thickness)).toBeCloseTo(1, 3);
      expect(Math.abs(separation(wave) - gap)).toBeLessThan(1.5e-3);
      const jump = (Math.min(...wave.forward) * 5e-4) / scanRate;
      expect(jump / wave.charge).toBeGreaterThan(0.7);
    }
  });

  it('has a wave that Randles and Ševčík would read wrongly', () => {
    const film = { ...LTO, discRadius: Infinity, resistance: 130e6, capacitance: 1e-15 };
    const usual = cycle(film, 5);
    const parted = cycle({ ...film, interaction: 6 }, 5);
    const half = ({ forward }: typeof usual): number => {
      const peak = lowest(forward);
      return peak - forward.findIndex((i) => i < (forward[peak] ?? NaN) / 2);
    };
    expect(half(usual)).toBeCloseTo(57 / 0.5, -1);
    expect(half(parted)).toBeLessThan(10);
    expect((Math.min(...parted.forward) / Math.min(...usual.forward)) ** 2).toBeGreaterThan(3);
    expect(separation(parted)).toBeGreaterThan(gap);
  });

  it('goes over more slowly than the sweep where the couple is slow, without a jump of the current', () => {
    const { forward } = cycle({ ...thin, thickness: Infinity, interaction: 5, rateConstant: 1e-7 }, 1);
    const peak = Math.min(...forward);
    forward.slice(1).forEach((i, k) => expect(Math.abs(i - (forward[k] ?? NaN))).toBeLessThan(-0.05 * peak));
  });
});

describe('hysteresis', () => {
  const model = { ...LTO, discRadius: Infinity, hysteresis: 0.054 };

  it('shifts the first sweep by half of it and leaves its shape', () => {
    const shifted = cycle(model, 1).forward;
    const plain = cycle({ ...LTO, discRadius: Infinity }, 1).forward;
    const peak = Math.min(...plain);
    for (let k = 200; k + 54 < 1600; k += 20) {
      expect(Math.abs(((shifted[k + 54] ?? NaN) - (plain[k] ?? NaN)) / peak)).toBeLessThan(2e-4);
    }
  });

  it('is the separation of a thin layer’s peaks at every rate', () => {
    for (const scanRate of [0.001, 0.01]) {
      expect(separation(cycle({ ...model, thickness: 10e-9 }, scanRate))).toBeCloseTo(0.054, 2);
    }
  });

  it('keeps an open circuit where it is', () => {
    const electrode = createElectrode(model, 1.55, { shortest: 1e-4, longest: 10 });
    expect(electrode.galvano(0, 1)).toBeCloseTo(1.55, 9);
    expect(electrode.hold(1.56, 0.1)).toBeCloseTo(0, 20);
    expect(electrode.galvano(0, 1)).toBeCloseTo(1.56, 9);
  });
});

describe('any couple', () => {
  it('stays between empty and full whatever is asked of it', () => {
    const next = uniform(5);
    for (let round = 0; round < 60; round++) {
      const pick = (...choices: number[]): number => choices[Math.floor(next() * choices.length)] ?? 0;
      const model = {
        ...LTO,
        discRadius: pick(Infinity, 55e-9),
        thickness: pick(Infinity, 30e-9),
        rateConstant: pick(Infinity, 1e-6, 1e-8),
        resistance: pick(0, 1e8, 1e10),
        capacitance: pick(0, 1e-15),
        interaction: 20 * next() - 8,
        hysteresis: pick(0, 0.05),
      };
      const electrode = createElectrode(model, 1.9, { shortest: 1e-4, longest: 10 });
      const full = FARADAY * model.area * model.concentration * Math.min(model.thickness, 3e-7);
      for (let step = 0; step < 60; step++) {
        const goal = 1.2 + 0.7 * next();
        const act = next();
        if (act < 0.5)
          for (let k = 1; k <= 20; k++)
            electrode.ramp(electrode.potential + (goal - electrode.potential) / 20, 1e-3);
        else if (act < 0.8) electrode.hold(goal, 0.02 * next());
        else electrode.galvano(2e-12 * (next() - 0.5), 0.01 * next());
        expect(Number.isFinite(electrode.current)).toBe(true);
        expect(Math.abs(electrode.potential - 1.55)).toBeLessThan(40 / f + 5e-12 * model.resistance + 1e-9);
        expect(Math.abs(electrode.charge)).toBeLessThan(4 * full);
      }
    }
  });
});
