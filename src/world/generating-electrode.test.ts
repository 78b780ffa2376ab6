import { describe, expect, it } from 'vitest';
import { GeneratingElectrode } from './generating-electrode';

const REACTION = { most: 1e-4, half: 0.9, width: 0.04 };
const MODEL = { resistance: 100, capacitance: 20e-6, reactions: [REACTION] };

describe('an electrode that makes something', () => {
  it('charges its double layer through its resistance', () => {
    const electrode = new GeneratingElectrode(MODEL, 0.2);
    electrode.hold(0.3, 1e-7);
    expect(electrode.current).toBeCloseTo(1e-3, 6);
    for (let k = 0; k < 200; k++) electrode.ramp(0.3, 1e-5);
    expect(electrode.current / (1e-3 * Math.exp(-1))).toBeCloseTo(1, 1);
    for (let k = 1; k <= 1000; k++) electrode.ramp(0.3 + 1e-4 * k, 1e-3);
    expect(electrode.current).toBeCloseTo(20e-6 * 0.1, 9);
  });

  it('makes what its potential says', () => {
    const electrode = new GeneratingElectrode(MODEL, 0.2);
    for (let k = 0; k < 1000; k++) electrode.ramp(0.905, 1e-2);
    expect(electrode.current).toBeCloseTo(0.5e-4, 9);
    expect(electrode.generated).toBeCloseTo(electrode.current, 12);
  });

  it('takes the potential of a current, after its double layer', () => {
    const electrode = new GeneratingElectrode(MODEL, 0.2);
    electrode.galvano(5e-5, 0.01);
    expect(electrode.potential).toBeCloseTo(0.2 + 5e-3 + (5e-5 * 0.01) / 20e-6, 6);
    for (let k = 0; k < 1000; k++) electrode.galvano(5e-5, 0.01);
    expect(electrode.potential).toBeCloseTo(0.905, 6);
    expect(electrode.charge).toBeCloseTo(5e-5 * 10.01, 12);
  });

  it('makes more by Butler and Volmer far below the limit, tenfold in ln 10/αf', () => {
    const made = [0.6, 0.6 + 0.04 * Math.LN10].map((potential) => {
      const electrode = new GeneratingElectrode(MODEL, potential);
      return electrode.generated;
    });
    expect((made[1] ?? NaN) / (made[0] ?? NaN)).toBeCloseTo(10, 1);
  });

  it('adds up its reactions, and finds its potential after any jump', () => {
    const small = { most: 1e-6, half: 0.4, width: 0.03 };
    const electrode = new GeneratingElectrode({ ...MODEL, reactions: [small, REACTION] }, 0.2);
    electrode.hold(-3, 1);
    for (const potential of [0.6, 2, 0.6]) {
      for (let k = 0; k < 1000; k++) electrode.ramp(potential, 1e-2);
      const inner = potential - MODEL.resistance * electrode.current;
      const expected = [small, REACTION].reduce(
        (sum, { most, half, width }) => sum + most / (1 + Math.exp((half - inner) / width)),
        0,
      );
      expect(electrode.current / expected).toBeCloseTo(1, 6);
      expect(electrode.generated).toBeCloseTo(electrode.current, 12);
    }
  });
});
