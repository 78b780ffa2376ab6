import { describe, expect, it, test } from 'vitest';
import { createElectrode, type ElectrodeModel } from '../kinetics/solver/electrode';
import { Blank } from './blank';
import { DryingElectrode, wetPart } from './drying';

const RADIUS = 50e-9;
/** m²/s: dry after 1000 s. */
const LOSS = RADIUS ** 2 / 1000;

test.each([
  [0, 1],
  [250, 0.75],
  [500, 0.5],
  [998, 0.002],
  [1000, 1e-3],
  [1e6, 1e-3],
])('after %d s a part of %d is still wet', (time, part) => {
  expect(wetPart(RADIUS, LOSS, time)).toBeCloseTo(part, 9);
});

it('a contact twice as wide lives four times as long', () => {
  expect(wetPart(2 * RADIUS, LOSS, 2000)).toBeCloseTo(wetPart(RADIUS, LOSS, 500), 9);
});

const MODEL: ElectrodeModel = {
  temperature: 298.15,
  concentration: 22740,
  area: Math.PI * RADIUS ** 2,
  diffusion: 1e-15,
  discRadius: Infinity,
  thickness: 20e-9,
  halfWave: 1.55,
  rateConstant: 1e-6,
  transfer: 0.5,
  resistance: 100e6,
  capacitance: 1e-15,
};
const TIMES = { shortest: 1e-4, longest: 1000 };
const over = (area: number, resistance: number) =>
  createElectrode({ ...MODEL, area, resistance, capacitance: (1e-15 * area) / MODEL.area }, 1.9, TIMES);

describe('an electrode that falls dry', () => {
  it('is, once half of it is left, one of half the area: in its currents and in its potentials', () => {
    const drying = new DryingElectrode(over(MODEL.area, 100e6), RADIUS, LOSS);
    const half = over(MODEL.area / 2, 200e6);
    drying.hold(1.9, 500.1);
    half.hold(1.9, 500.1);
    for (let k = 1; k <= 100; k++) {
      const potential = 1.9 - 5e-3 * k;
      expect(drying.ramp(potential, 5e-3)).toBeCloseTo(half.ramp(potential, 5e-3), 18);
    }
    expect(drying.charge / half.charge).toBeCloseTo(1, 6);
    expect(drying.galvano(-1e-12, 0.02)).toBeCloseTo(half.galvano(-1e-12, 0.02), 9);
    expect(drying.current).toBe(half.current);
  });

  it('needs more and more potential for the same current through its resistance', () => {
    const circuit = { resistance: 1e9, capacitance: 1e-15, leak: 1 };
    const drying = new DryingElectrode(new Blank(circuit, 0), RADIUS, LOSS);
    const at = [1, 200, 200, 200].map((dt) => drying.galvano(100e-12, dt));
    expect(at[0]).toBeCloseTo(0.1, 6);
    // Parts of 1, 0.999 (one second is half a jump), 0.798 and 0.598 at the beginning of each.
    for (let k = 1; k < at.length; k++) expect(at[k]).toBeGreaterThanOrEqual(at[k - 1]!);
    expect(at[3]! / at[0]!).toBeCloseTo(1 / wetPart(RADIUS, LOSS, 401), 6);
    expect(drying.charge).toBeCloseTo(100e-12 * 601, 18);
  });
});
