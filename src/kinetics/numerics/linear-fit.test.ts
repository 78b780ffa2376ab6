import { describe, expect, it } from 'vitest';
import { linearFit } from './linear-fit';

const n = 400;
const one = new Float64Array(n).fill(1);
const x = Float64Array.from({ length: n }, (_, k) => k / n);
/** White, mean 0, 1σ about 0.3. */
const noise = Float64Array.from(
  { length: n },
  (_, k) => ((k * 7919 + ((k * k) % 97) * 31) % 101) / 101 - 0.5,
);

describe('linearFit', () => {
  it('finds coefficients within their errors', () => {
    const fit = linearFit(
      [one, x],
      noise.map((e, k) => 2 + 3 * x[k]! + 0.1 * e),
    )!;
    expect(Math.abs(fit.coefficients[0]! - 2)).toBeLessThan(3 * fit.errors[0]!);
    expect(Math.abs(fit.coefficients[1]! - 3)).toBeLessThan(3 * fit.errors[1]!);
    expect(fit.errors[1]! / (fit.scatter / Math.sqrt(n / 12))).toBeLessThan(1.5);
  });

  it('takes residuals that hang together for fewer', () => {
    let last = 0;
    const slow = noise.map((e) => (last = 0.9 * last + e));
    const fit = linearFit([one], slow)!;
    const alone = fit.scatter / Math.sqrt(n);
    expect(fit.errors[0]! / alone).toBeGreaterThan(3);
  });

  it('has no answer for dependent columns or too few values', () => {
    expect(linearFit([one, one], x)).toBeNull();
    expect(linearFit([one.slice(0, 2), x.slice(0, 2)], x.slice(0, 2))).toBeNull();
  });
});
