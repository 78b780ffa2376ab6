import { describe, expect, it } from 'vitest';
import {
  CATEGORIES,
  categoryColour,
  categoryPixel,
  SEQUENTIAL,
  seriesColour,
  sequentialPixel,
} from './colour';

/** Relative luminance of a packed pixel, 0…1. */
function luminance(pixel: number): number {
  const linear = (byte: number): number => (byte / 255) ** 2.2;
  return (
    0.2126 * linear(pixel & 255) + 0.7152 * linear((pixel >> 8) & 255) + 0.0722 * linear((pixel >> 16) & 255)
  );
}

describe('the sequential map', () => {
  it('grows lighter with the value, without a step back', () => {
    const lightness = Array.from(SEQUENTIAL, luminance);
    for (let k = 1; k < lightness.length; k++) {
      expect(lightness[k]).toBeGreaterThanOrEqual((lightness[k - 1] ?? 0) - 0.002);
    }
    expect((lightness.at(-1) ?? 0) - (lightness[0] ?? 1)).toBeGreaterThan(0.5);
  });

  it('gives values beyond the limits the end colours', () => {
    expect(sequentialPixel(-3)).toBe(SEQUENTIAL[0]);
    expect(sequentialPixel(0)).toBe(SEQUENTIAL[0]);
    expect(sequentialPixel(1)).toBe(SEQUENTIAL[255]);
    expect(sequentialPixel(9)).toBe(SEQUENTIAL[255]);
  });

  it('is opaque', () => {
    for (const pixel of SEQUENTIAL) expect(pixel >>> 24).toBe(255);
  });
});

describe('categories', () => {
  it('have a colour each, and go round beyond the last', () => {
    expect(new Set(CATEGORIES).size).toBe(CATEGORIES.length);
    expect(categoryColour(3)).toBe(CATEGORIES[3]);
    expect(categoryColour(CATEGORIES.length + 1)).toBe(CATEGORIES[1]);
  });

  it('are the same as pixel and as text', () => {
    const pixel = categoryPixel(1);
    const hex = [pixel & 255, (pixel >> 8) & 255, (pixel >> 16) & 255]
      .map((b) => b.toString(16).padStart(2, '0'))
      .join('');
    expect(`#${hex}`).toBe(categoryColour(1));
  });
});

it('gives each line of a plot its own colour', () => {
  expect(new Set([0, 1, 2, 3, 4].map((k) => seriesColour(k, 5))).size).toBe(5);
  expect(seriesColour(0, 1)).toMatch(/^light-dark\(.+, .+\)$/);
});
