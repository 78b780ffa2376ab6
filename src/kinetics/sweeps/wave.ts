/** A recorded voltammogram made ready for least squares: its first two sweeps, corrected for the filter and averaged into bins. */
import { BESSEL_DELAY } from '../solver/bessel';

/** One voltammogram as measured, with what the instrument says of it. */
export interface Wave {
  /** V/s, positive. */
  readonly scanRate: number;
  /** s between samples. */
  readonly interval: number;
  /** V and A, same length; first sweep, then the reverse sweep. */
  readonly potential: ArrayLike<number>;
  readonly current: ArrayLike<number>;
  /** −3 dB frequency of the four-pole Bessel filter, Hz; Infinity for none. */
  readonly cutoff: number;
  /** s at the first sample, on a clock that the waves of a visit share; without it the wave begins at equilibrium. */
  readonly start?: number;
  /** The instrument said that samples were beyond the range. */
  readonly clipped: boolean;
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

/** One sweep, ascending: `at` rises along the sweep and currents of a wave along it are positive. */
export interface Sweep {
  /** Index of the first sample used, and how many are. */
  readonly from: number;
  readonly samples: number;
  /** +1 for an anodic sweep. */
  readonly direction: 1 | -1;
  readonly bins: number;
  /** RT/F from the potential `origin` of the wave, along the sweep, when the current of a bin flowed in the cell. */
  readonly binAt: Float64Array;
  /** A, along the sweep. */
  readonly binCurrent: Float64Array;
  readonly perBin: number;
  /** RT/F by which the filter delays what is recorded. */
  readonly delay: number;
  /** Half the variance, (RT/F)², of filter and averaging, for a sample and for a bin. */
  readonly blur: number;
  readonly binBlur: number;
  /** s between samples, over the filter's 1/cutoff: 0 for no filter. */
  readonly filterTimes: number;
}

export interface Sweeps {
  /** +1 when the first sweep is anodic. */
  readonly direction: 1 | -1;
  /** Potential where `at` is 0, V; F/RT, 1/V. */
  readonly origin: number;
  readonly unit: number;
  /** Turning point, RT/F from the origin along the first sweep. */
  readonly turn: number;
  readonly first: Sweep | null;
  readonly reverse: Sweep | null;
}

/**
 * The first sweep of a wave and the one back, at temperature T with `unit` = F/RT. A sweep that is too short for a fit,
 * or is not there, is null. Samples within a few filter times of the start and of the turn are left out.
 */
export function sweepsOf(wave: Wave, unit: number): Sweeps {
  const { turn, end, direction } = turningPoints(wave.potential);
  const origin = wave.potential[0] ?? NaN;
  const span = direction * unit;
  return {
    direction,
    origin,
    unit,
    turn: span * ((wave.potential[turn] ?? NaN) - origin),
    first: sweep(wave, unit, origin, span, 0, turn + 1),
    reverse: turn < end ? sweep(wave, unit, origin, -span, turn + 1, end + 1) : null,
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

function sweep(
  wave: Wave,
  unit: number,
  origin: number,
  span: number,
  begin: number,
  end: number,
): Sweep | null {
  const filtered = Number.isFinite(wave.cutoff);
  const settling = filtered ? Math.ceil(SETTLING / (wave.cutoff * wave.interval)) : 0;
  const from = begin + Math.max(1, settling);
  const step = unit * wave.scanRate * wave.interval;
  const perBin = Math.max(1, Math.floor(BIN_WIDTH / step));
  const bins = Math.floor((end - from) / perBin);
  if (!(bins >= FEWEST_BINS)) return null;
  const sign = span > 0 ? 1 : -1;
  const delay = filtered ? (BESSEL_DELAY / wave.cutoff) * unit * wave.scanRate : 0;
  const filter = filtered ? (BESSEL_WIDTH / wave.cutoff) * unit * wave.scanRate : 0;
  const binAt = new Float64Array(bins);
  const binCurrent = new Float64Array(bins);
  average(wave.potential, from, perBin, span / perBin, -span * origin - delay, binAt);
  average(wave.current, from, perBin, sign / perBin, 0, binCurrent);
  return {
    from,
    samples: end - from,
    direction: sign,
    bins,
    binAt,
    binCurrent,
    perBin,
    delay,
    blur: (filter ** 2 + step ** 2 / 12) / 2,
    binBlur: (filter ** 2 + (step * perBin) ** 2 / 12) / 2,
    filterTimes: filtered ? wave.interval * wave.cutoff : 0,
  };
}

/** Sums of `size` samples each, times `factor`, plus `constant`. */
function average(
  samples: ArrayLike<number>,
  from: number,
  size: number,
  factor: number,
  constant: number,
  into: Float64Array,
): void {
  for (let bin = 0, k = from; bin < into.length; bin++) {
    let sum = 0;
    for (const stop = k + size; k < stop; k++) sum += samples[k] as number;
    into[bin] = sum * factor + constant;
  }
}

/** Place of each sample of a sweep in RT/F along it, as `binAt`. */
export function samplesAt(wave: Wave, { origin, unit }: Sweeps, sweep: Sweep): Float64Array {
  const span = sweep.direction * unit;
  return Float64Array.from({ length: sweep.samples }, (_, k) => {
    return span * ((wave.potential[sweep.from + k] ?? NaN) - origin) - sweep.delay;
  });
}

/** At a place of a sweep's axis, linear between its bins, of which `values` has one each from `from` on. */
export function betweenBins({ binAt, bins }: Sweep, values: Float64Array, at: number, from = 0): number {
  const begin = binAt[0] as number;
  const place = ((at - begin) / ((binAt[bins - 1] as number) - begin)) * (bins - 1);
  const node = Math.max(0, Math.min(bins - 2, Math.floor(place)));
  const [a, b] = [values[from + node] as number, values[from + node + 1] as number];
  return a + (b - a) * (place - node);
}
