/** What a region of a map amounts to. */
import { NORMAL_95 } from '../kinetics/numerics/statistics';
import { pixelArea, type Grid } from './grid';
import { valuesIn, type Mask } from './mask';

export interface Statistics {
  /** Pixels with a number. */
  readonly n: number;
  readonly mean: number;
  readonly median: number;
  /** Standard deviation with n − 1. */
  readonly sd: number;
  /** Confidence interval of the median, at least 95 %; NaN for fewer than six pixels. */
  readonly interval: readonly [low: number, high: number];
  readonly min: number;
  readonly max: number;
  /** Of the pixels with a number, m². */
  readonly area: number;
  /** Mean distance from the mean, and root of the mean squared distance (ISO 25178: Sa, Sq). */
  readonly ra: number;
  readonly rq: number;
}

/** Statistics of the selected pixels, or of all. Without a number everything but `n` and `area` is NaN. */
export function statisticsOf(grid: Grid, values: ArrayLike<number>, mask: Mask | null): Statistics {
  const sorted = valuesIn(values, mask).sort();
  const n = sorted.length;
  const area = n * pixelArea(grid);
  const mean = n > 0 ? sum(sorted, (v) => v) / n : NaN;
  const squares = sum(sorted, (v) => (v - mean) ** 2);
  return {
    n,
    mean,
    median: n > 0 ? ((sorted[(n - 1) >> 1] as number) + (sorted[n >> 1] as number)) / 2 : NaN,
    sd: n > 1 ? Math.sqrt(squares / (n - 1)) : NaN,
    interval: medianInterval(sorted),
    min: sorted[0] ?? NaN,
    max: sorted[n - 1] ?? NaN,
    area,
    ra: n > 0 ? sum(sorted, (v) => Math.abs(v - mean)) / n : NaN,
    rq: n > 0 ? Math.sqrt(squares / n) : NaN,
  };
}

/**
 * Difference of the means of two regions, a step where these are heights, and its standard error from the scatter in both,
 * as if neighbours knew nothing of each other.
 */
export const differenceOf = (
  of: Statistics,
  from: Statistics,
): { readonly value: number; readonly error: number } => ({
  value: of.mean - from.mean,
  error: Math.sqrt(of.sd ** 2 / of.n + from.sd ** 2 / from.n),
});

/** From here on the normal distribution stands for the binomial one. */
const MANY = 1000;

/**
 * Interval that holds the median of the distribution with at least 95 %, whatever its shape: from the j-th least to the j-th
 * greatest value, j the greatest number with P(B < j) ≤ 2.5 % for B binomial in n and ½ (Conover, Practical Nonparametric
 * Statistics, 3rd ed., 3.2).
 */
export function medianInterval(sorted: ArrayLike<number>): readonly [low: number, high: number] {
  const n = sorted.length;
  const j = n > MANY ? Math.floor((n - NORMAL_95 * Math.sqrt(n)) / 2) : exactRank(n);
  return j < 1 ? [NaN, NaN] : [sorted[j - 1] as number, sorted[n - j] as number];
}

function exactRank(n: number): number {
  let term = 0.5 ** n;
  let below = 0;
  let j = 0;
  while (below + term <= 0.025 && j < n) {
    below += term;
    term *= (n - j) / (j + 1);
    j += 1;
  }
  return j;
}

function sum(values: Float64Array, of: (v: number) => number): number {
  let total = 0;
  for (let k = 0; k < values.length; k++) total += of(values[k] as number);
  return total;
}
