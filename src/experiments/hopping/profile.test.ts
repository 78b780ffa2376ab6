import { describe, expect, it } from 'vitest';
import type { HopCurve } from './hop-curve';
import { curveMode, layerWidth, levelsOf, profileOf } from './profile';

/** From 500 nm down to 30 nm, with a current that an exponential of 40 nm takes from 5 nA. */
const z = Float64Array.from({ length: 471 }, (_, k) => 1e-6 + (500 - k) * 1e-9);
const current = z.map((v) => 5e-9 * (1 - 0.04 * Math.exp(-(v - 1.03e-6) / 40e-9)));
const curve: HopCurve = {
  z,
  current,
  felt: true,
  end: 1.03e-6,
  clear: 5e-9,
  noise: 0,
  left: 0.96,
  leftError: 0,
};
const levels = levelsOf(300e-9, 61);

describe('the profile of a hop', () => {
  it('has the mean current about each level above the end', () => {
    const profile = profileOf(curve, levels);
    expect(levels[60]).toBeCloseTo(300e-9, 15);
    expect((profile[0] ?? NaN) * 1e9).toBeCloseTo(4.8, 1);
    expect((profile[20] ?? NaN) * 1e9).toBeCloseTo(5 * (1 - 0.04 * Math.exp(-100 / 40)), 3);
  });

  it('has no number above where the curve begins', () => {
    expect(profileOf(curve, levelsOf(900e-9, 10)).at(-1)).toBeNaN();
  });

  it('has a mode near the current of the bath', () => {
    expect(curveMode(curve) * 1e9).toBeCloseTo(5, 2);
  });

  it('is half as deep as at its end where the deviation has halved', () => {
    const width = layerWidth(profileOf(curve, levels), levels, 5e-9);
    expect(width * 1e9).toBeGreaterThan(0.93 * 40 * Math.log(2));
    expect(width * 1e9).toBeLessThan(1.07 * 40 * Math.log(2));
    const more = profileOf(curve, levels).map((i) => 2 * 5e-9 - i);
    expect(layerWidth(more, levels, 5e-9)).toBeCloseTo(width, 12);
  });

  it('has no layer where it stays as it is, or is not known', () => {
    expect(
      layerWidth(
        levels.map(() => 4.8e-9),
        levels,
        5e-9,
      ),
    ).toBeNaN();
    expect(
      layerWidth(
        levels.map(() => NaN),
        levels,
        5e-9,
      ),
    ).toBeNaN();
  });
});
