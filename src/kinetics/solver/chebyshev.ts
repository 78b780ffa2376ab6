/** Chebyshev polynomials T₀ … Tₙ₋₁ on [−1, 1]. */

/** Fills `value` with all T at t, and `slope` with their derivatives; both as long as there are polynomials. */
export function chebyshev(t: number, value: Float64Array, slope: Float64Array): void {
  value[0] = 1;
  slope[0] = 0;
  if (value.length === 1) return;
  value[1] = t;
  slope[1] = 1;
  for (let k = 2; k < value.length; k++) {
    value[k] = 2 * t * (value[k - 1] as number) - (value[k - 2] as number);
    slope[k] = 2 * (value[k - 1] as number) + 2 * t * (slope[k - 1] as number) - (slope[k - 2] as number);
  }
}
