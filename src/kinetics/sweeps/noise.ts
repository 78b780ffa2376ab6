/**
 * What noise does to a fit of a smooth curve when neighbouring samples are not independent. A filter below half the
 * sampling rate correlates them, and an amplifier's noise that rises with frequency does the opposite. For a curve that
 * varies slowly over the correlation, the covariance of its parameters is S·(JᵀJ)⁻¹ with S the noise's long-run variance
 * γ₀ + 2Σγₖ: its spectral density at low frequency, where the curve lives.
 */

/** Correlation of a four-pole Bessel filter's noise is below 1 % beyond this many 1/cutoff. */
const BESSEL_MEMORY = 0.7;
/** The sum over lags may come out near or below 0 by chance; never less than this part of γ₀ is believed. */
const LEAST_PART = 0.05;

/** How many lags to sum, for points `filterTimes` (in 1/cutoff) apart; one when no filter is known of (0). */
export const lagsFor = (filterTimes: number): number =>
  filterTimes > 0 ? Math.max(1, Math.ceil(BESSEL_MEMORY / filterTimes)) : 1;

/**
 * Long-run variance of residuals of a fit with `parameters` free parameters, from the autocovariance up to `lags`. The fit
 * takes from the residuals what its parameters follow, (2·lags + 1)·parameters/n of S; that is given back.
 */
export function longRunVariance(residuals: Float64Array, lags: number, parameters: number): number {
  const n = residuals.length;
  const atZero = covarianceAt(residuals, 0);
  let sum = atZero;
  for (let lag = 1; lag <= lags; lag++) sum += 2 * covarianceAt(residuals, lag);
  const kept = 1 - ((2 * lags + 1) * parameters) / n;
  return kept > 0.2 ? Math.max(sum, LEAST_PART * atZero) / kept : Infinity;
}

function covarianceAt(residuals: Float64Array, lag: number): number {
  let sum = 0;
  for (let k = lag; k < residuals.length; k++) {
    sum += (residuals[k] as number) * (residuals[k - lag] as number);
  }
  return sum / residuals.length;
}
