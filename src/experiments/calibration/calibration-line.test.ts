import { randomLcg, randomNormal } from 'd3-random';
import { describe, expect, it } from 'vitest';
import { calibrationLine } from './calibration-line';

const concentrations = Float64Array.from([200, 400, 600, 800, 1000]);

describe('the line of a calibration', () => {
  it('goes through currents that lie on one', () => {
    const line = calibrationLine(
      concentrations,
      concentrations.map((c) => 1e-9 + 4e-12 * c),
    );
    expect((line?.slope ?? NaN) * 1e12).toBeCloseTo(4, 9);
    expect(line?.centre).toBe(600);
    expect((line?.at(0).current ?? NaN) * 1e9).toBeCloseTo(1, 9);
    expect(line?.scatter).toBeLessThan(1e-20);
  });

  it('has a band that holds the truth in 95 of 100 calibrations, in the middle and beyond the end', () => {
    const gauss = randomNormal.source(randomLcg(0.2))(0, 20e-12);
    const holds = { 600: 0, 1400: 0 };
    const runs = 3000;
    for (let run = 0; run < runs; run++) {
      const line = calibrationLine(
        concentrations,
        concentrations.map((c) => 1e-9 + 4e-12 * c + gauss()),
      );
      for (const c of [600, 1400] as const) {
        const { current = NaN, half = NaN } = line?.at(c) ?? {};
        if (Math.abs(current - 1e-9 - 4e-12 * c) < half) holds[c] += 1;
      }
    }
    for (const c of [600, 1400] as const) {
      expect(holds[c] / runs).toBeGreaterThan(0.935);
      expect(holds[c] / runs).toBeLessThan(0.965);
    }
  });

  it('leaves out solutions without a current, and is none of fewer than four', () => {
    const [some, few] = [0, 1].map((missing) =>
      calibrationLine(
        concentrations,
        concentrations.map((c, k) => (k <= missing ? NaN : 4e-12 * c)),
      ),
    );
    expect(some?.centre).toBe(700);
    expect(some?.residuals[0]).toBeNaN();
    expect(few).toBeNull();
  });
});
