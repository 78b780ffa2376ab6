import { describe, expect, it } from 'vitest';
import { createImmersedHopg } from './hopg-immersed';
import { truthAt } from './truth';

const line = Array.from({ length: 400 }, (_, k) => ({ x: 30e-6 + 100e-9 * k, y: 50e-6, time: 0 }));

/** Heights without the tilt, which is the mean slope of stairs that go up and down in turn. */
function flat(heights: ArrayLike<number>): number[] {
  const n = heights.length;
  const first = Array.from({ length: n - 1 }, (_, k) => heights[k + 1]! - heights[k]!).sort((a, b) => a - b);
  const slope = first[n >> 1]!;
  return Array.from({ length: n }, (_, k) => heights[k]! - heights[0]! - slope * k);
}

describe('graphite under electrolyte', () => {
  const heights = flat(truthAt('hopg-immersed', 3, line)!.height);

  it('has two levels 10 nm apart', () => {
    const low = Math.min(...heights);
    const levels = heights.map((h) => (h - low) * 1e9);
    const between = levels.filter((h) => h > 1 && h < 9);
    expect(Math.max(...levels)).toBeCloseTo(10, 1);
    // A pipette is 150 nm wide, an edge less than that on the map.
    expect(between.length).toBeLessThan(40);
    expect(levels.filter((h) => h <= 1).length).toBeGreaterThan(80);
    expect(levels.filter((h) => h >= 9).length).toBeGreaterThan(80);
  });

  it('swells along its edges while the sample is at low potentials, and shrinks again', () => {
    const sample = createImmersedHopg(3);
    const swelling = truthAt('hopg-immersed', 3, line)!.swelling;
    const k = swelling.indexOf(Math.max(...swelling));
    expect(swelling[k]).toBeGreaterThan(6e-9);
    const height = (): number => sample.place(line[k]!.x, line[k]!.y, 0).surface();
    const fresh = height();
    sample.electrode!.hold(0.1, 1);
    sample.elapse(600);
    expect(height() - fresh).toBeCloseTo(swelling[k]!, 11);
    sample.electrode!.hold(1.7, 1);
    sample.elapse(600);
    expect(height() - fresh).toBeCloseTo(0, 11);
  });

  it('is rebuilt from its seed', () => {
    expect(flat(truthAt('hopg-immersed', 3, line)!.height)).toEqual(heights);
    expect(flat(truthAt('hopg-immersed', 4, line)!.height)).not.toEqual(heights);
  });
});
