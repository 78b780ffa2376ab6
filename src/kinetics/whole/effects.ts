/** By how much each effect, alone, puts the D of the plain line off: what a verdict is about. */
import type { ElectrodeModel } from '../solver/electrode';
import { solveVisit, type RecordedWave } from './visit-solver';
import type { WholeFit } from './whole-wave';

/** Relative changes of D as a line through the origin reads it. */
export interface EffectSizes {
  readonly kinetic: number;
  readonly resistive: number;
  readonly stray_capacitance: number;
}

/** From a fit of the whole waves: the model's peaks against those without the rate constant, or without the resistance. */
export function effectsOf(waves: readonly RecordedWave[], fit: WholeFit): EffectSizes {
  const { model } = fit;
  const peaks = firstPeaks(waves, model);
  const against = (changes: Partial<ElectrodeModel>): number =>
    change(peaks, firstPeaks(waves, { ...model, ...changes }));
  return {
    kinetic: model.rateConstant < Infinity ? against({ rateConstant: Infinity }) : 0,
    resistive: model.resistance > 0 ? against({ resistance: 0 }) : 0,
    stray_capacitance: strayOf(
      waves.map(({ wave }) => wave.scanRate),
      peaks,
      fit.capacitance.value,
    ),
  };
}

/** What a capacitance adds to D where peaks are read from zero current. */
export function strayOf(rates: readonly number[], peaks: readonly number[], capacitance: number): number {
  const read: number[] = [];
  peaks.forEach((peak, k) => read.push(peak + capacitance * (rates[k] ?? NaN)));
  return change(read, peaks);
}

/** Mean relative change of the squares. */
function change(peaks: readonly number[], reference: readonly number[]): number {
  let sum = 0;
  peaks.forEach((peak, k) => (sum += (peak / (reference[k] ?? NaN)) ** 2 - 1));
  return sum / peaks.length;
}

/** Greatest current of each first sweep, A. */
function firstPeaks(waves: readonly RecordedWave[], model: ElectrodeModel): number[] {
  const bins = waves.map(({ sweeps }) => sweeps.first.bins + (sweeps.reverse?.bins ?? 0));
  const current = new Float64Array(bins.reduce((a, b) => a + b, 0));
  solveVisit(waves, model, 1, current);
  let from = 0;
  return waves.map(({ sweeps }, k) => {
    let peak = 0;
    for (let i = from; i < from + sweeps.first.bins; i++) peak = Math.max(peak, current[i] as number);
    from += bins[k] ?? 0;
    return peak;
  });
}
