/** Whether two maps of one grid go together. */
import { NORMAL_95 } from '../kinetics/numerics/statistics';
import type { Mask } from './mask';

export interface Correlation {
  /** Pixels where both maps have a number. */
  readonly n: number;
  /** Pearson's r; NaN for fewer than three pixels and where a map is constant. */
  readonly r: number;
  /**
   * Its 95 % interval by Fisher's z = artanh r with standard error 1/√(n − 3), as if pixels were independent; neighbours
   * often are not, and then it is too narrow. NaN for fewer than four pixels.
   */
  readonly interval: readonly [low: number, high: number];
  /** Spearman's ρ: r of the ranks, equal values with the mean of their ranks. */
  readonly spearman: number;
}

/** Correlation over the selected pixels, or all. */
export function correlationOf(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  mask: Mask | null = null,
): Correlation {
  const pairs = pairsOf(a, b, mask);
  const n = pairs.a.length;
  const r = pearson(pairs.a, pairs.b);
  const spread = n > 3 ? NORMAL_95 / Math.sqrt(n - 3) : NaN;
  const z = Math.atanh(r);
  return {
    n,
    r,
    interval: Math.abs(r) >= 1 && n > 3 ? [r, r] : [Math.tanh(z - spread), Math.tanh(z + spread)],
    spearman: pearson(ranks(pairs.a), ranks(pairs.b)),
  };
}

/** Values of the pixels that are selected and have a number in both maps. */
function pairsOf(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  mask: Mask | null,
): { readonly a: Float64Array; readonly b: Float64Array } {
  const [x, y] = [new Float64Array(a.length), new Float64Array(a.length)];
  let n = 0;
  for (let k = 0; k < a.length; k++) {
    const [va, vb] = [a[k] as number, b[k] as number];
    if (!Number.isFinite(va) || !Number.isFinite(vb) || (mask !== null && mask[k] !== 1)) continue;
    x[n] = va;
    y[n] = vb;
    n += 1;
  }
  return { a: x.subarray(0, n), b: y.subarray(0, n) };
}

function pearson(a: Float64Array, b: Float64Array): number {
  const n = a.length;
  if (n < 3) return NaN;
  let [meanA, meanB] = [0, 0];
  for (let k = 0; k < n; k++) {
    meanA += (a[k] as number) / n;
    meanB += (b[k] as number) / n;
  }
  let [aa, ab, bb] = [0, 0, 0];
  for (let k = 0; k < n; k++) {
    const [da, db] = [(a[k] as number) - meanA, (b[k] as number) - meanB];
    aa += da * da;
    ab += da * db;
    bb += db * db;
  }
  const r = ab / Math.sqrt(aa) / Math.sqrt(bb);
  return Number.isFinite(r) ? Math.max(-1, Math.min(1, r)) : NaN;
}

/** Ranks from 1, ties with their mean. */
function ranks(values: Float64Array): Float64Array {
  const order = Uint32Array.from(values, (_, k) => k).sort(
    (i, j) => (values[i] as number) - (values[j] as number),
  );
  const found = new Float64Array(values.length);
  for (let from = 0; from < order.length;) {
    let to = from + 1;
    while (to < order.length && values[order[to] as number] === values[order[from] as number]) to++;
    for (let k = from; k < to; k++) found[order[k] as number] = (from + to + 1) / 2;
    from = to;
  }
  return found;
}

/** Ends of an axis, or of a selection on it, in the map's unit; by ratio where `log`. */
export interface AxisEnds {
  readonly low: number;
  readonly high: number;
  readonly log: boolean;
}

/**
 * How many pixels fall into each of `bins` × `bins` fields between the ends of both axes: row by row, the lowest values of
 * `b` first. Pixels beyond the ends, or without a number in one of the maps, are not counted.
 */
export function densityOf(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  ends: { readonly a: AxisEnds; readonly b: AxisEnds },
  bins: number,
  mask: Mask | null = null,
): Uint32Array {
  const counts = new Uint32Array(bins * bins);
  const placeA = placing(ends.a, bins);
  const placeB = placing(ends.b, bins);
  for (let k = 0; k < a.length; k++) {
    if (mask !== null && mask[k] !== 1) continue;
    const [i, j] = [placeA(a[k] as number), placeB(b[k] as number)];
    if (i >= 0 && j >= 0) counts[j * bins + i] = (counts[j * bins + i] as number) + 1;
  }
  return counts;
}

function placing({ low, high, log }: AxisEnds, bins: number): (v: number) => number {
  const to = log ? Math.log : (v: number): number => v;
  const from = to(low);
  const scale = bins / (to(high) - from);
  return (v) => (v >= low && v <= high ? Math.min(bins - 1, Math.floor((to(v) - from) * scale)) : -1);
}
