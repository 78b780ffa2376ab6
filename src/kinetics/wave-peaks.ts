/**
 * Both peaks of a voltammogram. The wave of the reverse sweep stands on what the first sweep's wave has become by then, its
 * decaying diffusion tail; that is taken from the first fit, run on beyond the turn, and not fitted again.
 */
import type { Estimate } from './estimate';
import { fitPeak, isSignificant, type Peak, type PeakFit } from './peak';
import { fillShape } from './template';
import type { Sweep, Sweeps } from './wave';

/** The first sweep must have gone on this far beyond E½, RT/F, for the reverse wave to be that of a completed one. */
const COMPLETED = 4;

export interface WaveAnalysis {
  readonly scanRate: number;
  readonly first: Peak | null;
  readonly reverse: Peak | null;
  /** |Ep,a − Ep,c|, V. */
  readonly separation: Estimate | null;
}

/** The peaks of a wave whose first sweep has been fitted. */
export function peaksOf(scanRate: number, sweeps: Sweeps, fit: PeakFit | null): WaveAnalysis {
  const sweep = sweeps.first;
  if (!sweep || !fit) return { scanRate, first: null, reverse: null, separation: null };
  const first = describe(sweeps, sweep, fit, sweeps.direction, fit.shape.crest.x, null);
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
  const fit = fitPeak(sweep, first.shape, { beneath: { current, error: relative } });
  if (!isSignificant(fit)) return null;
  const direction = sweeps.direction === 1 ? -1 : 1;
  const tail = tailOf(first, turn, sweep.at, sweep.blur);
  return describe(sweeps, sweep, fit, direction, summit(first, fit, turn), tail);
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
  sweeps: Sweeps,
  sweep: Sweep,
  fit: PeakFit,
  direction: 1 | -1,
  crest: number,
  beneath: Float64Array | null,
): Peak {
  const { origin, unit } = sweeps;
  const volt = direction * unit;
  const fitted = new Float64Array(sweep.samples);
  fillShape(fit.shape, sweep.blur, sweep.at, -fit.place.value, fitted, new Float64Array(sweep.samples));
  let squares = 0;
  for (let k = 0; k < fitted.length; k++) {
    const baseline = fit.offset + fit.slope * ((sweep.at[k] as number) - fit.middle);
    const i = baseline + fit.amplitude.value * (fitted[k] as number) + (beneath?.[k] ?? 0);
    squares += ((sweep.current[k] as number) - i) ** 2;
    fitted[k] = direction * i;
  }
  const halfWave = { value: origin + fit.place.value / volt, error: fit.place.error / unit };
  return {
    current: { value: direction * fit.current.value, error: fit.current.error },
    potential: { value: halfWave.value + crest / volt, error: halfWave.error },
    halfWave,
    snr: fit.current.value / Math.sqrt(squares / fitted.length),
    from: sweep.from,
    fitted,
  };
}
