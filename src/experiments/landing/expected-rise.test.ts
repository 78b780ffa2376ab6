import { describe, expect, it } from 'vitest';
import type { Recipe } from '../experiment';
import { DEPTH } from '../program/timing';
import { gridPath } from '../path/grid';
import { square } from '../path/squares';
import { meanRise } from './expected-rise';
import { KnownGround, trustIn } from './known-ground';

const rise_nm = (change: Recipe, most = 1, clearance = 1e-6): number => {
  const path = gridPath({ ...square(5e-6, 64), ...change });
  return 1e9 * meanRise(path, trustIn(path, clearance, [0.01, 0]), most);
};

describe('the mean rise of ways', () => {
  it.each(['serpentine', 'spiral'])('is next to nothing from neighbour to neighbour, %s', (order) => {
    expect(rise_nm({ order })).toBeLessThan(20);
  });

  it('is some part of the map’s side in a random order, less on a larger map, and the most that is left at most', () => {
    const small = rise_nm({ order: 'random', columns: 8, rows: 8 });
    const large = rise_nm({ order: 'random' });
    expect(small).toBeGreaterThan(500);
    expect(large).toBeLessThan(0.5 * small);
    expect(large).toBeGreaterThan(0);
    expect(rise_nm({ order: 'random', columns: 8, rows: 8 }, 0.2e-6)).toBeLessThanOrEqual(200);
  });

  it.each(['random', 'raster', 'serpentine'])('of a whole map follows from its beginning, %s', (order) => {
    const path = gridPath({ ...square(20e-6, 40), order });
    const trust = trustIn(path, 1e-6, [0, 0]);
    let known = KnownGround.unmet(trust);
    const rises = path.points.slice(1).map((to, k) => {
      const contact = path.points[k === 0 ? 0 : k + 1 - DEPTH];
      if (contact) known = known.with({ ...contact, z: 0 });
      return (known.heightOver(path.points[k] ?? to, to) ?? NaN) - trust.clearance;
    });
    const mean = rises.reduce((a, b) => a + b, 0) / rises.length;
    // What is foretold of a way down is to be right within a twentieth.
    expect(Math.abs(meanRise(path, trust, 1) - mean)).toBeLessThan(0.05 * (trust.clearance + mean));
  });

  it('is none of a single point', () => {
    expect(rise_nm({ columns: 1, rows: 1 })).toBe(0);
  });
});
