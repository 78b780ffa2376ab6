/**
 * Currents of a set of scan rates parted into what grows with the rate and what grows with its root:
 * i = k₁·v + k₂·√v, at a peak or at every potential of a sweep. Wang, Polleux, Lim and Dunn, J. Phys. Chem. C 111 (2007)
 * 14925. k₁·v is what a double layer, a surface charge and a thin layer share; the split does not tell these apart.
 */
import { median } from 'd3-array';
import type { Estimate } from '../numerics/estimate';
import { interpolate } from '../numerics/interpolate';
import type { LinePoint } from '../lines/line';

export interface Split {
  /** A s/V. */
  readonly capacitive: Estimate;
  /** A s^½ V^-½. */
  readonly diffusive: Estimate;
  readonly covariance: number;
  /** Weighted sum of squared residuals, and degrees of freedom. */
  readonly chiSquared: number;
  readonly freedom: number;
}

/**
 * Weighted least squares of both terms to currents with their errors, A and V/s. Null with fewer than two rates or
 * without errors above 0.
 */
export function splitCurrents(points: readonly LinePoint[]): Split | null {
  if (new Set(points.map((p) => p.scanRate)).size < 2) return null;
  if (!points.every((p) => p.scanRate > 0 && p.current.error > 0)) return null;
  let vv = 0;
  let vr = 0;
  let rr = 0;
  let vi = 0;
  let ri = 0;
  for (const { scanRate: v, current } of points) {
    const weight = current.error ** -2;
    const root = Math.sqrt(v);
    vv += weight * v * v;
    vr += weight * v * root;
    rr += weight * v;
    vi += weight * v * current.value;
    ri += weight * root * current.value;
  }
  const determinant = vv * rr - vr * vr;
  if (!(determinant > 0)) return null;
  const capacitive = { value: (rr * vi - vr * ri) / determinant, error: Math.sqrt(rr / determinant) };
  const diffusive = { value: (vv * ri - vr * vi) / determinant, error: Math.sqrt(vv / determinant) };
  const chiSquared = points.reduce((sum, { scanRate: v, current }) => {
    const rest = current.value - capacitive.value * v - diffusive.value * Math.sqrt(v);
    return sum + (rest / current.error) ** 2;
  }, 0);
  return { capacitive, diffusive, covariance: -vr / determinant, chiSquared, freedom: points.length - 2 };
}

/** Part of the current at a rate, V/s, that grows with the rate, with its error. Below 0 or above 1 where the terms differ in sign. */
export function capacitiveShare({ capacitive, diffusive, covariance }: Split, scanRate: number): Estimate {
  const root = Math.sqrt(scanRate);
  const total = capacitive.value * root + diffusive.value;
  // The share is k₁√v/(k₁√v + k₂): its derivatives by k₁ and k₂.
  const byCapacitive = (root * diffusive.value) / total ** 2;
  const byDiffusive = (-root * capacitive.value) / total ** 2;
  const variance =
    (byCapacitive * capacitive.error) ** 2 +
    (byDiffusive * diffusive.error) ** 2 +
    2 * byCapacitive * byDiffusive * covariance;
  return { value: (root * capacitive.value) / total, error: Math.sqrt(Math.max(0, variance)) };
}

/** One sweep, potentials in V rising or falling, currents in A. */
export interface RatedSweep {
  readonly scanRate: number;
  readonly potential: Float64Array;
  readonly current: Float64Array;
}

export interface SweepSplit {
  /** V, inside what all sweeps cover. */
  readonly potential: Float64Array;
  /** One split a potential; null where it is not determined. */
  readonly splits: readonly (Split | null)[];
}

/**
 * The split at `count` even potentials of the window that all sweeps of one direction share. The error of a current is its
 * sweep's own noise, from the second differences of its samples. Null without two rates or a shared window.
 */
export function splitSweeps(sweeps: readonly RatedSweep[], count: number): SweepSplit | null {
  if (new Set(sweeps.map((sweep) => sweep.scanRate)).size < 2) return null;
  const lines = sweeps.map(risingLine);
  const low = Math.max(...lines.map(({ potential }) => potential[0] ?? Infinity));
  const high = Math.min(...lines.map(({ potential }) => potential.at(-1) ?? -Infinity));
  if (!(high > low) || count < 2) return null;
  const potential = Float64Array.from({ length: count }, (_, k) => low + ((high - low) * k) / (count - 1));
  const noises = lines.map(({ current }) => sampleNoise(current));
  const splits = Array.from(potential, (e) =>
    splitCurrents(
      lines.map((line, k) => ({
        scanRate: line.scanRate,
        current: { value: interpolate(line.potential, line.current, e), error: noises[k] as number },
      })),
    ),
  );
  return { potential, splits };
}

/** The sweep in the order of rising potential. */
function risingLine(sweep: RatedSweep): RatedSweep {
  const { potential, current } = sweep;
  if ((potential.at(-1) ?? 0) >= (potential[0] ?? 0)) return sweep;
  return { ...sweep, potential: potential.toReversed(), current: current.toReversed() };
}

/** Median of |second differences| of white noise over its standard deviation: 0.6745·√6. */
const SECOND_DIFFERENCE = 0.67449 * Math.sqrt(6);
/** A current is never believed to better than this part of the sweep's largest. */
const FINEST = 1e-6;

/** A, standard deviation of the samples around a smooth curve; too small where a filter made neighbours alike. */
function sampleNoise(current: Float64Array): number {
  const bends = current
    .slice(2)
    .map((value, k) => Math.abs(value - 2 * (current[k + 1] as number) + (current[k] as number)));
  const largest = current.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return Math.max((median(bends) ?? 0) / SECOND_DIFFERENCE, FINEST * largest);
}
