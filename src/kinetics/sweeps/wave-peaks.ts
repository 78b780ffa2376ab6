/** Both peaks of a voltammogram, as people and maps speak of them, from the fitted tracks of its sweeps. */
import type { Estimate } from '../numerics/estimate';
import { fillShape } from './template';
import type { Track } from './track';
import type { WaveTracks } from './tracks';
import { samplesAt, type Sweeps, type Wave } from './wave';

/** One sweep's peak by template least squares. Currents signed, anodic positive. */
export interface Peak {
  /** Above the baseline and what lies beneath the wave. */
  readonly current: Estimate;
  /** Potential of the peak, V, corrected for the filter's delay. */
  readonly potential: Estimate;
  readonly halfWave: Estimate;
  /** Fitted current (baseline included) at each sample that was used, and the index of the first of them. */
  readonly curve: () => { readonly from: number; readonly fitted: Float64Array };
}

export interface WaveAnalysis {
  readonly scanRate: number;
  readonly first: Peak | null;
  readonly reverse: Peak | null;
  /** |Ep,a − Ep,c|, V. */
  readonly separation: Estimate | null;
  /** |ip,c/ip,a|. */
  readonly ratio: Estimate | null;
}

export const withoutPeaks = (scanRate: number): WaveAnalysis => ({
  scanRate,
  first: null,
  reverse: null,
  separation: null,
  ratio: null,
});

/** The peaks of a wave; `leakError` is 1σ of the leak that all sweeps share, A per RT/F. */
export function peaksOf({ wave, sweeps, first, reverse }: WaveTracks, leakError: number): WaveAnalysis {
  const { shape } = first;
  if (!shape) return withoutPeaks(wave.scanRate);
  const forward = describe(wave, sweeps, first, null, shape.crest.x, leakError);
  const back =
    reverse && describe(wave, sweeps, reverse, first, summit(first, reverse, sweeps.turn), leakError);
  return waveOf(wave.scanRate, forward, back);
}

/** What two peaks say together. */
export function waveOf(scanRate: number, first: Peak, reverse: Peak | null): WaveAnalysis {
  const separation = reverse && {
    value: Math.abs(first.potential.value - reverse.potential.value),
    error: Math.hypot(first.potential.error, reverse.potential.error),
  };
  return { scanRate, first, reverse, separation, ratio: reverse && ratioOf(first.current, reverse.current) };
}

function ratioOf(first: Estimate, reverse: Estimate): Estimate {
  const cathodic = first.value < 0 ? first : reverse;
  const anodic = first.value < 0 ? reverse : first;
  const value = Math.abs(cathodic.value / anodic.value);
  const error = value * Math.hypot(cathodic.error / cathodic.value, anodic.error / anodic.value);
  return { value, error };
}

function describe(
  wave: Wave,
  sweeps: Sweeps,
  track: Track,
  beneath: Track | null,
  crest: number,
  leakError: number,
): Peak {
  const { origin, unit, turn } = sweeps;
  const { direction, from } = track.sweep;
  const volt = direction * unit;
  const height = track.shape?.crest.value ?? NaN;
  const error = Math.hypot(
    Math.sqrt(track.variance * track.amplitudeSpread),
    Number.isFinite(leakError) ? track.leverage * leakError : 0,
  );
  const halfWave = {
    value: origin + track.place / volt,
    error: Math.sqrt(track.variance * track.placeSpread) / Math.abs(track.amplitude * unit),
  };
  return {
    current: { value: direction * track.amplitude * height, error: error * height },
    potential: { value: halfWave.value + crest / volt, error: halfWave.error },
    halfWave,
    curve: () => {
      const fitted = track.curve(samplesAt(wave, sweeps, track.sweep), beneath, turn);
      for (let k = 0; k < fitted.length; k++) fitted[k] = direction * (fitted[k] as number);
      return { from, fitted };
    },
  };
}

/** Where, beyond its half-wave point, the reverse wave on the sloping tail has its extremum. */
function summit(first: Track, { shape, place, amplitude }: Track, turn: number): number {
  if (!shape || !first.shape) return NaN;
  const at = new Float64Array(3);
  const value = new Float64Array(3);
  const wave = new Float64Array(3);
  const tail = new Float64Array(3);
  const half = 0.02;
  let x = shape.crest.x;
  for (let round = 0; round < 4; round++) {
    at[0] = x - half;
    at[1] = x;
    at[2] = x + half;
    fillShape(shape, 0, at, 0, value, wave);
    fillShape(first.shape, 0, at, place + 2 * turn - first.place, value, tail);
    const slope = (k: number): number =>
      amplitude * (wave[k] as number) - first.amplitude * (tail[k] as number);
    const step = (-slope(1) * 2 * half) / (slope(2) - slope(0));
    if (!(Math.abs(step) < 1)) break;
    x += step;
    if (Math.abs(step) < 1e-4) break;
  }
  return x;
}
