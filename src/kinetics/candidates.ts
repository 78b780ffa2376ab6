/**
 * The first sweeps of a visit's voltammograms on their way from a search to measured peaks. Under a contact disc the shape of
 * a wave depends, through p = a·√(fv/D), on the D that is sought, so peaks and D are found in turn until both agree.
 */
import { contactDisc, type Cell, type LinePoint } from './line';
import { measurePeak, type MeasuredPeak } from './measured-peak';
import { fitPeak, isSignificant, type PeakFit } from './peak';
import { shapeOf, SMALLEST_P } from './template';
import { sweepsOf, type Sweeps, type Wave } from './wave';

/** Rounds of D → p → shapes → peaks → D, and the change of ln D that ends them. */
const MOST_ROUNDS = 8;
const CONVERGED = 5e-4;

/** A wave and what was found in its first sweep: null where there is no peak above the noise. */
export interface Candidate<Found = PeakFit> {
  readonly wave: Wave;
  /** Null where the wave lacks samples. */
  readonly sweeps: Sweeps | null;
  readonly found: Found | null;
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
export const ratesOf = (candidates: readonly Candidate<unknown>[]): number =>
  new Set(candidates.filter((c) => c.found).map((c) => c.wave.scanRate)).size;

export interface Settled {
  readonly candidates: readonly Candidate<MeasuredPeak>[];
  /**
   * By how much an error of the peaks counts more for D because the shapes follow D: 1/(1 − contraction of a round). Null
   * where no D describes the peaks.
   */
  readonly gain: number | null;
}

/** Peaks with the shapes that belong to the D that they give. Each round shrinks what is left to a tenth or less. */
export function settled(begun: readonly Candidate[], cell: Cell): Settled {
  let candidates = begun;
  let diffusion =
    contactDisc(
      pointsOf(candidates, (fit) => fit),
      cell,
    )?.diffusion.value ?? NaN;
  let last = NaN;
  let gain = 1;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    candidates = candidates.map((c) => reshaped(c, diffusion, cell));
    const next =
      contactDisc(
        pointsOf(candidates, (fit) => fit),
        cell,
      )?.diffusion.value ?? NaN;
    const step = Math.log(next / diffusion);
    if (Number.isNaN(step) || ratesOf(candidates) < 2) return { candidates: begun.map(measured), gain: null };
    if (Math.abs(step) > 1e-7 && Math.abs(step) < Math.abs(last) / 2) gain = 1 / (1 - step / last);
    diffusion = next;
    last = step;
    if (Math.abs(step) < CONVERGED) break;
  }
  return { candidates: candidates.map(measured), gain };
}

/** The fit of a wave again, with the shape that a diffusion coefficient gives. */
function reshaped(candidate: Candidate, diffusion: number, cell: Cell): Candidate {
  const { wave, sweeps, found } = candidate;
  if (!sweeps?.first || !found || Number.isNaN(diffusion)) return { wave, sweeps, found: null };
  const p = cell.contactRadius * Math.sqrt((sweeps.unit * wave.scanRate) / diffusion);
  const fit = fitPeak(sweeps.first, shapeOf(Math.max(p, SMALLEST_P)), { near: found.place.value });
  return { wave, sweeps, found: isSignificant(fit) ? fit : null };
}

/** The fit of a candidate with what the samples say of its errors. */
export function measured({ wave, sweeps, found }: Candidate): Candidate<MeasuredPeak> {
  const peak =
    sweeps?.first && found ? measurePeak(sweeps.first, found.shape, { near: found.place.value }, null) : null;
  return { wave, sweeps, found: peak };
}

/** Peak currents, signed, over the scan rate. */
export function pointsOf<Found>(
  candidates: readonly Candidate<Found>[],
  fitOf: (found: Found) => PeakFit,
): LinePoint[] {
  return candidates.flatMap(({ wave, sweeps, found }) => {
    if (!sweeps || !found) return [];
    const { value, error } = fitOf(found).current;
    return [{ scanRate: wave.scanRate, current: { value: sweeps.direction * value, error } }];
  });
}
