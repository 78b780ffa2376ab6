import { describe, expect, it } from 'vitest';
import { exponentialKernel } from './exponential-kernel';
import { stepShares } from './step-shares';

const rates = Float64Array.of(0, 1e-3, 0.5, 19, 21, 40, 900, 1e4, 2e5);

describe('shares of a step', () => {
  it.each([1e-6, 1e-3, 0.1])('of %f s are integrals over it', (length) => {
    const { active, decay, from, to } = stepShares(rates, length);
    const points = 20000;
    rates.forEach((rate, k) => {
      let [begin, end] = [0, 0];
      for (let i = 0; i < points; i++) {
        const part = (i + 0.5) / points;
        const memory = (Math.exp(-rate * length * (1 - part)) * length) / points;
        begin += memory * (1 - part);
        end += memory * part;
      }
      const forgotten = rate * length > 13;
      expect(k < active).toBe(!forgotten);
      expect(decay[k]).toBeCloseTo(forgotten ? 0 : Math.exp(-rate * length), 14);
      if (rate * length > 100) return;
      expect((from[k] ?? NaN) / begin).toBeCloseTo(1, forgotten ? 3 : 5);
      expect((to[k] ?? NaN) / end).toBeCloseTo(1, 3);
    });
  });

  it('are computed once for all solids without a back wall that are stepped alike', () => {
    const times = { shortest: 1e-5, longest: 10 };
    const [a, b, c] = [1e-15, 3e-14, 3e-14].map((diffusion, k) =>
      exponentialKernel({ diffusion, discRadius: k < 2 ? Infinity : 55e-9, thickness: Infinity }, times, 0.7),
    );
    expect(b?.rates).toBe(a?.rates);
    expect(c?.rates).toBe(a?.rates);
    const shared = a ? stepShares(a.rates, 1e-3) : null;
    expect(b && stepShares(b.rates, 1e-3)).toBe(shared);
    expect(a && stepShares(a.rates, 2e-3)).not.toBe(shared);
  });
});
