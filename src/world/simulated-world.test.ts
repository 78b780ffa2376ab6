import { describe, expect, it } from 'vitest';
import { column, readTable } from '../../fixtures/reference';
import { createElectrode } from '../kinetics/solver/electrode';
import { NOMINAL } from './conditions';
import { createFilm } from './film';
import { cellOn, MATERIALS } from './materials';
import type { Sample } from './sample';
import { SimulatedWorld } from './simulated-world';
import { createReadings, type Readings } from './world';

const SURFACE = 10e-6;

const model = { ...cellOn(MATERIALS.disc, 2.47e-15, NOMINAL), resistance: 0, capacitance: 0 };

/** A plane of one material, without drift or tilt; the pipette has no resistance and the contact no double layer. */
const plane: Sample = {
  surface: () => SURFACE,
  contact: () => ({
    region: 'disc',
    model,
    boundary: false,
    contactRadius: 55e-9,
    equilibrium: 2.2,
    capacity: NaN,
    electrode: () => createElectrode(model, 2.2, { shortest: 5e-6, longest: 100 }),
  }),
  touched: () => undefined,
  stray: () => 10e-15,
};

const readings = (count = 4096): Readings => createReadings(count);

const still = (potential: number | Float64Array) =>
  ({ velocity: 0, control: 'potential', potential }) as const;
const moving = (velocity: number, potential = 1.3) =>
  ({ velocity, control: 'potential', potential }) as const;

/** Down to the first reading beyond 2 pA, from a little above the surface. */
function land(world: SimulatedWorld, into: Readings, above = 0.2e-6): number {
  world.travel('z', SURFACE + above);
  world.seed(1, 3);
  world.run(still(1.3), 50e-6, 200, into);
  return world.run(moving(-20e-6), 50e-6, 4096, into, (k) => Math.abs(into.current[k]!) > 2e-12);
}

/** From 1.9 V to 1.2 V and back in steps of 1 mV, the first at 1.9 V. */
const sweep = Float64Array.from({ length: 1400 }, (_, k) => 1.9 - 1e-3 * Math.min(k, 1400 - k));

describe('a voltammogram on a plane', () => {
  const table = readTable('A_paper_currents');
  const rates = column(table, 'v(V/s)');
  const expected = column(table, 'ip_microdisc');

  const record = (rate: number, touching: boolean): Float64Array => {
    const world = new SimulatedWorld(plane, 1, 0);
    const into = readings();
    world.setAmplifier(20e-9, 20e3);
    world.run(still(1.9), 1e-3, 10, into);
    world.travel('z', touching ? SURFACE - 1e-9 : SURFACE + 1e-6);
    expect(world.attached).toBe(touching);
    world.run(still(1.9), 10e-3, 100, into);
    world.run(still(sweep), 1e-3 / rate, sweep.length, into);
    return into.current.slice(0, sweep.length);
  };

  it.each([1.25, 2.5, 5, 10, 20])(
    'has the reference’s peak at %d V/s, once the blank is subtracted',
    (rate) => {
      const blank = record(rate, false);
      const wave = record(rate, true).map((i, k) => i - blank[k]!);
      const peak = expected[rates.indexOf(rate)]! * 1e-12;
      expect(Math.abs(Math.min(...wave) / -peak - 1)).toBeLessThan(0.005);
      const at = sweep[wave.indexOf(Math.min(...wave))]!;
      expect(at).toBeGreaterThan(1.505);
      expect(at).toBeLessThan(1.525);
      expect(Math.max(...wave)).toBeGreaterThan(0.4 * peak);
    },
  );
});

describe('landing and leaving', () => {
  it('meets the surface at its height, within what the filter delays', () => {
    const world = new SimulatedWorld(plane, 1);
    const into = readings();
    const made = land(world, into);
    expect(world.attached).toBe(true);
    const z = into.z[made - 1]!;
    expect(z).toBeLessThan(SURFACE + 1e-12);
    expect(z).toBeGreaterThan(SURFACE - 25e-9);
    expect(into.potential[made - 1]).toBe(1.3);
  });

  it('lets go 100 to 150 nm above the touch, not below, and elsewhere at another hop', () => {
    const heights = [1, 2, 3, 4].map((hop) => {
      const world = new SimulatedWorld(plane, 1);
      const into = readings();
      world.travel('z', SURFACE + 10e-9);
      world.seed(hop, 3);
      world.run(moving(-20e-6), 50e-6, 20, into);
      const made = world.run(moving(20e-6), 50e-6, 400, into, () => !world.attached);
      return into.z[made - 1]! - SURFACE;
    });
    for (const height of heights) {
      expect(height).toBeGreaterThan(100e-9);
      expect(height).toBeLessThan(152e-9);
    }
    expect(new Set(heights).size).toBe(heights.length);
  });

  it('touches again only at the surface once it has let go', () => {
    const world = new SimulatedWorld(plane, 1);
    const into = readings();
    land(world, into);
    world.travel('z', SURFACE + 0.5e-6);
    expect(world.attached).toBe(false);
    world.travel('z', SURFACE + 20e-9);
    expect(world.attached).toBe(false);
    world.travel('z', SURFACE - 5e-9);
    expect(world.attached).toBe(true);
  });

  it('comes off when the probe moves sideways', () => {
    const world = new SimulatedWorld(plane, 1);
    land(world, readings());
    world.travel('z', SURFACE + 50e-9);
    expect(world.attached).toBe(true);
    world.travel('x', 51e-6);
    expect(world.attached).toBe(false);
  });

  it('remembers how far the pipette was pushed beyond the droplet', () => {
    const world = new SimulatedWorld(plane, 1);
    land(world, readings());
    expect(world.pressed).toBe(0);
    world.travel('z', SURFACE - 200e-9);
    world.run(moving(-20e-6), 50e-6, 10, readings());
    world.wait(0.1);
    expect(world.pressed).toBeCloseTo(155e-9, 9);
  });

  it('shows in air no more than the noise', () => {
    const world = new SimulatedWorld(plane, 1);
    const into = readings();
    world.run(still(1.3), 50e-6, 400, into);
    world.seed(1, 1);
    world.run(moving(-20e-6), 50e-6, 4000, into);
    expect(Math.max(...into.current.slice(0, 4000).map(Math.abs))).toBeLessThan(1.4e-12);
  });
});

describe('time and place', () => {
  it('counts the time of readings, travels and waits', () => {
    const world = new SimulatedWorld(plane, 1);
    world.run(still(0), 1e-3, 250, readings());
    expect(world.time).toBeCloseTo(0.25, 12);
    world.wait(2);
    expect(world.time).toBeCloseTo(2.25, 12);
    const seconds = world.travel('x', 40e-6, 10e-6);
    expect(seconds).toBeCloseTo(1.002, 9);
    expect(world.time).toBeCloseTo(2.25 + seconds, 12);
    expect(world.travel('x', 40e-6)).toBe(0);
    expect(world.position).toEqual({ x: 40e-6, y: 50e-6, z: 20e-6, coarse: 0 });
  });

  it('ends a run at the reading that says stop, and at the end of the range', () => {
    const world = new SimulatedWorld(plane, 1);
    const into = readings();
    expect(world.run(still(0), 50e-6, 100, into, (k) => k === 36)).toBe(37);
    expect(world.time).toBeCloseTo(37 * 50e-6, 12);
    world.travel('z', 19.9985e-6);
    expect(world.run(moving(20e-6), 50e-6, 100, into)).toBe(2);
    expect(into.z[1]).toBeLessThan(20e-6);
    world.wait(0.1);
    expect(world.position.z).toBe(20e-6);
  });

  it('holds a potential through a wait, or none when the cell is open', () => {
    const into = readings();
    const [closed, open] = [false, true].map((opened) => {
      const world = new SimulatedWorld(plane, 1, 0);
      world.run(still(1.9), 1e-3, 10, into);
      world.travel('z', SURFACE - 1e-9);
      world.run(still(1.5), 1e-3, 100, into);
      if (opened) world.openCell();
      world.wait(0.5);
      const { potential } = world;
      world.run(still(potential), 1e-3, 1, into);
      return { potential, current: into.current[0]! };
    });
    expect(closed!.potential).toBe(1.5);
    expect(closed!.current).toBeLessThan(-0.5e-12);
    expect(open!.potential).toBeGreaterThan(1.52);
    expect(open!.potential).toBeLessThan(1.7);
  });

  it('reports a galvanostat in air as overload', () => {
    const world = new SimulatedWorld(plane, 1);
    const into = readings();
    world.run({ velocity: 0, control: 'current', current: 5e-12 }, 1e-3, 100, into);
    expect(into.overload).toBe(true);
    expect(into.potential[99]).toBe(10);
    world.run(still(0), 1e-3, 100, into);
    expect(into.overload).toBe(false);
  });

  it('reports clipped readings', () => {
    const world = new SimulatedWorld(plane, 1);
    const into = readings();
    world.setAmplifier(0.2e-9, 5000);
    world.run(still(10), 10e-6, 10, into);
    expect(into.clipped).toBe(true);
    expect(Math.max(...into.current.slice(0, 10))).toBe(0.2e-9);
  });
});

describe('repetition', () => {
  const visit = (seed: number, hop: number): Readings => {
    const world = new SimulatedWorld(
      createFilm(seed, () => MATERIALS.disc),
      seed,
    );
    const into = readings(600);
    world.travel('z', 10.3e-6);
    world.seed(hop, 2);
    world.run(still(1.3), 50e-6, 600, into);
    return into;
  };

  it('is exact for the same seed and hop', () => {
    expect(visit(1, 5)).toEqual(visit(1, 5));
  });

  it('has other noise at another hop or with another seed', () => {
    expect(visit(1, 6).current).not.toEqual(visit(1, 5).current);
    expect(visit(2, 5).current).not.toEqual(visit(1, 5).current);
  });

  it('does not depend on how a step is cut into runs', () => {
    const whole = readings();
    const pieces = readings();
    const one = new SimulatedWorld(plane, 1);
    one.seed(1, 1);
    one.run(moving(-20e-6), 50e-6, 600, whole);
    const other = new SimulatedWorld(plane, 1);
    other.seed(1, 1);
    for (let k = 0; k < 600; k += 40) {
      const part = readings(40);
      other.run(moving(-20e-6), 50e-6, 40, part);
      pieces.current.set(part.current, k);
    }
    expect(pieces.current.slice(0, 600)).toEqual(whole.current.slice(0, 600));
  });
});
