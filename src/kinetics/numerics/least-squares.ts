/**
 * Nonlinear least squares for a few parameters (Levenberg 1944, Marquardt 1963) within bounds. Derivatives are differences;
 * while parameters stay near where these were taken, every step mends them (Broyden 1965). Residuals are to be in units of
 * their standard deviations, and parameters of order 1.
 */
import { dot, invertSymmetric } from './normal-equations';

export interface Minimum {
  readonly parameters: Float64Array;
  /** Of the parameters, by rows, as if there were no bounds; where that is singular, of those at a bound 0. */
  readonly covariance: Float64Array;
  readonly chiSquared: number;
  /** The last, short step is taken up linearly. */
  readonly residuals: Float64Array;
  /** Derivatives of the residuals by each parameter, of the last round. */
  readonly jacobian: readonly Float64Array[];
  /** Whether each parameter ended at a bound. */
  readonly held: readonly boolean[];
}

const MOST_ROUNDS = 25;
/** A step this short for every parameter, in its standard deviations, is the last and is taken without another look. */
const CONVERGED = 0.1;
/** How far a parameter may go before derivatives are taken anew. */
const NEAR = 0.1;
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
  let away = Infinity;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const fresh = away > NEAR;
    if (fresh) differentiate();
    const right = Float64Array.from(jacobian, (column) => -dot(column, rest));
    normal = products(jacobian);
    held = start.map(
      (_, k) =>
        ((parameters[k] as number) <= (low[k] ?? NaN) && (right[k] as number) < 0) ||
        ((parameters[k] as number) >= (high[k] ?? NaN) && (right[k] as number) > 0),
    );
    let improved = false;
    while (damping < MOST_DAMPING) {
      const taken = stepOf(normal, right, roomOf(parameters, low, high, LARGEST_STEP), held, damping);
      if (!taken) return null;
      const next = within(low, high, parameters, taken);
      if (isShort(taken, normal)) {
        advance(rest, jacobian, taken);
        chiSquared = sumOfSquares(rest);
        parameters = next;
        break;
      }
      residuals(next, trial);
      const chi = sumOfSquares(trial);
      if (chi <= chiSquared) {
        improved = chiSquared - chi > (chi > CRUDE * size ? 1e-2 : 1e-6) * chi;
        mend(jacobian, taken, rest, trial);
        away += Math.max(...taken.map(Math.abs));
        [rest, trial] = [trial, rest];
        chiSquared = chi;
        parameters = next;
        damping = Math.max(1e-9, damping / 9);
        break;
      }
      if (!fresh) {
        away = Infinity;
        improved = true;
        break;
      }
      damping *= 6;
    }
    if (!improved) break;
  }
  const covariance =
    inverted(
      normal,
      start.map(() => false),
    ) ?? inverted(normal, held);
  return covariance && { parameters, covariance, chiSquared, residuals: rest, jacobian, held };

  function differentiate(): void {
    away = 0;
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

/** Where the minimum goes within the bounds, to first order, when every residual changes by a little. */
export function shifted(
  { parameters, jacobian, held }: Minimum,
  { low, high }: Pick<Problem, 'low' | 'high'>,
  change: Float64Array,
): Float64Array {
  const right = Float64Array.from(jacobian, (column) => -dot(column, change));
  const room = roomOf(parameters, low, high, Infinity);
  const step = stepOf(products(jacobian), right, room, held, 0);
  return step ? within(low, high, parameters, step) : parameters;
}

/** Parameters after a step, which must have room: exactly at a bound where it ends there. */
const within = (
  low: readonly number[],
  high: readonly number[],
  parameters: Float64Array,
  step: Float64Array,
): Float64Array =>
  parameters.map((p, k) => Math.max(low[k] ?? NaN, Math.min(high[k] ?? NaN, p + (step[k] as number))));

function isShort(step: Float64Array, normal: Float64Array): boolean {
  const n = step.length;
  return step.every(
    (s, k) => Math.abs(s) < CONVERGED / Math.sqrt(Math.max(1e-300, normal[k * n + k] as number)),
  );
}

/** Takes residuals along a step, linearly. */
function advance(rest: Float64Array, jacobian: readonly Float64Array[], step: Float64Array): void {
  jacobian.forEach((column, k) => {
    const s = step[k] as number;
    for (let i = 0; i < rest.length; i++) rest[i] = (rest[i] as number) + s * (column[i] as number);
  });
}

/** Broyden's update: the least change of the derivatives that explains where a step has led. Overwrites `from`. */
function mend(
  jacobian: readonly Float64Array[],
  step: Float64Array,
  from: Float64Array,
  to: Float64Array,
): void {
  advance(from, jacobian, step);
  const square = dot(step, step);
  jacobian.forEach((column, k) => {
    const share = (step[k] as number) / square;
    for (let i = 0; i < to.length; i++) {
      column[i] = (column[i] as number) + share * ((to[i] as number) - (from[i] as number));
    }
  });
}

/** Least and greatest step of each parameter. */
type Room = readonly (readonly [number, number])[];

const roomOf = (
  parameters: Float64Array,
  low: readonly number[],
  high: readonly number[],
  most: number,
): Room =>
  Array.from(parameters, (p, k) => [
    Math.max(-most, (low[k] ?? NaN) - p),
    Math.min(most, (high[k] ?? NaN) - p),
  ]);

function sumOfSquares(values: Float64Array): number {
  return dot(values, values);
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

/** Where a parameter would leave its room, it goes to the end of it and the others follow what is then best. */
function stepOf(
  normal: Float64Array,
  right: Float64Array,
  room: Room,
  held: readonly boolean[],
  damping: number,
): Float64Array | null {
  const n = held.length;
  const step = new Float64Array(n);
  const fixed = held.slice();
  for (let left = true; left;) {
    const matrix = without(normal, fixed);
    for (let k = 0; k < n; k++) matrix[k * n + k] = (matrix[k * n + k] as number) * (1 + damping);
    if (!invertSymmetric(matrix, n, n)) return null;
    const goal = right.map((r, i) =>
      fixed.reduce((sum, is, j) => (is ? sum - (normal[i * n + j] as number) * (step[j] as number) : sum), r),
    );
    left = false;
    const before = fixed.slice();
    for (let i = 0; i < n; i++) {
      if (before[i] === true) continue;
      let best = 0;
      for (let j = 0; j < n; j++) {
        if (before[j] !== true) best += (matrix[i * n + j] as number) * (goal[j] as number);
      }
      const [least, greatest] = room[i] ?? [NaN, NaN];
      step[i] = Math.max(least, Math.min(greatest, best));
      if (step[i] !== best) left = fixed[i] = true;
    }
  }
  return step;
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
