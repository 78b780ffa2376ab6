import { describe, expect, it } from 'vitest';
import { GROWTH, growingSteps } from './growing-steps';

describe('growingSteps', () => {
  it.each([
    [1e-6, 1e-3],
    [1e-5, 20],
    [0.1, 0.35],
  ])('goes on from %d s and lasts %d s in all', (last, dt) => {
    const { count, first } = growingSteps(last, dt);
    let sum = 0;
    for (let k = 0; k < count; k++) sum += first * GROWTH ** k;
    expect(sum / dt).toBeCloseTo(1, 12);
    expect(first / last).toBeLessThanOrEqual(GROWTH * (1 + 1e-9));
    expect(first / last).toBeGreaterThan(0.8);
  });

  it('takes a short time in one step', () => {
    expect(growingSteps(1e-3, 2e-3)).toEqual({ count: 1, first: 2e-3 });
    expect(growingSteps(1e-3, 1e-6)).toEqual({ count: 1, first: 1e-6 });
  });
});
