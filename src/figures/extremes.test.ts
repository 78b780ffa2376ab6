import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Extremes, extremesOf, firstAtLeast, keptWithin } from './extremes';

const numbers = fc.array(fc.oneof(fc.double({ noNaN: true, min: -9, max: 9 }), fc.constant(NaN)), {
  minLength: 1,
  maxLength: 900,
});

describe('the extremes of a curve', () => {
  it('are those of a plain search over any part of it', () => {
    fc.assert(
      fc.property(numbers, fc.nat(), fc.nat(), (y, a, b) => {
        const [from, to] = [a % y.length, b % (y.length + 1)].sort((p, q) => p - q) as [number, number];
        const part = y.slice(from, to);
        const finite = part.filter((v) => !Number.isNaN(v));
        const { least, greatest, gap } = new Extremes(y).of(from, to);
        expect(least < 0 ? Infinity : y[least]).toBe(Math.min(...finite));
        expect(greatest < 0 ? -Infinity : y[greatest]).toBe(Math.max(...finite));
        expect(gap >= 0).toBe(finite.length < part.length);
        for (const k of [least, greatest, gap]) if (k >= 0) expect(k >= from && k < to).toBe(true);
      }),
    );
  });

  it('are found once for an array', () => {
    const y = [1, 2];
    expect(extremesOf(y)).toBe(extremesOf(y));
    expect(extremesOf([1, 2])).not.toBe(extremesOf(y));
  });
});

describe('the first place at least as great', () => {
  it('is where it would be inserted', () => {
    const x = [1, 2, 2, 5];
    expect([0, 1, 2, 3, 5, 6].map((v) => firstAtLeast(x, v))).toEqual([0, 0, 1, 3, 3, 4]);
  });
});

describe('what is kept of a day at 10 Hz', () => {
  const n = 864_000;
  const x = Float64Array.from({ length: n }, (_, k) => k / 10);
  const y = Float32Array.from({ length: n }, (_, k) => Math.sin(k / 5000));
  y[123_456] = 40;
  y[700_001] = -40;
  y[500_000] = NaN;

  it('has every spike and gap, whatever is seen of it', () => {
    const all = keptWithin(x, y, { low: 0, high: 86_400 }, 400);
    for (const k of [0, 123_456, 500_000, 700_001, n - 1]) expect(all).toContain(k);
    expect(all.length).toBeLessThanOrEqual(5 * 400 + 2);
    const part = keptWithin(x, y, { low: 10_000, high: 40_000 }, 400);
    expect(part).toContain(123_456);
    expect(part).not.toContain(700_001);
  });

  it('has the least and the greatest of every column', () => {
    const range = { low: 20_000, high: 80_000 };
    const kept = keptWithin(x, y, range, 300);
    for (let column = 0; column < 300; column++) {
      const [from, to] = [range.low + 200 * column, range.low + 200 * (column + 1)];
      const drawn = kept.filter((k) => (x[k] ?? NaN) >= from && (x[k] ?? NaN) < to).map((k) => y[k] ?? NaN);
      const there = Array.from(y.subarray(10 * from, 10 * to)).filter((v) => !Number.isNaN(v));
      expect(Math.max(...drawn.filter((v) => !Number.isNaN(v)))).toBe(Math.max(...there));
      expect(Math.min(...drawn.filter((v) => !Number.isNaN(v)))).toBe(Math.min(...there));
    }
  });

  it('reaches over both edges of what is seen, and is everything where that is little', () => {
    expect(keptWithin(x, y, { low: 50.05, high: 50.35 }, 100)).toEqual([500, 501, 502, 503, 504]);
    expect(keptWithin(x, y, { low: -9, high: -5 }, 100)).toEqual([0]);
    expect(keptWithin([], [], { low: 0, high: 1 }, 100)).toEqual([]);
  });
});
