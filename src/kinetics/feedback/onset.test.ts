import { randomLcg, randomNormal } from 'd3-random';
import { describe, expect, it } from 'vitest';
import { onsetOf } from './onset';

const x = Float64Array.from({ length: 41 }, (_, k) => 3 + 0.025 * k);
const law = (at: number): number => Math.exp((at - 3.6) / 0.05);
const truth = 3.6 + 0.05 * Math.log(2);
const of = (value: number): Float64Array => x.map(() => value);

describe('the onset at a level', () => {
  it('is where the curve passes it, between two points at least', () => {
    const { value, low, high } = onsetOf(x, x.map(law), of(1e-6), 2)!;
    expect(Math.abs(value - truth)).toBeLessThan(3e-3);
    expect(low).toBeCloseTo(3.625, 9);
    expect(high).toBeCloseTo(3.65, 9);
  });

  it('lies in its interval in 95 of 100 noisy curves or more, and the interval grows with the noise', () => {
    const gauss = randomNormal.source(randomLcg(0.4))(0, 1);
    let held = 0;
    let widths = 0;
    for (let k = 0; k < 200; k++) {
      const noisy = x.map((at) => law(at) + 0.5 * gauss());
      const { low, high } = onsetOf(x, noisy, of(0.5), 3)!;
      if (low <= 3.6 + 0.05 * Math.log(3) && high >= 3.6 + 0.05 * Math.log(3)) held++;
      widths += (high - low) / 200;
    }
    expect(held).toBeGreaterThanOrEqual(190);
    expect(widths).toBeGreaterThan(0.03);
    expect(widths).toBeLessThan(0.3);
  });

  it('forgets a bump that comes down below the level again', () => {
    const bumped = x.map((at) => law(at) + 5 * Math.exp(-(((at - 3.2) / 0.03) ** 2)));
    expect(Math.abs(onsetOf(x, bumped, of(1e-6), 2)!.value - truth)).toBeLessThan(3e-3);
  });

  it('is open where the curve begins above the level, and nowhere where it does not get there', () => {
    const above = onsetOf(
      x,
      x.map((at) => 5 + law(at)),
      of(0.1),
      2,
    )!;
    expect([above.value, above.low]).toEqual([NaN, -Infinity]);
    const never = onsetOf(x, of(0.5), of(0.1), 2)!;
    expect([never.value, never.high]).toEqual([NaN, Infinity]);
    const perhaps = onsetOf(x, of(1.9), of(0.1), 2)!;
    expect([perhaps.value, perhaps.low]).toEqual([NaN, -Infinity]);
  });

  it('needs two points with numbers', () => {
    expect(onsetOf([3], [1], [0.1], 0.5)).toBeNull();
    expect(onsetOf([3, 4], [1, NaN], [0.1, 0.1], 0.5)).toBeNull();
  });
});
