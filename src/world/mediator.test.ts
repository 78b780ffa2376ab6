import { describe, expect, it } from 'vitest';
import { feedbackCurrent } from '../kinetics/feedback/feedback';
import { ImmersedWorld } from './immersed-world';
import { createMediatorSample, DISC, DISC_CURRENT, MEDIATOR } from './mediator';
import { truthAt } from './truth';
import { createReadings } from './world';

const into = createReadings(32);

function over(x: number): { readonly tip: (potential: number, distance: number) => number } {
  const sample = createMediatorSample(2);
  const world = new ImmersedWorld(sample, 2, 0);
  world.setAmplifier(2e-9, 1e3);
  world.travel('x', x);
  const surface = sample.place(x, 50e-6, world.time).surface();
  const tip = (potential: number, distance: number): number => {
    world.travel('z', surface + distance);
    world.run({ velocity: 0, control: 'potential', potential }, 1e-3, 20, into);
    return into.current[19]!;
  };
  return { tip };
}

describe('a mediator at a disc', () => {
  it.each([
    [15e-6, 0],
    [50e-6, 1],
    [85e-6, Infinity],
  ])('has the feedback of x = %d m: κ = %d', (x, kappa) => {
    const { tip } = over(x);
    for (const L of [0.2, 0.5, 1, 3, 8]) {
      const expected = DISC_CURRENT * feedbackCurrent(L, kappa, DISC.wallRatio);
      expect(tip(0.6, L * DISC.radius) / expected).toBeCloseTo(1, 3);
    }
    const truth = truthAt('mediator', 2, [{ x, y: 50e-6, time: 0 }])!.rateConstant[0]!;
    if (Number.isFinite(kappa)) expect((truth * DISC.radius) / MEDIATOR.diffusivity).toBeCloseTo(kappa, 9);
    else expect(truth).toBeNaN();
  });

  it('is oxidized above its half-wave potential only', () => {
    const { tip } = over(85e-6);
    const full = tip(0.6, 8e-6);
    expect(tip(MEDIATOR.halfWave, 8e-6) / full).toBeCloseTo(0.5, 3);
    expect(Math.abs(tip(0, 8e-6) / full)).toBeLessThan(1e-3);
  });
});
