import { randomLcg, randomNormal } from 'd3-random';
import { describe, expect, it } from 'vitest';
import { differentialCapacity, halfCycleOf, type HalfCycle } from './half-cycle';

const INTERVAL = 0.1;
const CURRENT = 200e-12;
const samples = (n: number): Float64Array => Float64Array.from({ length: n }, (_, k) => (k + 0.5) * INTERVAL);
function half(potentialAt: (time: number) => number, n = 2700, current = CURRENT): HalfCycle {
  const time = samples(n);
  const found = halfCycleOf(time, time.map(potentialAt), new Float64Array(n).fill(current));
  if (!found) throw new Error('no half cycle');
  return found;
}

describe('a half cycle', () => {
  it('has the charge of its whole time, signed', () => {
    const { total, duration, charge } = half((t) => 0.4 + t * 1e-3);
    expect(duration).toBeCloseTo(270, 9);
    expect(total / 3.6e-9).toBeCloseTo(15, 9);
    expect(charge[0]).toBeCloseTo((CURRENT * INTERVAL) / 2, 20);
    expect(half((t) => 0.4 - t * 1e-3, 2700, -CURRENT).total / 3.6e-9).toBeCloseTo(-15, 9);
  });

  it('has as its plateau the potential at half of the charge', () => {
    expect(half((t) => (t < 10 ? 0.2 : t > 260 ? 0.8 : 0.46)).plateau).toBe(0.46);
  });

  it('fills lost samples with the mean current', () => {
    const time = samples(100);
    const current = time.map((_, k) => (k % 10 === 3 ? NaN : CURRENT));
    expect(halfCycleOf(time, time, current)?.total).toBeCloseTo(CURRENT * 10, 18);
  });

  it('is none of too little', () => {
    const one = Float64Array.of(1);
    expect(halfCycleOf(one, one, one)).toBeNull();
    const two = Float64Array.of(1, 2);
    expect(halfCycleOf(two, two, Float64Array.of(NaN, NaN))).toBeNull();
    expect(halfCycleOf(two, two, Float64Array.of(0, 0))).toBeNull();
    expect(halfCycleOf(two, one, two)).toBeNull();
  });
});

describe('differential capacity', () => {
  it('is that of a capacitor', () => {
    const { capacity } = differentialCapacity(
      half((t) => 0.4 + t * 1e-3),
      5e-3,
    );
    // I/(dE/dt) = 200 nF.
    for (const c of capacity.subarray(1, -1)) expect(c * 1e9).toBeCloseTo(200, 6);
  });

  it('has its peak at the plateau, and keeps all charge, noise or not', () => {
    const noise = randomNormal.source(randomLcg(0.4))(0, 0.5e-3);
    for (const scatter of [0, 1]) {
      const one = half(
        (t) => 0.46 + 0.03 * Math.atanh(Math.min(0.999, Math.max(-0.999, t / 135 - 1))) + scatter * noise(),
      );
      const { potential, capacity } = differentialCapacity(one, 5e-3);
      const peak = potential[capacity.indexOf(Math.max(...capacity))] ?? NaN;
      expect(Math.abs(peak - 0.46)).toBeLessThan(6e-3);
      const all = capacity.reduce((sum, c) => sum + c * 5e-3, 0);
      expect(all / one.total).toBeCloseTo(1, 2);
    }
  });

  it('takes falling potentials, a single potential, and none', () => {
    const falling = differentialCapacity(
      half((t) => 0.8 - t * 1e-3, 2700, -CURRENT),
      5e-3,
    );
    expect(falling.capacity[3]! * 1e9).toBeCloseTo(200, 6);
    expect(falling.potential[1]!).toBeGreaterThan(falling.potential[0]!);
    expect(
      differentialCapacity(
        half(() => 0.4, 100),
        5e-3,
      ).capacity,
    ).toHaveLength(1);
    expect(
      differentialCapacity(
        half(() => NaN, 100),
        5e-3,
      ).capacity,
    ).toHaveLength(0);
  });
});
