import { randomLcg, randomNormal } from 'd3-random';
import { expect, test } from 'vitest';
import { correlationOf, densityOf } from './correlation';

test('known pairs (Anscombe, Am. Stat. 27, 1973, 17, first set)', () => {
  const x = [10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5];
  const y = [8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68];
  const c = correlationOf(x, y);
  expect(c.n).toBe(11);
  expect(c.r).toBeCloseTo(0.81642, 4);
  expect(c.spearman).toBeCloseTo(0.81818, 4);
  expect(c.interval[0]).toBeCloseTo(0.4244, 3);
  expect(c.interval[1]).toBeCloseTo(0.9507, 3);
});

test('equal values share the mean of their ranks', () => {
  // Ranks 1, 2.5, 2.5, 4 against 1, 2, 3, 4.
  expect(correlationOf([1, 2, 2, 9], [1, 2, 3, 4]).spearman).toBeCloseTo(4.5 / Math.sqrt(4.5 * 5), 12);
});

test('a monotone law is ρ = 1 although r is not', () => {
  const x = Array.from({ length: 30 }, (_, k) => k);
  const c = correlationOf(
    x,
    x.map((v) => 10 ** -(v / 3)),
  );
  expect(c.spearman).toBeCloseTo(-1, 12);
  expect(c.r).toBeGreaterThan(-0.8);
});

test('pixels without a number in one of the maps, or not selected, are left out', () => {
  const c = correlationOf([1, 2, 3, NaN, 5], [2, 4, 6, 7, NaN], null);
  expect(c.n).toBe(3);
  expect(c.r).toBeCloseTo(1, 12);
  expect(correlationOf([1, 2, 3, 4], [4, 2, 9, 1], Uint8Array.of(1, 1, 0, 1)).n).toBe(3);
});

test('a constant map, or too few pixels, have no correlation', () => {
  expect(correlationOf([1, 1, 1, 1], [1, 2, 3, 4]).r).toBeNaN();
  expect(correlationOf([1, 2], [2, 1]).r).toBeNaN();
});

test('the interval covers the true correlation as often as it says', () => {
  const random = randomNormal.source(randomLcg(11))(0, 1);
  let covered = 0;
  for (let run = 0; run < 1000; run++) {
    const x = Float64Array.from({ length: 40 }, random);
    const y = x.map((v) => 0.6 * v + 0.8 * random());
    const { interval } = correlationOf(x, y);
    if (interval[0] <= 0.6 && interval[1] >= 0.6) covered += 1;
  }
  expect(covered / 1000).toBeGreaterThan(0.93);
  expect(covered / 1000).toBeLessThan(0.97);
});

test('the density counts every pair between the ends once', () => {
  const a = [0, 1, 2, 3, 4, NaN, 9];
  const b = [1, 10, 100, 1000, 1000, 1, 1];
  const ends = { a: { low: 0, high: 4, log: false }, b: { low: 1, high: 1000, log: true } };
  expect([...densityOf(a, b, ends, 2)]).toEqual([2, 0, 0, 3]);
  expect([...densityOf(a, b, ends, 2, Uint8Array.of(1, 0, 0, 0, 0, 1, 1))]).toEqual([1, 0, 0, 0]);
});
