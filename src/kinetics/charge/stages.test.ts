import { describe, expect, it } from 'vitest';
import { findStages } from './stages';

const n = 600;
const time = Float64Array.from({ length: n }, (_, k) => 10 * k);
const ramp = (t: number, from: number, to: number): number => {
  const part = Math.max(0, Math.min(1, (t - from) / (to - from)));
  return part * part * (3 - 2 * part);
};
let random = 1;
const noise = (): number => (random = (Math.imul(random, 1664525) + 1013904223) >>> 0) / 2 ** 31 - 1;

/** 1.15 µm and 0.50 µm up and down again, with 2 nm of noise. */
const cycle = time.map((t) => {
  const up = 1.15 * ramp(t, 500, 1500) + 0.5 * ramp(t, 2000, 2600);
  const down = 0.5 * ramp(t, 3200, 3800) + 1.15 * ramp(t, 4300, 5400);
  return (up - down) * 1e-6 + 2e-9 * noise();
});

describe('findStages', () => {
  it('finds both stages on the way up and down, with their sizes', () => {
    const stages = findStages(time, cycle);
    expect(stages.map((s) => Math.sign(s.size))).toEqual([1, 1, -1, -1]);
    [1.15, 0.5, -0.5, -1.15].forEach((size, k) => {
      const stage = stages[k]!;
      expect(Math.abs((stage.size * 1e6) / size - 1)).toBeLessThan(0.01);
      expect(Math.abs(stage.size - size * 1e-6)).toBeLessThan(3 * stage.error);
      expect(stage.error).toBeLessThan(5e-9);
    });
    expect(time[stages[0]!.fastest]).toBeGreaterThan(800);
    expect(time[stages[0]!.fastest]).toBeLessThan(1200);
  });

  it('parts stages that run into each other at the slowest place, and is less sure', () => {
    const joined = time.map((t) => (1.15 * ramp(t, 500, 2000) + 0.5 * ramp(t, 1900, 3000)) * 1e-6);
    const [first, second] = findStages(time, joined);
    expect(Math.abs(first!.size * 1e6 - 1.15)).toBeLessThan(0.03);
    expect(Math.abs(second!.size * 1e6 - 0.5)).toBeLessThan(0.03);
    expect(first!.error).toBeGreaterThan(0.5e-9);
  });

  it('finds a stage that begins with the record', () => {
    const [stage] = findStages(
      time,
      time.map((t) => 1e-6 * Math.min(1, t / 3000)),
    );
    expect(stage!.size * 1e6).toBeCloseTo(1, 2);
  });

  it('finds none in noise, in a drift without end, or in too little', () => {
    expect(
      findStages(
        time,
        time.map(() => 2e-9 * noise()),
      ),
    ).toEqual([]);
    expect(findStages(time.slice(0, 5), cycle.slice(0, 5))).toEqual([]);
  });
});
