/** The analysis where the simple picture does not hold: the voltammograms as a whole, under the hypothesis they speak for. */
import type { DiffusionAnalysis } from '../analysis';
import { calibrationError, spreadOf } from '../lines/calibration';
import type { Candidate } from '../sweeps/candidates';
import { thermal } from '../constants';
import { effectsOf } from './effects';
import type { Estimate } from '../numerics/estimate';
import { explain, isAcceptable } from './hypotheses';
import { bValueOf, currentScale, type Cell, type LinePoint } from '../lines/line';
import { LINE_MODEL, LINE_MODELS, weightsOf } from '../lines/line-models';
import { NO_RESISTANCE, noShapeReason, repeatReason, twoPhaseReason, wholeReason } from '../reasons';
import { opinionOf } from '../quick';
import type { Settled } from '../settle';
import { structureOf } from '../sweeps/structure';
import { crestOf } from '../sweeps/template';
import { wholeVerdict } from '../verdict';
import { visitOf } from './visit';
import { withoutPeaks, type WaveAnalysis } from '../sweeps/wave-peaks';
import { wholePeaks } from './whole-peaks';
import type { Guess, Visit, WholeFit } from './whole-wave';

/** Residuals of this part of the highest peak are more than a model may leave. */
const CRUDE = 0.06;

/** Null where there is nothing to fit. The simple picture, if it came to anything, tells where to begin. */
export function explained(
  candidates: readonly Candidate[],
  picture: { readonly settled: Settled; readonly analysis: DiffusionAnalysis } | null,
  cell: Cell,
): DiffusionAnalysis | null {
  const settled = picture?.settled ?? null;
  const visit = visitOf(candidates, cell);
  const guess = visit && guessOf(visit, settled);
  const explanations = guess ? explain(visit, guess) : [];
  const [best] = explanations;
  if (!visit || !best) return null;
  const { fit } = best;
  const peaks = wholePeaks(visit.waves, fit);
  const waves = candidates.map(({ wave }): WaveAnalysis => {
    const place = visit.waves.findIndex((w) => w.wave === wave);
    return peaks[place] ?? withoutPeaks(wave.scanRate);
  });
  const points = pointsOf(waves);
  const fits = LINE_MODELS.flatMap((model) => model(points, cell) ?? []);
  const plain = fits[0]?.diffusion.value ?? NaN;
  const effects = effectsOf(visit.waves, fit);
  const slowest = thermal(cell.temperature) * Math.min(...visit.waves.map(({ wave }) => wave.scanRate));
  const crude = !isAcceptable(fit) && crudeness(visit, fit) > CRUDE;
  const verdict = wholeVerdict(fit, effects, plain, slowest);
  const repeat = picture?.analysis.repeat ?? null;
  const refused = verdict === 'two_phase' || crude;
  const inflation = Math.sqrt(Math.max(1, fit.misfit));
  const diffusion = {
    value: fit.diffusion.value,
    error: fit.diffusion.error * inflation,
    calibration: calibrationOf(fit, visit, cell),
  };
  const reason =
    verdict === 'two_phase'
      ? twoPhaseReason(fit, plain)
      : crude
        ? noShapeReason(fit)
        : wholeReason(verdict, diffusion, fit, effects, plain);
  return {
    verdict: crude && verdict !== 'two_phase' ? 'no_peak' : verdict,
    model: 'wave',
    diffusion: refused ? null : diffusion,
    waves,
    fits,
    weights: weightsOf(fits, points.length),
    explanations,
    tests: picture?.analysis.tests ?? null,
    evidence: best.weight,
    bValue: bValueOf(points),
    halfWave: fit.halfWave,
    resistance: refused ? null : fit.resistance,
    capacitance: fit.capacitance,
    rateConstant: refused ? null : fit.rateConstant,
    reverse: null,
    repeat,
    secondOpinion: () => settled && opinionOf(settled, fit.hypothesis.spread, cell, fit.diffusion.value),
    reason: reason + (refused ? NO_RESISTANCE : '') + (repeat ? repeatReason(repeat) : ''),
  };
}

/** From what has been settled, or from where the first sweeps stand highest above a straight line. */
function guessOf({ waves, cell }: Visit, settled: Settled | null): Guess | null {
  if (settled) {
    const { first, reverse } = settled.shift;
    const halfWave = reverse ? (first.value + reverse.value) / 2 : first.value;
    return { diffusion: settled.diffusion.value, halfWave, resistance: settled.resistance.value };
  }
  for (const { wave, sweeps } of waves) {
    const found = structureOf(sweeps.first);
    if (!found) continue;
    const { x, value } = crestOf(Infinity);
    const root = found.height / value / currentScale(cell);
    const place = ((found.at - x) * sweeps.direction) / sweeps.unit;
    return { diffusion: root ** 2 / wave.scanRate, halfWave: sweeps.origin + place, resistance: 0 };
  }
  return null;
}

const pointsOf = (waves: readonly WaveAnalysis[]): LinePoint[] =>
  waves.flatMap(({ scanRate, first }) => (first ? [{ scanRate, current: first.current }] : []));

/** Root mean square of the blocks' residuals over the highest peak. */
function crudeness({ deviation }: Visit, { misfit, wave }: WholeFit): number {
  const noise = deviation.reduce((sum, d) => sum + d * d, 0) / deviation.length;
  const highest = wave.reduce((most, i) => Math.max(most, i), 0);
  return Math.sqrt((misfit * noise) / 4) / highest;
}

/** Of a disc as of its peaks; otherwise D goes with (A·C)⁻² and with temperature as the planar wave's does. */
function calibrationOf({ hypothesis, diffusion }: WholeFit, { waves }: Visit, cell: Cell): number {
  if (hypothesis.spread === 'planar') {
    const { contactRadius, concentration, temperature } = cell;
    return spreadOf((moved) => {
      const scale = (moved.contactRadius / contactRadius) ** -4 * (moved.concentration / concentration) ** -2;
      return diffusion.value * scale * (moved.temperature / temperature);
    }, cell);
  }
  const points = waves.map(({ wave }): LinePoint => {
    const p = cell.contactRadius * Math.sqrt((thermal(cell.temperature) * wave.scanRate) / diffusion.value);
    const value = currentScale(cell) * Math.sqrt(diffusion.value * wave.scanRate) * crestOf(p).value;
    const current: Estimate = { value, error: value };
    return { scanRate: wave.scanRate, current };
  });
  return calibrationError(LINE_MODEL.disc, points, cell);
}
