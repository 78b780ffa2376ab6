import { describe, expect, it } from 'vitest';
import { FARADAY, thermal } from '../constants';
import { createElectrode, type Electrode, type ElectrodeModel } from './electrode';

const f = thermal(298.15);
const model: ElectrodeModel = {
  temperature: 298.15,
  concentration: 22740.4,
  area: Math.PI * 55e-9 ** 2,
  diffusion: 2.47e-15,
  discRadius: Infinity,
  thickness: Infinity,
  halfWave: 1.55,
  rateConstant: Infinity,
  transfer: 0.5,
  resistance: 0,
  capacitance: 0,
};
/** A couple that hardly reacts, so that only resistance and double layer are seen. */
const blocked: ElectrodeModel = { ...model, rateConstant: 1e-30 };
const times = { shortest: 1e-4, longest: 20 };
const FAC = FARADAY * model.area * model.concentration;

const sweep = (electrode: Electrode, to: number, count: number, dt: number): number[] => {
  const from = electrode.potential;
  return Array.from({ length: count }, (_, k) => electrode.ramp(from + ((to - from) * (k + 1)) / count, dt));
};
const relative = (value: number, reference: number): number => Math.abs(value / reference - 1);

describe('an electrode at rest', () => {
  it.each([1.3, 1.55, 1.8])('at %f V carries no current, whatever it is asked for', (rest) => {
    const electrode = createElectrode({ ...model, resistance: 1e7, capacitance: 1e-15 }, rest, times);
    expect(electrode.potential).toBe(rest);
    expect(Math.abs(electrode.hold(rest, 0.5))).toBeLessThan(1e-24);
    expect(Math.abs(electrode.ramp(rest, 1e-4))).toBeLessThan(1e-24);
    expect(electrode.galvano(0, 1)).toBeCloseTo(rest, 9);
    expect(Math.abs(electrode.charge)).toBeLessThan(1e-24);
  });
});

describe('a potential step', () => {
  it('follows Cottrell in current and charge', () => {
    const electrode = createElectrode(model, 1.95, times);
    let elapsed = 0;
    for (const dt of [5e-3, 0.095, 0.9, 9]) {
      const current = electrode.hold(1.1, dt);
      elapsed += dt;
      expect(relative(current, -FAC * Math.sqrt(model.diffusion / (Math.PI * elapsed)))).toBeLessThan(2.5e-3);
      expect(
        relative(electrode.charge, -2 * FAC * Math.sqrt((model.diffusion * elapsed) / Math.PI)),
      ).toBeLessThan(1e-3);
    }
  });

  it('has the same charge in one call as in many', () => {
    const once = createElectrode(model, 1.8, times);
    const often = createElectrode(model, 1.8, times);
    once.hold(1.4, 0.1);
    for (let k = 0; k < 100; k++) often.hold(1.4, 1e-3);
    expect(relative(once.charge, often.charge)).toBeLessThan(1e-3);
    expect(relative(once.current, often.current)).toBeLessThan(3e-3);
  });

  it('settles to the stationary current of a disc, 4FDCa', () => {
    const electrode = createElectrode({ ...model, discRadius: 55e-9 }, 1.95, {
      shortest: 1e-3,
      longest: 1e4,
    });
    const current = electrode.hold(1.1, 1e4);
    const reduced = (model.diffusion * 1e4) / 55e-9 ** 2;
    const stationary = 4 * FARADAY * model.diffusion * model.concentration * 55e-9;
    expect(relative(current, -stationary * (1 + 2 / Math.PI ** 1.5 / Math.sqrt(reduced)))).toBeLessThan(2e-3);
  });

  it('fills a layer of 40 nm completely', () => {
    const electrode = createElectrode({ ...model, thickness: 40e-9 }, 1.95, times);
    electrode.hold(1.1, 20);
    expect(relative(electrode.charge, -FAC * 40e-9)).toBeLessThan(1e-5);
  });
});

describe('a sweep', () => {
  it('is lowered by earlier, slower ones, and less so after a rest', () => {
    const disc = { ...model, discRadius: 55e-9 };
    const first = createElectrode(disc, 1.85, times);
    const later = createElectrode(disc, 1.85, times);
    const rested = createElectrode(disc, 1.85, times);
    for (const electrode of [later, rested]) {
      for (const rate of [2.5, 5, 10]) {
        for (const vertex of [1.25, 1.85]) sweep(electrode, vertex, 600, 1e-3 / rate);
      }
    }
    for (const electrode of [first, rested]) electrode.hold(1.85, 0.5);
    const [alone, immediately, afterRest] = [first, later, rested].map((electrode) =>
      Math.min(...sweep(electrode, 1.25, 600, 5e-5)),
    );
    expect(immediately! / alone!).toBeGreaterThan(0.88);
    expect(immediately! / alone!).toBeLessThan(0.93);
    expect(afterRest! / alone!).toBeGreaterThan(0.97);
    expect(afterRest! / alone!).toBeLessThan(0.995);
  });

  it('depends little on how its steps are cut, in any order of fine and coarse ones', () => {
    const even = createElectrode({ ...model, discRadius: 55e-9 }, 1.85, times);
    const mixed = createElectrode({ ...model, discRadius: 55e-9 }, 1.85, times);
    for (let k = 1; k <= 60; k++) {
      const target = 1.85 - 0.01 * k;
      const expected = sweep(even, target, 20, 1e-4).at(-1)!;
      const count = k % 3 === 0 ? 20 : k % 3 === 1 ? 5 : 10;
      const current = sweep(mixed, target, count, 2e-3 / count).at(-1)!;
      expect(Math.abs(current - expected)).toBeLessThan(2e-4 * 6e-12);
    }
  });

  it('charges the double layer at once without a resistance, and through it with one', () => {
    const direct = createElectrode({ ...blocked, capacitance: 1e-15 }, 1.8, times);
    expect(direct.ramp(1.799, 1e-4)).toBeCloseTo(-1e-14, 24);
    expect(direct.charge).toBeCloseTo(-1e-18, 28);
    const time = 3e-4;
    const slow = createElectrode({ ...blocked, capacitance: 1e-15, resistance: 3e11 }, 1.8, times);
    sweep(slow, 1.79, 10, 1e-4).forEach((current, k) => {
      expect(relative(current, -1e-14 * -Math.expm1((-(k + 1) * 1e-4) / time))).toBeLessThan(1e-9);
    });
  });

  it('is the wave against the potential behind the resistance', () => {
    const resistance = 3e9;
    const behind = createElectrode({ ...model, resistance }, 1.85, times);
    const plain = createElectrode(model, 1.85, times);
    for (let k = 1; k <= 600; k++) {
      const current = behind.ramp(1.85 - 1e-3 * k, 1e-4);
      const inner = plain.ramp(1.85 - 1e-3 * k - resistance * current, 1e-4);
      expect(Math.abs(inner - current)).toBeLessThan(1e-6 * 1e-11);
    }
  });
});

describe('cycles and holds through one electrode', () => {
  /** Sweeps by time and potential: a hop's holds are what lies between them. */
  const path: { at: number; from: number; to: number; rate: number }[] = [];
  let elapsed = 0;
  for (const rate of [1, 5, 20, 5, 1]) {
    elapsed += 0.3;
    for (const [from, to] of [
      [1.85, 1.25],
      [1.25, 1.85],
      [1.85, 1.4],
      [1.4, 1.85],
    ] as const) {
      path.push({ at: elapsed, from, to, rate });
      elapsed += Math.abs(to - from) / rate + (to === 1.25 ? 0.2 : 0);
    }
  }

  /** The half-derivative of the occupancy that a reversible couple has had until then, A. */
  const exact = (time: number): number => {
    const points = 4000;
    let sum = 0;
    for (const { at, from, to, rate } of path) {
      const end = Math.min(time, at + Math.abs(to - from) / rate);
      if (end <= at) continue;
      const slope = Math.sign(to - from) * rate;
      const [near, far] = [Math.sqrt(time - end), Math.sqrt(time - at)];
      const du = (far - near) / points;
      for (let k = 0; k < points; k++) {
        const u = near + (k + 0.5) * du;
        const theta = 1 / (1 + Math.exp(f * (from + slope * (time - u * u - at) - 1.55)));
        sum += 2 * du * f * slope * theta * (1 - theta);
      }
    }
    return FAC * Math.sqrt(model.diffusion / Math.PI) * sum;
  };

  it('carry their whole history', () => {
    const electrode = createElectrode(model, 1.85, { shortest: 5e-5, longest: elapsed }, 0.5);
    let now = 0;
    path.forEach(({ at, from, to, rate }) => {
      if (at > now + 1e-9) electrode.hold(from, at - now);
      now = at;
      for (let part = 1; part <= 6; part++) {
        const goal = from + ((to - from) * part) / 6;
        const count = Math.round(Math.abs(goal - electrode.potential) / 1e-3);
        const current = sweep(electrode, goal, count, 1e-3 / rate).at(-1) ?? NaN;
        now += (count * 1e-3) / rate;
        const scale = FAC * Math.sqrt(model.diffusion * f * rate);
        expect(Math.abs(current - exact(now)) / scale).toBeLessThan(5e-5);
      }
    });
    expect(path).toHaveLength(20);
  });
});

describe('a step behind a resistance', () => {
  it('charges the double layer exponentially', () => {
    const electrode = createElectrode({ ...blocked, capacitance: 1e-15, resistance: 1e12 }, 1.8, times);
    const current = electrode.hold(1.3, 2e-3);
    expect(relative(current, (-0.5 / 1e12) * Math.exp(-2))).toBeLessThan(1e-9);
    expect(relative(electrode.charge, 0.5e-15 * Math.expm1(-2))).toBeLessThan(1e-9);
  });
});

describe('a constant current', () => {
  it('changes the surface as Sand says', () => {
    const current = -5e-13;
    const electrode = createElectrode(model, 1.95, times);
    const rest = 1 / (1 + Math.exp(f * 0.4));
    let elapsed = 0;
    for (const dt of [0.01, 0.09, 0.4, 0.5]) {
      const potential = electrode.galvano(current, dt);
      elapsed += dt;
      const theta = rest + ((-current / FAC) * 2 * Math.sqrt(elapsed / Math.PI)) / Math.sqrt(model.diffusion);
      expect(potential).toBeCloseTo(1.55 + Math.log((1 - theta) / theta) / f, 4);
      expect(electrode.current).toBeCloseTo(current, 20);
      expect(relative(electrode.charge, current * elapsed)).toBeLessThan(1e-9);
    }
  });

  it('stops at the end of its reach where the solid is full, and says what flows', () => {
    const electrode = createElectrode({ ...model, thickness: 40e-9 }, 1.8, times);
    const capacity = FAC * 40e-9;
    for (let k = 0; k < 500; k++) electrode.galvano(-capacity / 2, 0.01);
    expect(electrode.potential).toBeCloseTo(1.55 - 40 / f, 6);
    expect(electrode.current).toBeGreaterThan(-capacity / 200);
    expect(electrode.galvano(capacity / 4, 1)).toBeGreaterThan(1.5);
    expect(relative(electrode.current, capacity / 4)).toBeLessThan(1e-6);
  });

  it('drops over the resistance at once and charges the double layer', () => {
    const ohmic = createElectrode({ ...blocked, resistance: 1e9, capacitance: 1e-12 }, 1.8, times);
    expect(ohmic.galvano(1e-12, 0.1)).toBeCloseTo(1.8 + 1e-3 + 0.1, 9);
    expect(ohmic.galvano(0, 0.1)).toBeCloseTo(1.9, 9);
    expect(relative(ohmic.charge, 1e-13)).toBeLessThan(1e-9);
  });

  it('needs an overpotential for a slow couple', () => {
    const rateConstant = 1e-9;
    const electrode = createElectrode({ ...model, rateConstant }, 1.55, times);
    const exchange = (FAC * rateConstant) / 2;
    const potential = electrode.galvano(exchange * 2, 1e-6);
    expect(potential).toBeCloseTo(1.55 + (2 * Math.asinh(1)) / f, 3);
  });

  it('of zero lets a layer relax to the potential of its mean occupancy', () => {
    const electrode = createElectrode({ ...model, thickness: 100e-9, rateConstant: 1e-7 }, 1.8, times);
    sweep(electrode, 1.5, 300, 1e-3);
    const charge = electrode.charge;
    const start = 1 / (1 + Math.exp(f * 0.25));
    const mean = start - charge / (FAC * 100e-9);
    expect(electrode.galvano(0, 15)).toBeCloseTo(1.55 + Math.log((1 - mean) / mean) / f, 5);
    expect(electrode.current).toBeCloseTo(0, 20);
    expect(relative(electrode.charge, charge)).toBeLessThan(1e-3);
  });

  it('is followed by a sweep from the potential it has led to', () => {
    const electrode = createElectrode({ ...model, resistance: 1e8, capacitance: 1e-16 }, 1.8, {
      shortest: 1e-6,
      longest: 1,
    });
    const held = electrode.galvano(-1e-12, 0.05);
    const current = electrode.ramp(held, 1e-6);
    expect(relative(current, -1e-12)).toBeLessThan(5e-3);
    expect(electrode.potential).toBe(held);
  });
});
