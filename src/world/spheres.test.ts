import { describe, expect, it } from 'vitest';
import { createSpheres, type SphereField } from './spheres';

const field: SphereField = { pitch: 5e-6, jitter: 0.2, radius: [0.7e-6, 2.2e-6], rise: 0.2 };
const places = Array.from({ length: 120 * 120 }, (_, k) => ({
  x: (k % 120) * 0.5e-6,
  y: Math.floor(k / 120) * 0.5e-6,
}));

describe('createSpheres', () => {
  it('has one particle a square, with radii all over their range', () => {
    const at = createSpheres(1, field);
    const radii = new Map(
      places.flatMap(({ x, y }) => {
        const met = at(x, y);
        return met ? [[met.sphere.id, met.sphere.radius] as const] : [];
      }),
    );
    // 60 µm of squares of 5 µm; those beside the edge of the window may reach into it.
    expect(radii.size).toBeGreaterThan(135);
    expect(radii.size).toBeLessThan(190);
    expect(Math.min(...radii.values())).toBeLessThan(0.85e-6);
    expect(Math.max(...radii.values())).toBeGreaterThan(2.05e-6);
  });

  it('meets the highest one, on its sphere', () => {
    const at = createSpheres(2, field);
    for (const { x, y } of places) {
      const met = at(x, y);
      if (!met) continue;
      const { sphere, height } = met;
      const flat = Math.hypot(x - sphere.x, y - sphere.y);
      expect(Math.hypot(flat, height - 0.2 * sphere.radius)).toBeCloseTo(sphere.radius, 12);
      expect(at(sphere.x, sphere.y)?.height).toBeGreaterThanOrEqual(height - 1e-15);
    }
  });

  it('lies as high as wide on the plane with a rise of 1', () => {
    const at = createSpheres(1, { ...field, rise: 1 });
    const { sphere } = at(2.5e-6, 2.5e-6)!;
    expect(at(sphere.x, sphere.y)?.height).toBeCloseTo(2 * sphere.radius, 12);
  });

  it('has a particle where it was placed, whatever the seed', () => {
    const placed = { x: 50e-6, y: 50e-6, radius: 1.8e-6 };
    for (const seed of [1, 2, 3]) {
      expect(createSpheres(seed, { ...field, placed: [placed] })(50e-6, 50e-6)?.sphere).toMatchObject(placed);
    }
    expect(createSpheres(1, field)(2e-6, 3e-6)).toEqual(createSpheres(1, field)(2e-6, 3e-6));
  });
});
