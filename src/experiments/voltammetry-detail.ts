/** What the inspector shows of a pixel with voltammograms at several rates: numbers, waves, line, approach curve. */
import { analyseDiffusion, type DiffusionAnalysis, type Estimate } from '../kinetics/diffusion';
import type { HopTraces } from '../records/hop';
import type { PixelDetail, Plot, Recipe, Recorded, Series } from './experiment';
import { approachOf, approachPlace, contactHeight, landingProblem } from './landed';
import { cellOf, choiceOf, wavesOf } from './voltammetry';
import { diffusionText, evidenceOf, numbersOf } from './voltammetry-numbers';
import { linePlot, residualPlot, scaled, wavePlot, type LabelledWave } from './voltammetry-plots';

const PICO = 1e12;
const NANO = 1e9;
const PICOAMPERE = { unit: 'pA', factor: PICO };

export function voltammetryDetail(hop: HopTraces, recorded: Recorded, recipe: Recipe): PixelDetail {
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
  const waves = wavesOf(hop, recorded).map(({ step, wave }): LabelledWave => ({
    wave,
    label: recorded.labels[step] ?? '',
  }));
  const cell = cellOf(recipe);
  const analysis = analyseDiffusion(
    waves.map((w) => w.wave),
    cell,
    choiceOf(hop, recorded, recipe),
  );
  return {
    headline: analysis.diffusion
      ? `D ${diffusionText(inAll(analysis.diffusion))}`
      : 'No diffusion coefficient',
    reason: analysis.reason,
    good: analysis.diffusion !== null,
    numbers: numbersOf(analysis, height),
    plots: [wavePlot(waves, analysis, PICOAMPERE), ...linePlot(analysis, PICOAMPERE), ...approach],
    behind: {
      title: 'Models and tests',
      numbers: evidenceOf(analysis),
      plots: residualPlot(waves, analysis, PICOAMPERE),
    },
  };
}

/** What a headline may claim: noise and calibration together. */
const inAll = ({ value, error, calibration }: NonNullable<DiffusionAnalysis['diffusion']>): Estimate => ({
  value,
  error: Math.hypot(error, calibration),
});

/** Tip current against the height above the contact, or above the end of the approach where there was none. */
function approachPlot(hop: HopTraces, recorded: Recorded, height: number | null): Plot[] {
  const { z, tip_current: current } = approachOf(hop, recorded)?.channels ?? {};
  if (!z || !current) return [];
  const origin = height ?? z.at(-1) ?? 0;
  const above = Float64Array.from(z, (v) => (v - origin) * NANO);
  const step = recorded.steps[approachPlace(hop, recorded)];
  const threshold = (step?.verb === 'APPROACH' ? step.threshold : NaN) * PICO;
  const ends = [Math.min(...above), Math.max(...above)];
  const mark = (level: number): Series => ({ kind: 'line', name: 'threshold', x: ends, y: [level, level] });
  return [
    {
      title: 'Approach curve',
      x: { label: 'z above contact', unit: 'nm' },
      // The transient of the contact is many times the threshold and would flatten all that led to it.
      y: { label: 'i', unit: 'pA', range: [-4 * threshold, 4 * threshold] },
      series: [
        { kind: 'line', name: 'tip current', x: above, y: scaled(current, PICO) },
        mark(threshold),
        mark(-threshold),
      ],
    },
  ];
}
