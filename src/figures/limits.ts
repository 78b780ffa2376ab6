/** Limits of a colour bar from the values themselves, and the histogram beside it. */

/** More values than this are sampled evenly: percentiles of a map need no more, and a frame has no time for it. */
const SAMPLE = 16_384;
const BINS = 48;

export interface Limits {
  readonly low: number;
  readonly high: number;
}

export interface Summary {
  /** Limits of the colour bar; null while there is no value. */
  readonly limits: Limits | null;
  readonly median: number;
  /** Values counted between the limits, those beyond in the end bins. Log-spaced on a log scale. */
  readonly bins: readonly number[];
  /** How many values there are. */
  readonly count: number;
}

/** Percentages left out at each end, offered to the person. */
export const CLIPPINGS = [0, 1, 2, 5, 10] as const;
/** The one that maps are shown with at first. */
export const USUAL_CLIPPING = 2;

/**
 * Summary of the finite values (and, on a log scale, positive ones). `clip` is the percentage left out at each end, unless
 * limits are given.
 */
export function summarise(
  values: ArrayLike<number>,
  log: boolean,
  clip: number,
  given: Limits | null = null,
): Summary {
  const sorted = sample(values, log).sort();
  const count = countUsable(values, log);
  if (sorted.length === 0) return { limits: given, median: NaN, bins: [], count };
  const limits = given ?? clipped(sorted, log, clip);
  return { limits, median: quantile(sorted, 0.5), bins: histogram(sorted, limits, log), count };
}

/** Limits that several maps have in common: of all of their values together, with the percentage left out at each end. */
export function commonLimits(maps: readonly ArrayLike<number>[], log: boolean, clip: number): Limits | null {
  const sorted = Float64Array.from(maps.flatMap((values) => [...sample(values, log)])).sort();
  return sorted.length === 0 ? null : clipped(sorted, log, clip);
}

const clipped = (sorted: Float64Array, log: boolean, clip: number): Limits =>
  widened(quantile(sorted, clip / 100), quantile(sorted, 1 - clip / 100), log);

const usable = (v: number, log: boolean): boolean => Number.isFinite(v) && (!log || v > 0);

function sample(values: ArrayLike<number>, log: boolean): Float64Array {
  const stride = Math.max(1, Math.ceil(values.length / SAMPLE));
  const taken = new Float64Array(Math.ceil(values.length / stride));
  let n = 0;
  for (let k = 0; k < values.length; k += stride) {
    const v = values[k] as number;
    if (usable(v, log)) taken[n++] = v;
  }
  return taken.subarray(0, n);
}

function countUsable(values: ArrayLike<number>, log: boolean): number {
  let n = 0;
  for (let k = 0; k < values.length; k++) if (usable(values[k] as number, log)) n++;
  return n;
}

/** Quantile of sorted values, between neighbours linear. */
function quantile(sorted: Float64Array, p: number): number {
  const place = p * (sorted.length - 1);
  const below = sorted[Math.floor(place)] ?? NaN;
  const above = sorted[Math.ceil(place)] ?? NaN;
  return below + (above - below) * (place - Math.floor(place));
}

/** A bar needs two ends: equal limits are spread a little. */
function widened(low: number, high: number, log: boolean): Limits {
  if (high > low) return { low, high };
  if (log) return { low: low / 1.1, high: high * 1.1 };
  const spread = Math.abs(low) * 0.05 || 1;
  return { low: low - spread, high: high + spread };
}

/** Place of a value between the limits, 0 at the low one, 1 at the high one. */
export function placeOf(value: number, limits: Limits, log: boolean): number {
  return log
    ? Math.log(value / limits.low) / Math.log(limits.high / limits.low)
    : (value - limits.low) / (limits.high - limits.low);
}

function histogram(sorted: Float64Array, limits: Limits, log: boolean): number[] {
  const bins = new Array<number>(BINS).fill(0);
  for (let k = 0; k < sorted.length; k++) {
    const place = Math.floor(placeOf(sorted[k] ?? NaN, limits, log) * BINS);
    const bin = Math.max(0, Math.min(BINS - 1, place));
    bins[bin] = (bins[bin] ?? 0) + 1;
  }
  return bins;
}
