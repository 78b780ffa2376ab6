/**
 * The diffusion coefficient in the solid from voltammograms at several scan rates: peaks by template least squares, their
 * line over √v, and an uncertainty split into what noise and what calibration leaves.
 *
 *     const { diffusion, verdict, reason } = analyseDiffusion(waves, cell);
 */
import { thermal } from './constants';
import { weightedMean, type Estimate } from './estimate';
import { bValueOf, contactDisc, LINE_MODELS, MODEL } from './line';
import type { Cell, LineFit, LineModel, LinePoint, Model } from './line';
import { fitPeak, isSignificant, type Peak, type PeakFit } from './peak';
import { shapeOf, SMALLEST_P } from './template';
import { sweepsOf, type Sweeps, type Wave } from './wave';
import { peaksOf, type WaveAnalysis } from './wave-peaks';

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

/** Rounds of D → p → shapes → peaks → D, and the change of ln D that ends them. */
const MOST_ROUNDS = 8;
const CONVERGED = 1e-4;
/** The line is called wrong when its D lies further from the model's than this many standard deviations of noise. */
const MATTERS = 1.959964;

/** One wave on its way through the analysis. */
interface Candidate {
  readonly wave: Wave;
  readonly sweeps: Sweeps;
  readonly fit: PeakFit | null;
}

/**
 * Analyses the voltammograms of one visit; a rate may come more than once. The first sweep of each wave gives D. Waves are
 * taken to start from equilibrium, as after a hold at the start potential: what an earlier wave or the contact's dwell has
 * left (1–3 % of the current) belongs into the shape that `fitPeak` is given. Never throws; without a diffusion
 * coefficient `reason` says why. `no_contact` is for the caller to say.
 */
export function analyseDiffusion(waves: readonly Wave[], cell: Cell): DiffusionAnalysis {
  const unit = thermal(cell.temperature);
  const clipped = waves.filter((wave) => wave.clipped).length;
  const searched = waves.map((wave): Candidate => {
    const sweeps = isComplete(wave) ? sweepsOf(wave, unit) : NOTHING;
    return { wave, sweeps, fit: significantFit(sweeps, Infinity) };
  });
  if (clipped > 0) return withoutNumber('clipped', searched, clippedReason(clipped, waves.length));
  if (ratesOf(searched) < 2) return withoutNumber('no_peak', searched, noPeakReason(waves, searched));
  const settled = settle(searched, cell);
  if (ratesOf(settled.candidates) < 2) {
    return withoutNumber('no_peak', settled.candidates, noPeakReason(waves, settled.candidates));
  }
  return concluded(settled, cell);
}

const NOTHING: Sweeps = { direction: 1, origin: NaN, unit: NaN, turn: NaN, first: null, reverse: null };

/** No sample lost, and enough said to know when each was taken. */
function isComplete({ potential, current, scanRate, interval, cutoff }: Wave): boolean {
  if (!(scanRate > 0 && interval > 0 && cutoff > 0) || current.length !== potential.length) return false;
  let sum = 0;
  for (let k = 0; k < current.length; k++) sum += (current[k] as number) + (potential[k] as number);
  return current.length > 0 && Number.isFinite(sum);
}

function significantFit(sweeps: Sweeps, p: number, near?: number): PeakFit | null {
  if (!sweeps.first) return null;
  const fit = fitPeak(sweeps.first, shapeOf(p), near === undefined ? {} : { near });
  return isSignificant(fit) ? fit : null;
}

const ratesOf = (candidates: readonly Candidate[]): number =>
  new Set(candidates.filter((c) => c.fit).map((c) => c.wave.scanRate)).size;

interface Settled {
  readonly candidates: readonly Candidate[];
  readonly disc: LineFit | null;
  /** By how much an error of the peaks grows because the shapes follow D: 1/(1 − contraction of a round). */
  readonly gain: number;
}

/** Shapes depend on D through p, so peaks and D are found in turn; each round shrinks the error some twentyfold. */
function settle(searched: readonly Candidate[], cell: Cell): Settled {
  let candidates = searched;
  let disc = contactDisc(pointsOf(candidates), cell);
  let last = NaN;
  let gain = 1;
  for (let round = 0; disc && round < MOST_ROUNDS; round++) {
    const diffusion = disc.diffusion.value;
    candidates = candidates.map((c) => reshaped(c, diffusion, cell));
    const next = contactDisc(pointsOf(candidates), cell);
    if (!next) return { candidates, disc: null, gain };
    const step = Math.log(next.diffusion.value / diffusion);
    if (Math.abs(step) > 1e-7 && Math.abs(step) < Math.abs(last) / 2) gain = 1 / (1 - step / last);
    disc = next;
    last = step;
    if (Math.abs(step) < CONVERGED) break;
  }
  return { candidates, disc, gain };
}

/** The fit of a wave again, with the shape that a diffusion coefficient gives. */
function reshaped(candidate: Candidate, diffusion: number, cell: Cell): Candidate {
  const { wave, sweeps, fit } = candidate;
  if (!fit) return candidate;
  const p = cell.contactRadius * Math.sqrt((sweeps.unit * wave.scanRate) / diffusion);
  return { wave, sweeps, fit: significantFit(sweeps, Math.max(p, SMALLEST_P), fit.place.value) };
}

function pointsOf(candidates: readonly Candidate[]): LinePoint[] {
  return candidates.flatMap(({ wave, sweeps, fit }) =>
    fit
      ? [
          {
            scanRate: wave.scanRate,
            current: { value: sweeps.direction * fit.current.value, error: fit.current.error },
          },
        ]
      : [],
  );
}

const wavesOf = (candidates: readonly Candidate[]): WaveAnalysis[] =>
  candidates.map(({ wave, sweeps, fit }) => peaksOf(wave.scanRate, sweeps, fit));

function concluded({ candidates, disc, gain }: Settled, cell: Cell): DiffusionAnalysis {
  const points = pointsOf(candidates);
  const waves = wavesOf(candidates);
  const fits = LINE_MODELS.flatMap((model) => model(points, cell) ?? []).map((fit) => grown(fit, gain));
  const found = {
    model: 'disc',
    waves,
    fits,
    bValue: bValueOf(points),
    halfWave: halfWaveOf(waves),
  } as const;
  const line = fits[0];
  const chosen = fits.find((fit) => fit.model === 'disc');
  if (!disc || !chosen || !line) {
    const reason = `The peaks grow too little with the scan rate for ions that diffuse from a contact of radius ${nanometres(cell)}; no diffusion coefficient describes them.`;
    return { ...found, verdict: 'disc', diffusion: null, reason };
  }
  const calibration = calibrationError(contactDisc, points, cell);
  const diffusion = { ...chosen.diffusion, calibration };
  const matters = Math.abs(line.diffusion.value - diffusion.value) > MATTERS * diffusion.error;
  return {
    ...found,
    verdict: matters ? 'disc' : 'good',
    diffusion,
    reason: goodReason(candidates, diffusion, line.diffusion.value, cell, matters),
  };
}

/** The disc's error with what the shapes add; the other models' peaks follow the disc's D too little to matter. */
function grown(fit: LineFit, gain: number): LineFit {
  if (fit.model !== 'disc') return fit;
  const { diffusion, slope, intercept } = fit;
  return {
    ...fit,
    diffusion: { value: diffusion.value, error: diffusion.error * gain },
    slope: { value: slope.value, error: slope.error * gain },
    intercept: { value: intercept.value, error: intercept.error * gain },
    covariance: fit.covariance * gain * gain,
  };
}

/** 1σ of D from radius, concentration and temperature, each moved by its own ±1σ and the model solved again. */
export function calibrationError(model: LineModel, points: readonly LinePoint[], cell: Cell): number {
  const moved = (key: 'contactRadius' | 'concentration' | 'temperature', by: number): number =>
    model(points, { ...cell, [key]: cell[key] + by })?.diffusion.value ?? NaN;
  const half = (key: 'contactRadius' | 'concentration' | 'temperature', error: number): number =>
    error > 0 ? (moved(key, error) - moved(key, -error)) / 2 : 0;
  return Math.hypot(
    half('contactRadius', cell.contactRadiusError),
    half('concentration', cell.concentrationError),
    half('temperature', cell.temperatureError),
  );
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

function withoutNumber(
  verdict: 'clipped' | 'no_peak',
  candidates: readonly Candidate[],
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

const clippedReason = (clipped: number, all: number): string =>
  `${String(clipped)} of ${String(all)} voltammograms went beyond the amplifier’s range, so that peaks may be cut off.`;

function noPeakReason(waves: readonly Wave[], candidates: readonly Candidate[]): string {
  const broken = waves.filter((wave) => !isComplete(wave)).length;
  const rates = new Set(waves.map((wave) => wave.scanRate)).size;
  const found = ratesOf(candidates);
  const lost =
    broken > 0
      ? ` ${String(broken)} of ${String(waves.length)} voltammograms miss samples and were left out.`
      : '';
  return rates < 2
    ? `Voltammograms at one scan rate do not give a diffusion coefficient; at least two rates are needed.${lost}`
    : `A wave above the noise was found at ${String(found)} of ${String(rates)} scan rates; at least two are needed.${lost}`;
}

function goodReason(
  candidates: readonly Candidate[],
  diffusion: Estimate & { readonly calibration: number },
  line: number,
  cell: Cell,
  matters: boolean,
): string {
  const found = candidates.filter((c) => c.fit).length;
  const used = `${String(found)} of ${String(candidates.length)} voltammograms`;
  const percent = (100 * (line / diffusion.value - 1)).toFixed(0);
  const comparison = matters
    ? `ions spread sideways from a contact of radius ${nanometres(cell)}, for which a straight line through the origin reads ${percent} % off`
    : `a straight line through the origin agrees within the noise (${percent} %)`;
  return `D = ${diffusionText(diffusion)} from the peaks of ${used}; ${comparison}.`;
}

const nanometres = (cell: Cell): string => `${(cell.contactRadius * 1e9).toPrecision(3)} nm`;

const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** Value with both errors in cm²/s, e.g. `2.47 ± 0.03 (noise) ± 0.71 (calibration) × 10⁻¹¹ cm²/s`. */
function diffusionText({ value, error, calibration }: Estimate & { readonly calibration: number }): string {
  const power = Math.floor(Math.log10(value * 1e4));
  const scaled = (x: number): string => (x * 1e4 * 10 ** -power).toFixed(2);
  const digits = String(Math.abs(power)).replace(/\d/g, (d) => SUPERSCRIPTS[Number(d)] ?? d);
  const exponent = `${power < 0 ? '⁻' : ''}${digits}`;
  return `${scaled(value)} ± ${scaled(error)} (noise) ± ${scaled(calibration)} (calibration) × 10${exponent} cm²/s`;
}
