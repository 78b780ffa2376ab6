import { describe, expect, it } from 'vitest';
import { movedSpan, timeUnit, zoomedSpan } from './time-axis';

const whole = { low: 100, high: 1100 };

describe('the unit of a span of time', () => {
  it('is one in which it reads well', () => {
    expect([5, 179, 180, 10_799, 10_800, 864_000].map((s) => timeUnit(s).unit)).toEqual([
      's',
      's',
      'min',
      'min',
      'h',
      'h',
    ]);
    expect(7200 * timeUnit(86_400).factor).toBe(2);
    expect(7200 * timeUnit(7200).factor).toBe(120);
  });
});

describe('what is seen of a time', () => {
  it('keeps the time under the pointer where it is', () => {
    const seen = zoomedSpan(whole, whole, 350, 2);
    expect(seen.high - seen.low).toBeCloseTo(500, 9);
    expect((350 - seen.low) / 500).toBeCloseTo(0.25, 9);
  });

  it('is never more than the whole, nor less than can be told apart', () => {
    expect(zoomedSpan({ low: 200, high: 300 }, whole, 250, 1e-9)).toEqual(whole);
    const closest = zoomedSpan(whole, whole, 600, 1e12);
    expect(closest.high - closest.low).toBeCloseTo(0.01, 9);
  });

  it('moves to the ends of the whole and no further', () => {
    const seen = { low: 200, high: 300 };
    expect(movedSpan(seen, whole, 50)).toEqual({ low: 250, high: 350 });
    expect(movedSpan(seen, whole, -500)).toEqual({ low: 100, high: 200 });
    expect(movedSpan(seen, whole, 5000)).toEqual({ low: 1000, high: 1100 });
  });
});
