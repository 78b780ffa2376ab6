import { describe, expect, it } from 'vitest';
import { sampleOf } from '../../src/world/samples';
import { pixelsOf } from './pixels';

describe('pixelsOf', () => {
  it('sets what was found beside what is true at the place', async () => {
    const pixels = await pixelsOf({ sample: 'mosaic', side: 4, seeds: [3] });
    expect(pixels).toHaveLength(16);
    expect(new Set(pixels.map((p) => p.region)).size).toBeGreaterThan(5);
    for (const { region, truth, signalToNoise } of pixels) {
      expect(Number.isNaN(truth)).toBe(region === 'no_redox');
      if (region === 'no_redox') continue;
      expect(truth).toBeGreaterThan(0.7e-15);
      expect(signalToNoise).toBeGreaterThan(5);
    }
  });

  it('lands on a sample without a couple and finds no D there', async () => {
    const pixels = await pixelsOf({ sample: 'no-redox', side: 2, seeds: [1] });
    for (const { verdict, diffusion } of pixels) {
      expect(verdict).not.toBe('no_contact');
      expect(verdict).not.toBe('good');
      expect(diffusion).toBeNaN();
    }
  });

  it('knows the truth of a drawn cell, as the sample does', async () => {
    const pixels = await pixelsOf({ sample: 'lto-film-drawn', side: 1, seeds: [5] });
    const { model } = sampleOf('lto-film-drawn', 5)!.contact(47.5e-6, 47.5e-6, 0);
    expect(pixels[0]!.truth / model.diffusion).toBeCloseTo(1, 1);
  });
});
