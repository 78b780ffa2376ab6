import { describe, expect, it } from 'vitest';
import { bisect, leastOver } from './search';

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

describe('the least value over a range', () => {
  it.each([0.02, 0.5, 3.99])('of a parabola about %d', (place) => {
    expect(Math.abs(leastOver((x) => (x - place) ** 2, 0, 4, 3, 1e-6) - place)).toBeLessThan(1e-6);
  });

  it('is the lowest of several valleys', () => {
    const found = leastOver((x) => Math.cos(x) + 0.01 * (x - 10) ** 2, 0, 20, 40, 1e-6);
    expect(found).toBeCloseTo(9.436, 3);
  });

  it('is nearer to an end than asked for where the function falls towards it', () => {
    expect(leastOver((x) => x, -2, 1, 5, 1e-6) + 2).toBeLessThan(1e-6);
    expect(1 - leastOver((x) => -x, -2, 1, 5, 1e-6)).toBeLessThan(1e-6);
  });

  it('is looked for once a step beyond the grid', () => {
    let looks = 0;
    leastOver(
      (x) => {
        looks += 1;
        return (x - 1) ** 2;
      },
      0,
      3,
      3,
      1e-3,
    );
    expect(looks).toBe(4 + 2 + Math.ceil(Math.log(1e-3 / 2) / Math.log((Math.sqrt(5) - 1) / 2)));
  });
});
