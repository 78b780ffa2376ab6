import { expect, test } from 'vitest';
import { sequentialPixel } from '../../figures/colour';
import { densityPixels } from './density-image';

const counts = Uint32Array.of(5, 0, 1, 9);

test('the lowest y is at the lower edge, nothing is clear, the most has the highest colour', () => {
  const pixels = densityPixels(counts, null, 2);
  expect(pixels[3]).toBe(0);
  expect(pixels[1]).toBe(sequentialPixel(0.99));
  expect(pixels[2]).not.toBe(pixels[0]);
});

test('what is not selected is grey', () => {
  const pixels = densityPixels(counts, Uint32Array.of(0, 0, 1, 9), 2);
  expect(pixels[2]).toBe(0x90808080);
  expect(pixels[1]).toBe(sequentialPixel(0.99));
});
