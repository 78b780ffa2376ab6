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

/** Near enough for the rounds of `settle.ts`, which begin at what is found, RT/F: amplitudes are right to 1e-3. */
const NEAR = 0.1;

/** Looks for a peak in each wave, with the planar shape. `unit` is F/RT. */
export function searched(waves: readonly Wave[], unit: number): Candidate[] {
  const planar = shapeOf(Infinity);
  const candidates: Candidate[] = [];
  for (const wave of waves) {
    const sweeps = completeSweeps(wave, unit);
    const fit = sweeps?.first ? fitPeak(sweeps.first, planar, { lastStep: NEAR }) : null;
    candidates.push({ wave, sweeps, found: isSignificant(fit) ? fit : null });
  }
  return candidates;
}

/** Null where samples are lost, or too little is said to know when each was taken. */
function completeSweeps(wave: Wave, unit: number): Sweeps | null {
  const { potential, current, scanRate, interval, cutoff } = wave;
  if (!(scanRate > 0 && interval > 0 && cutoff > 0) || current.length !== potential.length) return null;
  const sweeps = sweepsOf(wave, unit);
  return sweeps.complete ? sweeps : null;
}

/** How many different scan rates have a peak. */
export function ratesOf(candidates: readonly Candidate[]): number {
  const rates = new Set<number>();
  for (const { wave, found } of candidates) if (found) rates.add(wave.scanRate);
  return rates.size;
}
