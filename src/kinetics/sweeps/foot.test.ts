import { randomLcg, randomNormal } from 'd3-random';
import { describe, expect, it } from 'vitest';
import { footSlope } from './foot';

const BINS = 120;
const WIDTH = 0.23;
const binAt = Float64Array.from({ length: BINS }, (_, k) => WIDTH * k);
const sweepOf = (current: (at: number) => number) => ({
  bins: BINS,
  binAt,
  binCurrent: binAt.map(current),
});
/** Height 1 in the middle of the sweep. */
const wave = (at: number): number => 1 / Math.cosh((at - 14) / 2) ** 2;
const noisy = (seed: number, deviation: number) => randomNormal.source(randomLcg(seed))(0, deviation);

describe('the slope of a foot', () => {
  it('is that of the leak, whatever wave comes after it', () => {
    for (let seed = 1; seed <= 100; seed++) {
      const noise = noisy(seed, 0.01);
      const slope = footSlope(
        sweepOf((at) => 0.05 * at + 2 + wave(at) + noise()),
        1e-4,
      );
      expect(Math.abs(slope - 0.05)).toBeLessThan(0.015);
    }
  });

  it('is 0 or next to it where there is no leak', () => {
    let told = 0;
    for (let seed = 1; seed <= 300; seed++) {
      const noise = noisy(seed, 0.01);
      const slope = footSlope(
        sweepOf((at) => wave(at) + noise()),
        1e-4,
      );
      if (slope !== 0) told++;
      // The curvature of the peak is 0.5 per (RT/F)²: this shifts it by 0.01 RT/F, 0.3 mV.
      expect(Math.abs(slope)).toBeLessThan(0.02);
    }
    expect(told).toBeLessThan(60);
  });

  it('is 0 where the current bends from the start, or the sweep is too short', () => {
    expect(
      footSlope(
        sweepOf((at) => at ** 2),
        1e-12,
      ),
    ).toBe(0);
    expect(footSlope({ ...sweepOf((at) => at), bins: 5 }, 1e-12)).toBe(0);
  });
});
