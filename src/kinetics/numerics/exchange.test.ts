import { describe, expect, it } from 'vitest';
import { settleExchange } from './exchange';

const volume = Float64Array.of(1, 2, 0.5, 3);
const STEP = 0.7;

/** What the equation makes of a solution. */
function leftSide(exchange: Float64Array, c: Float64Array): number[] {
  const flow = (k: number): number =>
    k < 0 || k >= exchange.length ? 0 : (exchange[k] ?? NaN) * ((c[k] ?? NaN) - (c[k + 1] ?? 0));
  return Array.from(volume, (v, k) => v * (c[k] ?? NaN) + STEP * (flow(k) - flow(k - 1)));
}

describe('an implicit step of exchange', () => {
  it.each([
    ['closed at its end', Float64Array.of(5, 0.1, 2)],
    ['open to something at 0', Float64Array.of(5, 0.1, 2, 4)],
  ])('solves its equation, %s', (_, exchange) => {
    const right = [3, 0, -1, 2];
    const c = Float64Array.from(right);
    settleExchange(volume, exchange, STEP, c, new Float64Array(4));
    leftSide(exchange, c).forEach((value, k) => {
      expect(value).toBeCloseTo(right[k] ?? NaN, 12);
    });
  });

  it('moves what a closed row holds and keeps the sum', () => {
    const held = volume.map((v, k) => v * k);
    const before = held.reduce((a, b) => a + b);
    settleExchange(volume, Float64Array.of(1, 1, 1), 100, held, new Float64Array(4));
    expect(held.reduce((sum, c, k) => sum + c * (volume[k] ?? NaN), 0)).toBeCloseTo(before, 12);
    expect(Math.max(...held) - Math.min(...held)).toBeLessThan(0.1);
  });
});
