/** The first sweeps of a visit's voltammograms, and where in each a wave stands out of the noise. */
import { fitPeak, isSignificant, type PeakFit } from './peak';
import { shapeOf } from './template';
import { sweepsOf, type Sweeps, type Wave } from './wave';

/** A wave and what was found in its first sweep: null where there is no peak above the noise. */
export interface Candidate {
  readonly wave: Wave;
  /** Null where the wave lacks samples. */
  readonly sweeps: Sweeps | null;
  readonly found: PeakFit | null;
}

/** Looks for a peak in each wave, with the planar shape. `unit` is F/RT. */
export function searched(waves: readonly Wave[], unit: number): Candidate[] {
  return waves.map((wave) => {
    const sweeps = isComplete(wave) ? sweepsOf(wave, unit) : null;
    const fit = sweeps?.first ? fitPeak(sweeps.first, shapeOf(Infinity)) : null;
    return { wave, sweeps, found: isSignificant(fit) ? fit : null };
  });
}

/** No sample lost, and enough said to know when each was taken. */
function isComplete({ potential, current, scanRate, interval, cutoff }: Wave): boolean {
  if (!(scanRate > 0 && interval > 0 && cutoff > 0) || current.length !== potential.length) return false;
  let sum = 0;
  for (let k = 0; k < current.length; k++) sum += (current[k] as number) + (potential[k] as number);
  return current.length > 0 && Number.isFinite(sum);
}

/** How many different scan rates have a peak. */
export const ratesOf = (candidates: readonly Candidate[]): number =>
  new Set(candidates.filter((c) => c.found).map((c) => c.wave.scanRate)).size;
