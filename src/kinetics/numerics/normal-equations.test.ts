import { describe, expect, it } from 'vitest';
import { invertSymmetric, solveNormal } from './normal-equations';

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

describe('solveNormal', () => {
  const A = [
    [4, 1, 2],
    [1, 3, 0.5],
    [2, 0.5, 5],
  ];
  const x = [1, -2, 3];
  const rows = (): Float64Array[] =>
    A.map((row) =>
      Float64Array.of(
        ...row,
        row.reduce((sum, a, k) => sum + a * (x[k] ?? NaN), 0),
      ),
    );

  it('gives back what the right side was made of', () => {
    const solution = solveNormal(rows());
    x.forEach((expected, k) => {
      expect(solution?.[k]).toBeCloseTo(expected, 12);
    });
  });

  it('leaves a last pivot of one over the last diagonal element of the inverse', () => {
    const eliminated = rows();
    const inverse = Float64Array.from(A.flat());
    solveNormal(eliminated);
    invertSymmetric(inverse, 3, 3);
    expect(1 / (eliminated[2]?.[2] ?? NaN)).toBeCloseTo(inverse[8] ?? NaN, 12);
  });

  it('refuses dependent rows', () => {
    expect(solveNormal([Float64Array.of(1, 2, 1), Float64Array.of(2, 4, 2)])).toBeNull();
  });
});
