import { describe, expect, it } from 'vitest';
import { createMount } from './mount';

const seeds = Array.from({ length: 20 }, (_, k) => k + 1);

describe('createMount', () => {
  it.each(seeds)('is tilted by 0.1° around the middle of the stage, seed %i', (seed) => {
    const { plane } = createMount(seed);
    const slopeX = (plane(100e-6, 50e-6) - plane(0, 50e-6)) / 100e-6;
    const slopeY = (plane(50e-6, 100e-6) - plane(50e-6, 0)) / 100e-6;
    expect((Math.atan(Math.hypot(slopeX, slopeY)) * 180) / Math.PI).toBeCloseTo(0.1, 6);
    expect(plane(50e-6, 50e-6)).toBeCloseTo(10e-6, 12);
  });

  it.each(seeds)('drifts from nothing, by nanometres a minute, ever more slowly, seed %i', (seed) => {
    const { drift } = createMount(seed);
    const { x, y, z } = drift(0);
    expect(Math.hypot(x, y, z)).toBe(0);
    for (const axis of ['x', 'y', 'z'] as const) {
      const perMinute = (time: number): number => Math.abs(drift(time + 60)[axis] - drift(time)[axis]);
      expect(perMinute(0)).toBeLessThan(2.2e-9);
      expect(perMinute(36_000)).toBeLessThan(0.31e-9);
      expect(Math.abs(drift(36_000)[axis])).toBeLessThan(0.3e-6);
    }
  });

  it('drifts another way with another seed, the same way with the same', () => {
    expect(createMount(1).drift(600)).toEqual(createMount(1).drift(600));
    expect(createMount(1).drift(600)).not.toEqual(createMount(2).drift(600));
  });
});
