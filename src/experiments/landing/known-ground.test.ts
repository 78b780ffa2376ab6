import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Path, Recipe } from '../experiment';
import { gridPath } from '../path/grid';
import { square } from '../path/squares';
import { KnownGround, trustIn, type Trust } from './known-ground';

const trust: Trust = { clearance: 1e-6, reach: 1e-6, steepness: 1, slope: [0, 0] };
const unmet = KnownGround.unmet(trust);
const at = (x_um: number, y_um: number, z_um = 0) => ({ x: x_um * 1e-6, y: y_um * 1e-6, z: z_um * 1e-6 });
const height_um = (ground: KnownGround, from: ReturnType<typeof at>, to = from): number =>
  (ground.heightOver(from, to) ?? NaN) * 1e6;

describe('the height of a way', () => {
  it('is not known before anything was met', () => {
    expect(unmet.heightOver(at(1, 1), at(2, 2))).toBeNull();
  });

  it('is the clearance above the highest contact near it, whenever that was met', () => {
    const ground = [at(0, 0, 5), at(0.3, 0, 5.4), at(0.6, 0, 5.1), at(30, 30, 9)].reduce(
      (known, contact) => known.with(contact),
      unmet,
    );
    expect(height_um(ground, at(0.6, 0.2), at(0.9, 0.2))).toBeCloseTo(6.4, 9);
    expect(height_um(ground, at(30.2, 30), at(30.4, 30))).toBeCloseTo(10, 9);
  });

  it('is that of the sixteen nearest, not of higher ones beyond', () => {
    const near = Array.from({ length: 16 }, (_, k) => at(0.01 * k, 0, 5));
    const ground = [at(0.8, 0, 8), ...near].reduce((known, contact) => known.with(contact), unmet);
    expect(height_um(ground, at(0, 0))).toBeCloseTo(6, 9);
    expect(height_um(ground, at(0.75, 0))).toBeCloseTo(9, 9);
  });

  it('rises with the distance from what is known, and counts a bump on the way', () => {
    const ground = unmet.with(at(0, 0, 5));
    expect(height_um(ground, at(4, 3))).toBeCloseTo(5 + 5 + 1, 9);
    const bump = ground
      .with(at(4, 0, 5))
      .with(at(8, 0, 5))
      .with(at(4, 0.4, 7.5));
    expect(height_um(bump, at(0, 0), at(8, 0))).toBeGreaterThan(8.4);
  });

  it('looks at all of the rectangle between two places', () => {
    const corners = [at(0, 0, 5), at(2, 2, 5), at(2, 0, 6), at(0, 2, 5.5)];
    const ground = corners.reduce((known, contact) => known.with(contact), unmet);
    expect(height_um(ground, at(0, 0), at(2, 2))).toBeGreaterThanOrEqual(7);
    expect(height_um(ground, at(0, 0), at(2, 2))).toBe(height_um(ground, at(2, 0), at(0, 2)));
  });

  it('follows the levelled plane', () => {
    const level = KnownGround.unmet({ ...trust, slope: [0.02, -0.01] }).with(at(10, 10, 5));
    expect(height_um(level, at(10.5, 10), at(10.5, 10))).toBeCloseTo(5 + 0.01 + 1, 9);
    const flat = KnownGround.unmet({ ...trust, steepness: 0, slope: [0.02, -0.01] }).with(at(10, 10, 5));
    expect(height_um(flat, at(60, 10))).toBeCloseTo(5 + 1 + 1, 9);
    expect(height_um(flat, at(10, 60), at(60, 60))).toBeCloseTo(5 + 1 - 0.5 + 1, 9);
  });

  it('stays the same over unknown ground where it is to be held', () => {
    const held = KnownGround.unmet({ ...trust, steepness: 0 }).with(at(0, 0, 5));
    expect(height_um(held, at(40, 0), at(80, 80))).toBeCloseTo(6, 9);
  });

  it('takes the last contact of a place', () => {
    expect(height_um(unmet.with(at(0, 0, 5)).with(at(0, 0, 4)), at(0, 0))).toBeCloseTo(5, 9);
  });
});

describe('what is taken of the ground', () => {
  const grid = (pixels: number): Path => gridPath(square(20e-6, pixels));
  it('reaches as far as the clearance, or two and a half pixels', () => {
    expect(trustIn(grid(200), 1e-6, [0, 0])).toMatchObject({ reach: 1e-6, steepness: 1 });
    const { reach, steepness } = trustIn(grid(10), 1e-6, [0, 0]);
    expect([reach * 1e6, steepness]).toEqual([expect.closeTo(5, 9), expect.closeTo(0.2, 9)]);
  });

  it('does so for a single place too', () => {
    const alone = { points: [{ x: 0, y: 0, row: 0, column: 0 }], x: [1], y: [1], listed: true };
    expect(trustIn(alone, 1e-6, [0, 0]).reach).toBe(1e-6);
  });
});

/** Hills and a valley with walls of so many degrees, on a tilted plane, m. */
function ground(degrees: number, [slopeX, slopeY]: readonly [number, number]) {
  const wall = Math.tan((degrees * Math.PI) / 180);
  const tops = [
    { x: 48e-6, y: 47e-6, height: 3e-6 },
    { x: 53e-6, y: 52e-6, height: 5e-6 },
    { x: 46e-6, y: 54e-6, height: -2e-6 },
  ];
  return (x: number, y: number): number => {
    const cones = tops.map((t) => {
      const left = Math.max(0, Math.abs(t.height) - wall * Math.hypot(x - t.x, y - t.y));
      return Math.sign(t.height) * left;
    });
    const [hill, higher, hole] = cones as [number, number, number];
    return 5e-6 + slopeX * x + slopeY * y + Math.max(hill, higher) + Math.min(0, hole);
  };
}

/** Goes along a path as the machine does, sixteen visits ahead of what is known; the least distance from the ground on the way, m. */
function closest(path: Path, of: Trust, z: (x: number, y: number) => number): number {
  let known = KnownGround.unmet(of);
  let least = Infinity;
  path.points.forEach((to, k) => {
    const heard = path.points[k - 16] ?? (k === 1 ? path.points[0] : undefined);
    if (heard) known = known.with({ ...heard, z: z(heard.x, heard.y) });
    const from = path.points[k - 1];
    if (!from) return;
    const height = known.heightOver(from, to) ?? NaN;
    const steps = 20;
    for (let s = 0; s <= steps; s++) {
      const [x, y] = [from.x + ((to.x - from.x) * s) / steps, from.y + ((to.y - from.y) * s) / steps];
      for (const [px, py] of [
        [x, y],
        [x, from.y],
        [to.x, y],
      ] as const)
        least = Math.min(least, height - z(px, py));
    }
  });
  return least;
}

describe('a probe on its way', () => {
  const slope = [0.05, -0.03] as const;
  it.each(['serpentine', 'raster', 'spiral', 'random'])(
    'never touches walls of up to 45° on a levelled plane, in the order %s',
    (order) => {
      fc.assert(
        fc.property(fc.integer({ min: 0, max: 45 }), fc.integer({ min: 5, max: 24 }), (degrees, pixels) => {
          const recipe: Recipe = { ...square(12e-6, pixels), order, orderSeed: 1 + degrees };
          const path = gridPath(recipe);
          const of = { ...trust, slope };
          expect(closest(path, of, ground(degrees, slope))).toBeGreaterThanOrEqual(0);
        }),
        { numRuns: 12 },
      );
    },
  );

  it('would touch where the last sixteen contacts decided', () => {
    const path = gridPath({ ...square(12e-6, 24), order: 'random', orderSeed: 1 });
    const z = ground(45, slope);
    let least = Infinity;
    path.points.forEach((to, k) => {
      const last = path.points.slice(Math.max(0, k - 32), Math.max(1, k - 16)).map((p) => z(p.x, p.y));
      least = Math.min(least, Math.max(...last) + trust.clearance - z(to.x, to.y));
    });
    expect(least).toBeLessThan(0);
  });

  it('goes the lower the more is known', () => {
    const path = gridPath({ ...square(12e-6, 24), order: 'random', orderSeed: 3 });
    let known = KnownGround.unmet(trust);
    const heights = path.points.map((to, k) => {
      known = known.with({ ...to, z: 0 });
      return known.heightOver(to, path.points[k + 1] ?? to) ?? NaN;
    });
    const mean = (part: readonly number[]): number => part.reduce((a, b) => a + b, 0) / part.length;
    const extra = (part: readonly number[]): number => mean(part) - trust.clearance;
    expect(extra(heights.slice(-100))).toBeLessThan(0.3 * extra(heights.slice(0, 100)));
  });
});
