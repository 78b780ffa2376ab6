import { describe, expect, it } from 'vitest';
import { weightedMean } from './estimate';

describe('weightedMean', () => {
  it('weighs by the inverse square of the error', () => {
    const mean = weightedMean([
      { value: 1, error: 1 },
      { value: 4, error: 2 },
    ]);
    expect(mean?.value).toBeCloseTo(1.6, 12);
    expect(mean?.error).toBeCloseTo(Math.sqrt(0.8), 12);
  });

  it('is the plain mean where an error is missing, and null of nothing', () => {
    expect(weightedMean([{ value: 1, error: 0 }, { value: 4, error: 2 }])?.value).toBe(2.5); // prettier-ignore
    expect(weightedMean([])).toBeNull();
  });
});
