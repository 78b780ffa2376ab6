import { describe, expect, it } from 'vitest';
import { bisect, minimumOf } from './search';

describe('bisection', () => {
  it.each([
    ['upward', (x: number) => x ** 3 >= 2, 0, 10],
    ['downward', (x: number) => x ** 3 <= 2, 10, 0],
  ])('finds the cube root of two, %s', (_, holds, before, after) => {
    const found = bisect(holds, before, after);
    expect(found).toBeCloseTo(Math.cbrt(2), 13);
    expect(holds(found)).toBe(true);
  });

  it('answers the end where nothing before it holds, and all but the beginning where all does', () => {
    expect(bisect(() => false, -1, 1)).toBe(1);
    expect(bisect(() => true, -1, 1)).toBeCloseTo(-1, 14);
  });

  it('halves as often as it is told', () => {
    expect(bisect((x) => x > 0.3, 0, 1, 2)).toBe(0.5);
  });
});

describe('golden section', () => {
  it.each([0.02, 0.5, 3.99])('finds the minimum of a parabola about %d', (place) => {
    expect(Math.abs(minimumOf((x) => (x - place) ** 2, 0, 4, 1e-6) - place)).toBeLessThan(1e-6);
  });

  it('ends at the end towards which a function falls', () => {
    expect(minimumOf((x) => -x, 0, 1, 1e-6)).toBeCloseTo(1, 5);
  });

  it('looks once a step, and twice to begin', () => {
    let looks = 0;
    minimumOf(
      (x) => {
        looks += 1;
        return (x - 1) ** 2;
      },
      0,
      3,
      1e-3,
    );
    expect(looks).toBe(2 + Math.ceil(Math.log(1e-3 / 3) / Math.log((Math.sqrt(5) - 1) / 2)));
  });
});
