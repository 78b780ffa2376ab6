import { describe, expect, it } from 'vitest';
import { inverseLaplace } from './inverse-laplace';

describe('inverseLaplace', () => {
  it.each([0.01, 1, 30])('returns √ and exponential decay at t = %d', (t) => {
    expect(inverseLaplace((s) => s ** -1.5, t) / (2 * Math.sqrt(t / Math.PI))).toBeCloseTo(1, 5);
    expect(inverseLaplace((s) => 1 / (s + 1), t)).toBeCloseTo(Math.exp(-t), 4);
  });

  it('answers the first value at t = 0', () => {
    expect(inverseLaplace((s) => 3 / (s + 2), 0)).toBeCloseTo(3, 5);
  });
});
