/** Linear least squares of equal weights, with the errors that the residuals leave. */
import { dot, invertSymmetric } from './normal-equations';

export interface LinearFit {
  readonly coefficients: readonly number[];
  /** 1σ of each; residuals that hang together count as fewer. */
  readonly errors: readonly number[];
  readonly residuals: Float64Array;
  /** 1σ of the residuals. */
  readonly scatter: number;
  readonly sumOfSquares: number;
  /** By how much errors of independent residuals were enlarged. */
  readonly inflation: number;
}

/** Correlation of neighbours is taken to be no more than this. */
const MOST_CORRELATION = 0.98;

/** Coefficients of `columns` whose sum is nearest to `values`. Null for too few values or dependent columns. */
export function linearFit(columns: readonly Float64Array[], values: Float64Array): LinearFit | null {
  const n = columns.length;
  const size = values.length;
  if (size <= n) return null;
  const matrix = new Float64Array(n * n);
  const right = new Float64Array(n);
  columns.forEach((a, i) => {
    columns.forEach((b, j) => (matrix[i * n + j] = dot(a, b)));
    right[i] = dot(a, values);
  });
  if (!invertSymmetric(matrix, n, n)) return null;
  const coefficients = columns.map((_, i) =>
    right.reduce((sum, r, j) => sum + (matrix[i * n + j] as number) * r, 0),
  );
  const residuals = values.map((value, k) =>
    coefficients.reduce((rest, c, i) => rest - c * ((columns[i] as Float64Array)[k] as number), value),
  );
  const sumOfSquares = dot(residuals, residuals);
  if (!Number.isFinite(sumOfSquares)) return null;
  const scatter = Math.sqrt(sumOfSquares / (size - n));
  const inflation = inflationOf(residuals, sumOfSquares);
  const errors = columns.map(
    (_, i) => inflation * scatter * Math.sqrt(Math.max(0, matrix[i * n + i] as number)),
  );
  return { coefficients, errors, residuals, scatter, sumOfSquares, inflation };
}

/** Residuals that follow each other like a first-order process count as n(1 − r)/(1 + r). */
function inflationOf(residuals: Float64Array, sumOfSquares: number): number {
  let neighbours = 0;
  for (let k = 1; k < residuals.length; k++) {
    neighbours += (residuals[k] as number) * (residuals[k - 1] as number);
  }
  const r = sumOfSquares > 0 ? Math.min(MOST_CORRELATION, Math.max(0, neighbours / sumOfSquares)) : 0;
  return Math.sqrt((1 + r) / (1 - r));
}
