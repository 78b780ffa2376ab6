/** What the inspector shows of a pixel with voltammograms at several rates: numbers, waves, line, approach curve. */
import { analyseDiffusion, type DiffusionAnalysis } from '../../kinetics/diffusion';
import type { HopTraces } from '../../records/hop';
import { approachPlot } from '../landing/approach-plot';
import type { Recipe, Recorded } from '../experiment';
import type { PixelDetail } from '../shown';
import { contactHeight, landingProblem } from '../landing/landed';
import { backgroundNumbers } from './background';
import { cellOf, choiceOf, wavesOf } from './voltammetry';
import {
  diffusionText,
  evidenceOf,
  heightNumbers,
  inAll,
  numbersOf,
  ratioNumbers,
  separationNumbers,
} from './numbers';
import { linePlot, residualPlot, wavePlot, type LabelledWave } from './plots';

const PICO = 1e12;
const PICOAMPERE = { unit: 'pA', factor: PICO };

/** What an experiment shows beside the diffusion coefficient. */
type More = (
  waves: readonly LabelledWave[],
  analysis: DiffusionAnalysis,
) => Pick<PixelDetail, 'plots'> & Partial<PixelDetail>;

export function voltammetryDetail(
  hop: HopTraces,
  recorded: Recorded,
  recipe: Recipe,
  more?: More,
): PixelDetail {
  const height = contactHeight(hop, recorded);
  const approach = approachPlot(hop, recorded, height);
  const problem = landingProblem(hop);
  if (problem) {
    return {
      headline: 'No diffusion coefficient',
      reason: problem,
      good: false,
      numbers: [],
      plots: approach,
    };
  }
  const waves = wavesOf(hop, recorded, recipe).map(({ step, wave }): LabelledWave => ({
    wave,
    label: recorded.labels[step] ?? '',
  }));
  const cell = cellOf(recipe);
  const analysis = analyseDiffusion(
    waves.map((w) => w.wave),
    cell,
    choiceOf(hop, recorded, recipe),
  );
  const { plots = [], ...others } = more?.(waves, analysis) ?? {};
  return {
    headline: analysis.diffusion
      ? `D ${diffusionText(inAll(analysis.diffusion))}`
      : 'No diffusion coefficient',
    reason: analysis.reason,
    good: analysis.diffusion !== null,
    numbers: [
      ...numbersOf(analysis),
      // An experiment that finds peaks without a model tells their separation itself.
      ...(more ? [] : separationNumbers(analysis)),
      ...ratioNumbers(analysis),
      ...heightNumbers(height),
    ],
    plots: [wavePlot(waves, analysis, PICOAMPERE), ...plots, ...linePlot(analysis, PICOAMPERE), ...approach],
    behind: {
      title: 'Models and tests',
      numbers: [...evidenceOf(analysis), ...backgroundNumbers(recipe)],
      plots: residualPlot(waves, analysis, PICOAMPERE),
    },
    ...others,
  };
}
