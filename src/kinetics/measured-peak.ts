/**
 * A peak with everything that the samples say of it. The fit rests on bins, which lose nothing of the wave; how far to trust
 * it rests on the noise of the samples between them, of which there is much more to be seen.
 */
import { noiseOf } from './noise';
import { fitPeak, type PeakFit, type PeakOptions } from './peak';
import { fillShape, type Shape } from './template';
import type { Sweep } from './wave';

export interface MeasuredPeak {
  readonly fit: PeakFit;
  /** Current of the fit along the sweep at each sample, A. */
  readonly fitted: Float64Array;
  /** Standard deviation of a sample about it, A. */
  readonly deviation: number;
}

/** Parameters of a fit with a constant baseline. */
const PARAMETERS = 3;

/** As `fitPeak`, with errors from the samples' noise. `beneath` is the known current beneath the wave at the samples. */
export function measurePeak(
  sweep: Sweep,
  shape: Shape,
  options: PeakOptions,
  beneath: Float64Array | null,
): MeasuredPeak | null {
  const found = fitPeak(sweep, shape, options);
  if (!found) return null;
  const fitted = fittedCurrent(sweep, found, beneath);
  const residuals = new Float64Array(fitted.length);
  for (let k = 0; k < residuals.length; k++) {
    residuals[k] = (sweep.current[k] as number) - (fitted[k] as number);
  }
  const { variance, deviation } = noiseOf(residuals, sweep.filterTimes, PARAMETERS);
  const near = found.place.value;
  const fit = fitPeak(sweep, shape, { ...options, near, variance: variance / sweep.perBin });
  return fit && { fit, fitted, deviation };
}

function fittedCurrent(sweep: Sweep, fit: PeakFit, beneath: Float64Array | null): Float64Array {
  const fitted = new Float64Array(sweep.samples);
  fillShape(fit.shape, sweep.blur, sweep.at, -fit.place.value, fitted, new Float64Array(sweep.samples));
  for (let k = 0; k < fitted.length; k++) {
    const baseline = fit.offset + fit.slope * ((sweep.at[k] as number) - fit.middle);
    fitted[k] = baseline + fit.amplitude.value * (fitted[k] as number) + (beneath?.[k] ?? 0);
  }
  return fitted;
}
