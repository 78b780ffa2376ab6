/**
 * How a voltammogram's potential goes: its first sweep and the one back, each with an axis of bins in RT/F, corrected for the
 * filter. The points of a map are measured with the same ramps, so that what follows from the potential alone is kept.
 */
import { BESSEL_DELAY } from '../solver/bessel';
import { nodesFor, type Nodes } from './nodes';

/** The potential of a voltammogram, and what it was recorded with. */
export interface Ramp {
  /** V/s, positive. */
  readonly scanRate: number;
  /** s between samples. */
  readonly interval: number;
  /** V; first sweep, then the reverse sweep. */
  readonly potential: ArrayLike<number>;
  /** −3 dB frequency of the four-pole Bessel filter, Hz; Infinity for none. */
  readonly cutoff: number;
}

/** Filter times 1/cutoff that are left out after the start of each sweep: the filter has settled to 1e-4 of a step. */
const SETTLING = 2;
/** Standard deviation of the filter's impulse response, in 1/cutoff: |H|² = 1 − (ω·delay)²/7 at low frequency. */
const BESSEL_WIDTH = BESSEL_DELAY / Math.sqrt(7);
/** Width of a bin, RT/F: narrow enough that the wave's own curvature is corrected for by its second derivative. */
const BIN_WIDTH = 0.25;
/** A turn of the sweep is where the potential has come back by this part of the whole span. */
const TURN = 0.02;
/** Fewer bins say nothing of a wave. */
const FEWEST_BINS = 12;
/** Courses that are kept. */
const KEPT = 32;

/** One sweep's bins but for their currents. */
export interface Axis {
  /** Index of the first sample used, and how many are. */
  readonly from: number;
  readonly samples: number;
  /** +1 for an anodic sweep. */
  readonly direction: 1 | -1;
  readonly bins: number;
  /** RT/F from the potential `origin` of the wave, along the sweep, when the current of a bin flowed in the cell. */
  readonly binAt: Float64Array;
  readonly perBin: number;
  /** RT/F by which the filter delays what is recorded. */
  readonly delay: number;
  /** Half the variance, (RT/F)², of filter and averaging, for a sample and for a bin. */
  readonly blur: number;
  readonly binBlur: number;
  /** s between samples, over the filter's 1/cutoff: 0 for no filter. */
  readonly filterTimes: number;
  readonly nodes: Nodes;
  /** As `binAt`, of the nodes. */
  readonly nodeAt: Float64Array;
}

export interface Course {
  /** +1 when the first sweep is anodic. */
  readonly direction: 1 | -1;
  /** Potential where `at` is 0, V; F/RT, 1/V. */
  readonly origin: number;
  readonly unit: number;
  /** Turning point, RT/F from the origin along the first sweep. */
  readonly turn: number;
  readonly first: Axis | null;
  readonly reverse: Axis | null;
  /** No potential is missing. */
  readonly complete: boolean;
}

interface Kept {
  readonly ramp: Ramp;
  readonly course: Course;
}

const kept: Kept[] = [];

/** The course of a ramp; `unit` is F/RT. The very same for ramps with the very same numbers. */
export function courseOf(ramp: Ramp, unit: number): Course {
  for (const { ramp: other, course } of kept) if (course.unit === unit && isSame(ramp, other)) return course;
  const { scanRate, interval, cutoff } = ramp;
  const course = followed(ramp, unit);
  if (kept.length >= KEPT) kept.length = 0;
  kept.push({ ramp: { scanRate, interval, cutoff, potential: Float64Array.from(ramp.potential) }, course });
  return course;
}

function isSame(a: Ramp, b: Ramp): boolean {
  if (a.scanRate !== b.scanRate || a.interval !== b.interval || a.cutoff !== b.cutoff) return false;
  const here = a.potential;
  const there = b.potential;
  if (here.length !== there.length) return false;
  // Four at a time: all samples of a pixel go through here, and the loop itself would cost half of it.
  const fours = here.length - (here.length % 4);
  for (let k = 0; k < fours; k += 4) {
    if (here[k] !== there[k] || here[k + 1] !== there[k + 1]) return false;
    if (here[k + 2] !== there[k + 2] || here[k + 3] !== there[k + 3]) return false;
  }
  for (let k = fours; k < here.length; k++) if (here[k] !== there[k]) return false;
  return true;
}

function followed(ramp: Ramp, unit: number): Course {
  const { potential } = ramp;
  const { turn, end, direction } = turningPoints(potential);
  const origin = potential[0] ?? NaN;
  const span = direction * unit;
  let sum = 0;
  for (let k = 0; k < potential.length; k++) sum += potential[k] as number;
  return {
    direction,
    origin,
    unit,
    turn: span * ((potential[turn] ?? NaN) - origin),
    first: axisOf(ramp, unit, origin, span, 0, turn + 1),
    reverse: turn < end ? axisOf(ramp, unit, origin, -span, turn + 1, end + 1) : null,
    complete: potential.length > 0 && Number.isFinite(sum),
  };
}

/** Indices of the first extremum that is meant as a turn, and of the next one or the end. The wave starts at sample 0. */
function turningPoints(potential: ArrayLike<number>): {
  readonly turn: number;
  readonly end: number;
  readonly direction: 1 | -1;
} {
  let low = Infinity;
  let high = -Infinity;
  for (let k = 0; k < potential.length; k++) {
    const e = potential[k] as number;
    if (e < low) low = e;
    if (e > high) high = e;
  }
  const tolerance = TURN * (high - low);
  const first = potential[0] ?? NaN;
  let k = 1;
  while (k < potential.length && Math.abs((potential[k] as number) - first) <= tolerance) k++;
  const direction = (potential[k] ?? first) < first ? -1 : 1;
  const turn = extremum(potential, 0, direction, tolerance);
  const end = extremum(potential, turn, direction === 1 ? -1 : 1, tolerance);
  return { turn, end, direction };
}

function extremum(potential: ArrayLike<number>, from: number, direction: 1 | -1, tolerance: number): number {
  let best = from;
  let furthest = -Infinity;
  for (let k = from; k < potential.length; k++) {
    const e = direction * (potential[k] as number);
    if (e > furthest) {
      furthest = e;
      best = k;
    } else if (furthest - e > tolerance) break;
  }
  return best;
}

function axisOf(
  ramp: Ramp,
  unit: number,
  origin: number,
  span: number,
  begin: number,
  end: number,
): Axis | null {
  const { scanRate, interval, cutoff } = ramp;
  const filtered = Number.isFinite(cutoff);
  const settling = filtered ? Math.ceil(SETTLING / (cutoff * interval)) : 0;
  const from = begin + Math.max(1, settling);
  const step = unit * scanRate * interval;
  const perBin = Math.max(1, Math.floor(BIN_WIDTH / step));
  const bins = Math.floor((end - from) / perBin);
  if (!(bins >= FEWEST_BINS)) return null;
  const delay = filtered ? (BESSEL_DELAY / cutoff) * unit * scanRate : 0;
  const filter = filtered ? (BESSEL_WIDTH / cutoff) * unit * scanRate : 0;
  const nodes = nodesFor(bins, perBin * step);
  const binAt = new Float64Array(bins);
  average(ramp.potential, from, perBin, span / perBin, -span * origin - delay, binAt);
  return {
    from,
    samples: end - from,
    direction: span > 0 ? 1 : -1,
    bins,
    binAt,
    perBin,
    delay,
    blur: (filter ** 2 + step ** 2 / 12) / 2,
    binBlur: (filter ** 2 + (step * perBin) ** 2 / 12) / 2,
    filterTimes: filtered ? interval * cutoff : 0,
    nodes,
    nodeAt: Float64Array.from(nodes.bin, (k) => binAt[k] as number),
  };
}

/** Fills `into` with sums of `size` samples each, times `factor`, plus `constant`; by two sums that do not wait for each other. */
export function average(
  samples: ArrayLike<number>,
  from: number,
  size: number,
  factor: number,
  constant: number,
  into: Float64Array,
): void {
  for (let bin = 0, k = from; bin < into.length; bin++) {
    let sum = 0;
    let other = 0;
    for (const last = k + size - 1; k < last; k += 2) {
      sum += samples[k] as number;
      other += samples[k + 1] as number;
    }
    if (size % 2 === 1) sum += samples[k++] as number;
    into[bin] = (sum + other) * factor + constant;
  }
}
