import { describe, expect, it } from 'vitest';
import { invertSymmetric } from './normal-equations';

describe('invertSymmetric', () => {
  it('inverts the leading block and leaves the rest', () => {
    const matrix = Float64Array.of(4, 1, 9, 1, 3, 9, 9, 9, 9);
    expect(invertSymmetric(matrix, 2, 3)).toBe(true);
    [3, -1, 99, -1, 4, 99, 99, 99, 99].forEach((expected, k) => {
      expect((matrix[k] ?? NaN) * 11).toBeCloseTo(expected, 10);
    });
  });

  it('does not mind the unit of the columns', () => {
    const tiny = Float64Array.of(4e-24, 1e-24, 1e-24, 3e-24);
    expect(invertSymmetric(tiny, 2, 2)).toBe(true);
    expect((tiny[0] ?? NaN) * 1e-24).toBeCloseTo(3 / 11, 12);
  });

  it('refuses dependent columns and empty ones', () => {
    expect(invertSymmetric(Float64Array.of(1, 2, 2, 4), 2, 2)).toBe(false);
    expect(invertSymmetric(Float64Array.of(1, 0, 0, 0), 2, 2)).toBe(false);
  });
});
