import { randomLcg, randomNormal } from 'd3-random';
import { describe, expect, it } from 'vitest';
import { currentInBath } from './concentration';
import { concentrationLine, concentrationOf, currentOn, scatterOf } from './concentration-line';

const known = Float64Array.of(200, 400, 600, 800, 1000);
const straight = known.map((c, k) => 1e-9 + 4e-12 * c + (k % 2 ? 1 : -1) * 2e-12);

describe('the calibration of a pipette', () => {
  it('is a straight line with a band that is narrowest in the middle', () => {
    const line = concentrationLine(known, straight)!;
    expect(Math.abs(line.slope - 4e-12)).toBeLessThan(3 * line.slopeError);
    expect(Math.abs(line.current - 3.4e-9)).toBeLessThan(3 * line.currentError);
    expect([line.centre, line.solutions, line.least, line.greatest]).toEqual([600, 5, 200, 1000]);
    const [low, middle, high] = [200, 600, 1000].map((c) => currentOn(line, c).band);
    expect(middle).toBeLessThan(low!);
    expect(low! / high!).toBeCloseTo(1, 9);
    expect(middle! / (3.182 * line.currentError)).toBeCloseTo(1, 1);
  });

  it('goes back to a concentration with the errors of current and line', () => {
    const line = concentrationLine(known, straight)!;
    const found = concentrationOf(line, 1e-9 + 4e-12 * 700, 4e-12)!;
    expect(Math.abs(found.value - 700)).toBeLessThan(3 * found.error);
    expect(found.extrapolated).toBe(false);
    const exact = concentrationOf(line, 1e-9 + 4e-12 * 700, 0)!;
    expect(found.error ** 2 - exact.error ** 2).toBeCloseTo((4e-12 / line.slope) ** 2, 6);
  });

  it('marks what lies beyond it, and is less sure there', () => {
    const line = concentrationLine(known, straight)!;
    const [inside, beyond] = [900, 1200].map((c) => concentrationOf(line, currentOn(line, c).value, 0)!);
    expect(beyond!.extrapolated).toBe(true);
    expect(inside!.extrapolated).toBe(false);
    expect(beyond!.error).toBeGreaterThan(inside!.error);
  });

  it('holds the truth of a real pipette’s curve within its error', () => {
    const currents = known.map((c) => 5.4e-9 * currentInBath(c / 1000, (5 * Math.PI) / 180));
    const line = concentrationLine(known, currents)!;
    for (const c of [300, 500, 700, 900]) {
      const current = 5.4e-9 * currentInBath(c / 1000, (5 * Math.PI) / 180);
      const found = concentrationOf(line, current, 0)!;
      expect(Math.abs(found.value - c)).toBeLessThan(2 * found.error);
    }
  });

  it('has a band that holds the truth in 95 of 100 calibrations, in the middle and beyond the end', () => {
    const gauss = randomNormal.source(randomLcg(0.2))(0, 20e-12);
    const holds = { 600: 0, 1400: 0 };
    const runs = 3000;
    for (let run = 0; run < runs; run++) {
      const line = concentrationLine(
        known,
        known.map((c) => 1e-9 + 4e-12 * c + gauss()),
      )!;
      for (const c of [600, 1400] as const) {
        const { value, band } = currentOn(line, c);
        if (Math.abs(value - 1e-9 - 4e-12 * c) < band) holds[c] += 1;
      }
    }
    for (const c of [600, 1400] as const) {
      expect(holds[c] / runs).toBeGreaterThan(0.935);
      expect(holds[c] / runs).toBeLessThan(0.965);
    }
  });

  it('leaves out solutions without a current, and needs four of them at more than one concentration', () => {
    const [some, few] = [0, 1].map((missing) =>
      concentrationLine(
        known,
        known.map((c, k) => (k <= missing ? NaN : 4e-12 * c)),
      ),
    );
    expect([some?.centre, some?.solutions]).toEqual([700, 4]);
    expect(some && scatterOf(some)).toBeLessThan(1e-20);
    expect(few).toBeNull();
    expect(
      concentrationLine(
        known.map(() => 500),
        straight,
      ),
    ).toBeNull();
    const flat = concentrationLine(
      known,
      known.map(() => 1e-9),
    )!;
    expect(concentrationOf(flat, 1e-9, 0)).toBeNull();
  });
});
