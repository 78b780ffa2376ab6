import { randomLcg, randomNormal } from 'd3-random';
import { describe, expect, it } from 'vitest';
import type { Grid } from './grid';
import { terracesOf } from './terraces';

const SIDE = 48;
const axis = Array.from({ length: SIDE }, (_, k) => (k + 0.5) * 400e-9);
const grid: Grid = { rows: SIDE, columns: SIDE, x: axis, y: axis };
const STEP = 10e-9;

/** Terraces at an angle, on a tilted ground that drifts as it is measured, with noise of 1 nm. */
function stairs(angle: number, seed: number, step = STEP): Float64Array {
  const gauss = randomNormal.source(randomLcg(seed))(0, 1e-9);
  return Float64Array.from({ length: SIDE * SIDE }, (_, k) => {
    const [x, y] = [axis[k % SIDE] ?? 0, axis[Math.floor(k / SIDE)] ?? 0];
    const across = Math.cos(angle) * x + Math.sin(angle) * y;
    const drift = 30e-9 * (1 - Math.exp(-y / 10e-6));
    return 1e-5 + 1e-3 * x - 0.7e-3 * y + drift + step * Math.abs(Math.floor(across / 3.7e-6) % 2) + gauss();
  });
}

describe('terraces', () => {
  const angles = [0.1, 0.5, 0.9, 1.3, 1.57, 2, 2.4, 2.8];

  it.each(angles)('turned by %d are found, and their step with an error that is true', (angle) => {
    const found = terracesOf(grid, stairs(angle, 0.3));
    expect(Math.abs((found?.step ?? NaN) - STEP)).toBeLessThan(4 * (found?.error ?? 0));
    expect(found?.error).toBeLessThan(0.1e-9);
    expect(found?.rq).toBeCloseTo(1e-9, 10);
  });

  it.each([6, 8, 12, 16])('along the rows, %d of them each, are not taken for drift', (rows) => {
    const flat = stairs(0, 0.4, 0);
    const found = terracesOf(
      grid,
      flat.map((z, k) => z + STEP * (Math.floor(k / SIDE / rows) % 2)),
    );
    expect(Math.abs((found?.step ?? NaN) - STEP)).toBeLessThan(4 * (found?.error ?? 0));
  });

  it('have a pull of one over many maps', () => {
    const pulls = Array.from({ length: 60 }, (_, k) => {
      const found = terracesOf(grid, stairs(0.6, (k + 0.5) / 61));
      return ((found?.step ?? NaN) - STEP) / (found?.error ?? NaN);
    });
    const rms = Math.sqrt(pulls.reduce((sum, p) => sum + p * p, 0) / pulls.length);
    expect(rms).toBeGreaterThan(0.75);
    expect(rms).toBeLessThan(1.35);
  });

  it('leave out the pixels at their edges, and those without a number', () => {
    const values = stairs(0.6, 0.2);
    values[100] = NaN;
    const found = terracesOf(grid, values);
    const used = (k: number): number => (found?.lower[k] ?? 0) + (found?.upper[k] ?? 0);
    expect(used(100)).toBe(0);
    const total = Array.from(values, (_, k) => used(k)).reduce((a, b) => a + b, 0);
    expect(total).toBeLessThan(SIDE * SIDE);
    expect(total).toBeGreaterThan(SIDE * SIDE * 0.6);
  });

  it('are none of a rough plane, of a single row, and of nothing', () => {
    expect(terracesOf(grid, stairs(0.6, 0.2, 0))).toBeNull();
    expect(terracesOf({ ...grid, rows: 1, y: [0] }, stairs(0.6, 0.2).subarray(0, SIDE))).toBeNull();
    expect(terracesOf(grid, new Float64Array(SIDE * SIDE).fill(NaN))).toBeNull();
  });
});
