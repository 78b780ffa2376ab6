import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commonLimits, placeOf, summarise } from './limits';

const ramp = (n: number): number[] => Array.from({ length: n }, (_, k) => k);

describe('limits of a colour bar', () => {
  it('leave the asked percentage out at each end', () => {
    const { limits, median } = summarise(ramp(101), false, 2);
    expect(limits).toEqual({ low: 2, high: 98 });
    expect(median).toBe(50);
  });

  it('ignore what is no number, and on a log scale what has no logarithm', () => {
    const values = [NaN, -1, 0, 1e-11, 1e-10, Infinity];
    expect(summarise(values, true, 0)).toMatchObject({ limits: { low: 1e-11, high: 1e-10 }, count: 2 });
    expect(summarise(values, false, 0)).toMatchObject({ limits: { low: -1, high: 1e-10 }, count: 4 });
  });

  it('are absent without values and two different ones otherwise', () => {
    expect(summarise([NaN], false, 2)).toMatchObject({ limits: null, count: 0, bins: [] });
    expect(summarise([5, 5], false, 2).limits).toEqual({ low: 4.75, high: 5.25 });
    expect(summarise([0], false, 2).limits).toEqual({ low: -1, high: 1 });
    const { limits } = summarise([1e-11], true, 2);
    expect(limits && limits.high > limits.low).toBe(true);
  });

  it('of a large map come from a sample and stay close', () => {
    const { limits, count } = summarise(ramp(1_000_000), false, 2);
    expect(count).toBe(1_000_000);
    expect(limits?.low).toBeCloseTo(20_000, -3);
    expect(limits?.high).toBeCloseTo(980_000, -3);
  });
});

describe('the histogram', () => {
  it('counts every sampled value once, those beyond the limits in the end bins', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 1e-3, max: 1e3, noNaN: true }), { minLength: 1, maxLength: 200 }),
        fc.boolean(),
        (values, log) => {
          const { bins } = summarise(values, log, 5);
          expect(bins.reduce((a, b) => a + b, 0)).toBe(values.length);
        },
      ),
    );
  });

  it('is evenly spaced in the logarithm on a log scale', () => {
    const decades = Array.from({ length: 1000 }, (_, k) => 10 ** (-12 + (2 * k) / 999));
    const { bins } = summarise(decades, true, 0);
    expect(Math.max(...bins) - Math.min(...bins)).toBeLessThanOrEqual(2);
  });
});

it('places values between the limits', () => {
  expect(placeOf(5, { low: 0, high: 10 }, false)).toBe(0.5);
  expect(placeOf(1e-11, { low: 1e-12, high: 1e-10 }, true)).toBeCloseTo(0.5, 12);
});

describe('limits that are not of one map', () => {
  it('are given, and values beyond them stand in the end bins', () => {
    const { limits, bins } = summarise([1, 2, 3, 100], false, 0, { low: 2, high: 4 });
    expect(limits).toEqual({ low: 2, high: 4 });
    expect([bins[0], bins.at(-1)]).toEqual([2, 1]);
  });

  it('are common to several maps', () => {
    expect(commonLimits([[1, 2], [NaN, 9], []], false, 0)).toEqual({ low: 1, high: 9 });
    expect(commonLimits([[-1, 2], [8]], true, 0)).toEqual({ low: 2, high: 8 });
    expect(commonLimits([[NaN]], false, 0)).toBeNull();
  });
});
