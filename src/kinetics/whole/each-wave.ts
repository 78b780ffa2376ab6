/**
 * Voltammograms fitted one by one, where no model describes all of them to within their noise. Recorded files are often
 * filtered so smooth that their noise says nothing: what decides is then by how much the best model misses each wave, and
 * how well the rates agree with each other. Every wave has its own D, E½ and baseline.
 */
import { searched } from '../sweeps/candidates';
import { thermal } from '../constants';
import type { Estimate } from '../numerics/estimate';
import type { Cell } from '../lines/line';
import { binsOf, type RecordedWave } from './visit-solver';
import type { Wave } from '../sweeps/wave';
import { withoutPeaks, type WaveAnalysis } from '../sweeps/wave-peaks';
import { wholePeaks } from './whole-peaks';
import { fitWhole, type Guess, type WholeFit } from './whole-wave';

/** What may keep the peaks apart: both do, and waves of one rate hardly tell them apart. */
export type Slowness = 'rateConstant' | 'resistance';

/** Standard deviation that the bins are given, of the highest current: only what is left of it later counts. */
const NOMINAL = 0.01;

export interface EachWave {
  readonly slowness: Slowness;
  /** Of the waves that could be fitted; the error is 1σ of one rate, by scatter or by misfit, whichever is more. */
  readonly diffusion: Estimate;
  readonly rateConstant: Estimate | null;
  readonly resistance: Estimate | null;
  readonly capacitance: Estimate;
  readonly halfWave: Estimate;
  /** Of all waves, in their order; errors are those that the misfit leaves. */
  readonly waves: readonly WaveAnalysis[];
  /** Root mean square of what the fits leave, over the highest peak of each wave: mean of the waves. */
  readonly misfit: number;
}

/** The fits of both kinds that succeeded at two rates at least, the closer ones first. */
export function eachWave(waves: readonly Wave[], cell: Cell, guess: Guess): EachWave[] {
  const candidates = searched(waves, thermal(cell.temperature));
  const recorded = candidates.map(({ wave, sweeps }): RecordedWave | null => {
    const first = sweeps?.first;
    return first ? { wave, sweeps: { ...sweeps, first } } : null;
  });
  return (['rateConstant', 'resistance'] as const)
    .flatMap((slowness) => fitEach(waves, recorded, cell, guess, slowness) ?? [])
    .sort((a, b) => a.misfit - b.misfit);
}

function fitEach(
  waves: readonly Wave[],
  recorded: readonly (RecordedWave | null)[],
  cell: Cell,
  guess: Guess,
  slowness: Slowness,
): EachWave | null {
  const fits = recorded.map((wave) => wave && fitOne(wave, cell, guess, slowness));
  const found = fits.flatMap((fit) => fit ?? []);
  const rates = new Set(fits.flatMap((fit) => fit?.peaks.scanRate ?? []));
  if (rates.size < 2) return null;
  const overall = (of: (fit: WholeFit) => Estimate | null): Estimate | null =>
    agreed(found.flatMap(({ fit }) => of(fit) ?? []));
  const diffusion = overall((fit) => fit.diffusion);
  const halfWave = overall((fit) => fit.halfWave);
  const capacitance = overall((fit) => fit.capacitance);
  if (!diffusion || !halfWave || !capacitance) return null;
  return {
    slowness,
    diffusion,
    halfWave,
    capacitance,
    rateConstant: overall((fit) => fit.rateConstant),
    resistance: overall((fit) => fit.resistance),
    waves: fits.map((fit, k) => fit?.peaks ?? withoutPeaks(waves[k]?.scanRate ?? NaN)),
    misfit: found.reduce((sum, fit) => sum + fit.misfit, 0) / found.length,
  };
}

interface One {
  readonly fit: WholeFit;
  readonly peaks: WaveAnalysis;
  readonly misfit: number;
}

/** Null where the fit fails or has no peak within the sweep. */
function fitOne(recorded: RecordedWave, cell: Cell, guess: Guess, slowness: Slowness): One | null {
  const { first, reverse } = recorded.sweeps;
  const highest = [first, reverse].reduce(
    (most, sweep) => sweep?.binCurrent.reduce((m, i) => Math.max(m, Math.abs(i)), most) ?? most,
    0,
  );
  if (!(highest > 0)) return null;
  const deviation = new Float64Array(binsOf([recorded])).fill(NOMINAL * highest);
  const fit = fitWhole({ waves: [recorded], cell, deviation }, { spread: 'planar', free: [slowness] }, guess);
  if (!fit) return null;
  const honest = withMisfit(fit);
  const [peaks] = wholePeaks([recorded], honest);
  if (!peaks?.first) return null;
  const peak = fit.wave.reduce((most, i) => Math.max(most, i), 0);
  const left = Math.sqrt(fit.chiSquared / deviation.length) * NOMINAL * highest;
  return { fit: honest, peaks, misfit: left / peak };
}

/** Errors for residuals that go together over a block of bins, whatever the deviation was that the fit assumed. */
function withMisfit(fit: WholeFit): WholeFit {
  const times = Math.sqrt(fit.misfit);
  const grown = ({ value, error }: Estimate): Estimate => ({ value, error: error * times });
  return {
    ...fit,
    diffusion: grown(fit.diffusion),
    halfWave: grown(fit.halfWave),
    capacitance: grown(fit.capacitance),
    rateConstant: fit.rateConstant && grown(fit.rateConstant),
    resistance: fit.resistance && grown(fit.resistance),
  };
}

/**
 * Mean, and by how much one of them may be off it: a model that misses its waves misses those of all rates alike, so that
 * more rates do not make it better. Null of nothing.
 */
function agreed(estimates: readonly Estimate[]): Estimate | null {
  if (estimates.length === 0) return null;
  const mean = estimates.reduce((sum, { value }) => sum + value, 0) / estimates.length;
  const scatter = estimates.reduce((sum, { value }) => sum + (value - mean) ** 2, 0);
  const own = estimates.reduce((sum, { error }) => sum + error ** 2, 0) / estimates.length;
  return { value: mean, error: Math.sqrt(Math.max(own, scatter / Math.max(1, estimates.length - 1))) };
}
