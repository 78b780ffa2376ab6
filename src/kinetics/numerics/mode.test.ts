import { randomLcg, randomNormal } from 'd3-random';
import { describe, expect, it } from 'vitest';
import { modeOf } from './mode';

const sorted = (values: readonly number[]): number[] => [...values].sort((a, b) => a - b);

describe('the mode', () => {
  it.each<[values: number[], mode: number]>([
    [[4], 4],
    [[4, 6], 5],
    [[1, 2, 9], 1.5],
    [[1, 8, 9], 8.5],
    [[1, 5, 5, 5, 9, 20], 5],
  ])('of %j is %d', (values, mode) => {
    expect(modeOf(values)).toBe(mode);
  });

  it('is none of nothing', () => {
    expect(modeOf([])).toBeNaN();
  });

  it('is where most numbers are, however far the others lie to one side', () => {
    const gauss = randomNormal.source(randomLcg(0.4))(7, 0.1);
    const values = Array.from({ length: 500 }, (_, k) => (k % 4 === 0 ? 7 - 0.02 * k : gauss()));
    expect(modeOf(sorted(values))).toBeGreaterThan(6.85);
    expect(modeOf(sorted(values))).toBeLessThan(7.15);
  });
});
