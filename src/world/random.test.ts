import { describe, expect, it } from 'vitest';
import { hash, Random, uniformOf } from './random';

const draw = (random: Random, count: number): number[] =>
  Array.from({ length: count }, () => random.normal());
const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;

describe('hash', () => {
  it('depends on every word and on their order', () => {
    const words: [number, number, number, number][] = [
      [1, 2, 3, 4],
      [2, 1, 3, 4],
      [1, 2, 4, 3],
      [1, 2, 3, 5],
      [-1, 2, 3, 4],
    ];
    expect(new Set(words.map((w) => hash(...w))).size).toBe(words.length);
  });

  it('spreads neighbouring cells evenly over [0, 1)', () => {
    const values: number[] = [];
    for (let i = -100; i < 100; i++) for (let j = -100; j < 100; j++) values.push(uniformOf(1, i, j));
    expect(mean(values)).toBeCloseTo(0.5, 2);
    const bins = new Array<number>(16).fill(0);
    for (const v of values) bins[Math.floor(v * 16)]! += 1;
    const expected = values.length / 16;
    const chiSquared = bins.reduce((sum, n) => sum + (n - expected) ** 2 / expected, 0);
    expect(chiSquared).toBeLessThan(40);
    const beside = values.slice(1).map((v, k) => (v - 0.5) * (values[k]! - 0.5));
    expect(Math.abs(mean(beside)) * 12).toBeLessThan(0.03);
  });
});

describe('Random', () => {
  it('repeats with the same seed and differs with another', () => {
    expect(draw(new Random(1, 2, 3), 20)).toEqual(draw(new Random(1, 2, 3), 20));
    expect(draw(new Random(1, 2, 3), 20)).not.toEqual(draw(new Random(1, 3, 2), 20));
  });

  it('is uniform in [0, 1)', () => {
    const random = new Random(5);
    const values = Array.from({ length: 100_000 }, () => random.uniform());
    expect(Math.min(...values.slice(0, 50_000))).toBeGreaterThanOrEqual(0);
    expect(values.every((v) => v < 1)).toBe(true);
    expect(mean(values)).toBeCloseTo(0.5, 2);
    expect(mean(values.map((v) => v * v))).toBeCloseTo(1 / 3, 2);
  });

  it('draws normal deviates: moments and tails', () => {
    const values = draw(new Random(7), 1_000_000);
    expect(Math.abs(mean(values))).toBeLessThan(0.004);
    expect(mean(values.map((v) => v ** 2))).toBeCloseTo(1, 2);
    expect(Math.abs(mean(values.map((v) => v ** 3)))).toBeLessThan(0.015);
    expect(Math.abs(mean(values.map((v) => v ** 4)) / 3 - 1)).toBeLessThan(0.015);
    const beyond = (limit: number): number => mean(values.map((v) => (Math.abs(v) > limit ? 1 : 0)));
    expect(beyond(1) / 0.317311 - 1).toBeCloseTo(0, 1.7);
    expect(Math.abs(beyond(3) / 0.0026998 - 1)).toBeLessThan(0.1);
    expect(Math.abs(beyond(3.6) / 0.00031822 - 1)).toBeLessThan(0.25);
  });
});
