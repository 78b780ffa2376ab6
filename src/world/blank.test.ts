import { describe, expect, it } from 'vitest';
import { Blank } from './blank';

const REST = 2.2;
const LEAK = 4e-12;
const model = { resistance: 100e6, capacitance: 1e-12, leak: LEAK };

/** The same circuit by many small steps of Euler's method: potential against time in s. */
function integrated(
  potential: (time: number) => number,
  seconds: number,
): { current: number; charge: number } {
  const steps = 200_000;
  const dt = seconds / steps;
  let inner = REST;
  let charge = 0;
  for (let k = 0; k < steps; k++) {
    const current = (potential((k + 0.5) * dt) - inner) / model.resistance;
    charge += current * dt;
    inner += ((current - LEAK * (inner - REST)) / model.capacitance) * dt;
  }
  return { current: (potential(seconds) - inner) / model.resistance, charge };
}

describe('Blank', () => {
  it('rests at its own potential without current', () => {
    const blank = new Blank(model, REST);
    expect(blank.hold(REST, 1)).toBe(0);
    expect(blank.charge).toBe(0);
  });

  it('charges its double layer after a jump, then leaks as Ohm’s law says', () => {
    const blank = new Blank(model, REST);
    blank.hold(1.3, 0.1e-3);
    const early = integrated(() => 1.3, 0.1e-3);
    expect(blank.current / early.current).toBeCloseTo(1, 4);
    expect(blank.charge / early.charge).toBeCloseTo(1, 4);
    blank.hold(1.3, 1);
    expect(blank.current).toBeCloseTo((1.3 - REST) * LEAK, 14);
  });

  it('follows a sweep exactly, in one step or in many', () => {
    const expected = integrated((t) => 1.9 - 100 * t, 0.5e-3);
    for (const steps of [1, 50]) {
      const blank = new Blank(model, REST);
      blank.hold(1.9, 1e-12);
      for (let k = 1; k <= steps; k++) blank.ramp(1.9 - (0.05 * k) / steps, 0.5e-3 / steps);
      expect(blank.potential).toBeCloseTo(1.85, 12);
      expect(blank.current / expected.current).toBeCloseTo(1, 4);
      expect(blank.charge / expected.charge).toBeCloseTo(1, 4);
    }
  });

  it('carries a constant current to where the leak takes all of it, and relaxes in open circuit', () => {
    const blank = new Blank(model, REST);
    blank.galvano(-2e-12, 10);
    expect(blank.potential).toBeCloseTo(REST - 0.5 - 2e-4, 6);
    expect(blank.current).toBe(-2e-12);
    blank.galvano(0, model.capacitance / LEAK);
    expect(blank.potential).toBeCloseTo(REST - 0.5 / Math.E, 6);
    expect(blank.charge).toBeCloseTo(-20e-12, 20);
  });
});
