import { describe, expect, it } from 'vitest';
import { exponentialKernel } from './exponential-kernel';
import type { ExponentialKernel, Solid } from './solid';

const diffusion = 2.47e-15;
const times = { shortest: 2e-5, longest: 60 };
const planar: Solid = { diffusion, discRadius: Infinity, thickness: Infinity };
const moments = [1e-4, 1e-3, 0.01, 0.1, 1, 10, 50];

const value = ({ rates, weights }: ExponentialKernel, t: number): number =>
  weights.reduce((sum, weight, k) => sum + weight * Math.exp(-rates[k]! * t), 0);

/** Occupancy after a constant flux of 1 for a time t. */
const integral = ({ rates, weights, instant }: ExponentialKernel, t: number): number =>
  weights.reduce((sum, weight, k) => {
    const rate = rates[k]!;
    return sum + (rate === 0 ? weight * t : (weight * -Math.expm1(-rate * t)) / rate);
  }, instant);

const flat = (t: number): number => 1 / Math.sqrt(Math.PI * diffusion * t);
const images = (u: number): number => {
  let sum = 1;
  for (let m = 1; m < 200; m++) sum += 2 * Math.exp((-m * m) / u);
  return sum;
};

describe('kernel', () => {
  it.each([
    [1, 2e-4],
    [0.7, 1e-5],
    [0.5, 1e-5],
  ])('of a plane with spacing %f is 1/√(πDt)', (spacing, tolerance) => {
    const kernel = exponentialKernel(planar, times, spacing);
    for (const t of moments) {
      expect(Math.abs(value(kernel, t) / flat(t) - 1)).toBeLessThan(tolerance * (t > 20 ? 10 : 1));
      expect(Math.abs(integral(kernel, t) / (2 * t * flat(t)) - 1)).toBeLessThan(tolerance);
    }
  });

  it('has ascending rates and a size that follows the span of times', () => {
    const kernel = exponentialKernel(planar, times, 0.7);
    expect(kernel.rates).toEqual(kernel.rates.slice().sort());
    expect(kernel.rates.length).toBeGreaterThan(25);
    expect(kernel.rates.length).toBeLessThan(33);
    expect(exponentialKernel(planar, { shortest: 1, longest: 60 }, 0.7).rates.length).toBeLessThan(17);
  });

  it.each([5e-9, 55e-9, 200e-9, 2e-6])(
    'of a layer of %f m is the sum over its mirror images',
    (thickness) => {
      const kernel = exponentialKernel({ ...planar, thickness }, times, 0.7);
      for (const t of moments) {
        const exact = flat(t) * images((diffusion * t) / thickness ** 2);
        expect(Math.abs(value(kernel, t) / exact - 1)).toBeLessThan(1e-3);
      }
    },
  );

  it('of a layer ends in uniform filling, after the resistance of a third of its thickness', () => {
    const thickness = 55e-9;
    const kernel = exponentialKernel({ ...planar, thickness }, times, 0.7);
    const t = 40;
    expect(integral(kernel, t)).toBeCloseTo(t / thickness + thickness / (3 * diffusion), -3);
    expect(Math.abs(integral(kernel, t) / (t / thickness + thickness / (3 * diffusion)) - 1)).toBeLessThan(
      1e-5,
    );
  });

  it('of a disc is a plane early and a resistance π a/4D late', () => {
    const radius = 55e-9;
    const unit = radius ** 2 / diffusion;
    const kernel = exponentialKernel(
      { ...planar, discRadius: radius },
      { shortest: 1e-7 * unit, longest: 1e5 * unit },
      0.7,
    );
    expect(Math.abs(value(kernel, 1e-6 * unit) / flat(1e-6 * unit) - 1)).toBeLessThan(3e-3);
    const late = 1e4;
    // 1/Y = π/4 − √s/2 + …
    const exact = ((Math.PI / 4 - 0.5 / Math.sqrt(Math.PI * late)) * radius) / diffusion;
    expect(Math.abs(integral(kernel, late * unit) / exact - 1)).toBeLessThan(1e-3);
  });

  it('of a disc on a film is a disc early and spreads in two dimensions late', () => {
    const discRadius = 55e-9;
    const thickness = 110e-9;
    const unit = discRadius ** 2 / diffusion;
    const span = { shortest: 1e-3 * unit, longest: 3e3 * unit };
    const disc = exponentialKernel({ ...planar, discRadius }, span, 0.7);
    const film = exponentialKernel({ diffusion, discRadius, thickness }, span, 0.7);
    expect(film.rates).toEqual(disc.rates);
    for (const t of [0.01, 0.05, 0.1]) {
      expect(Math.abs(value(film, t * unit) / value(disc, t * unit) - 1)).toBeLessThan(1e-3);
    }
    const t = 1e3 * unit;
    const spread = (Math.PI * discRadius ** 2) / (4 * Math.PI * diffusion * t * thickness);
    expect(Math.abs(value(film, t) / spread - 1)).toBeLessThan(5e-3);
  });

  // Laplace transform at s·D/a², in a/D, from the dual integral equations of a disc on a film.
  it.each([
    [0.05, 1, 5.310049700346429],
    [0.1, 0.1, 6.9818491794649855],
    [0.1, 10, 0.6397972249492474],
    [0.2, 3, 0.7908549598291378],
    [0.5, 0.01, 2.6822803970039004],
    [0.5, 1, 0.7086915640604509],
    [1, 0.1, 0.9694184328517302],
    [2, 0.3, 0.6010379348512102],
  ])('of a disc on a film of %f radii keeps to the solved equations at s = %f', (ratio, s, exact) => {
    const discRadius = 55e-9;
    const unit = discRadius ** 2 / diffusion;
    const film = { diffusion, discRadius, thickness: ratio * discRadius };
    const { rates, weights, instant } = exponentialKernel(
      film,
      { shortest: 1e-4 * unit, longest: 1e4 * unit },
      0.7,
    );
    const transform = weights.reduce((sum, weight, k) => sum + weight / (s / unit + rates[k]!), instant);
    expect(Math.abs((transform * diffusion) / discRadius / exact - 1)).toBeLessThan(2.5e-3);
  });
});
