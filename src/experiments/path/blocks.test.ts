import { describe, expect, it } from 'vitest';
import { blockCounts, blockPath } from './blocks';
import type { Recipe } from '../experiment';
import { square } from './squares';

const recipe = (change: Recipe = {}): Recipe => ({
  ...square(10e-6, 10),
  arrangement: 'random',
  blockSeed: 1,
  ...change,
});
const programs = (change: Recipe, count: number): number[] =>
  blockPath(recipe(change), count).points.map(({ program }) => program ?? NaN);

describe('blocks of a grid', () => {
  it.each(['random', 'turn', 'stripes'])('share it %s as counted', (arrangement) => {
    for (const count of [1, 3, 4, 7, 10]) {
      const own = programs({ arrangement }, count);
      const counted = blockCounts(recipe({ arrangement }), count);
      for (let block = 0; block < count; block++)
        expect(own.filter((b) => b === block)).toHaveLength(counted[block] ?? NaN);
      expect(counted.reduce((a, b) => a + b, 0)).toBe(100);
    }
  });

  it('count what a polygon leaves of the grid', () => {
    const mask = [45e-6, 45e-6, 50e-6, 45e-6, 50e-6, 55e-6, 45e-6, 55e-6];
    expect(blockCounts(recipe({ mask, arrangement: 'turn' }), 3)).toEqual([17, 17, 16]);
    expect(blockCounts(recipe({ mask, arrangement: 'stripes' }), 2)).toEqual([50, 0]);
  });

  it('are in turn along the path, or side by side by columns', () => {
    expect(programs({ arrangement: 'turn' }, 3).slice(0, 5)).toEqual([0, 1, 2, 0, 1]);
    const { points } = blockPath(recipe({ arrangement: 'stripes' }), 2);
    for (const { column, program } of points) expect(program).toBe(column < 5 ? 0 : 1);
  });

  it('are at random the same for the same seed only, and early and late alike', () => {
    expect(programs({}, 4)).toEqual(programs({}, 4));
    expect(programs({}, 4)).not.toEqual(programs({ blockSeed: 2 }, 4));
    const first = programs({}, 2)
      .slice(0, 50)
      .filter((b) => b === 0).length;
    expect(first).toBeGreaterThan(10);
    expect(first).toBeLessThan(40);
  });
});
