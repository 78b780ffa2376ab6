/**
 * Peaks of a voltammogram as anybody sees them, without a model of its waves: extrema of the smoothed current that rise
 * out of their surroundings by more than noise does. Where a sweep has two couples, or none that a template knows, this is
 * what can be said of it.
 *
 *     const [first, second] = foundPeaks(wave, thermal(298.15)).filter((p) => p.sweep === 'first');
 */
import type { Estimate } from '../numerics/estimate';
import { blurred, gaussianWeights } from '../numerics/gaussian-blur';
import { prominentMaxima, type Maximum } from '../numerics/prominence';
import { crestOf } from './crest';
import { footSlope } from './foot';
import { roughVariance } from './roughness';
import { sweepsOf, type Bins, type Sweeps, type Wave } from './wave';

/** A peak along its sweep, upward in an oxidation and downward in a reduction; currents and charges are signed so. */
export interface FoundPeak {
  readonly sweep: 'first' | 'reverse';
  /** V, corrected for the filter's delay. */
  readonly potential: Estimate;
  /** A above the foot: the lowest current of the sweep before its first peak, a leak taken off. */
  readonly height: Estimate;
  /** C above the foot, from valley to valley; of the last peak to the lowest current after it. */
  readonly area: number;
  /** A above the higher one of the two valleys that part it from a higher peak or from the end of the sweep. */
  readonly prominence: Estimate;
}

/**
 * Standard deviations of the smoothing, RT/F, the narrowest first. The narrowest wave of a couple without attraction, a
 * thin layer's, has one of 1.5: the widest smoothing is half of that, narrower ones are taken where the noise allows it.
 */
const NARROWER = [0.25, 0.5] as const;
const WIDEST = 0.75;
/** Part of the whole range of the current that a peak has at least; noise must be this far below for a narrow smoothing. */
const LEAST_PART = 0.02;
/** Prominence over the noise of the smoothed current. Noise alone reaches it in about 1 of 1000 sweeps. */
const SIGNIFICANT = 7;
/** Part of the prominence, from the top, that the place of a peak is taken from; RT/F to both sides that it is at least. */
const TOP = 0.3;
const LEAST_TOP = 0.8;

/** Significant peaks of the first sweep and of the one back, each sweep's most prominent first; `unit` is F/RT, 1/V. */
export function foundPeaks(wave: Wave, unit: number): readonly FoundPeak[] {
  const sweeps = sweepsOf(wave, unit);
  const leak = sweeps.first ? footSlope(sweeps.first, roughVariance(sweeps.first)) : 0;
  return (['first', 'reverse'] as const).flatMap((name) => {
    const measured = sweeps[name];
    if (!measured) return [];
    const sweep = withoutLeak(measured, leak);
    const charges = sweep.perBin * wave.interval;
    return peaksIn(sweep, sweeps)
      .map((peak) => ({ ...peak, area: peak.area * charges, sweep: name }))
      .sort((a, b) => Math.abs(b.prominence.value) - Math.abs(a.prominence.value));
  });
}

/** What flows beside a leak that goes with the potential, A per RT/F: the same along both sweeps. */
const withoutLeak = (sweep: Bins, leak: number): Bins => ({
  ...sweep,
  binCurrent: sweep.binCurrent.map((i, k) => i - leak * (sweep.binAt[k] as number)),
});

/** In the order of the sweep; areas in A bins. */
function peaksIn(sweep: Bins, { origin, unit }: Sweeps): Omit<FoundPeak, 'sweep'>[] {
  const { binAt, binCurrent, bins, direction } = sweep;
  const width = ((binAt[bins - 1] as number) - (binAt[0] as number)) / (bins - 1);
  const variance = roughVariance(sweep);
  const { curve, noise } = smoothing(binCurrent, width, variance);
  const maxima = prominentMaxima(curve, Math.max(SIGNIFICANT * noise, LEAST_PART * rangeOf(binCurrent)));
  const begin = lowest(curve, 0, maxima[0]?.at ?? 0);
  const last = lowest(curve, maxima.at(-1)?.at ?? 0, bins - 1);
  const foot = curve[begin] ?? NaN;
  return maxima.map((maximum, n) => {
    const { at, prominence, before } = maximum;
    const reach = Math.max(Math.round(LEAST_TOP / width), topOf(curve, maximum));
    const crest = crestOf(binAt, binCurrent, at, reach, variance);
    const lift = crest.height.value - (curve[at] as number);
    const end = maxima[n + 1]?.before ?? last;
    let area = 0;
    for (let k = n === 0 ? begin : before; k <= end; k++) area += (binCurrent[k] as number) - foot;
    const error = Math.hypot(crest.height.error, noise);
    return {
      potential: { value: origin + (direction * crest.place.value) / unit, error: crest.place.error / unit },
      height: { value: direction * (crest.height.value - foot), error },
      area: direction * area,
      prominence: { value: direction * (prominence + lift), error },
    };
  });
}

/** The current by the narrowest smoothing at which a least peak is significant, and the noise that is left in it. */
function smoothing(
  current: Float64Array,
  width: number,
  variance: number,
): { readonly curve: Float64Array; readonly noise: number } {
  const allowed = (LEAST_PART * rangeOf(current)) / SIGNIFICANT;
  const smoothedBy = (deviation: number) => {
    const weights = gaussianWeights(deviation / width);
    return { weights, noise: Math.sqrt(variance * weights.reduce((sum, w) => sum + w * w, 0)) };
  };
  const { weights, noise } =
    NARROWER.map(smoothedBy).find((choice) => choice.noise <= allowed) ?? smoothedBy(WIDEST);
  return { curve: blurred(current, weights), noise };
}

/** Index of the lowest value between two, both included. */
function lowest(curve: Float64Array, from: number, to: number): number {
  let best = from;
  for (let k = from; k <= to; k++) if ((curve[k] as number) < (curve[best] as number)) best = k;
  return best;
}

/** Bins to both sides of a maximum within which the curve stays in the upper part of its prominence. */
function topOf(curve: Float64Array, { at, prominence }: Maximum): number {
  const bottom = (curve[at] as number) - TOP * prominence;
  const within = (k: number): boolean => (curve[k] ?? -Infinity) >= bottom;
  let reach = 0;
  while (within(at - reach - 1) && within(at + reach + 1)) reach++;
  return reach;
}

function rangeOf(values: Float64Array): number {
  let [low, high] = [Infinity, -Infinity];
  for (const v of values) {
    if (v < low) low = v;
    if (v > high) high = v;
  }
  return high - low;
}
