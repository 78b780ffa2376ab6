import { describe, expect, it } from 'vitest';
import { shortArray } from './short-arrays';

describe('shortArray', () => {
  it('gives zeros that nobody else has, over many pieces of room', () => {
    const arrays = Array.from({ length: 400 }, (_, k) => shortArray(100 + (k % 7)));
    arrays.forEach((array, k) => {
      expect(array.length).toBe(100 + (k % 7));
      expect(array.every((x) => x === 0)).toBe(true);
      array.fill(k + 1);
    });
    expect(arrays.every((array, k) => array.every((x) => x === k + 1))).toBe(true);
  });

  it('gives a long one, too', () => {
    expect(shortArray(100_000)).toEqual(new Float64Array(100_000));
  });
});
