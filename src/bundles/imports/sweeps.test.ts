import { describe, expect, it } from 'vitest';
import { cycleStarts, rangeOf, rateOfTimes, turnsOf } from './sweeps';

/** Straight sweeps between the potentials, `step` apart, with a wobble that repeats. */
function path(corners: readonly number[], step = 0.01, wobble = 0): Float64Array {
  const values = [corners[0] ?? 0];
  for (let k = 1; k < corners.length; k++) {
    const from = corners[k - 1] ?? 0;
    const to = corners[k] ?? 0;
    const n = Math.round(Math.abs(to - from) / step);
    for (let i = 1; i <= n; i++) values.push(from + ((to - from) * i) / n);
  }
  return Float64Array.from(values, (value, i) => value + wobble * ((i % 3) - 1));
}
const clock = (n: number, interval: number): Float64Array =>
  Float64Array.from({ length: n }, (_, i) => i * interval);

describe('turnsOf', () => {
  it('finds the turning points', () => {
    const potential = path([0, 1, -1, 0]);
    expect(turnsOf(potential).map((i) => potential[i])).toEqual([1, -1]);
    expect(turnsOf(path([0, 1]))).toEqual([]);
    expect(turnsOf(new Float64Array(5))).toEqual([]);
  });

  it('does not take a wobble of the potential for turns', () => {
    expect(turnsOf(path([0, 1, 0], 0.001, 0.004))).toHaveLength(1);
  });
});

describe('cycleStarts', () => {
  it.each<[string, number[], number[]]>([
    ['one sweep', [0, 1], [0]],
    ['one cycle from a corner', [0, 1, 0], [0]],
    ['one cycle from the middle', [0, 1, -1, 0], [0]],
    ['three cycles from a corner', [0, 1, 0, 1, 0, 1, 0], [0, 200, 400]],
    ['two cycles from the middle, downward first', [0, -1, 1, -1, 1, 0], [0, 400]],
    ['a cycle that is not finished', [0, 1, 0, 1, 0.5], [0, 200]],
    ['nothing but a short rest', [0, 1, 0, 0.01], [0]],
  ])('%s', (_name, corners, starts) => expect(cycleStarts(path(corners))).toEqual(starts));
});

describe('rateOfTimes', () => {
  it('is the slope of the sweeps', () => {
    const potential = path([0, 1, -1, 0]);
    expect(rateOfTimes(potential, clock(potential.length, 0.1))).toBeCloseTo(0.1, 12);
  });

  it('is not misled by noise or by a hold at the start', () => {
    const noisy = path([0, 1, 0], 0.001, 0.002);
    expect(rateOfTimes(noisy, clock(noisy.length, 0.01))).toBeCloseTo(0.1, 3);
    const held = Float64Array.from([...new Float64Array(20), ...path([0, 1, 0, 1, 0])]);
    expect(rateOfTimes(held, clock(held.length, 0.1))).toBeCloseTo(0.1, 3);
  });

  it('is unknown where the times stand still', () => {
    expect(rateOfTimes(path([0, 1]), new Float64Array(101))).toBeNull();
    expect(rateOfTimes(new Float64Array(3), clock(3, 1))).toBeNull();
  });
});

it('knows the range', () => expect(rangeOf(Float64Array.of(2, -1, 3))).toEqual({ low: -1, high: 3 }));
