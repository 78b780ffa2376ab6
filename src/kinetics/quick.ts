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
  const fits = LINE_MODELS.flatMap((fit) => fit(points, cell) ?? []).map((fit) =>
    fit.model === 'disc' && model === 'disc' ? replaced(fit, settled.diffusion) : fit,
  );
  const weights = weightsFor(fits, points, cell);
  const diffusion = {
    ...settled.diffusion,
    calibration: calibrationError(LINE_MODEL[model], points, cell),
  };
  const plain = fits[0]?.diffusion.value ?? NaN;
  const capacitance = capacitanceOf([...settled.tracks.values()]);
  const rates = points.map((p) => p.scanRate);
  const peaks = points.map((p) => Math.abs(p.current.value));
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
  return weightsOf(
    fits.map((fit) => {
      const { model } = fit;
      return model === 'wave' || model === 'disc' || model === 'layer'
        ? fit
        : (LINE_MODEL[model](free, cell) ?? fit);
    }),
    points.length,
  );
}

/** D from the semi-integrals of what has been settled. */
export const opinionOf = (settled: Settled, spread: Spread, cell: Cell, start: number): Estimate | null =>
  semiIntegralDiffusion([...settled.tracks.values()], cell, spread, start);

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

export function wavesOf(
  candidates: readonly Candidate[],
  settled: Settled | null,
  cell: Cell,
): WaveAnalysis[] {
  const leakError = (settled?.leak.error ?? NaN) / thermal(cell.temperature);
  return candidates.map(({ wave }, k) => {
    const tracks = settled?.tracks.get(k);
    return tracks ? peaksOf(tracks, leakError) : withoutPeaks(wave.scanRate);
  });
}

/** Mean over the waves; of a wave the middle between both sweeps, where lags cancel, or the first sweep alone. */
export function halfWaveOf(waves: readonly WaveAnalysis[]): Estimate | null {
  return weightedMean(
    waves.flatMap(({ first, reverse }) => {
      if (!first) return [];
      if (!reverse) return [first.halfWave];
      const value = (first.halfWave.value + reverse.halfWave.value) / 2;
      return [{ value, error: Math.hypot(first.halfWave.error, reverse.halfWave.error) / 2 }];
    }),
  );
}
