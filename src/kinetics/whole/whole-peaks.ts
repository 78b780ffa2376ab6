/** Peaks of waves that no template describes, from the current that was fitted to them as a whole. */
import type { Estimate } from '../numerics/estimate';
import { samplesAt, type Sweep } from '../sweeps/wave';
import { withoutPeaks, type Peak, type WaveAnalysis } from '../sweeps/wave-peaks';
import type { RecordedWave } from './visit-solver';
import type { WholeFit } from './whole-wave';

/** One analysis a wave. A reverse peak stands on the first wave's tail: Nicholson's formula (Anal. Chem. 1966, 38, 1406). */
export function wholePeaks(waves: readonly RecordedWave[], fit: WholeFit): WaveAnalysis[] {
  let from = 0;
  return waves.map((recorded) => {
    const { first, reverse } = recorded.sweeps;
    const at = from;
    from += first.bins + (reverse?.bins ?? 0);
    const forward = top(first, fit.wave, at);
    if (!forward) return withoutPeaks(recorded.wave.scanRate);
    const back = reverse && top(reverse, fit.wave, at + first.bins);
    const turned = fit.wave[at + first.bins - 1] ?? NaN;
    const height = back && back.height + 0.485 * turned + 0.086 * forward.height;
    const peak = peakOf(recorded, first, fit, at, forward.at, forward.height);
    const reversePeak =
      back && height !== null ? peakOf(recorded, reverse, fit, at + first.bins, back.at, height) : null;
    return {
      scanRate: recorded.wave.scanRate,
      first: peak,
      reverse: reversePeak,
      separation: reversePeak && {
        value: Math.abs(peak.potential.value - reversePeak.potential.value),
        error: Math.hypot(peak.potential.error, reversePeak.potential.error),
      },
      ratio: reversePeak && ratioOf(peak.current, reversePeak.current),
    };
  });
}

function ratioOf(a: Estimate, b: Estimate): Estimate {
  const [cathodic, anodic] = a.value < 0 ? [a, b] : [b, a];
  const value = Math.abs(cathodic.value / anodic.value);
  return { value, error: value * Math.hypot(a.error / a.value, b.error / b.value) };
}

/** Vertex of the parabola through the highest bin and its neighbours; null at the ends of the sweep. */
function top(
  { bins, binAt }: Sweep,
  current: Float64Array,
  from: number,
): { at: number; height: number } | null {
  let best = 0;
  for (let k = 1; k < bins; k++)
    if ((current[from + k] as number) > (current[from + best] as number)) best = k;
  if (best === 0 || best === bins - 1) return null;
  const [a, b, c] = [-1, 0, 1].map((k) => current[from + best + k] as number) as [number, number, number];
  const bend = a - 2 * b + c;
  const part = bend < 0 ? (a - c) / (2 * bend) : 0;
  const width = (binAt[best + 1] as number) - (binAt[best] as number);
  return { at: (binAt[best] as number) + part * width, height: b - (part * (a - c)) / 4 };
}

function peakOf(
  { wave, sweeps }: RecordedWave,
  sweep: Sweep,
  fit: WholeFit,
  from: number,
  at: number,
  height: number,
): Peak {
  const { direction } = sweep;
  const relative = fit.diffusion.error / fit.diffusion.value / 2;
  const potential = sweeps.origin + (direction * at) / sweeps.unit;
  return {
    current: { value: direction * height, error: height * relative },
    potential: { value: potential, error: fit.halfWave.error },
    halfWave: fit.halfWave,
    curve: () => {
      const places = samplesAt(wave, sweeps, sweep);
      const fitted = places.map((place) => direction * interpolated(sweep, fit.fitted, from, place));
      return { from: sweep.from, fitted };
    },
  };
}

function interpolated({ binAt, bins }: Sweep, values: Float64Array, from: number, at: number): number {
  const begin = binAt[0] as number;
  const place = ((at - begin) / ((binAt[bins - 1] as number) - begin)) * (bins - 1);
  const node = Math.max(0, Math.min(bins - 2, Math.floor(place)));
  const [a, b] = [values[from + node] as number, values[from + node + 1] as number];
  return a + (b - a) * (place - node);
}
