/** Charges of the cycles of a voltammogram: what each of them left behind, a leak taken off. */
import { footSlope } from '../sweeps/foot';
import { roughVariance } from '../sweeps/roughness';
import { sweepsOf, type Wave } from '../sweeps/wave';

export interface CycleCharges {
  /** C that each cycle passed in the sense of its first sweep, in all: what a sweep back returns is taken off. */
  readonly charges: Float64Array;
  /** A, the largest of the first sweep in its sense, above the leak. */
  readonly peak: number;
  /** s of a cycle. */
  readonly period: number;
}

/**
 * Charges of `cycles` cycles between the first potential of a wave and a vertex (V). The leak is a straight line of the
 * potential (V): `rest` (A) flowed at the first potential while nothing else did, and the foot of the first sweep has the
 * slope; `unit` is F/RT, 1/V. A charged double layer is discharged again within a cycle. Null where a cycle is not whole.
 */
export function cycleCharges(
  wave: Wave,
  {
    vertex,
    cycles,
    rest,
    unit,
  }: { readonly vertex: number; readonly cycles: number; readonly rest: number; readonly unit: number },
): CycleCharges | null {
  const { potential, current, scanRate, interval } = wave;
  const start = potential[0] ?? NaN;
  const way = Math.abs(vertex - start);
  const period = (2 * way) / scanRate;
  const samples = period / interval;
  if (!(samples >= 2) || Math.round(cycles * samples) > potential.length + 1) return null;
  const { first } = sweepsOf(wave, unit);
  const slope = first ? footSlope(first, roughVariance(first)) * unit : 0;
  const sense = Math.sign(vertex - start);
  const above = (k: number): number =>
    sense * ((current[k] as number) - rest - slope * ((potential[k] as number) - start));
  const charges = Float64Array.from({ length: cycles }, (_, cycle) => {
    let sum = 0;
    const end = Math.min(potential.length, Math.round((cycle + 1) * samples));
    for (let k = Math.round(cycle * samples); k < end; k++) sum += above(k);
    return sum * interval;
  });
  let peak = -Infinity;
  for (let k = 0; k < samples / 2; k++) peak = Math.max(peak, above(k));
  return { charges, peak, period };
}
