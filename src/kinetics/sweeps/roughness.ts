/**
 * Noise of a sweep from its fourth differences, in which no wave is left: free of any model, so that models can be judged
 * by it. Where the filter correlates neighbouring bins, the density at low frequency follows from its known response.
 */
import { BESSEL_DELAY } from '../solver/bessel';
import type { Bins } from './wave';

/** Autocovariance of the weights 1, −4, 6, −4, 1 of a fourth difference, at distances 0 … 4. */
const WEIGHTS = [70, -56, 28, -8, 1] as const;
/** Median of the square of a normal number of variance 1. */
const MEDIAN_SQUARE = 0.454936;

/** Long-run variance of a bin, A². The median of the squares does not see a wave that is too sharp. */
export function roughVariance({ binCurrent, perBin, filterTimes }: Bins): number {
  const squares = new Float64Array(Math.max(0, binCurrent.length - 4));
  for (let k = 0; k < squares.length; k++) {
    const outer = (binCurrent[k] as number) + (binCurrent[k + 4] as number);
    const inner = (binCurrent[k + 1] as number) + (binCurrent[k + 3] as number);
    squares[k] = (outer - 4 * inner + 6 * (binCurrent[k + 2] as number)) ** 2;
  }
  squares.sort();
  const median = squares[Math.floor(squares.length / 2)] ?? NaN;
  return (median / (MEDIAN_SQUARE * WEIGHTS[0])) * longRunShare(perBin, filterTimes);
}

/** Long-run variance over the variance of a scaled fourth difference, of white noise behind a Bessel filter. */
function longRunShare(perBin: number, filterTimes: number): number {
  const covariance = binCovariances(perBin, filterTimes);
  const longRun = covariance.reduce((sum, c, m) => sum + (m === 0 ? c : 2 * c), 0);
  const fourth = covariance.reduce((sum, c, m) => sum + (m === 0 ? 1 : 2) * c * (WEIGHTS[m] ?? 0), 0);
  return (longRun * WEIGHTS[0]) / fourth;
}

/** Mean square between blocks of four bins over that within them, of noise alone. */
export function blockRatio({ perBin, filterTimes }: Bins): number {
  const covariances = binCovariances(perBin, filterTimes);
  const r0 = covariances[0] ?? 1;
  const r1 = covariances[1] ?? 0;
  const r2 = covariances[2] ?? 0;
  const r3 = covariances[3] ?? 0;
  const apart = 1.5 * r1 + r2 + 0.5 * r3;
  return (r0 + apart) / (r0 - apart / 3);
}

/** By samples in a bin, then by the filter, to single precision. */
const known = new Map<number, Map<number, readonly number[]>>();

function binCovariances(perBin: number, filterTimes: number): readonly number[] {
  const near = known.get(perBin) ?? new Map<number, readonly number[]>();
  known.set(perBin, near);
  const key = Math.fround(filterTimes);
  let covariances = near.get(key);
  if (!covariances) {
    covariances = WEIGHTS.map((_, m) => binCovariance(m, perBin, key));
    near.set(key, covariances);
  }
  return covariances;
}

/** Covariance of the means of bins at a distance, up to a factor. */
function binCovariance(distance: number, perBin: number, filterTimes: number): number {
  if (filterTimes === 0) return distance === 0 ? perBin : 0;
  let sum = 0;
  for (let i = 0; i < perBin; i++) {
    for (let j = 0; j < perBin; j++) sum += besselCovariance((distance * perBin + i - j) * filterTimes);
  }
  return sum;
}

/** Where the response of the filter ends, and distance of the points on the way, in 1/delay. */
const HIGHEST = 12;
const STEP = 0.05;

/** Covariance of white noise behind a four-pole Bessel filter, θ(s) = s⁴ + 10s³ + 45s² + 105s + 105, times apart in 1/cutoff. */
function besselCovariance(apart: number): number {
  let sum = 0.5;
  for (let w = STEP; w < HIGHEST; w += STEP) {
    const even = w ** 4 - 45 * w * w + 105;
    const odd = 105 * w - 10 * w ** 3;
    sum += (105 ** 2 / (even * even + odd * odd)) * Math.cos((w * apart) / BESSEL_DELAY);
  }
  return sum;
}
