import { describe, expect, it } from 'vitest';
import { FARADAY } from '../constants';
import { createElectrode } from './electrode';
import { Grain, type GrainModel } from './grain';
import { ParallelElectrode } from './parallel';

const RADIUS = 50e-9;
const times = { shortest: 1e-5, longest: 100 };
const model: GrainModel = {
  temperature: 298.15,
  concentration: 22800,
  area: Math.PI * RADIUS ** 2,
  diffusion: 1e-14,
  discRadius: RADIUS,
  halfWave: 0.42,
  rateConstant: 2e-7,
  transfer: 0.5,
  volume: 1,
};
const CIRCUIT = { resistance: 5e6, capacitance: 1e-16 };

const over = (volume: number): ParallelElectrode =>
  new ParallelElectrode(CIRCUIT, [new Grain({ ...model, volume }, 0.2, times)], 0.2, times.shortest);

describe('a grain', () => {
  it('that is large is the thick solid of the other solver', () => {
    const electrode = over(1);
    const reference = createElectrode({ ...model, ...CIRCUIT, thickness: Infinity }, 0.2, times);
    for (let k = 1; k <= 1000; k++) {
      const potential = 0.2 + 1e-3 * Math.min(k, 1000 - k);
      const current = electrode.ramp(potential, 1e-3);
      const expected = reference.ramp(potential, 1e-3);
      if (Math.abs(expected) > 1e-12) expect(Math.abs(current / expected - 1)).toBeLessThan(2e-3);
    }
    expect(electrode.charge / reference.charge).toBeCloseTo(1, 3);
  });

  it('that is small gives all it has and no more', () => {
    const volume = 150e-9 ** 3;
    const electrode = over(volume);
    electrode.hold(0.9, 50);
    const capacity = FARADAY * model.concentration * volume;
    expect(electrode.charge / capacity).toBeCloseTo(1, 2);
    expect(Math.abs(electrode.current)).toBeLessThan(1e-14);
  });

  it('that ions cannot spread in is a layer of the other solver', () => {
    const thickness = 100e-9;
    const layer = { ...model, discRadius: Infinity, volume: model.area * thickness };
    const electrode = new ParallelElectrode(CIRCUIT, [new Grain(layer, 0.2, times)], 0.2, times.shortest);
    const reference = createElectrode({ ...layer, ...CIRCUIT, thickness }, 0.2, times);
    for (let k = 1; k <= 1000; k++) {
      const potential = 0.2 + 1e-3 * Math.min(k, 1000 - k);
      const current = electrode.ramp(potential, 1e-3);
      const expected = reference.ramp(potential, 1e-3);
      if (Math.abs(expected) > 1e-12) expect(Math.abs(current / expected - 1)).toBeLessThan(5e-3);
    }
    expect(electrode.charge / reference.charge).toBeCloseTo(1, 2);
  });

  it('keeps its charge in open circuit and comes to rest', () => {
    const electrode = over(300e-9 ** 3);
    electrode.hold(0.5, 0.05);
    const { charge } = electrode;
    electrode.galvano(0, 50);
    const settled = electrode.potential;
    expect(Math.abs(electrode.galvano(0, 10) - settled)).toBeLessThan(1e-3);
    // Only the double layer may have changed hands with the grain.
    expect(Math.abs(electrode.charge - charge)).toBeLessThan(1e-3 * charge);
  });
});
