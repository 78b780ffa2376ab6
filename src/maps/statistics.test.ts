import { randomExponential, randomLcg } from 'd3-random';
import { expect, test } from 'vitest';
import { inRange } from './mask';
import { differenceOf, medianInterval, statisticsOf } from './statistics';
import { gridOf } from './test-map';

const grid = gridOf(4, 2, 2e-6);

test('statistics of all numbers', () => {
  const s = statisticsOf(grid, [2, 4, 4, 4, 5, 5, 7, 9], null);
  expect(s).toMatchObject({ n: 8, mean: 5, median: 4.5, min: 2, max: 9, ra: 1.5, rq: 2 });
  expect(s.sd).toBeCloseTo(Math.sqrt(32 / 7), 12);
  expect(s.area).toBeCloseTo(32e-12, 20);
  // For eight values 2 · 2⁻⁸ and 2 · 9 · 2⁻⁸ lie outside of the first and the second pair: only the first is below 5 %.
  expect(s.interval).toEqual([2, 9]);
});

test('only selected pixels with a number count', () => {
  const values = [1, NaN, 3, 50, 60, 70, NaN, 2];
  const s = statisticsOf(grid, values, inRange(values, 0, 10));
  expect(s).toMatchObject({ n: 3, mean: 2, median: 2, min: 1, max: 3 });
  expect(s.interval).toEqual([NaN, NaN]);
});

test('nothing selected is nothing said', () => {
  const s = statisticsOf(grid, new Array<number>(8).fill(NaN), null);
  expect(s).toMatchObject({ n: 0, mean: NaN, median: NaN, sd: NaN, min: NaN, ra: NaN, rq: NaN, area: 0 });
});

test('the interval of the median has the ranks of the tables', () => {
  const upTo = (n: number): Float64Array => Float64Array.from({ length: n }, (_, k) => k + 1);
  expect(medianInterval(upTo(5))).toEqual([NaN, NaN]);
  expect(medianInterval(upTo(6))).toEqual([1, 6]);
  expect(medianInterval(upTo(10))).toEqual([2, 9]);
  expect(medianInterval(upTo(20))).toEqual([6, 15]);
  expect(medianInterval(upTo(100))).toEqual([40, 61]);
  // The normal distribution takes over without a step.
  const [exact] = medianInterval(upTo(1000));
  const [normal] = medianInterval(upTo(1001));
  expect(Math.abs(normal - exact)).toBeLessThanOrEqual(2);
});

test('it covers the median of a skewed distribution as often as it says', () => {
  const random = randomExponential.source(randomLcg(5))(1);
  let covered = 0;
  for (let run = 0; run < 2000; run++) {
    const [low, high] = medianInterval(Float64Array.from({ length: 25 }, random).sort());
    if (low <= Math.LN2 && high >= Math.LN2) covered += 1;
  }
  expect(covered / 2000).toBeGreaterThan(0.945);
  expect(covered / 2000).toBeLessThan(0.97);
});

test('the difference of two regions is that of their means, with the standard errors of both', () => {
  const grid = { rows: 1, columns: 6, x: [0, 1, 2, 3, 4, 5], y: [0] };
  const [lower, upper] = [
    [1, 1, 1, 0, 0, 0],
    [0, 0, 0, 1, 1, 1],
  ].map((mask) => statisticsOf(grid, [1, 2, 3, 11, 12, 13], Uint8Array.from(mask)));
  const { value, error } = differenceOf(upper!, lower!);
  expect(value).toBe(10);
  expect(error).toBeCloseTo(Math.sqrt(1 / 3 + 1 / 3), 12);
});
