import { describe, expect, it } from 'vitest';
import { normal } from '../../../fixtures/voltammograms';
import { leastSquares, shifted } from './least-squares';

const AT = Float64Array.from({ length: 60 }, (_, k) => k / 10);

/** Residuals of y = A·e^(−kx) with 1σ = 0.05 against A = 2, k = 0.7. */
function decay(gauss: () => number) {
  const measured = AT.map((x) => 2 * Math.exp(-0.7 * x) + 0.05 * gauss());
  return (parameters: Float64Array, into: Float64Array): void => {
    const [a = NaN, k = NaN] = parameters;
    AT.forEach((x, i) => (into[i] = (a * Math.exp(-k * x) - (measured[i] ?? NaN)) / 0.05));
  };
}

describe('leastSquares', () => {
  it('finds the minimum and says how far off it may be', () => {
    const gauss = normal(2);
    const squares = [0, 0];
    const runs = 300;
    let chi = 0;
    for (let run = 0; run < runs; run++) {
      const found = leastSquares({
        size: AT.length,
        start: [1, 2],
        low: [0, 0],
        high: [10, 10],
        residuals: decay(gauss),
      });
      if (!found) throw new Error('no minimum');
      [2, 0.7].forEach((truth, k) => {
        const variance = found.covariance[k * 3] ?? NaN;
        squares[k] = (squares[k] ?? NaN) + ((found.parameters[k] ?? NaN) - truth) ** 2 / variance / runs;
      });
      chi += found.chiSquared / (AT.length - 2) / runs;
    }
    for (const ratio of [...squares.map(Math.sqrt), chi]) {
      expect(ratio).toBeGreaterThan(0.9);
      expect(ratio).toBeLessThan(1.1);
    }
  });

  it('stays within the bounds and says what they hold', () => {
    const found = leastSquares({
      size: AT.length,
      start: [1, 2],
      low: [0, 0.9],
      high: [10, 10],
      residuals: decay(normal(3)),
    });
    expect(found?.parameters[1]).toBe(0.9);
    expect(found?.held).toEqual([false, true]);
    expect(found?.covariance[0]).toBeGreaterThan(0);
    expect(found?.covariance[3]).toBeGreaterThan(0);
  });

  it('has no answer where the residuals are none', () => {
    const residuals = (_: Float64Array, into: Float64Array): void => void into.fill(NaN);
    expect(leastSquares({ size: 5, start: [1], low: [0], high: [2], residuals })).toBeNull();
  });

  it('has none where two parameters are one', () => {
    const residuals = ([a = NaN, b = NaN]: Float64Array, into: Float64Array): void => {
      into.forEach((_, k) => (into[k] = (a + b) * k - 3));
    };
    expect(leastSquares({ size: 9, start: [1, 1], low: [0, 0], high: [9, 9], residuals })).toBeNull();
  });
});

describe('shifted', () => {
  /** Two parameters that stand in for each other: a + b = 2 is told twenty times better than a − b = 0. */
  const bounds = { low: [0, 0], high: [5, 5] };
  const found = leastSquares({
    size: 2,
    start: [4, 1],
    ...bounds,
    residuals: ([a = NaN, b = NaN], into) => {
      into[0] = 20 * (a + b - 2);
      into[1] = a - b;
    },
  });

  it('goes to the new minimum', () => {
    const next = found && shifted(found, bounds, Float64Array.of(-20, 1));
    expect(next?.[0]).toBeCloseTo(1, 5);
    expect(next?.[1]).toBeCloseTo(2, 5);
  });

  it('lets the others follow a parameter that would go beyond a bound', () => {
    const next = found && shifted(found, bounds, Float64Array.of(0, 4));
    expect(next?.[0]).toBe(0);
    // The least of (20(b − 2))² + (4 − b)².
    expect(next?.[1]).toBeCloseTo((2 * 400 + 4) / 401, 6);
  });
});
