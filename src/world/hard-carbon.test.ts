import { describe, expect, it } from 'vitest';
import { fillingAt, fillingSlope, STAGE_SWELLING, swellingAt } from './carbon-stages';
import { BATH, createHardCarbon, FILM, SALT } from './hard-carbon';
import { saltAfterSteps } from '../kinetics/conductance/salt';
import { ImmersedWorld } from './immersed-world';
import { truthAt } from './truth';
import { createReadings } from './world';

const into = createReadings(16);

/** A quiet world with the pipette some way above the film, following the bath. */
function over(distance: number): { world: ImmersedWorld; height: () => number; tip: () => number } {
  const sample = createHardCarbon(1);
  const world = new ImmersedWorld(sample, 1, 0);
  world.setAmplifier(20e-9, 1e3);
  world.track!.follow(true);
  const height = (): number => sample.place(50e-6, 50e-6, 0).surface();
  const z = height() + distance;
  world.travel('coarse', Math.max(0, z - 10e-6));
  world.travel('z', z);
  const tip = (): number => {
    world.run({ velocity: 0, control: 'potential', potential: 0.7 }, 1e-3, 5, into);
    return into.current[4]!;
  };
  return { world, height, tip };
}

describe('the isotherm of carbon', () => {
  it('has the slope that it says', () => {
    for (const potential of [-0.05, 0.15, 0.2, 0.5, 0.7, 1.5]) {
      const by = 1e-5;
      const slope = (fillingAt(potential + by) - fillingAt(potential - by)) / (2 * by);
      expect(fillingSlope(potential)).toBeCloseTo(slope, 6);
    }
  });

  it('is half full between the stages, and swells by 4.11 % and 1.78 % of 28 µm', () => {
    expect(fillingAt(0.37)).toBeCloseTo(0.5, 2);
    expect(swellingAt(0.5) * 1e6).toBeCloseTo(1.15, 2);
    expect((swellingAt(1) - swellingAt(0.5)) * 1e6).toBeCloseTo(0.5, 2);
    expect(STAGE_SWELLING[0] / 28e-6).toBeCloseTo(0.0411, 9);
  });
});

describe('a voltammogram of 0.3 mV/s', () => {
  const { world, height } = over(10e-6);
  const fresh = height();
  world.track!.drive({ control: 'potential', potential: 1.7, slope: -0.3e-3 });
  const rises: { potential: number; rise: number; current: number }[] = [];
  const go = (): void => {
    for (let k = 0; k < 170; k++) {
      world.wait(1.7 / 0.3e-3 / 170);
      const { truePotential, trueCurrent } = world.track!;
      rises.push({ potential: truePotential, rise: height() - fresh, current: trueCurrent });
    }
  };
  go();
  world.track!.drive({ control: 'potential', potential: 0, slope: 0.3e-3 });
  go();
  const down = rises.slice(0, 170);

  it('swells from 0.8 V on, with a level of 1.15 µm before the second stage', () => {
    expect(down.find((r) => r.potential < 0.85)!.rise).toBeLessThan(0.01e-6);
    expect(down.find((r) => r.potential < 0.7)!.rise).toBeGreaterThan(0.03e-6);
    const level = down.find((r) => r.potential < 0.3)!.rise;
    expect(Math.abs(level / STAGE_SWELLING[0] - 1)).toBeLessThan(0.01);
  });

  it('fills both stages and empties them again', () => {
    const most = Math.max(...rises.map((r) => r.rise));
    expect(Math.abs(most / (STAGE_SWELLING[0] + STAGE_SWELLING[1]) - 1)).toBeLessThan(0.005);
    expect(Math.abs(rises.at(-1)!.rise)).toBeLessThan(0.01e-6);
  });

  it('inserts on the way down, beyond the vertex, and extracts on the way up', () => {
    expect(Math.min(...down.map((r) => r.current))).toBeLessThan(-0.5e-3);
    expect(rises[171]!.current).toBeLessThan(0);
    expect(Math.max(...rises.slice(170).map((r) => r.current))).toBeGreaterThan(0.5e-3);
  });
});

describe('switching a current of 0.8 mA/cm²', () => {
  const steps = [1, 2, 3].map((times) => {
    const { world, tip } = over(10e-6);
    for (let k = 1; k < times; k++) {
      world.track!.drive({ control: 'current', current: -0.8e-3 });
      world.wait(120);
      world.track!.drive({ control: 'open' });
      world.wait(300);
    }
    const before = tip();
    world.track!.drive({ control: 'current', current: -0.8e-3 });
    return tip() - before;
  });

  it('raises the tip current by 0.35 nA at once, whatever the state of charge', () => {
    for (const step of steps) expect(Math.abs(step * 1e9 - 0.35)).toBeLessThan(0.015);
  });

  it('is felt less further away, and still at 3 mm', () => {
    const far = [10e-6, 100e-6, 1000e-6, 3000e-6].map((distance) => {
      const { world, tip } = over(distance);
      const before = tip();
      world.track!.drive({ control: 'current', current: -0.8e-3 });
      return (tip() - before) / 0.35e-9;
    });
    far.forEach((part, k) => {
      if (k > 0) expect(part).toBeLessThan(far[k - 1]!);
    });
    const [near] = far;
    expect(far[3]! / near!).toBeCloseTo((BATH.reference - 3e-3) / (BATH.reference - 10e-6), 2);
  });

  it('depletes the salt as the superposition of steps has it', () => {
    const { world, tip } = over(10e-6);
    const fresh = tip();
    world.track!.drive({ control: 'current', current: -0.8e-3 });
    world.wait(120);
    world.track!.drive({ control: 'open' });
    world.wait(30);
    const last = tip();
    const pulse = [
      { time: 0, currentDensity: 8 },
      { time: 120, currentDensity: 0 },
    ];
    const change = saltAfterSteps(pulse, 10e-6, 150, SALT);
    const exponent = Math.log(last / fresh) / Math.log1p(change / 1000);
    expect(exponent).toBeCloseTo(0.532, 2);
  });

  it('drops the potential by the resistance of bath and particles', () => {
    const { world } = over(10e-6);
    world.track!.drive({ control: 'current', current: -0.8e-3 });
    world.wait(120);
    const { truePotential } = world.track!;
    world.track!.drive({ control: 'open' });
    const drop = world.track!.truePotential - truePotential;
    expect(drop / (8 * (FILM.transferResistance + FILM.bathResistance))).toBeCloseTo(1, 3);
  });
});

describe('flakes', () => {
  const line = Array.from({ length: 300 }, (_, k) => ({ x: 20e-6 + 0.2e-6 * k, y: 40e-6, time: 0 }));
  const truth = truthAt('hard-carbon', 1, line)!;

  it('come off where the truth says so, once the film is that full, for good', () => {
    const sample = createHardCarbon(1);
    const places = line.map(({ x, y }) => sample.place(x, y, 0));
    const fresh = places.map((place) => place.surface());
    sample.electrode!.hold(0, 1);
    for (let k = 0; k < 20000; k++) {
      sample.electrode!.ramp(0, 1);
      sample.elapse(1);
    }
    for (let k = 0; k < 20000; k++) {
      sample.electrode!.ramp(1.7, 1);
      sample.elapse(1);
    }
    const lost = places.map((place, k) => fresh[k]! - place.surface());
    expect(truth.leaves.some(Number.isFinite)).toBe(true);
    lost.forEach((by, k) => {
      expect(by * 1e6).toBeCloseTo(Number.isFinite(truth.leaves[k]) ? 0.8 : 0, 2);
    });
  });

  it('are as high as the truth says', () => {
    const sample = createHardCarbon(1);
    line.forEach(({ x, y }, k) => {
      expect(sample.place(x, y, 0).surface()).toBe(truth.height[k]);
    });
  });
});
