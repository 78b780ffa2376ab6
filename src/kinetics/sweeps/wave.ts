/** A recorded voltammogram made ready for least squares: its first two sweeps, corrected for the filter and averaged into bins. */
import { average, courseOf, type Axis, type Course, type Ramp } from './axis';
import { gather } from './nodes';
import { shortArray } from '../numerics/short-arrays';

/** One voltammogram as measured, with what the instrument says of it. */
export interface Wave extends Ramp {
  /** A, as many as potentials. */
  readonly current: ArrayLike<number>;
  /** s at the first sample, on a clock that the waves of a visit share; without it the wave begins at equilibrium. */
  readonly start?: number;
  /** The instrument said that samples were beyond the range. */
  readonly clipped: boolean;
}

/** One sweep in bins, ascending: `at` rises along the sweep and currents of a wave along it are positive. */
export interface Bins extends Axis {
  /** A, along the sweep. */
  readonly binCurrent: Float64Array;
}

/** The same with its sums at nodes, as in `nodes.ts`. */
export interface Sweep extends Bins {
  /** Σ φ·current, A. */
  readonly nodeSum: Float64Array;
}

export interface Sweeps extends Omit<Course, 'first' | 'reverse'> {
  readonly first: Sweep | null;
  readonly reverse: Sweep | null;
  /** No sample of the wave is missing. */
  readonly complete: boolean;
}

/**
 * The first sweep of a wave and the one back, at temperature T with `unit` = F/RT. A sweep that is too short for a fit,
 * or is not there, is null. Samples within a few filter times of the start and of the turn are left out.
 */
export function sweepsOf(wave: Wave, unit: number): Sweeps {
  const course = courseOf(wave, unit);
  const { direction, origin, turn } = course;
  const { current } = wave;
  const first = course.first && sweepOn(course.first, current);
  const reverse = course.reverse && sweepOn(course.reverse, current);
  let sum = 0;
  let counted = 0;
  for (const sweep of [first, reverse]) {
    if (!sweep) continue;
    sum += sumOf(current, counted, sweep.from) + sumOf(sweep.binCurrent, 0, sweep.bins);
    counted = sweep.from + sweep.bins * sweep.perBin;
  }
  sum += sumOf(current, counted, current.length);
  const complete = course.complete && Number.isFinite(sum);
  return { direction, origin, unit, turn, first, reverse, complete };
}

/** Written out, as this is done for ten sweeps a pixel and to copy an object property by property is ten times as slow. */
function sweepOn(axis: Axis, current: ArrayLike<number>): Sweep {
  const { from, direction, bins, perBin, nodes } = axis;
  const binCurrent = shortArray(bins);
  const nodeSum = shortArray(nodes.count);
  average(current, from, perBin, direction / perBin, 0, binCurrent);
  gather(nodes, binCurrent, nodeSum);
  return {
    from,
    samples: axis.samples,
    direction,
    bins,
    binAt: axis.binAt,
    perBin,
    delay: axis.delay,
    blur: axis.blur,
    binBlur: axis.binBlur,
    filterTimes: axis.filterTimes,
    nodes,
    nodeAt: axis.nodeAt,
    binCurrent,
    nodeSum,
  };
}

function sumOf(values: ArrayLike<number>, from: number, to: number): number {
  let sum = 0;
  for (let k = from; k < to; k++) sum += values[k] as number;
  return sum;
}

/** Place of each sample of a sweep in RT/F along it, as `binAt`. */
export function samplesAt(wave: Wave, { origin, unit }: Sweeps, sweep: Bins): Float64Array {
  const span = sweep.direction * unit;
  return Float64Array.from({ length: sweep.samples }, (_, k) => {
    return span * ((wave.potential[sweep.from + k] ?? NaN) - origin) - sweep.delay;
  });
}

/** At a place of a sweep's axis, linear between its bins, of which `values` has one each from `from` on. */
export function betweenBins({ binAt, bins }: Bins, values: Float64Array, at: number, from = 0): number {
  const begin = binAt[0] as number;
  const place = ((at - begin) / ((binAt[bins - 1] as number) - begin)) * (bins - 1);
  const node = Math.max(0, Math.min(bins - 2, Math.floor(place)));
  const [a, b] = [values[from + node] as number, values[from + node + 1] as number];
  return a + (b - a) * (place - node);
}
