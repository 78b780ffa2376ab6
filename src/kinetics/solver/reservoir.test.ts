import { describe, expect, it } from 'vitest';
import { thermal } from '../constants';
import { ParallelElectrode } from './parallel';
import { Reservoir, restOf, type ReservoirModel } from './reservoir';

const f = thermal(298.15);
const model: ReservoirModel = {
  temperature: 298.15,
  capacity: 1e-12,
  halfWave: 0.4,
  rateConstant: Infinity,
  interaction: 0,
  hysteresis: 0,
  lag: 0,
  wetted: () => 1,
};
const CIRCUIT = { resistance: 1e3, capacitance: 1e-18 };

function over(change: Partial<ReservoirModel> = {}, occupancy = 0.999) {
  const solid = { occupancy };
  const full = { ...model, ...change };
  const electrode = new ParallelElectrode(
    CIRCUIT,
    [new Reservoir(full, solid)],
    restOf(full, occupancy),
    1e-6,
  );
  return { electrode, solid };
}

/** Greatest current of a sweep up from 0.1 V to 0.9 V, steps of 0.5 mV, and where it is. */
function sweep(electrode: ParallelElectrode, rate: number): { current: number; potential: number } {
  electrode.hold(0.1, 10);
  let top = { current: 0, potential: NaN };
  for (let k = 1; k <= 1600; k++) {
    const potential = 0.1 + 0.5e-3 * k;
    const current = electrode.ramp(potential, 0.5e-3 / rate);
    if (current > top.current) top = { current, potential };
  }
  return top;
}

describe('a reservoir in equilibrium', () => {
  it('has the peak of a thin layer, F²vVC/4RT, at E½', () => {
    const { current, potential } = sweep(over().electrode, 0.1);
    expect(current / (f * 0.1 * model.capacity * 0.25)).toBeCloseTo(1, 2);
    expect(Math.abs(potential - 0.4)).toBeLessThan(1e-3);
  });

  it('is narrower where ions attract each other: g/(4 − g) higher', () => {
    const { current } = sweep(over({ interaction: 2 }).electrode, 0.1);
    expect(current / (f * 0.1 * model.capacity * 0.5)).toBeCloseTo(1, 2);
  });

  it('gives no more than it has, and its occupancy says what is left', () => {
    const { electrode, solid } = over();
    electrode.hold(0.9, 10);
    expect(electrode.charge / model.capacity).toBeCloseTo(0.999, 5);
    expect(solid.occupancy).toBeLessThan(1e-6);
    electrode.hold(0.4, 10);
    expect(solid.occupancy).toBeCloseTo(0.5, 5);
  });
});

describe('a constant current', () => {
  it('runs along a plateau until the charge is used up', () => {
    const { electrode, solid } = over({ interaction: 3.6, rateConstant: 1 });
    const current = 1e-14;
    const at: number[] = [];
    while (electrode.galvano(current, 0.1) < 0.8) at.push(electrode.potential);
    expect((at.length * 0.1 * current) / model.capacity).toBeCloseTo(1, 1);
    const [early = NaN, late = NaN] = [0.2, 0.8].map((part) => at[Math.floor(part * at.length)]);
    expect(Math.abs(late - early)).toBeLessThan(0.03);
    expect(solid.occupancy + electrode.charge / model.capacity).toBeCloseTo(0.999, 5);
  });

  it('of zero leaves it where it is', () => {
    const { electrode, solid } = over({ interaction: 3, rateConstant: 1 }, 0.7);
    expect(electrode.galvano(0, 100)).toBeCloseTo(restOf({ ...model, interaction: 3 }, 0.7), 6);
    expect(solid.occupancy).toBeCloseTo(0.7, 9);
  });

  it('comes from one solid and goes into the other until both have one potential', () => {
    const [full, empty] = [{ occupancy: 0.9 }, { occupancy: 0.1 }];
    const electrode = new ParallelElectrode(
      CIRCUIT,
      [new Reservoir(model, full), new Reservoir({ ...model, capacity: 3e-12, rateConstant: 1 }, empty)],
      0.4,
      1e-6,
    );
    electrode.galvano(0, 500);
    expect(full.occupancy).toBeCloseTo(0.3, 4);
    expect(empty.occupancy).toBeCloseTo(0.3, 4);
  });
});

describe('what slows it', () => {
  it('is a rate constant: an overpotential of the peak', () => {
    // Laviron: peak of an irreversible surface wave at E½ + (1/αf)·ln(αfv/k).
    const rateConstant = 1e-2;
    const { potential } = sweep(over({ rateConstant }).electrode, 0.1);
    expect(potential).toBeCloseTo(0.4 + Math.log((0.5 * f * 0.1) / rateConstant) / (0.5 * f), 2);
  });

  it('is a lag: a fast sweep finds the share that has had time', () => {
    const lag = 5;
    const { electrode } = over({ lag });
    electrode.hold(0.1, 10);
    const before = electrode.charge;
    electrode.hold(0.9, 1);
    expect((electrode.charge - before) / model.capacity).toBeCloseTo(1 - Math.exp(-1 / lag), 2);
  });

  it('is the liquid that has not come in yet', () => {
    const { electrode } = over({
      rateConstant: 1e-3,
      wetted: (time) => Math.min(1, Math.max(1e-6, time / 10)),
    });
    const early = electrode.hold(0.5, 0.1);
    const later = electrode.hold(0.5, 4.9);
    expect(later / early).toBeGreaterThan(30);
  });

  it('is hysteresis: between the two potentials nothing flows', () => {
    const { electrode } = over({ hysteresis: 0.1 }, 0.5);
    expect(electrode.hold(0.44, 1)).toBeCloseTo(0, 18);
    expect(electrode.hold(0.36, 1)).toBeCloseTo(0, 18);
    electrode.hold(0.5, 1);
    expect(electrode.charge / model.capacity).toBeGreaterThan(0.3);
  });
});
