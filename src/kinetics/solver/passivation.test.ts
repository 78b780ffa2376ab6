import { describe, expect, it } from 'vitest';
import { thermal } from '../constants';
import { ParallelElectrode } from './parallel';
import { Passivation, type PassivationModel } from './passivation';

const model: PassivationModel = {
  temperature: 298.15,
  area: 1e-13,
  rate: 1,
  potential: 0.8,
  transfer: 0.5,
  depth: 10,
};
const film = (change: Partial<PassivationModel> = {}): ParallelElectrode =>
  new ParallelElectrode(
    { resistance: 1e6, capacitance: 1e-18 },
    [new Passivation({ ...model, ...change })],
    3,
    1e-5,
  );

/** Charge of each of two cycles from 3 V down to a vertex and back, C. */
function cycles(electrode: ParallelElectrode, vertex: number, rate: number): [number, number] {
  const [first, second] = [0, 1].map(() => {
    const { charge } = electrode;
    const count = Math.round((3 - vertex) / 2e-3);
    for (let k = 1; k <= 2 * count; k++) electrode.ramp(3 - 2e-3 * Math.min(k, 2 * count - k), 2e-3 / rate);
    return charge - electrode.charge;
  });
  return [first!, second!];
}

describe('a passivating film', () => {
  it('grows with the logarithm of time at a constant potential', () => {
    const electrode = film();
    const growth = (seconds: number): number => 1e-13 * 10 * Math.log1p((seconds * 1) / 10);
    for (const until of [1, 10, 100]) {
      electrode.hold(0.8, until - (until === 1 ? 0 : until / 10));
      expect(electrode.charge / -growth(until)).toBeCloseTo(1, 1);
    }
  });

  it('follows Tafel while it is thin', () => {
    const [slow, fast] = [0.8, 0.7].map((potential) => film({ depth: 1e6 }).hold(potential, 1e-3));
    expect(fast! / slow!).toBeCloseTo(Math.exp(0.05 * thermal(298.15)), 2);
  });

  it('needs less charge in the second cycle: the ratio falls with the rate and with the window', () => {
    const ratio = (rate: number, vertex: number): number => {
      const [first, second] = cycles(film({ rate }), vertex, 1);
      return second / first;
    };
    expect(ratio(1e-4, 0.7)).toBeGreaterThan(0.98);
    expect(ratio(1, 0.5)).toBeLessThan(0.5);
    expect(ratio(1, 0.3)).toBeLessThan(ratio(1, 0.5));
    expect(ratio(100, 0.5)).toBeLessThan(ratio(1, 0.5));
  });

  it('goes on from a film that is there', () => {
    const shared = { grown: 0 };
    const again = (): number => {
      const circuit = { resistance: 1e6, capacitance: 1e-18 };
      const electrode = new ParallelElectrode(circuit, [new Passivation(model, shared)], 3, 1e-5);
      electrode.hold(0.6, 1);
      return -electrode.charge;
    };
    const whole = film();
    whole.hold(0.6, 2);
    const [first, second] = [again(), again()];
    expect(second).toBeLessThan(0.5 * first);
    expect((first + second) / -whole.charge).toBeCloseTo(1, 2);
  });

  it('carries no charge back', () => {
    const electrode = film();
    electrode.hold(0.5, 1);
    const { charge } = electrode;
    electrode.hold(3, 10);
    expect(electrode.charge).toBeCloseTo(charge, 15);
    expect(electrode.galvano(0, 1)).toBeGreaterThan(0.8);
  });
});
