import { describe, expect, it } from 'vitest';
import { FARADAY } from '../kinetics/constants';
import { feedbackCurrent } from '../kinetics/feedback/feedback';
import { ImmersedWorld } from './immersed-world';
import { createOxideCathode, FERROCENE, GOLD_DISC, OXYGEN, REACH, RELEASE, WAVE } from './oxide-cathode';
import { truthAt } from './truth';
import { createReadings } from './world';

const SEED = 2;
const into = createReadings(32);
/** 0.8 radii above the film. */
const DISTANCE = 10e-6 - 0.5e-6;
const RELATIVE = feedbackCurrent(DISTANCE / GOLD_DISC.radius, 0, GOLD_DISC.wallRatio);
const COLLECTING = 2;

function over(x: number): { readonly world: ImmersedWorld; readonly tip: (potential: number) => number } {
  const sample = createOxideCathode(SEED);
  const world = new ImmersedWorld(sample, SEED, 0);
  world.track!.follow(true);
  world.setAmplifier(2e-9, 1e3);
  world.travel('x', x);
  world.travel('z', sample.place(x, 50e-6, world.time).surface() + DISTANCE);
  const tip = (potential: number): number => {
    world.run({ velocity: 0, control: 'potential', potential }, 1e-3, 20, into);
    return into.current[19]!;
  };
  return { world, tip };
}

/** Collected at a potential of the film, A, after so long there. */
function collected(x: number, potential: number, seconds: number): number {
  const { world, tip } = over(x);
  const background = tip(COLLECTING);
  world.track!.drive({ control: 'potential', potential, slope: 0 });
  world.wait(seconds);
  return background - tip(COLLECTING);
}

const perConcentration = 4 * OXYGEN.electrons * FARADAY * OXYGEN.diffusivity * GOLD_DISC.radius * RELATIVE;
const release = (x: number): number =>
  truthAt('oxide-cathode', SEED, [{ x, y: 50e-6, time: 0 }])!.release[0]!;

describe('oxygen from a charged oxide', () => {
  it('in the steady state is the flux through what convection leaves still, with what does not even out sideways', () => {
    const flux = (0.3 + 4e-3) / (OXYGEN.made * FARADAY);
    for (const x of [5e-6, 50e-6, 95e-6]) {
      const [ka, kd] = [WAVE.number * GOLD_DISC.radius, WAVE.number * DISTANCE];
      const wave = ((release(x) - 1) * (Math.sin(ka) / ka) * Math.exp(-kd)) / WAVE.number;
      const concentration = (flux / OXYGEN.diffusivity) * (REACH - DISTANCE + wave);
      expect(collected(x, 5, 200) / (perConcentration * concentration)).toBeCloseTo(1, 2);
    }
  });

  it('at first is that of a plane in still liquid', () => {
    const seconds = 2;
    const current = collected(50e-6, 5, seconds);
    const flux = 0.304 / (OXYGEN.made * FARADAY);
    const width = 2 * Math.sqrt(OXYGEN.diffusivity * seconds);
    // ierfc of DISTANCE/width = 0.0867, by its series 1/√π − u + u²/√π.
    const u = DISTANCE / width;
    const ierfc = 1 / Math.sqrt(Math.PI) - u + u ** 2 / Math.sqrt(Math.PI);
    // The double layer takes some of the time.
    expect(current / ((perConcentration * flux * width * ierfc) / OXYGEN.diffusivity)).toBeGreaterThan(0.75);
    expect(current / ((perConcentration * flux * width * ierfc) / OXYGEN.diffusivity)).toBeLessThan(1);
  });

  it('comes a little from 3 V on, and in earnest above 4.2 V', () => {
    const [none, first, more, main] = [2.6, 3.3, 4, 4.6].map((potential) => collected(50e-6, potential, 100));
    expect(Math.abs(none ?? NaN)).toBeLessThan(1e-14);
    expect((more ?? NaN) / (first ?? NaN)).toBeLessThan(1.2);
    expect((main ?? NaN) / (more ?? NaN)).toBeGreaterThan(30);
  });

  it('is made most at one end of the stage', () => {
    expect(Math.max(release(0), release(100e-6)) / Math.min(release(0), release(100e-6))).toBeCloseTo(9, 1);
    const ends = [5e-6, 95e-6].map((x) => collected(x, 5, 3));
    expect((ends[0] ?? NaN) > (ends[1] ?? NaN)).toBe(release(0) > 1);
  });
});

describe('the disc above it', () => {
  it('sees dissolved oxygen before, and ferrocene above an insulator', () => {
    const { tip } = over(50e-6);
    expect(tip(COLLECTING) / (-perConcentration * OXYGEN.dissolved)).toBeCloseTo(1, 2);
    const ferrocene = 4 * FARADAY * FERROCENE.diffusivity * FERROCENE.concentration * GOLD_DISC.radius;
    expect(tip(3.6) / (ferrocene * RELATIVE)).toBeCloseTo(1, 3);
  });

  it('does not hold up the current that charges the film', () => {
    const { world } = over(50e-6);
    world.track!.drive({ control: 'potential', potential: 2.8, slope: 2e-3 });
    world.wait(20);
    expect(world.track!.trueCurrent / (RELEASE.capacitance * 2e-3)).toBeCloseTo(1, 2);
  });
});
