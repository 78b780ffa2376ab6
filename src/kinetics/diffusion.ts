/**
 * The diffusion coefficient in the solid from voltammograms at several scan rates: peaks by template least squares, their
 * line over √v, and an uncertainty split into what noise and what calibration leaves.
 *
 *     const { diffusion, verdict, reason } = analyseDiffusion(waves, cell);
 */
import { calibrationError } from './calibration';
import { capacitanceOf } from './capacitance';
import { ratesOf, searched, type Candidate } from './candidates';
import { thermal } from './constants';
import { weightedMean, type Estimate } from './estimate';
import type { Filling } from './leftover';
import { bValueOf, MODEL } from './line';
import type { Cell, LineFit, LinePoint, Model } from './line';
import { LINE_MODEL, LINE_MODELS, weightsOf } from './line-models';
import { clippedReason, discReason, lineReason, noDiffusionReason, noPeakReason } from './reasons';
import type { Calibrated, Tally } from './reasons';
import { repeatOf, type Repeat } from './repeat';
import { reverseDiffusion } from './reverse';
import { settle, type Settled } from './settle';
import { upperBoundOf } from './upper-bound';
import type { Wave } from './wave';
import { peaksOf, withoutPeaks, type Peak, type WaveAnalysis } from './wave-peaks';

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
  readonly diffusion: Calibrated | null;
  readonly waves: readonly WaveAnalysis[];
  /** Every model that was tried, the textbook line through the origin first. */
  readonly fits: readonly LineFit[];
  /** How much the peaks speak for each fit; adds up to 1. */
  readonly weights: readonly number[];
  readonly bValue: Estimate | null;
  readonly halfWave: Estimate | null;
  /** Series resistance, Ω, and double-layer and stray capacitance together, F. */
  readonly resistance: Estimate | null;
  readonly capacitance: Estimate | null;
  /** D, m²/s, from the reverse sweeps. */
  readonly reverse: Estimate | null;
  readonly repeat: Repeat | null;
  /** A sentence for people. */
  readonly reason: string;
}

/** The plain line is wrong when its D lies further from the disc's than this many standard deviations of noise. */
const MATTERS = 1.959964;

/**
 * Analyses the voltammograms of one visit in the order in which they were recorded; a rate may come more than once. The
 * first sweep of each wave gives D. Waves with a start time remember the earlier ones and `fillings`, times at which the
 * contact was full before. Never throws; where there is no diffusion coefficient `reason` says why. `no_contact` is for
 * the caller to say.
 */
export function analyseDiffusion(
  waves: readonly Wave[],
  cell: Cell,
  fillings: readonly Filling[] = [],
): DiffusionAnalysis {
  const begun = searched(waves, thermal(cell.temperature));
  const clipped = waves.filter((wave) => wave.clipped).length;
  const tally = tallyOf(begun);
  if (clipped > 0) return without('clipped', begun, cell, clippedReason(clipped, tally));
  if (tally.peakRates < 2) {
    return without('no_peak', begun, cell, noPeakReason(tally, upperBoundOf(begun, cell)));
  }
  const settled = settle(begun, cell, 'disc', fillings);
  if (!settled || ratesLeft(settled) < 2) {
    return without('disc', begun, cell, noDiffusionReason(cell.contactRadius));
  }
  return concluded(settled, begun, cell, tally);
}

const ratesLeft = ({ tracks }: Settled): number =>
  new Set([...tracks.values()].map(({ wave }) => wave.scanRate)).size;

function tallyOf(candidates: readonly Candidate[]): Tally {
  return {
    waves: candidates.length,
    rates: new Set(candidates.map((c) => c.wave.scanRate)).size,
    peaks: candidates.filter((c) => c.found).length,
    peakRates: ratesOf(candidates),
    torn: candidates.filter((c) => !c.sweeps).length,
  };
}

function concluded(
  settled: Settled,
  candidates: readonly Candidate[],
  cell: Cell,
  tally: Tally,
): DiffusionAnalysis {
  const waves = wavesOf(candidates, settled, cell);
  const points = pointsOf(settled);
  const fits = LINE_MODELS.flatMap((model) => model(points, cell) ?? []).map((fit) =>
    fit.model === 'disc' ? replaced(fit, settled.diffusion) : fit,
  );
  const [line] = fits;
  const diffusion = {
    ...settled.diffusion,
    calibration: calibrationError(LINE_MODEL.disc, points, cell),
  };
  const plain = line?.diffusion.value ?? NaN;
  const matters = Math.abs(plain - diffusion.value) > MATTERS * diffusion.error;
  return {
    verdict: matters ? 'disc' : 'good',
    model: 'disc',
    diffusion,
    waves,
    fits,
    weights: weightsOf(fits, points.length),
    bValue: bValueOf(points),
    halfWave: halfWaveOf(waves),
    resistance: settled.resistance,
    capacitance: capacitanceOf([...settled.tracks.values()]),
    reverse: reverseDiffusion(settled, cell, thermal(cell.temperature)),
    repeat: repeatOf(waves),
    reason: matters
      ? discReason(diffusion, plain, cell.contactRadius, tally)
      : lineReason(diffusion, plain, tally),
  };
}

/** A fit with the D and the error that the waves themselves have given. */
function replaced(fit: LineFit, diffusion: Estimate): LineFit {
  const times = diffusion.error / fit.diffusion.error;
  const grown = ({ value, error }: Estimate): Estimate => ({ value, error: error * times });
  return {
    ...fit,
    diffusion,
    slope: grown(fit.slope),
    intercept: grown(fit.intercept),
    covariance: fit.covariance * times * times,
    at: (scanRate) => grown(fit.at?.(scanRate) ?? { value: NaN, error: NaN }),
  };
}

/** Peak currents, signed, over the scan rate. */
function pointsOf({ tracks }: Settled): LinePoint[] {
  return [...tracks.values()].flatMap(({ wave, first }) => {
    if (!first.shape) return [];
    const { direction } = first.sweep;
    const { crest, free } = first.shape;
    const error = Math.sqrt(first.variance * first.amplitudeSpread);
    const peak = (height: number): Estimate => ({
      value: direction * first.amplitude * height,
      error: error * height,
    });
    return [{ scanRate: wave.scanRate, current: peak(crest.value), undropped: peak(free.value) }];
  });
}

function wavesOf(candidates: readonly Candidate[], settled: Settled | null, cell: Cell): WaveAnalysis[] {
  const leakError = (settled?.leak.error ?? NaN) / thermal(cell.temperature);
  return candidates.map(({ wave }, k) => {
    const tracks = settled?.tracks.get(k);
    return tracks ? peaksOf(tracks, leakError) : withoutPeaks(wave.scanRate);
  });
}

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

function without(
  verdict: 'clipped' | 'no_peak' | 'disc',
  candidates: readonly Candidate[],
  cell: Cell,
  reason: string,
): DiffusionAnalysis {
  const waves = wavesOf(candidates, settle(candidates, cell, 'planar'), cell);
  return {
    verdict,
    model: 'disc',
    diffusion: null,
    waves,
    fits: [],
    weights: [],
    bValue: null,
    halfWave: halfWaveOf(waves),
    resistance: null,
    capacitance: null,
    reverse: null,
    repeat: repeatOf(waves),
    reason,
  };
}
