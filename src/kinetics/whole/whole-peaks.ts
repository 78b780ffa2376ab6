/** Peaks of waves that no template describes, from the current that was fitted to them as a whole. */
import { betweenBins, samplesAt, type Sweep } from '../sweeps/wave';
import { waveOf, withoutPeaks, type Peak, type WaveAnalysis } from '../sweeps/wave-peaks';
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
    return waveOf(recorded.wave.scanRate, peak, reversePeak);
  });
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
      const fitted = places.map((place) => direction * betweenBins(sweep, fit.fitted, place, from));
      return { from: sweep.from, fitted };
    },
  };
}
