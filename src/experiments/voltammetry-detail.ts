/** What the inspector shows of a pixel with voltammograms at several rates: numbers, waves, line, approach curve. */
import { bandOf } from '../kinetics/band';
import { analyseDiffusion, type DiffusionAnalysis, type Estimate, type Peak } from '../kinetics/diffusion';
import type { HopTraces } from '../records/hop';
import type { PixelDetail, Plot, Recipe, Recorded, Series } from './experiment';
import { approachOf, cellOf, choiceOf, contactHeight, landingProblem, wavesOf } from './voltammetry';
import { diffusionText, evidenceOf, MODEL_TITLE, numbersOf } from './voltammetry-numbers';

const PICO = 1e12;
const NANO = 1e9;

type RecordedWave = ReturnType<typeof wavesOf>[number];

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
  const waves = wavesOf(hop, recorded);
  const cell = cellOf(recipe);
  const analysis = analyseDiffusion(
    waves.map((w) => w.wave),
    cell,
    choiceOf(hop, recorded, recipe),
  );
  const label = (wave: RecordedWave): string => recorded.labels[wave.step] ?? '';
  return {
    headline: analysis.diffusion
      ? `D ${diffusionText(inAll(analysis.diffusion))}`
      : 'No diffusion coefficient',
    reason: analysis.reason,
    good: analysis.diffusion !== null,
    numbers: numbersOf(analysis, height),
    plots: [wavePlot(waves, analysis, label), ...linePlot(analysis, bandOf(analysis)), ...approach],
    behind: {
      title: 'Models and tests',
      numbers: evidenceOf(analysis),
      plots: residualPlot(waves, analysis, label),
    },
  };
}

/** What a headline may claim: noise and calibration together. */
const inAll = ({ value, error, calibration }: NonNullable<DiffusionAnalysis['diffusion']>): Estimate => ({
  value,
  error: Math.hypot(error, calibration),
});

function wavePlot(
  waves: readonly RecordedWave[],
  analysis: DiffusionAnalysis,
  label: (w: RecordedWave) => string,
): Plot {
  const measured = waves.map((w): Series => ({
    kind: 'line',
    name: label(w),
    x: w.wave.potential,
    y: scaled(w.wave.current, PICO),
  }));
  const fitted = waves.flatMap((w, k): Series[] =>
    [analysis.waves[k]?.first, analysis.waves[k]?.reverse].flatMap((peak) =>
      peak ? [fitSeries(w, peak, label(w))] : [],
    ),
  );
  return {
    title: 'Voltammograms',
    x: { label: 'E', unit: 'V' },
    y: { label: 'i', unit: 'pA' },
    series: [...measured, ...fitted],
  };
}

function fitSeries({ wave }: RecordedWave, { curve }: Peak, name: string): Series {
  const { from, fitted } = curve();
  const x = Float64Array.from(fitted, (_, k) => wave.potential[from + k] ?? NaN);
  return { kind: 'fit', name: `${name}, fit`, x, y: scaled(fitted, PICO) };
}

/** What the fits leave of the recorded currents. */
function residualPlot(
  waves: readonly RecordedWave[],
  analysis: DiffusionAnalysis,
  label: (w: RecordedWave) => string,
): Plot[] {
  const series = waves.flatMap((w, k): Series[] =>
    [analysis.waves[k]?.first, analysis.waves[k]?.reverse].flatMap((peak) => {
      if (!peak) return [];
      const { from, fitted } = peak.curve();
      return [
        {
          kind: 'line',
          name: label(w),
          x: Float64Array.from(fitted, (_, i) => w.wave.potential[from + i] ?? NaN),
          y: Float64Array.from(fitted, (i, n) => ((w.wave.current[from + n] ?? NaN) - i) * PICO),
        },
      ];
    }),
  );
  if (series.length === 0) return [];
  return [{ title: 'Residuals', x: { label: 'E', unit: 'V' }, y: { label: 'i − fit', unit: 'pA' }, series }];
}

function linePlot(analysis: DiffusionAnalysis, band: ReturnType<typeof bandOf>): Plot[] {
  const points = analysis.waves.flatMap((w) =>
    w.first ? [{ root: Math.sqrt(w.scanRate), current: w.first.current }] : [],
  );
  if (points.length === 0) return [];
  const chosen = band?.chosen;
  const curves: Series[] = [
    ...(chosen
      ? [
          {
            kind: 'band',
            name: '95 % band',
            x: band.root,
            lower: scaled(chosen.lower, PICO),
            upper: scaled(chosen.upper, PICO),
          } as const,
          {
            kind: 'fit',
            name: MODEL_TITLE[chosen.model],
            x: band.root,
            y: scaled(chosen.current, PICO),
          } as const,
        ]
      : []),
    ...(band
      ? [
          {
            kind: 'line',
            name: 'textbook line',
            x: band.root,
            y: scaled(band.line.current, PICO),
          } as const,
        ]
      : []),
  ];
  return [
    {
      title: 'Peak current against √v',
      x: { label: '√v', unit: 'V½ s⁻½' },
      y: { label: 'ip', unit: 'pA' },
      series: [
        ...curves,
        {
          kind: 'points',
          name: 'first sweep',
          x: points.map((p) => p.root),
          y: points.map((p) => p.current.value * PICO),
          error: points.map((p) => p.current.error * PICO),
        },
      ],
    },
  ];
}

/** Tip current against the height above the contact, or above the end of the approach where there was none. */
function approachPlot(hop: HopTraces, recorded: Recorded, height: number | null): Plot[] {
  const { z, tip_current: current } = approachOf(hop, recorded)?.channels ?? {};
  if (!z || !current) return [];
  const origin = height ?? z.at(-1) ?? 0;
  const above = Float64Array.from(z, (v) => (v - origin) * NANO);
  const step = recorded.steps.find((s) => s.verb === 'APPROACH');
  const threshold = (step?.threshold ?? NaN) * PICO;
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

const scaled = (values: ArrayLike<number>, factor: number): Float64Array =>
  Float64Array.from(values, (v) => v * factor);
