import { randomLcg, randomNormal } from 'd3-random';
import { expect, test } from 'vitest';
import { differenceOf, ratioOf } from './combine';

const a = { values: [3, NaN, 5, 8], noise: [0.3, 1, 0.4, NaN] };
const b = { values: [1, 2, 0, 4], noise: [0.4, 1, 0.3, 1] };

test('differences with the root of the sum of squares', () => {
  const { values, noise } = differenceOf(a, b);
  expect([...values]).toEqual([2, NaN, 5, 4]);
  expect(noise[0]).toBeCloseTo(0.5, 12);
  expect(noise[3]).toBeNaN();
});

test('ratios; there is none by 0', () => {
  const { values, noise } = ratioOf(a, b);
  expect([...values]).toEqual([3, NaN, NaN, 2]);
  expect(noise[0]).toBeCloseTo(3 * Math.hypot(0.1, 0.4), 12);
  expect(noise[2]).toBeNaN();
});

test('a ratio scatters as its error says', () => {
  const random = randomNormal.source(randomLcg(2))(0, 1);
  const of = (value: number, sigma: number) => ({
    values: Float64Array.from({ length: 4000 }, () => value + sigma * random()),
    noise: new Float64Array(4000).fill(sigma),
  });
  const { values, noise } = ratioOf(of(-2, 0.04), of(5, 0.05));
  const mean = values.reduce((s, v) => s + v, 0) / 4000;
  const sd = Math.sqrt(values.reduce((s, v) => s + (v - mean) ** 2, 0) / 3999);
  expect(sd / noise[0]!).toBeGreaterThan(0.95);
  expect(sd / noise[0]!).toBeLessThan(1.05);
});
