import { randomLcg, randomNormal } from 'd3-random';
import { describe, expect, it } from 'vitest';
import { thermal } from '../constants';
import type { Wave } from '../sweeps/wave';
import { cycleCharges } from './cycle-charges';

const UNIT = thermal(298.15);
const [START, VERTEX, RATE, STEP] = [2.5, 0.3, 1, 2e-3];
const HALF = Math.round((START - VERTEX) / STEP);

/** Two cycles with 5 fA of noise; `reduced` A flow below 0.8 V on the way down, of the first cycle and of the second. */
function cycled(
  reduced: readonly [number, number],
  extra: (e: number, falling: boolean) => number = () => 0,
): Wave {
  const noise = randomNormal.source(randomLcg(0.3))(0, 5e-15);
  const count = 4 * HALF;
  const falling = (k: number): boolean => Math.floor(k / HALF) % 2 === 0;
  const potential = Float64Array.from({ length: count }, (_, k) => {
    const within = k % (2 * HALF);
    return START - STEP * Math.min(within, 2 * HALF - within);
  });
  const current = potential.map((e, k) => {
    const film = falling(k) && e < 0.8 ? -(reduced[k < 2 * HALF ? 0 : 1] ?? 0) : 0;
    return film + extra(e, falling(k)) + noise();
  });
  return { scanRate: RATE, interval: STEP / RATE, potential, current, cutoff: Infinity, clipped: false };
}
const told = (wave: Wave, rest = 0) => cycleCharges(wave, { vertex: VERTEX, cycles: 2, rest, unit: UNIT });

describe('the charges of cycles', () => {
  it('are those of each cycle, positive in the sense of the first sweep', () => {
    const found = told(cycled([10e-12, 2e-12]));
    // 10 pA for 0.5 s.
    expect((found?.charges[0] ?? NaN) * 1e12).toBeCloseTo(5, 1);
    expect((found?.charges[1] ?? NaN) * 1e12).toBeCloseTo(1, 1);
    expect((found?.peak ?? NaN) * 1e12).toBeCloseTo(10, 1);
    expect(found?.period).toBeCloseTo(4.4, 9);
  });

  it('know nothing of a double layer', () => {
    const layer = (_: number, falling: boolean): number => (falling ? -0.5e-12 : 0.5e-12);
    const [bare, charged] = [told(cycled([10e-12, 2e-12])), told(cycled([10e-12, 2e-12], layer))];
    for (const k of [0, 1])
      expect((charged?.charges[k] ?? NaN) / (bare?.charges[k] ?? NaN)).toBeCloseTo(1, 2);
  });

  it('know nothing of a leak that rest and foot tell', () => {
    const leak = (e: number): number => e * 0.1e-12 + 0.05e-12;
    const found = told(cycled([10e-12, 2e-12], leak), leak(START));
    expect((found?.charges[0] ?? NaN) * 1e12).toBeCloseTo(5, 1);
    expect((found?.charges[1] ?? NaN) * 1e12).toBeCloseTo(1, 1);
  });

  it('are positive for an oxidation that comes first too', () => {
    const wave = cycled([10e-12, 2e-12]);
    const mirrored = {
      ...wave,
      potential: Float64Array.from(wave.potential, (e) => -e),
      current: Float64Array.from(wave.current, (i) => -i),
    };
    const found = cycleCharges(mirrored, { vertex: -VERTEX, cycles: 2, rest: 0, unit: UNIT });
    expect((found?.charges[0] ?? NaN) * 1e12).toBeCloseTo(5, 1);
  });

  it('are none of a record that ends too soon', () => {
    const wave = cycled([1e-12, 1e-12]);
    expect(told({ ...wave, potential: Float64Array.from(wave.potential).subarray(0, 3 * HALF) })).toBeNull();
    expect(told({ ...wave, potential: new Float64Array(0) })).toBeNull();
  });
});
