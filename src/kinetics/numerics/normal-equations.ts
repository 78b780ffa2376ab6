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
