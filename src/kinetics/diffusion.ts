/**
 * The diffusion coefficient in the solid from voltammograms at several scan rates: peaks by template least squares, their
 * line over √v, and an uncertainty split into what noise and what calibration leaves.
 *
 *     const { diffusion, verdict, reason } = analyseDiffusion(waves, cell);
 */
import { calibrationError } from './calibration';
import { measured, pointsOf, ratesOf, searched, settled } from './candidates';
import type { Candidate, Settled } from './candidates';
import { thermal } from './constants';
import { weightedMean, type Estimate } from './estimate';
import { bValueOf, contactDisc, LINE_MODELS, MODEL } from './line';
import type { Cell, LineFit, Model } from './line';
import type { MeasuredPeak } from './measured-peak';
import { clippedReason, discReason, lineReason, noDiffusionReason, noPeakReason } from './reasons';
import type { Tally } from './reasons';
import type { Wave } from './wave';
import { peaksOf, type Peak, type WaveAnalysis } from './wave-peaks';

export { MODEL };
export type { Cell, Estimate, LineFit, Model, Peak, Wave, WaveAnalysis };

/** Codes of the verdict, as in bundles. */
export const VERDICT = {
  good: 0,
  disc: 1,
  thin_layer: 2,
  kinetic: 3,
  resistive: 4,
  stray_capacitance: 5,
  two_phase: 6,
  clipped: 7,
  no_peak: 8,
  no_contact: 9,
} as const;
export type Verdict = keyof typeof VERDICT;

export interface DiffusionAnalysis {
  readonly verdict: Verdict;
  readonly model: Model;
  /** D of the chosen model, m²/s; null where none was found. `calibration` is 1σ from radius, concentration, temperature. */
  readonly diffusion: (Estimate & { readonly calibration: number }) | null;
  readonly waves: readonly WaveAnalysis[];
  /** Every model that was tried, the textbook line through the origin first. */
  readonly fits: readonly LineFit[];
  readonly bValue: Estimate | null;
  readonly halfWave: Estimate | null;
  /** A sentence for people. */
  readonly reason: string;
}

/** The plain line is wrong when its D lies further from the disc's than this many standard deviations of noise. */
const MATTERS = 1.959964;

/**
 * Analyses the voltammograms of one visit; a rate may come more than once. The first sweep of each wave gives D. Waves are
 * taken to start from equilibrium, as after a hold at the start potential: what an earlier wave or the contact's dwell has
 * left (1–3 % of the current) belongs into the shape that the peaks are fitted with. Never throws; where there is no
 * diffusion coefficient `reason` says why. `no_contact` is for the caller to say.
 */
export function analyseDiffusion(waves: readonly Wave[], cell: Cell): DiffusionAnalysis {
  const begun = searched(waves, thermal(cell.temperature));
  const clipped = waves.filter((wave) => wave.clipped).length;
  if (clipped > 0 || ratesOf(begun) < 2) {
    const tally = tallyOf(begun);
    const reason = clipped > 0 ? clippedReason(clipped, tally) : noPeakReason(tally);
    return withoutLine(clipped > 0 ? 'clipped' : 'no_peak', begun.map(measured), reason);
  }
  return concluded(settled(begun, cell), cell);
}

function tallyOf(candidates: readonly Candidate<unknown>[]): Tally {
  return {
    waves: candidates.length,
    rates: new Set(candidates.map((c) => c.wave.scanRate)).size,
    peaks: candidates.filter((c) => c.found).length,
    peakRates: ratesOf(candidates),
    torn: candidates.filter((c) => !c.sweeps).length,
  };
}

function concluded({ candidates, gain }: Settled, cell: Cell): DiffusionAnalysis {
  const points = pointsOf(candidates, (found) => found.fit);
  const fits = LINE_MODELS.flatMap((model) => model(points, cell) ?? []).map((fit) => grown(fit, gain ?? 1));
  const [line] = fits;
  const disc = fits.find((fit) => fit.model === 'disc');
  if (gain === null || !line || !disc) {
    return withoutLine('disc', candidates, noDiffusionReason(cell.contactRadius));
  }
  const waves = wavesOf(candidates);
  const diffusion = { ...disc.diffusion, calibration: calibrationError(contactDisc, points, cell) };
  const plain = line.diffusion.value;
  const matters = Math.abs(plain - diffusion.value) > MATTERS * diffusion.error;
  const tally = tallyOf(candidates);
  return {
    verdict: matters ? 'disc' : 'good',
    model: 'disc',
    diffusion,
    waves,
    fits,
    bValue: bValueOf(points),
    halfWave: halfWaveOf(waves),
    reason: matters
      ? discReason(diffusion, plain, cell.contactRadius, tally)
      : lineReason(diffusion, plain, tally),
  };
}

/** The disc's error with what the shapes add; the peaks that the other models see follow D too little to matter. */
function grown(fit: LineFit, gain: number): LineFit {
  if (fit.model !== 'disc') return fit;
  const times = ({ value, error }: Estimate): Estimate => ({ value, error: error * gain });
  return {
    ...fit,
    diffusion: times(fit.diffusion),
    slope: times(fit.slope),
    intercept: times(fit.intercept),
    covariance: fit.covariance * gain * gain,
  };
}

const wavesOf = (candidates: readonly Candidate<MeasuredPeak>[]): WaveAnalysis[] =>
  candidates.map(({ wave, sweeps, found }) => peaksOf(wave.scanRate, sweeps, found));

/** Mean over the waves; of a wave the middle between both sweeps, where lags cancel, or the first sweep alone. */
function halfWaveOf(waves: readonly WaveAnalysis[]): Estimate | null {
  return weightedMean(
    waves.flatMap(({ first, reverse }) => {
      if (!first) return [];
      if (!reverse) return [first.halfWave];
      const value = (first.halfWave.value + reverse.halfWave.value) / 2;
      return [{ value, error: Math.hypot(first.halfWave.error, reverse.halfWave.error) / 2 }];
    }),
  );
}

function withoutLine(
  verdict: 'clipped' | 'no_peak' | 'disc',
  candidates: readonly Candidate<MeasuredPeak>[],
  reason: string,
): DiffusionAnalysis {
  const waves = wavesOf(candidates);
  return {
    verdict,
    model: 'disc',
    diffusion: null,
    waves,
    fits: [],
    bValue: null,
    halfWave: halfWaveOf(waves),
    reason,
  };
}
