/**
 * The peak of one sweep by least squares of the wave's shape: current = A·χ(x − x½; p) + offset (+ slope). The two or
 * three linear parameters are solved for exactly and x½ by Gauss–Newton, all on bins of about a quarter of RT/F, which
 * hold all that the samples say of so broad a curve. Every criterion is relative, so the unit of the current is no matter.
 */
import type { Estimate } from '../numerics/estimate';
import { lagsFor, longRunVariance } from './noise';
import { invertSymmetric } from '../numerics/normal-equations';
import { findPlace } from './peak-search';
import { fillShape, type Shape } from './template';
import type { Sweep } from './wave';

/**
 * A wave is there when its amplitude, on a straight baseline of free slope, exceeds this many of its own standard
 * deviations. With about 30 independent places to look at in a window, noise alone passes in fewer than one sweep in 10⁴.
 */
const SIGNIFICANT = 5;
const MOST_ROUNDS = 12;
/** RT/F; the error left in x½ is of the order of its square. */
const CONVERGED = 2e-4;

/** What the fit of one sweep found; currents along the sweep, A. */
export interface PeakFit {
  /** In units of χ, with its standard deviation from noise. */
  readonly amplitude: Estimate;
  /** Peak current above the baseline. */
  readonly current: Estimate;
  /** Half-wave point on the sweep's axis `at`. */
  readonly place: Estimate;
  /** Baseline, offset + slope·(at − middle). */
  readonly offset: number;
  readonly slope: number;
  readonly middle: number;
  /** Amplitude over its standard deviation on a baseline of free slope. */
  readonly significance: number;
  readonly shape: Shape;
}

export interface PeakOptions {
  /** Straight baseline instead of a constant one. */
  readonly sloping?: boolean;
}

export const isSignificant = (fit: PeakFit | null): fit is PeakFit =>
  fit !== null && fit.significance >= SIGNIFICANT;

/** Columns of the design: shape, constant, shape's slope, straight line. */
const COLUMNS = 4;

interface Design {
  readonly at: Float64Array;
  readonly current: Float64Array;
  readonly value: Float64Array;
  readonly slope: Float64Array;
  readonly middle: number;
  readonly reach: number;
  /** Sums of products of columns, and of columns with the current. */
  readonly products: Float64Array;
  readonly right: Float64Array;
}

/**
 * Fits one sweep. Null when no wave with a positive amplitude and a peak inside the sweep is found; whether what is found
 * is more than noise says `isSignificant`.
 */
export function fitPeak(sweep: Sweep, shape: Shape, options: PeakOptions = {}): PeakFit | null {
  const { crest } = shape;
  const design = designOf(sweep);
  const first = (sweep.binAt[0] ?? NaN) + 1;
  const last = (sweep.binAt.at(-1) ?? NaN) - 1 - crest.x;
  const columns = options.sloping ? 4 : 3;
  const inverse = new Float64Array(COLUMNS * COLUMNS);
  const solution = new Float64Array(COLUMNS);
  let place = findPlace(design.at, design.current, shape, first, last);
  for (let round = 0; ; round++) {
    if (!(place >= first && place <= last)) return null;
    fillShape(shape, sweep.binBlur, design.at, -place, design.value, design.slope);
    accumulate(design);
    if (!solve(design, columns, inverse, solution)) return null;
    const amplitude = solution[0] as number;
    if (!(amplitude > 0)) return null;
    const step = -(solution[2] as number) / amplitude;
    if (Math.abs(step) < CONVERGED) break;
    if (round === MOST_ROUNDS) return null;
    place += Math.max(-1, Math.min(1, step));
  }
  const variance = varianceOf(residualsOf(design, solution, columns), sweep, columns);
  const amplitude = solution[0] as number;
  const error = Math.sqrt(variance * (inverse[0] as number));
  const placeVariance = (variance * (inverse[2 * COLUMNS + 2] as number)) / amplitude ** 2;
  return {
    amplitude: { value: amplitude, error },
    current: { value: amplitude * crest.value, error: error * crest.value },
    place: { value: place, error: Math.sqrt(placeVariance) },
    offset: solution[1] as number,
    slope: columns === 4 ? (solution[3] as number) / design.reach : 0,
    middle: design.middle,
    significance: significanceOf(design, sweep),
    shape,
  };
}

function designOf(sweep: Sweep): Design {
  const n = sweep.bins;
  const first = sweep.binAt[0] ?? NaN;
  const last = sweep.binAt[n - 1] ?? NaN;
  return {
    at: sweep.binAt,
    current: sweep.binCurrent,
    value: new Float64Array(n),
    slope: new Float64Array(n),
    middle: (first + last) / 2,
    reach: (last - first) / 2,
    products: new Float64Array(COLUMNS * COLUMNS),
    right: new Float64Array(COLUMNS),
  };
}

function accumulate(design: Design): void {
  const { at, current, value, slope, middle, reach, products, right } = design;
  const n = at.length;
  let vv = 0, v = 0, vs = 0, vu = 0, s = 0, ss = 0, su = 0, u = 0, uu = 0; // prettier-ignore
  let yv = 0, y = 0, ys = 0, yu = 0; // prettier-ignore
  for (let k = 0; k < n; k++) {
    const a = value[k] as number;
    const b = slope[k] as number;
    const c = ((at[k] as number) - middle) / reach;
    const i = current[k] as number;
    vv += a * a;
    v += a;
    vs += a * b;
    vu += a * c;
    s += b;
    ss += b * b;
    su += b * c;
    u += c;
    uu += c * c;
    yv += i * a;
    y += i;
    ys += i * b;
    yu += i * c;
  }
  products.set([vv, v, vs, vu, v, n, s, u, vs, s, ss, su, vu, u, su, uu]);
  right.set([yv, y, ys, yu]);
}

function solve(design: Design, columns: number, inverse: Float64Array, solution: Float64Array): boolean {
  inverse.set(design.products);
  if (!invertSymmetric(inverse, columns, COLUMNS)) return false;
  for (let i = 0; i < columns; i++) solution[i] = rowTimes(inverse, i, design.right, columns);
  return true;
}

function rowTimes(matrix: Float64Array, row: number, vector: Float64Array, columns: number): number {
  let sum = 0;
  for (let j = 0; j < columns; j++) sum += (matrix[row * COLUMNS + j] as number) * (vector[j] as number);
  return sum;
}

function residualsOf(design: Design, solution: Float64Array, columns: number): Float64Array {
  const { at, current, value, slope, middle, reach } = design;
  const [a = 0, c = 0, d = 0] = solution;
  const e = columns === 4 ? (solution[3] as number) : 0;
  const residuals = new Float64Array(at.length);
  for (let k = 0; k < at.length; k++) {
    const line = (e * ((at[k] as number) - middle)) / reach;
    residuals[k] = (current[k] as number) - a * (value[k] as number) - c - d * (slope[k] as number) - line;
  }
  return residuals;
}

const varianceOf = (residuals: Float64Array, sweep: Sweep, columns: number): number =>
  longRunVariance(residuals, lagsFor(sweep.perBin * sweep.filterTimes), columns);

function significanceOf(design: Design, sweep: Sweep): number {
  const inverse = new Float64Array(COLUMNS * COLUMNS);
  const solution = new Float64Array(COLUMNS);
  accumulate(design);
  if (!solve(design, COLUMNS, inverse, solution)) return 0;
  const variance = varianceOf(residualsOf(design, solution, COLUMNS), sweep, COLUMNS);
  return (solution[0] as number) / Math.sqrt(variance * (inverse[0] as number));
}
