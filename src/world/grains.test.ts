import { describe, expect, it } from 'vitest';
import { createGrains } from './grains';

const grains = createGrains(1);

describe('createGrains', () => {
  it('has grains of 300–500 nm: as many as that width demands', () => {
    const window = 20e-6;
    const step = 40e-9;
    const found = new Set<number>();
    for (let x = 0; x < window; x += step)
      for (let y = 0; y < window; y += step) found.add(grains.at(x, y).id);
    const width = window / Math.sqrt(found.size);
    expect(width).toBeGreaterThan(350e-9);
    expect(width).toBeLessThan(450e-9);
  });

  it('gives every point to its nearest site: no neighbour that was seen lies nearer', () => {
    const points = Array.from({ length: 400 }, (_, k) => ({
      x: 3e-6 * Math.sin(k * 1.7),
      y: 3e-6 * Math.cos(k * 2.3),
    }));
    const sites = points.map(({ x, y }) => grains.at(x, y));
    for (const { x, y } of points) {
      const own = grains.at(x, y);
      const distance = Math.hypot(x - own.siteX, y - own.siteY);
      for (const site of sites)
        expect(Math.hypot(x - site.siteX, y - site.siteY)).toBeGreaterThanOrEqual(distance - 1e-15);
    }
  });

  it('has orientations spread evenly over [0, 1)', () => {
    const values = Array.from(
      { length: 2500 },
      (_, k) => grains.at((k % 50) * 2e-6, Math.floor(k / 50) * 2e-6).orientation,
    );
    const sorted = values.toSorted((a, b) => a - b);
    sorted.forEach((v, k) => {
      expect(Math.abs(v - k / sorted.length)).toBeLessThan(0.04);
    });
  });

  it('stands out by tens of nanometres in triangular facets around a level mean', () => {
    const heights = Array.from({ length: 10_000 }, (_, k) =>
      grains.height((k % 100) * 97e-9, Math.floor(k / 100) * 97e-9),
    );
    const mean = heights.reduce((a, b) => a + b, 0) / heights.length;
    const rms = Math.sqrt(heights.reduce((a, b) => a + (b - mean) ** 2, 0) / heights.length);
    expect(Math.abs(mean)).toBeLessThan(2e-9);
    expect(rms).toBeGreaterThan(8e-9);
    expect(rms).toBeLessThan(25e-9);
    expect(Math.max(...heights) - Math.min(...heights)).toBeLessThan(150e-9);
  });

  it('has an apex over each site, lower everywhere around it', () => {
    const { siteX, siteY, orientation } = grains.at(1e-6, 1e-6);
    const apex = grains.height(siteX, siteY);
    const slope = 0.06 + 0.14 * orientation;
    for (let k = 0; k < 12; k++) {
      const angle = (k * Math.PI) / 6;
      const drop = apex - grains.height(siteX + 20e-9 * Math.cos(angle), siteY + 20e-9 * Math.sin(angle));
      expect(drop).toBeGreaterThanOrEqual(slope * 20e-9 * 0.5 - 1e-13);
      expect(drop).toBeLessThanOrEqual(slope * 20e-9 + 1e-13);
    }
  });

  it('is another film with another seed', () => {
    expect(createGrains(2).at(1e-6, 1e-6)).not.toEqual(grains.at(1e-6, 1e-6));
    expect(createGrains(1).at(1e-6, 1e-6)).toEqual(grains.at(1e-6, 1e-6));
  });
});
