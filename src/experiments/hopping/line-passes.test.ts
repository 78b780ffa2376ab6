import { describe, expect, it } from 'vitest';
import { lastingChange, passesOf } from './line-passes';

/** Eight passes over five points at 0, 1, … µm that all rise by 10 nm a pass; the third loses 800 nm after the fourth pass. */
const heights = Array.from({ length: 40 }, (_, visit) => {
  const [pass, k] = [Math.floor(visit / 5), visit % 5];
  return k * 1e-6 + pass * 10e-9 - (k === 2 && pass > 3 ? 800e-9 : 0);
});
const times = heights.map((_, visit) => 2 * visit);
const currents = heights.map(() => 5e-9);

describe('passes over a line', () => {
  it('rise by what most of the points do, whatever comes off at one', () => {
    const { time, rise, clear, which } = passesOf({ times, heights, currents }, 5);
    expect([...rise].map((v) => Math.round(v * 1e9))).toEqual([0, 10, 20, 30, 40, 50, 60, 70]);
    expect([...time].slice(0, 2)).toEqual([4, 14]);
    expect(clear[0]).toBe(5e-9);
    expect(which).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  });

  it('leave out a pass that felt less than half of the points, and one that has not ended', () => {
    const holes = heights.map((h, visit) => (Math.floor(visit / 5) === 1 && visit % 5 < 3 ? NaN : h));
    const { which } = passesOf({ times, heights: holes.slice(0, 38), currents }, 5);
    expect(which).toEqual([0, 2, 3, 4, 5, 6]);
  });

  it('tell where the line has changed for good', () => {
    const change = lastingChange(passesOf({ times, heights, currents }, 5), heights);
    expect([...change].map((v) => Math.round(v * 1e9) + 0)).toEqual([0, 0, -800, 0, 0]);
  });
});
