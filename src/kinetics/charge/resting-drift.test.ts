import { describe, expect, it } from 'vitest';
import { restingDrift } from './resting-drift';

const time = Float64Array.from({ length: 1200 }, (_, k) => 10 * k);
/** In from 3000 s to 5000 s, out from 6500 s to 9000 s. */
const inserted = time.map((t) => Math.max(0, Math.min(1, (t - 3000) / 2000) - Math.max(0, Math.min(1, (t - 6500) / 2500))));
const warmed = (t: number): number => 2e-12 * t + 30e-9 * (1 - Math.exp(-t / 1700));
let random = 1;
const noise = (): number => (random = (Math.imul(random, 1664525) + 1013904223) >>> 0) / 2 ** 31 - 1;

describe('restingDrift', () => {
  it('tells the drift from the swelling by what lies before and after it', () => {
    const height = time.map((t, k) => warmed(t) + 1.65e-6 * inserted[k]! + 2e-9 * noise());
    const { drift, left } = restingDrift(time, height, inserted)!;
    time.forEach((t, k) => {
      expect(Math.abs(drift[k]! - warmed(t))).toBeLessThan(4e-9);
    });
    expect(Math.abs(left)).toBeLessThan(4e-9);
  });

  it('keeps what the film does not lose again', () => {
    const height = time.map((t, k) => warmed(t) + 1.65e-6 * inserted[k]! + (t > 8000 ? 100e-9 : 0));
    expect(Math.abs(restingDrift(time, height, inserted)!.left - 100e-9)).toBeLessThan(3e-9);
  });

  it('has no answer where the film never rests, or keeps the charge', () => {
    expect(restingDrift(time, time, time.map((t) => t / 1e4))).toBeNull();
    expect(
      restingDrift(
        time,
        time,
        time.map((t) => Math.max(0, Math.min(1, (t - 3000) / 2000))),
      ),
    ).toBeNull();
    expect(restingDrift(new Float64Array(0), new Float64Array(0), new Float64Array(0))).toBeNull();
  });
});
