import { describe, expect, it } from 'vitest';
import { categoryPixel, GREYS, SEQUENTIAL } from './colour';
import { pixelOf } from './map-pixels';

const colouring = { limits: { low: 1, high: 100 }, log: true };

describe('the colour of a value', () => {
  it('is clear without a number or without limits', () => {
    expect(pixelOf(NaN, 'sequential', colouring)).toBe(0);
    expect(pixelOf(5, 'sequential', { limits: null, log: false })).toBe(0);
    expect(pixelOf(-5, 'sequential', colouring)).toBe(0);
  });

  it('follows the scale', () => {
    expect(pixelOf(1, 'sequential', colouring)).toBe(SEQUENTIAL[0]);
    expect(pixelOf(10, 'sequential', colouring)).toBe(SEQUENTIAL[128]);
    expect(pixelOf(1000, 'sequential', colouring)).toBe(SEQUENTIAL[255]);
    expect(pixelOf(50.5, 'sequential', { ...colouring, log: false })).toBe(SEQUENTIAL[128]);
  });

  it('is grey in a map of an image', () => {
    expect(pixelOf(1, 'grey', colouring)).toBe(0xff000000);
    expect(pixelOf(1000, 'grey', colouring)).toBe(0xffffffff);
    expect(pixelOf(10, 'grey', colouring)).toBe(GREYS[128]);
  });

  it('is that of its code in a categorical map', () => {
    expect(pixelOf(7, 'categories', colouring)).toBe(categoryPixel(7));
  });
});
