import { describe, expect, it } from 'vitest';
import { surfaceDeviation } from '../kinetics/solver/constant-flux';
import { CarbonParticle } from './carbon-particle';

const D = 2e-15;
const RADIUS = 1.5e-6;

/** Surface after a constant flux, in steps that grow with time. */
function fluxed(flux: number, seconds: number): CarbonParticle {
  const particle = new CarbonParticle(D, RADIUS, 0);
  let gone = 0;
  for (let dt = 0.01; gone < seconds - 1e-9; dt = Math.min(seconds - gone, Math.max(0.01, 0.02 * gone))) {
    particle.rest(dt);
    particle.fill(flux);
    gone += dt;
  }
  return particle;
}

describe('a particle of carbon', () => {
  it.each([1, 10, 120, 1000])('fills at its surface like a sphere, %d s long', (seconds) => {
    const flux = 1e-4;
    const particle = fluxed(flux, seconds);
    // A flux of one sphere per second is R/3 m/s through the surface.
    const T = (D * seconds) / RADIUS ** 2;
    const expected = ((flux * RADIUS ** 2) / (3 * D)) * surfaceDeviation('sphere', T);
    expect(Math.abs(particle.surface / expected - 1)).toBeLessThan(0.02);
    expect(particle.mean((filling) => filling) / (flux * seconds)).toBeCloseTo(1, 9);
  });

  it('becomes even at rest, and loses nothing', () => {
    const particle = fluxed(1e-3, 100);
    for (let k = 0; k < 1000; k++) {
      particle.rest(5);
      particle.fill(0);
    }
    expect(particle.surface).toBeCloseTo(0.1, 9);
    expect(particle.mean((filling) => filling)).toBeCloseTo(0.1, 12);
  });
});
