import { describe, expect, it } from 'vitest';
import { randomLcg, randomNormal } from 'd3-random';
import { settlingOf } from './settling';

const times = Float64Array.from({ length: 100 }, (_, k) => (k + 0.5) * 0.01);
const criterion = { window: 0.25, limit: 10e-3 };

describe('a potential', () => {
  it('has settled when the line through its end is flat enough, whatever came before', () => {
    const charged = times.map((t) => 0.4 + 0.3 * Math.exp(-t / 0.05));
    const found = settlingOf(times, charged, criterion);
    expect(found?.settled).toBe(true);
    expect(found?.value).toBeCloseTo(0.4, 5);
  });

  it.each([
    [9e-3, true],
    [-9e-3, true],
    [11e-3, false],
    [-11e-3, false],
  ])('that drifts by %d V/s: settled %s', (drift, settled) => {
    const found = settlingOf(
      times,
      times.map((t) => 0.5 + drift * t),
      criterion,
    );
    expect(found?.drift).toBeCloseTo(drift, 9);
    expect(found?.settled).toBe(settled);
    expect(found?.value).toBeCloseTo(0.5 + drift * 0.995, 9);
  });

  it('has the error that its scatter leaves, in value and drift', () => {
    const values: number[] = [];
    const drifts: number[] = [];
    const told = { error: 0, driftError: 0 };
    for (let k = 0; k < 400; k++) {
      const gauss = randomNormal.source(randomLcg(k / 400))(0.5, 1e-3);
      const found = settlingOf(times, times.map(gauss), criterion);
      values.push(found?.value ?? NaN);
      drifts.push(found?.drift ?? NaN);
      told.error += (found?.error ?? NaN) / 400;
      told.driftError += (found?.driftError ?? NaN) / 400;
    }
    const spread = (of: number[], about: number): number =>
      Math.sqrt(of.reduce((sum, v) => sum + (v - about) ** 2, 0) / of.length);
    expect(told.error / spread(values, 0.5)).toBeCloseTo(1, 0.9);
    expect(told.driftError / spread(drifts, 0)).toBeCloseTo(1, 0.9);
  });

  it('is not judged by a record that is shorter than the window, or has too few samples', () => {
    expect(settlingOf(times.subarray(0, 20), times.subarray(0, 20), criterion)).toBeNull();
    expect(
      settlingOf(
        times,
        times.map(() => NaN),
        criterion,
      ),
    ).toBeNull();
    expect(settlingOf(new Float64Array(0), new Float64Array(0), criterion)).toBeNull();
  });
});
