/**
 * Nonlinear least squares for a few parameters (Levenberg 1944, Marquardt 1963) with derivatives by differences, within
 * bounds. Residuals are to be in units of their standard deviations, and parameters of order 1.
 */
import { invertSymmetric } from './normal-equations';

export interface Minimum {
  readonly parameters: Float64Array;
  /** Of the parameters, by rows, as if there were no bounds; where that is singular, of those at a bound 0. */
  readonly covariance: Float64Array;
  readonly chiSquared: number;
  readonly residuals: Float64Array;
  /** Derivatives of the residuals by each parameter, of the last round. */
  readonly jacobian: readonly Float64Array[];
  /** Whether each parameter ended at a bound. */
  readonly held: readonly boolean[];
}

const MOST_ROUNDS = 25;
/** Change of every parameter, in its standard deviations, that ends the rounds. */
const CONVERGED = 0.03;
/** χ² per residual from which on the model is wrong and its minimum need not be exact. */
const CRUDE = 4;
/** Step of a difference. */
const DIFFERENCE = 1e-3;
const LARGEST_STEP = 1.5;
const MOST_DAMPING = 1e8;

export interface Problem {
  readonly size: number;
  readonly start: readonly number[];
  readonly low: readonly number[];
  readonly high: readonly number[];
  readonly residuals: (parameters: Float64Array, into: Float64Array) => void;
}

/** Null where the residuals are not finite at the start, or the matrix is singular. */
export function leastSquares({ size, start, low, high, residuals }: Problem): Minimum | null {
  const count = start.length;
  let parameters: Float64Array = Float64Array.from(start);
  let rest: Float64Array = new Float64Array(size);
  let trial: Float64Array = new Float64Array(size);
  const jacobian = Array.from({ length: count }, () => new Float64Array(size));
  residuals(parameters, rest);
  let chiSquared = sumOfSquares(rest);
  if (!Number.isFinite(chiSquared)) return null;
  let damping = 1e-3;
  let normal: Float64Array = new Float64Array(count * count);
  let held = start.map(() => false);
  for (let round = 0; round < MOST_ROUNDS; round++) {
    differentiate();
    const right = Float64Array.from(jacobian, (column) => -dot(column, rest));
    normal = products(jacobian);
    held = start.map(
      (_, k) =>
        ((parameters[k] as number) <= (low[k] ?? NaN) && (right[k] as number) < 0) ||
        ((parameters[k] as number) >= (high[k] ?? NaN) && (right[k] as number) > 0),
    );
    let improved = false;
    let done = false;
    while (damping < MOST_DAMPING) {
      const step = stepOf(normal, right, held, damping);
      if (!step) return null;
      const next = parameters.map((p, k) =>
        Math.max(low[k] ?? NaN, Math.min(high[k] ?? NaN, p + limited(step[k] as number))),
      );
      done = next.every(
        (p, k) =>
          Math.abs(p - (parameters[k] as number)) <
          CONVERGED / Math.sqrt(Math.max(1e-300, normal[k * count + k] as number)),
      );
      residuals(next, trial);
      const chi = sumOfSquares(trial);
      if (chi <= chiSquared) {
        [rest, trial] = [trial, rest];
        improved = chiSquared - chi > (chi > CRUDE * size ? 1e-2 : 1e-6) * chi;
        chiSquared = chi;
        parameters = next;
        damping = Math.max(1e-9, damping / 9);
        break;
      }
      if (done) break;
      damping *= 6;
    }
    if (done || !improved) break;
  }
  const covariance =
    inverted(
      normal,
      start.map(() => false),
    ) ?? inverted(normal, held);
  return covariance && { parameters, covariance, chiSquared, residuals: rest, jacobian, held };

  function differentiate(): void {
    for (let k = 0; k < count; k++) {
      const at = parameters[k] as number;
      const forward = at + DIFFERENCE <= (high[k] ?? NaN) ? DIFFERENCE : -DIFFERENCE;
      const moved = parameters.slice();
      moved[k] = at + forward;
      const column = jacobian[k] as Float64Array;
      residuals(moved, column);
      for (let i = 0; i < size; i++) column[i] = ((column[i] as number) - (rest[i] as number)) / forward;
    }
  }
}

/** Where the minimum goes, to first order, when every residual changes by a little. */
export function shifted(
  { parameters, covariance, jacobian, held }: Minimum,
  change: Float64Array,
): Float64Array {
  const n = parameters.length;
  const right = jacobian.map((column) => -dot(column, change));
  return parameters.map((p, i) => {
    if (held[i] === true) return p;
    return (
      p + right.reduce((sum, r, j) => sum + (held[j] === true ? 0 : (covariance[i * n + j] as number) * r), 0)
    );
  });
}

const limited = (step: number): number => Math.max(-LARGEST_STEP, Math.min(LARGEST_STEP, step));

function sumOfSquares(values: Float64Array): number {
  return dot(values, values);
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < a.length; k++) sum += (a[k] as number) * (b[k] as number);
  return sum;
}

function products(columns: readonly Float64Array[]): Float64Array {
  const n = columns.length;
  const matrix = new Float64Array(n * n);
  columns.forEach((a, i) => {
    columns.forEach((b, j) => {
      matrix[i * n + j] = j < i ? (matrix[j * n + i] as number) : dot(a, b);
    });
  });
  return matrix;
}

/** Held parameters are taken out by an equation of their own. */
function without(normal: Float64Array, held: readonly boolean[]): Float64Array {
  const n = held.length;
  return normal.map((value, at) => {
    const [i, j] = [Math.floor(at / n), at % n];
    if (held[i] !== true && held[j] !== true) return value;
    return i === j ? 1 : 0;
  });
}

function stepOf(
  normal: Float64Array,
  right: Float64Array,
  held: readonly boolean[],
  damping: number,
): Float64Array | null {
  const n = held.length;
  const matrix = without(normal, held);
  for (let k = 0; k < n; k++) matrix[k * n + k] = (matrix[k * n + k] as number) * (1 + damping);
  if (!invertSymmetric(matrix, n, n)) return null;
  return right.map((_, i) => {
    let sum = 0;
    for (let j = 0; j < n; j++) {
      if (held[j] !== true) sum += (matrix[i * n + j] as number) * (right[j] as number);
    }
    return held[i] === true ? 0 : sum;
  });
}

function inverted(normal: Float64Array, held: readonly boolean[]): Float64Array | null {
  const n = held.length;
  const matrix = without(normal, held);
  if (!invertSymmetric(matrix, n, n)) return null;
  held.forEach((is, k) => {
    if (is) matrix[k * n + k] = 0;
  });
  return matrix;
}
