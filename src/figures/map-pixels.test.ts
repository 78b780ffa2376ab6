import { describe, expect, it } from 'vitest';
import { categoryPixel, SEQUENTIAL } from './colour';
import { pixelOf } from './map-pixels';

const colouring = { limits: { low: 1, high: 100 }, log: true };

describe('the colour of a value', () => {
  it('is clear without a number or without limits', () => {
    expect(pixelOf(NaN, false, colouring)).toBe(0);
    expect(pixelOf(5, false, { limits: null, log: false })).toBe(0);
    expect(pixelOf(-5, false, colouring)).toBe(0);
  });

  it('follows the scale', () => {
    expect(pixelOf(1, false, colouring)).toBe(SEQUENTIAL[0]);
    expect(pixelOf(10, false, colouring)).toBe(SEQUENTIAL[128]);
    expect(pixelOf(1000, false, colouring)).toBe(SEQUENTIAL[255]);
    expect(pixelOf(50.5, false, { ...colouring, log: false })).toBe(SEQUENTIAL[128]);
  });

  it('is that of its code in a categorical map', () => {
    expect(pixelOf(7, true, colouring)).toBe(categoryPixel(7));
  });
});
