/**
 * The peak of one sweep by least squares of the wave's shape, current = A·χ(x − x½; p) + offset (+ slope), as a `Track` that
 * is followed until x½ rests; on bins of about a quarter of RT/F, which hold all that the samples say of so broad a curve.
 * Every criterion is relative, so the unit of the current is no matter.
 */
import type { Estimate } from '../numerics/estimate';
import { findPlace } from './peak-search';
import type { Shape } from './template';
import { Track } from './track';
import type { Sweep } from './wave';

/**
 * A wave is there when its amplitude, on a straight baseline of free slope, exceeds this many of its own standard
 * deviations. With about 30 independent places to look at in a window, noise alone passes in fewer than one sweep in 10⁴.
 */
const SIGNIFICANT = 5;
const MOST_ROUNDS = 12;

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
  /** Step of x½, RT/F, after which it rests; what is left is of the order of its square. */
  readonly lastStep?: number;
}

export const isSignificant = (fit: PeakFit | null): fit is PeakFit =>
  fit !== null && fit.significance >= SIGNIFICANT;

/**
 * Fits one sweep. Null when no wave with a positive amplitude and a peak inside the sweep is found; whether what is found
 * is more than noise says `isSignificant`.
 */
export function fitPeak(
  sweep: Sweep,
  shape: Shape,
  { sloping = false, lastStep = 1e-2 }: PeakOptions = {},
): PeakFit | null {
  const { crest } = shape;
  const first = (sweep.binAt[0] ?? NaN) + 1;
  const last = (sweep.binAt[sweep.bins - 1] ?? NaN) - 1 - crest.x;
  const track = new Track(sweep, findPlace(sweep, sweep.nodeSum));
  for (let round = 0; ; round++) {
    if (!(track.place >= first && track.place <= last)) return null;
    if (round === MOST_ROUNDS || !track.look(shape)) return null;
    track.settle(sloping ? track.ownLeak : 0);
    if (!(track.amplitude > 0)) return null;
    if (Math.abs(track.step) < lastStep) break;
  }
  track.settle(track.ownLeak);
  track.assess();
  const significance = track.amplitude / Math.sqrt(track.variance * track.aloneSpread);
  if (!sloping) track.settle(0);
  const { amplitude, place, offset, slope, middle, variance } = track;
  const error = Math.sqrt(variance * (sloping ? track.aloneSpread : track.amplitudeSpread));
  const placeSpread = sloping ? track.alonePlaceSpread : track.placeSpread;
  return {
    amplitude: { value: amplitude, error },
    current: { value: amplitude * crest.value, error: error * crest.value },
    place: { value: place, error: Math.sqrt(variance * placeSpread) / amplitude },
    offset,
    slope,
    middle,
    significance,
    shape,
  };
}
