/** How often which values occur in a map. */
import type { Mask } from './mask';

export interface Histogram {
  /** Values counted in each bin; a value on an edge belongs to the bin above it, the greatest to the last. */
  readonly counts: Uint32Array;
  /** One more than bins, in the map's unit. */
  readonly edges: Float64Array;
}

/**
 * Counts the selected values, or all, between two ends in bins of equal width, or of equal ratio for `log`, which wants
 * positive ends. Values beyond the ends are not counted.
 */
export function histogramOf(
  values: ArrayLike<number>,
  ends: { readonly low: number; readonly high: number; readonly log: boolean },
  bins: number,
  mask: Mask | null = null,
): Histogram {
  const to = ends.log ? Math.log : (v: number): number => v;
  const [low, high] = [to(ends.low), to(ends.high)];
  const counts = new Uint32Array(bins);
  for (let k = 0; k < values.length; k++) {
    const v = values[k] as number;
    if (!(v >= ends.low && v <= ends.high) || (mask !== null && mask[k] !== 1)) continue;
    const bin = Math.min(bins - 1, Math.floor(((to(v) - low) / (high - low)) * bins));
    counts[bin] = (counts[bin] as number) + 1;
  }
  const edges = Float64Array.from({ length: bins + 1 }, (_, k) => {
    const place = low + (k / bins) * (high - low);
    return ends.log ? Math.exp(place) : place;
  });
  return { counts, edges };
}
