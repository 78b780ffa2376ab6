/** Passes over a line, from the visits that made them one after the other. */
import { median } from 'd3-array';

export interface Passes {
  /** Points of the line. */
  readonly points: number;
  /** Of each pass: s, m that the line as a whole has risen since the first pass, and A clear of the surface. */
  readonly time: Float64Array;
  readonly rise: Float64Array;
  readonly clear: Float64Array;
  /** Index of each of these passes among all. */
  readonly which: readonly number[];
}

interface Visits {
  /** s, m, A, visit by visit; NaN where there is none. */
  readonly times: ArrayLike<number>;
  readonly heights: ArrayLike<number>;
  readonly currents: ArrayLike<number>;
}

/** Part of a line's points that must have been felt for a pass to count. */
const ENOUGH = 0.5;

/**
 * The rise is the median over the points of what each has risen since it was first felt: what comes off at a few of them,
 * or grows there, does not count.
 */
export function passesOf({ times, heights, currents }: Visits, points: number): Passes {
  const first = new Float64Array(points).fill(NaN);
  const time: number[] = [];
  const rise: number[] = [];
  const clear: number[] = [];
  const which: number[] = [];
  for (let pass = 0; (pass + 1) * points <= heights.length; pass++) {
    const row = (of: ArrayLike<number>): Float64Array =>
      Float64Array.from({ length: points }, (_, k) => of[pass * points + k] ?? NaN);
    const height = row(heights);
    height.forEach((h, k) => {
      if (Number.isNaN(first[k])) first[k] = h;
    });
    const risen = height.map((h, k) => h - (first[k] as number)).filter(Number.isFinite);
    if (risen.length < ENOUGH * points) continue;
    which.push(pass);
    time.push(median(row(times)) ?? NaN);
    rise.push(median(risen) ?? NaN);
    clear.push(median(row(currents)) ?? NaN);
  }
  return {
    points,
    time: Float64Array.from(time),
    rise: Float64Array.from(rise),
    clear: Float64Array.from(clear),
    which,
  };
}

/** Passes at each end of a run that a lasting change is read from. */
const ENDS = 5;

/** m that each point has risen from the first passes to the last beyond what the line has. */
export function lastingChange({ points, which, rise }: Passes, heights: ArrayLike<number>): Float64Array {
  const ends = Math.min(ENDS, Math.floor(which.length / 2));
  return Float64Array.from({ length: points }, (_, k) => {
    const beyond = which.map((pass, p) => (heights[pass * points + k] ?? NaN) - (rise[p] as number));
    const of = (part: number[]): number => median(part.filter(Number.isFinite)) ?? NaN;
    return of(beyond.slice(-ends)) - of(beyond.slice(0, ends));
  });
}
