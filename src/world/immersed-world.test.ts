import { describe, expect, it } from 'vitest';
import { approachCurve, distanceAt } from '../kinetics/conductance/approach';
import { Blank } from './blank';
import { NO_TRUTH, type ImmersedSample } from './immersed';
import { ImmersedWorld } from './immersed-world';
import { FILLING, ION_PIPETTE, ION_RESISTANCE, ionCurrent } from './ion-pipette';
import { createReadings, type Readings } from './world';

const SURFACE = 10e-6;

/** A plane without drift, an electrode of 1 kΩ and 1 mF. */
const plane = (): ImmersedSample => ({
  electrode: new Blank({ resistance: 1e3, capacitance: 1e-3, leak: 1e-9 }, 3),
  elapse: () => undefined,
  place: () => ({
    surface: () => SURFACE,
    current: (potential, distance) => ionCurrent(potential, distance, FILLING),
  }),
  truth: () => ({ ...NO_TRUTH, height: SURFACE }),
});

const readings = (count = 4096): Readings => createReadings(count);
const still = (potential: number) => ({ velocity: 0, control: 'potential', potential }) as const;
const quiet = (): ImmersedWorld => {
  const world = new ImmersedWorld(plane(), 1, 0);
  world.track?.follow(true);
  world.setAmplifier(20e-9, 20e3);
  return world;
};

/** Current clear of the surface, a hair of rectification included. */
const CLEAR = ionCurrent(0.7, 1e-3, FILLING);

describe('ionCurrent', () => {
  it('is 5.40 nA at 0.7 V through 129.6 MΩ, but for one part in a hundred', () => {
    expect(ION_RESISTANCE / 1e6).toBeCloseTo(129.61, 2);
    expect(Math.abs(CLEAR / 5.40082e-9 - 1)).toBeLessThan(0.011);
    expect(Math.abs(CLEAR / -ionCurrent(-0.7, 1e-3, FILLING) - 1)).toBeLessThan(0.025);
  });

  it('ends where the glass touches', () => {
    expect(ionCurrent(0.7, 0, FILLING)).toBe(0);
    expect(ionCurrent(0.7, -1e-6, FILLING)).toBe(0);
  });
});

describe('an approach', () => {
  it('follows the universal curve', () => {
    const world = quiet();
    const into = readings();
    const curve = approachCurve(ION_PIPETTE);
    for (const distance of [2e-6, 200e-9, 100e-9, 48e-9, 20e-9, 5e-9]) {
      world.travel('z', SURFACE + distance);
      world.run(still(0.7), 1e-3, 5, into);
      expect(into.z[4]).toBeCloseTo(SURFACE + distance, 12);
      expect(into.current[4]! / CLEAR / curve(distance)).toBeCloseTo(1, 4);
    }
    expect(world.pressed).toBe(0);
  });

  it('meets a fall of 2 % at 48 nm, on the way down too', () => {
    const world = new ImmersedWorld(plane(), 1);
    const into = readings();
    world.track?.follow(true);
    world.setAmplifier(20e-9, 1e3);
    world.seed(1, 1);
    world.travel('z', SURFACE + 1e-6);
    world.run(still(0.7), 50e-6, 200, into);
    const clear = into.current.slice(100, 200).reduce((a, b) => a + b) / 100;
    const drive = { velocity: -30e-6, control: 'potential', potential: 0.7 } as const;
    const made = world.run(drive, 50e-6, 4096, into, (k) => into.current[k]! < 0.98 * clear);
    const height = into.z[made - 1]! - SURFACE;
    // Filter and piezo are late by some 10 nm at 30 nm/ms.
    expect(height).toBeLessThan(distanceAt(0.98, ION_PIPETTE));
    expect(height).toBeGreaterThan(distanceAt(0.98, ION_PIPETTE) - 25e-9);
  });

  it('feels the surface from the coarse axis too, and says that it was pushed in', () => {
    const world = quiet();
    const into = readings();
    world.travel('coarse', 3e-3);
    world.run(still(0.7), 1e-3, 5, into);
    expect(into.current[4]! / CLEAR).toBeCloseTo(1, 3);
    world.travel('coarse', -11e-6);
    world.run(still(0.7), 1e-3, 5, into);
    expect(into.current[4]).toBe(0);
    expect(world.pressed).toBeCloseTo(1e-6, 9);
  });
});

describe('the sample’s potentiostat', () => {
  const sweep = { control: 'potential', potential: 1.7, slope: -0.1 } as const;
  const after = (seconds: number, follow: boolean): { world: ImmersedWorld; into: Readings } => {
    const world = quiet();
    const into = readings();
    world.track?.follow(follow);
    world.travel('z', SURFACE + 5e-6);
    world.track?.drive(sweep);
    for (let k = 0; k < seconds * 100; k++) world.run(still(0.7), 1e-4, 100, into);
    return { world, into };
  };

  it('moves the sample, and readings have it', () => {
    const { into } = after(10, true);
    expect(into.samplePotential[99]).toBeCloseTo(0.7, 3);
    // 1 mF swept at 0.1 V/s.
    expect(into.sampleCurrent[99]).toBeCloseTo(-1e-4, 6);
  });

  it('leaves the pipette’s bias against the bath alone when it follows', () => {
    const [early, late] = [0.1, 10].map((seconds) => after(seconds, true).into);
    expect(late!.current[99]! / early!.current[99]!).toBeCloseTo(1, 6);
    expect(late!.potential[99]).toBeCloseTo(0.7, 9);
  });

  it('shows in the tip current when it does not', () => {
    const [early, late] = [0.1, 10].map((seconds) => after(seconds, false).into);
    expect(early!.potential[99]).toBeCloseTo(0.7 + 1.69, 2);
    expect(late!.potential[99]).toBeCloseTo(0.7 + 0.7, 2);
    const change = early!.current[99]! - late!.current[99]!;
    expect(Math.abs((change * ION_RESISTANCE) / 0.99 - 1)).toBeLessThan(0.02);
  });

  it('goes on while nobody takes readings', () => {
    const { world } = after(1, true);
    world.wait(3);
    expect(world.track?.truePotential).toBeCloseTo(1.3, 2);
    expect(world.potential).toBe(0.7);
  });

  it('says when a level is beyond it, and holds its limit', () => {
    const { world } = after(0.1, true);
    world.track?.drive({ control: 'current', current: 80e-3 });
    expect(world.track?.overload).toBe(true);
    expect(world.track?.truePotential).toBeCloseTo(10, 6);
    world.track?.drive({ control: 'current', current: 1e-3 });
    expect(world.track?.overload).toBe(false);
    world.track?.drive({ control: 'potential', potential: 12, slope: 0 });
    expect(world.track?.overload).toBe(true);
  });

  it('has noise of its own, that of its range', () => {
    const world = new ImmersedWorld(plane(), 1);
    const into = readings();
    world.track?.drive({ control: 'open' });
    world.run(still(0.7), 1e-3, 2000, into);
    const spread = (values: Float64Array): number => {
      const mean = values.reduce((a, b) => a + b) / values.length;
      return Math.sqrt(values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / values.length);
    };
    expect(spread(into.samplePotential.slice(0, 2000)) / 10e-6).toBeCloseTo(1, 1);
    expect(spread(into.sampleCurrent.slice(0, 2000)) / 0.5e-9).toBeCloseTo(1, 1);
  });
});

describe('the galvanostat of the tip', () => {
  it('finds the potential of a current, and none at rest', () => {
    const world = quiet();
    const into = readings();
    world.run({ velocity: 0, control: 'current', current: 1e-9 }, 1e-3, 2, into);
    expect(Math.abs(into.potential[1]! / (1e-9 * ION_RESISTANCE) - 1)).toBeLessThan(0.011);
    expect(into.overload).toBe(false);
    world.run({ velocity: 0, control: 'current', current: 1e-6 }, 1e-3, 2, into);
    expect(into.overload).toBe(true);
    world.openCell();
    world.wait(1);
    expect(world.potential).toBeCloseTo(0, 9);
  });
});
