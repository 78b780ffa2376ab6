import { describe, expect, it } from 'vitest';
import { createElectrode } from '../kinetics/solver/electrode';
import { column, readTable } from '../../fixtures/reference';
import { NOMINAL } from './conditions';
import { cellOn, MATERIALS } from './materials';

const D = 2.47e-15;
const REST = 2.2;
type Region = keyof typeof MATERIALS;

/** Current of the published sweep without what the double layer takes, A. */
function wave(region: Region, rate: number): Float64Array {
  const model = { ...cellOn(MATERIALS[region], D, NOMINAL), capacitance: 0 };
  const electrode = createElectrode(model, REST, { shortest: 1e-3 / rate, longest: 10 });
  electrode.hold(1.9, 1);
  return Float64Array.from({ length: 1400 }, (_, k) =>
    electrode.ramp(1.9 - 1e-3 * Math.min(k + 1, 1399 - k), 1e-3 / rate),
  );
}

const cathodic = (region: Region, rate: number): number => Math.max(...wave(region, rate).map((i) => -i));
const cathodicAt = (region: Region, rate: number): number => {
  const currents = wave(region, rate);
  return 1.899 - 1e-3 * currents.indexOf(Math.min(...currents));
};

describe('a wave on', () => {
  const table = readTable('A_paper_currents');
  const rates = column(table, 'v(V/s)');

  it.each([
    ['planar', 'ip_planar C=3Li'],
    ['disc', 'ip_microdisc'],
  ] as const)('%s has the published peaks', (region, name) => {
    for (const rate of [1.25, 20]) {
      const expected = column(table, name)[rates.indexOf(rate)]! * 1e-12;
      expect(Math.abs(cathodic(region, rate) / expected - 1)).toBeLessThan(0.01);
    }
  });

  it('islands is emptied at the slowest rate and looks planar at the fastest', () => {
    expect(cathodic('thin_layer', 1.25) / cathodic('planar', 1.25)).toBeLessThan(0.75);
    expect(cathodic('thin_layer', 20) / cathodic('planar', 20)).toBeGreaterThan(0.97);
  });

  it.each([
    ['kinetic', 0.03],
    ['resistive', 0.1],
  ] as const)('%s material is lower and later, most at the fastest rate', (region, late) => {
    expect(cathodic(region, 20) / cathodic('disc', 20)).toBeLessThan(0.9);
    expect(cathodicAt('disc', 20) - cathodicAt(region, 20)).toBeGreaterThan(late);
    expect(cathodicAt('disc', 20) - cathodicAt(region, 20)).toBeGreaterThan(
      cathodicAt('disc', 1.25) - cathodicAt(region, 1.25),
    );
  });

  it('two phases begins with a jump: higher and narrower than any ideal wave', () => {
    expect(cathodic('two_phase', 20) / cathodic('disc', 20)).toBeGreaterThan(1.2);
  });
});

describe('what has no wave', () => {
  it('says so by its numbers', () => {
    const { concentration, diffusion, halfWave } = cellOn(MATERIALS.no_redox, D, NOMINAL);
    expect([concentration, diffusion, halfWave]).toEqual([0, NaN, NaN]);
  });

  it('has more stray capacitance where that is the point', () => {
    expect(MATERIALS.stray_capacitance.stray).toBe(0.1e-12);
    expect(MATERIALS.disc.stray).toBe(10e-15);
  });
});
