import { describe, expect, it } from 'vitest';
import { Cell } from './cell';
import { createElectrode } from '../kinetics/solver/electrode';
import { NOMINAL } from './conditions';
import { cellOn, MATERIALS } from './materials';
import { sampleOf } from './samples';

const REST = 2.2;
const model = cellOn(MATERIALS.disc, 2.47e-15, NOMINAL);
const electrode = () => createElectrode(model, REST, { shortest: 5e-6, longest: 100 });

/** Charge of an interval: straight course of the current and what passed beyond it. */
function chargeOf(cell: Cell, interval: number, act: () => void): number {
  const before = cell.current;
  act();
  return ((before + cell.current) / 2) * interval + cell.surplus;
}

describe('Cell in air', () => {
  it('shows the stray capacitance in a ramp, and the leakage', () => {
    const cell = new Cell();
    cell.ramp(0.02, 1e-3);
    expect(cell.current).toBeCloseTo(20 * 10e-15 + 0.02 / 20e12, 18);
    cell.hold(0.02, 1e-3);
    expect(cell.current).toBeCloseTo(0.02 / 20e12, 20);
  });

  it('passes the stray capacitance’s charge when the potential jumps', () => {
    const cell = new Cell();
    cell.hold(1.3, 50e-6);
    expect(cell.surplus).toBeCloseTo(13e-15, 20);
    cell.hold(1.3, 50e-6);
    expect(cell.surplus).toBe(0);
  });

  it('cannot carry a current: the galvanostat runs to its limit', () => {
    const cell = new Cell();
    cell.drive(5e-12, 1e-3);
    expect(cell.overload).toBe(false);
    expect(cell.potential).toBeGreaterThan(0.4);
    for (let k = 0; k < 100; k++) cell.drive(5e-12, 1e-3);
    expect(cell.overload).toBe(true);
    expect(cell.potential).toBe(10);
    expect(cell.current).toBeCloseTo(10 / 20e12, 18);
    cell.hold(0, 1e-3);
    expect(cell.overload).toBe(false);
  });

  it('keeps its potential when opened', () => {
    const cell = new Cell();
    cell.hold(1.3, 1e-3);
    cell.open(1);
    expect(cell.potential).toBe(1.3);
    expect(cell.current).toBe(0);
  });
});

describe('Cell in contact', () => {
  it('charges the double layer and draws a Cottrell current', () => {
    const cell = new Cell();
    cell.hold(1.3, 1e-3);
    cell.touch(electrode(), 0);
    const charge = chargeOf(cell, 1e-3, () => {
      cell.hold(1.3, 1e-3);
    });
    const unit = 96485.332 * model.area * model.concentration;
    const radius = model.discRadius;
    const cottrell = 2 * unit * Math.sqrt((model.diffusion * 1e-3) / Math.PI);
    const edge = (unit * model.diffusion * 1e-3) / radius;
    const doubleLayer = model.capacitance * (REST - 1.3);
    expect(-charge / (cottrell + edge + doubleLayer)).toBeCloseTo(1, 1.5);
    expect(cell.current).toBeLessThan(-15e-12);
    expect(doubleLayer).toBeCloseTo(0.86e-15, 17);
  });

  it('gives a late touch only the rest of the interval', () => {
    const [whole, late] = [0, 0.75e-3].map((delay) => {
      const cell = new Cell();
      cell.hold(1.3, 1e-3);
      cell.touch(electrode(), delay);
      cell.hold(1.3, 1e-3);
      return cell.current;
    });
    expect(late! / whole!).toBeCloseTo(2, 0);
  });

  it('does nothing far from the wave but the capacitances: no current without a sweep', () => {
    const cell = new Cell();
    cell.hold(2.2, 1e-3);
    cell.touch(electrode(), 0);
    cell.hold(2.2, 1e-3);
    expect(cell.current).toBeCloseTo(2.2 / 20e12, 16);
    cell.ramp(2.19, 0.5e-3);
    expect(cell.current + 20 * (10e-15 + model.capacitance)).toBeCloseTo(2.19 / 20e12, 15);
  });

  it('measures the film’s potential in open circuit', () => {
    const cell = new Cell();
    cell.hold(1.55, 1e-3);
    cell.touch(electrode(), 0);
    cell.hold(1.55, 10e-3);
    cell.open(1e-3);
    expect(cell.current).toBe(0);
    expect(cell.potential).toBeGreaterThan(1.5);
    expect(cell.potential).toBeLessThan(1.7);
  });

  it('carries a constant current until the film cannot, which is an overload', () => {
    const cell = new Cell();
    cell.hold(2, 1e-3);
    cell.touch(electrode(), 0);
    cell.drive(-5e-12, 0.1e-3);
    expect(cell.overload).toBe(false);
    expect(cell.current).toBeCloseTo(-5e-12, 15);
    for (let k = 0; k < 1000; k++) cell.drive(-5e-12, 1e-3);
    expect(cell.overload).toBe(true);
  });

  it.each(['lto-film', 'lto-film-confined', 'lfp-composite', 'lfp-particle', 'hopg-sei'])(
    'regulates no current at all on %s without an overload',
    (sample) => {
      const cell = new Cell();
      cell.hold(1.3, 1e-3);
      cell.touch(sampleOf(sample, 1)!.contact(50e-6, 50e-6, 0).electrode(), 0);
      cell.hold(1.3, 10e-3);
      for (let k = 0; k < 200; k++) {
        cell.drive(0, 5e-3);
        expect(cell.overload).toBe(false);
        expect(Math.abs(cell.current)).toBeLessThan(1e-16);
      }
    },
  );

  it('is in air again once detached', () => {
    const cell = new Cell();
    cell.hold(1.3, 1e-3);
    cell.touch(electrode(), 0);
    cell.hold(1.3, 1e-3);
    expect(cell.attached).toBe(true);
    cell.detach();
    cell.hold(1.3, 1e-3);
    expect(cell.attached).toBe(false);
    expect(cell.current).toBeCloseTo(1.3 / 20e12, 20);
  });
});
