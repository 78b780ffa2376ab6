/** Linear least squares by normal equations for a handful of parameters. */

/** A pivot this much smaller than its diagonal means that the columns are not independent. */
const DEPENDENT = 1e-10;

/**
 * Inverts, in place, the leading n×n block of a symmetric positive definite matrix stored by rows with stride `stride`
 * (Gauss–Jordan). Answers false, with the content undefined, when the matrix is singular.
 */
export function invertSymmetric(matrix: Float64Array, n: number, stride: number): boolean {
  const diagonal = new Float64Array(n);
  for (let k = 0; k < n; k++) diagonal[k] = matrix[k * stride + k] as number;
  for (let k = 0; k < n; k++) {
    const pivot = matrix[k * stride + k] as number;
    if (!(pivot > DEPENDENT * (diagonal[k] as number))) return false;
    for (let j = 0; j < n; j++) matrix[k * stride + j] = (matrix[k * stride + j] as number) / pivot;
    matrix[k * stride + k] = 1 / pivot;
    for (let i = 0; i < n; i++) {
      if (i === k) continue;
      const factor = matrix[i * stride + k] as number;
      matrix[i * stride + k] = 0;
      for (let j = 0; j < n; j++) {
        matrix[i * stride + j] =
          (matrix[i * stride + j] as number) - factor * (matrix[k * stride + j] as number);
      }
    }
  }
  return true;
}

/**
 * Solution of normal equations, symmetric and positive definite, each row with its right side as last number. The rows are
 * left as the upper triangle of the elimination (Gauss): one over the last pivot is the last diagonal element of the inverse.
 * Null, with the content undefined, when the matrix is singular.
 */
export function solveNormal(rows: readonly Float64Array[]): Float64Array | null {
  const n = rows.length;
  const of = (a: number, b: number): number => (rows[a] as Float64Array)[b] as number;
  const diagonal = rows.map((_, k) => of(k, k));
  for (let a = 0; a < n; a++) {
    if (!(of(a, a) > DEPENDENT * (diagonal[a] as number))) return null;
    for (let b = a + 1; b < n; b++) {
      const by = of(b, a) / of(a, a);
      const row = rows[b] as Float64Array;
      for (let c = a; c <= n; c++) row[c] = (row[c] as number) - by * of(a, c);
    }
  }
  const solution = new Float64Array(n);
  for (let a = n - 1; a >= 0; a--) {
    let right = of(a, n);
    for (let b = a + 1; b < n; b++) right -= of(a, b) * (solution[b] as number);
    solution[a] = right / of(a, a);
  }
  return solution;
}

/** Sum of the products of two columns of equal length. */
export function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < a.length; k++) sum += (a[k] as number) * (b[k] as number);
  return sum;
}
