import { describe, expect, it } from 'vitest';
import { createGrains } from './grains';
import { MATERIALS } from './materials';
import { mosaicMaterial } from './mosaic';
import { sampleOf } from './samples';

const film = sampleOf('mosaic', 1)!;
const points = Array.from({ length: 64 * 64 }, (_, k) => ({
  x: 45e-6 + (k % 64) * 78e-9,
  y: 45e-6 + Math.floor(k / 64) * 78e-9,
}));
const met = points.map(({ x, y }) => ({ x, y, ...film.contact(x, y, 0) }));

describe('the mosaic', () => {
  it('shows every region on the published map, each on about an eighth of it', () => {
    for (const region of Object.keys(MATERIALS)) {
      const share = met.filter((m) => m.region === region).length / met.length;
      expect(share).toBeGreaterThan(0.08);
      expect(share).toBeLessThan(0.17);
    }
  });

  it('never changes within a grain, so that every border of regions is one of grains', () => {
    const grains = createGrains(1);
    const regions = new Map<number, string>();
    for (const { x, y } of points) {
      const grain = grains.at(x, y);
      const { region } = mosaicMaterial(grain);
      expect(regions.get(grain.id) ?? region).toBe(region);
      regions.set(grain.id, region);
    }
    expect(met.filter((m) => !m.boundary).length).toBeGreaterThan(0.3 * met.length);
  });

  it('has the stray capacitance of the place', () => {
    for (const { x, y, region } of met.slice(0, 500)) {
      expect(film.stray(x, y, 0)).toBe(region === 'stray_capacitance' ? 0.1e-12 : 10e-15);
    }
  });
});
