/**
 * Both peaks of a voltammogram. The wave of the reverse sweep stands on what the first sweep's wave has become by then, its
 * decaying diffusion tail; that is taken from the first fit, run on beyond the turn, and not fitted again.
 */
import type { Estimate } from './estimate';
import { measurePeak, type MeasuredPeak } from './measured-peak';
import { isSignificant, type PeakFit } from './peak';
import { fillShape } from './template';
import type { Sweep, Sweeps } from './wave';

/** The first sweep must have gone on this far beyond E½, RT/F, for the reverse wave to be that of a completed one. */
const COMPLETED = 4;

/** One sweep's peak by template least squares. Currents signed, anodic positive. */
export interface Peak {
  readonly current: Estimate;
  /** Potential of the peak, V, corrected for the filter's delay. */
  readonly potential: Estimate;
  readonly halfWave: Estimate;
  /** |peak| over the rms of the residual. */
  readonly snr: number;
  /** Fitted current (baseline included) at each sample that was used, and the index of the first of them. */
  readonly from: number;
  readonly fitted: Float64Array;
}

export interface WaveAnalysis {
  readonly scanRate: number;
  readonly first: Peak | null;
  readonly reverse: Peak | null;
  /** |Ep,a − Ep,c|, V. */
  readonly separation: Estimate | null;
}

/** The peaks of a wave whose first sweep has been measured. */
export function peaksOf(
  scanRate: number,
  sweeps: Sweeps | null,
  measured: MeasuredPeak | null,
): WaveAnalysis {
  const sweep = sweeps?.first;
  if (!sweep || !measured) return { scanRate, first: null, reverse: null, separation: null };
  const { fit } = measured;
  const first = describe(sweeps, sweep, measured, sweeps.direction, fit.shape.crest.x);
  const reverse = reversePeak(sweeps, fit);
  return { scanRate, first, reverse, separation: reverse && separationOf(first, reverse) };
}

const separationOf = (first: Peak, reverse: Peak): Estimate => ({
  value: Math.abs(first.potential.value - reverse.potential.value),
  error: Math.hypot(first.potential.error, reverse.potential.error),
});

function reversePeak(sweeps: Sweeps, first: PeakFit): Peak | null {
  const { reverse: sweep, turn } = sweeps;
  if (!sweep || turn - first.place.value < COMPLETED) return null;
  const current = tailOf(first, turn, sweep.binAt, sweep.binBlur);
  const relative = first.amplitude.error / first.amplitude.value;
  const tail = tailOf(first, turn, sweep.at, sweep.blur);
  const measured = measurePeak(sweep, first.shape, { beneath: { current, error: relative } }, tail);
  if (!measured || !isSignificant(measured.fit)) return null;
  const direction = sweeps.direction === 1 ? -1 : 1;
  return describe(sweeps, sweep, measured, direction, summit(first, measured.fit, turn));
}

/** Current of the first sweep's wave on the way back, positive along the way back; `at` along that way. */
function tailOf(first: PeakFit, turn: number, at: Float64Array, blur: number): Float64Array {
  const tail = new Float64Array(at.length);
  fillShape(first.shape, blur, at, 2 * turn - first.place.value, tail, new Float64Array(at.length));
  for (let k = 0; k < tail.length; k++) tail[k] = -first.amplitude.value * (tail[k] as number);
  return tail;
}

/** Where, beyond its half-wave point, the reverse wave on the sloping tail has its extremum. */
function summit(first: PeakFit, fit: PeakFit, turn: number): number {
  const at = new Float64Array(3);
  const value = new Float64Array(3);
  const wave = new Float64Array(3);
  const tail = new Float64Array(3);
  const half = 0.02;
  let x = fit.shape.crest.x;
  for (let round = 0; round < 8; round++) {
    at.set([x - half, x, x + half]);
    fillShape(fit.shape, 0, at, 0, value, wave);
    fillShape(first.shape, 0, at, fit.place.value + 2 * turn - first.place.value, value, tail);
    const slope = (k: number): number =>
      fit.amplitude.value * (wave[k] as number) - first.amplitude.value * (tail[k] as number);
    const step = (-slope(1) * 2 * half) / (slope(2) - slope(0));
    if (!(Math.abs(step) < 1)) break;
    x += step;
  }
  return x;
}

function describe(
  { origin, unit }: Sweeps,
  sweep: Sweep,
  { fit, fitted, deviation }: MeasuredPeak,
  direction: 1 | -1,
  crest: number,
): Peak {
  const volt = direction * unit;
  const signed = new Float64Array(fitted.length);
  for (let k = 0; k < signed.length; k++) signed[k] = direction * (fitted[k] as number);
  const halfWave = { value: origin + fit.place.value / volt, error: fit.place.error / unit };
  return {
    current: { value: direction * fit.current.value, error: fit.current.error },
    potential: { value: halfWave.value + crest / volt, error: halfWave.error },
    halfWave,
    snr: fit.current.value / deviation,
    from: sweep.from,
    fitted: signed,
  };
}
