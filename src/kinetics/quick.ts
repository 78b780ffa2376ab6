/** The simple picture of a visit: a reversible couple behind a small resistance, under a contact disc or planar. */
import { allPassed, testsOf } from './acceptance';
import type { DiffusionAnalysis } from './analysis';
import { calibrationError } from './lines/calibration';
import type { Candidate } from './sweeps/candidates';
import { capacitanceOf } from './capacitance';
import { thermal } from './constants';
import { strayOf } from './whole/effects';
import { weightedMean, type Estimate } from './numerics/estimate';
import { bValueOf, undropped, type Cell, type LineFit, type LinePoint } from './lines/line';
import { LINE_MODEL, LINE_MODELS, weightsOf } from './lines/line-models';
import { discReason, lineReason, repeatReason, strayReason, type Tally } from './reasons';
import { repeatOf } from './repeat';
import { reverseDiffusion } from './reverse';
import { semiIntegralDiffusion } from './sweeps/semi-integral';
import type { Settled, Spread } from './settle';
import type { Track } from './sweeps/track';
import { lineVerdict, namedEffect } from './verdict';
import { peaksOf, withoutPeaks, type WaveAnalysis } from './sweeps/wave-peaks';

/** The analysis, and whether nothing speaks against it. */
export function concluded(
  settled: Settled,
  candidates: readonly Candidate[],
  cell: Cell,
  tally: Tally,
): { readonly analysis: DiffusionAnalysis; readonly accepted: boolean } {
  const model = settled.spread === 'disc' ? 'disc' : 'line';
  const waves = wavesOf(candidates, settled, cell);
  const points = pointsOf(settled);
  const fits: LineFit[] = [];
  for (const fitted of LINE_MODELS) {
    const fit = fitted(points, cell);
    if (fit) fits.push(fit.model === 'disc' && model === 'disc' ? replaced(fit, settled.diffusion) : fit);
  }
  const weights = weightsFor(fits, points, cell);
  const diffusion = {
    value: settled.diffusion.value,
    error: settled.diffusion.error,
    calibration: calibrationError(LINE_MODEL[model], points, cell),
  };
  const plain = fits[0]?.diffusion.value ?? NaN;
  const capacitance = capacitanceOf(settled.tracks);
  const rates: number[] = [];
  const peaks: number[] = [];
  for (const { scanRate, current } of points) {
    rates.push(scanRate);
    peaks.push(Math.abs(current.value));
  }
  const stray = capacitance ? strayOf(rates, peaks, capacitance.value) : 0;
  const named = namedEffect({ stray_capacitance: stray });
  const verdict = named ?? lineVerdict(plain, diffusion, settled.spread);
  const repeat = repeatOf(waves);
  const tests = testsOf(settled, cell);
  const sentence =
    named && capacitance
      ? strayReason(diffusion, capacitance, stray, tally)
      : verdict === 'disc'
        ? discReason(diffusion, plain, cell.contactRadius, tally)
        : lineReason(diffusion, plain, tally);
  return {
    accepted: allPassed(tests),
    analysis: {
      verdict,
      model,
      diffusion,
      waves,
      fits,
      weights,
      explanations: [],
      tests,
      evidence: weights[fits.findIndex((fit) => fit.model === model)] ?? NaN,
      bValue: bValueOf(points),
      halfWave: halfWaveOf(waves),
      resistance: settled.resistance,
      capacitance,
      rateConstant: null,
      reverse: reverseDiffusion(settled, cell, thermal(cell.temperature)),
      repeat,
      secondOpinion: () => opinionOf(settled, settled.spread, cell, diffusion.value),
      reason: sentence + (repeat ? repeatReason(repeat) : ''),
    },
  };
}

/** How much the peaks, without what the resistance takes off them, speak for each model; models of diffusion see no others. */
function weightsFor(fits: readonly LineFit[], points: readonly LinePoint[], cell: Cell): number[] {
  const free = undropped(points);
  const fair: LineFit[] = [];
  for (const fit of fits) {
    const { model } = fit;
    const isFair = model === 'wave' || model === 'disc' || model === 'layer';
    fair.push(isFair ? fit : (LINE_MODEL[model](free, cell) ?? fit));
  }
  return weightsOf(fair, points.length);
}

/** D from the semi-integrals of what has been settled. */
export const opinionOf = (settled: Settled, spread: Spread, cell: Cell, start: number): Estimate | null =>
  semiIntegralDiffusion(settled.tracks, cell, spread, start);

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
  const points: LinePoint[] = [];
  for (const { wave, first } of tracks) {
    if (!first.shape) continue;
    const { crest, free } = first.shape;
    points.push({
      scanRate: wave.scanRate,
      current: heightOf(first, crest.value),
      undropped: heightOf(first, free.value),
    });
  }
  return points;
}

/** Peak current, A, signed, of a shape that is so high. */
const heightOf = ({ sweep, amplitude, variance, amplitudeSpread }: Track, height: number): Estimate => ({
  value: sweep.direction * amplitude * height,
  error: Math.sqrt(variance * amplitudeSpread) * height,
});

export function wavesOf(
  candidates: readonly Candidate[],
  settled: Settled | null,
  cell: Cell,
): WaveAnalysis[] {
  const leakError = (settled?.leak.error ?? NaN) / thermal(cell.temperature);
  const waves: WaveAnalysis[] = [];
  for (const { wave } of candidates) waves.push(withoutPeaks(wave.scanRate));
  for (const tracks of settled?.tracks ?? []) waves[tracks.index] = peaksOf(tracks, leakError);
  return waves;
}

/** Mean over the waves; of a wave the middle between both sweeps, where lags cancel, or the first sweep alone. */
export function halfWaveOf(waves: readonly WaveAnalysis[]): Estimate | null {
  const middles: Estimate[] = [];
  for (const { first, reverse } of waves) {
    if (!first) continue;
    const a = first.halfWave;
    const b = (reverse ?? first).halfWave;
    const error = reverse ? Math.hypot(a.error, b.error) / 2 : a.error;
    middles.push({ value: (a.value + b.value) / 2, error });
  }
  return weightedMean(middles);
}
