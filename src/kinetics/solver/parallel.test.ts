import { describe, expect, it } from 'vitest';
import { ParallelElectrode, type Process } from './parallel';

const CIRCUIT = { resistance: 1e9, capacitance: 1e-12 };
const REST = 0.3;

/** A conductance that drives the interface to a potential. */
function leak(conductance: number, rest: number): Process {
  let dt = 0;
  let current = 0;
  return {
    begin: (length) => (dt = length),
    current: (u) => (current = conductance * (u - rest)),
    end: () => current * dt,
  };
}

const blocked = (): ParallelElectrode => new ParallelElectrode(CIRCUIT, [], REST, 1e-6);
const leaky = (): ParallelElectrode => new ParallelElectrode(CIRCUIT, [leak(2e-12, 0.1)], REST, 1e-6);

describe('a double layer behind a resistance', () => {
  it('charges with RC after a step, and takes C·ΔE', () => {
    const electrode = blocked();
    const time = CIRCUIT.resistance * CIRCUIT.capacitance;
    for (let k = 0; k < 100; k++) electrode.hold(REST + 0.1, time / 100);
    expect(electrode.current / 1e-10 / Math.exp(-1)).toBeCloseTo(1, 1);
    electrode.hold(REST + 0.1, 30 * time);
    expect(electrode.charge).toBeCloseTo(1e-13, 18);
  });

  it('takes C·v in a sweep', () => {
    const electrode = blocked();
    for (let k = 1; k <= 100; k++) electrode.ramp(REST + 1e-3 * k, 1e-3);
    expect(electrode.current / 1e-12).toBeCloseTo(1, 6);
  });

  it('rises evenly under a constant current, beside what the resistance drops', () => {
    const electrode = blocked();
    expect(electrode.galvano(1e-12, 0.1)).toBeCloseTo(REST + 0.1 + 1e-3, 9);
    expect(electrode.current / 1e-12).toBeCloseTo(1, 6);
    expect(electrode.charge).toBeCloseTo(1e-13, 20);
    expect(electrode.galvano(0, 10)).toBeCloseTo(REST + 0.1, 9);
  });

  it('follows steps of any length, up and down, without growing', () => {
    const electrode = blocked();
    for (const dt of [1e-7, 1, 1e-5, 30, 1e-3]) {
      electrode.hold(1, dt);
      electrode.hold(-1, dt);
      expect(Math.abs(electrode.current)).toBeLessThan(2.1e-9);
    }
  });
});

describe('a process that is exponential in the potential', () => {
  it.each([1e-6, 1e-4, 1e-2, 1])('carries exactly the current that is asked for, in a step of %d s', (dt) => {
    let length = 0;
    let current = 0;
    const tafel: Process = {
      begin: (step) => (length = step),
      current: (u) => (current = 1e-14 * Math.exp(19.5 * Math.min(u, 20))),
      end: () => current * length,
    };
    const electrode = new ParallelElectrode({ ...CIRCUIT, capacitance: 1e-16 }, [tafel], 0, dt);
    for (const level of [1e-12, 2e-10, 0, 5e-12, 5e-9]) {
      const { charge } = electrode;
      electrode.galvano(level, dt);
      expect(Math.abs((electrode.charge - charge) / dt - level)).toBeLessThan(1e-5 * level + 1e-17);
      expect(Math.abs(electrode.current - level)).toBeLessThan(1e-5 * level + 1e-17);
    }
    // Up to the potential of that current, if there was time to charge the double layer.
    if (dt > 1e-5) {
      expect(electrode.potential - 5e-9 * CIRCUIT.resistance).toBeCloseTo(Math.log(5e5) / 19.5, 4);
    }
  });
});

describe('a leak beside it', () => {
  it('divides the potential when all has settled', () => {
    const electrode = leaky();
    electrode.hold(1.1, 100);
    const inner = (1.1 / 1e9 + 2e-12 * 0.1) / (1 / 1e9 + 2e-12);
    expect(electrode.current / (2e-12 * (inner - 0.1))).toBeCloseTo(1, 6);
  });

  it('drains the double layer in open circuit', () => {
    const electrode = leaky();
    const seconds = 0.5;
    for (let k = 0; k < 500; k++) electrode.galvano(0, seconds / 500);
    expect(electrode.potential).toBeCloseTo(0.1 + 0.2 * Math.exp(-(2e-12 / 1e-12) * seconds), 3);
    expect(electrode.charge).toBeCloseTo(0, 19);
  });

  it('finds its currents add up, whatever is asked for', () => {
    const electrode = new ParallelElectrode(CIRCUIT, [leak(2e-12, 0.1), leak(1e-10, 0.9)], REST, 1e-6);
    const rest = (2e-12 * 0.1 + 1e-10 * 0.9) / 1.02e-10;
    expect(electrode.galvano(0, 100)).toBeCloseTo(rest, 6);
    expect(electrode.galvano(1e-11, 100)).toBeCloseTo(rest + 1e-11 / 1.02e-10 + 1e-2, 6);
    expect(electrode.hold(rest, 100)).toBeCloseTo(0, 16);
  });
});
