/** What the inspector shows of a pixel with voltammograms at several rates: numbers, waves, line, approach curve. */
import { bandOf } from '../kinetics/band';
import {
  analyseDiffusion,
  type DiffusionAnalysis,
  type Estimate,
  type Model,
  type Peak,
} from '../kinetics/diffusion';
import { exponentOf, fixed, powerOfTen, quantity, withError } from '../quantity';
import type { HopTraces, StepTrace } from '../records/hop';
import type { PixelDetail, Plot, Program, Recipe, Series } from './experiment';
import { approachOf, cellOf, contactHeight, landingProblem, wavesOf } from './voltammetry';

const CM2 = 1e4;
const PICO = 1e12;
const NANO = 1e9;

const MODEL_TITLE: Readonly<Record<Model, string>> = {
  line: 'line through the origin',
  intercept: 'line with intercept',
  disc: 'contact disc',
  layer: 'finite layer',
  mixed: 'k₁v + k₂√v',
  wave: 'whole wave',
};

type RecordedWave = ReturnType<typeof wavesOf>[number];

export function voltammetryDetail(hop: HopTraces, program: Program, recipe: Recipe): PixelDetail {
  const height = contactHeight(hop, program);
  const approach = approachPlot(approachOf(hop, program), height);
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
  const waves = wavesOf(hop, program);
  const cell = cellOf(recipe);
  const analysis = analyseDiffusion(
    waves.map((w) => w.wave),
    cell,
  );
  const label = (wave: RecordedWave): string => program.labels[wave.step] ?? '';
  return {
    headline: analysis.diffusion
      ? `D ${quantity(withError(analysis.diffusion.value * CM2, analysis.diffusion.error * CM2), 'cm²/s')}`
      : 'No diffusion coefficient',
    reason: analysis.reason,
    good: analysis.diffusion !== null,
    numbers: [...diffusionNumbers(analysis), ...waveNumbers(analysis), ...heightNumber(height)],
    plots: [wavePlot(waves, analysis, label), ...linePlot(analysis, bandOf(analysis)), ...approach],
  };
}

type Numbers = PixelDetail['numbers'];

function diffusionNumbers({ diffusion, model, fits, bValue }: DiffusionAnalysis): Numbers {
  if (!diffusion) return [];
  const line = fits.find((f) => f.model === 'line');
  return [
    {
      label: 'u(D), noise',
      text: shared(diffusion.error, diffusion.value),
      title: 'One standard deviation of D from the amplifier’s noise',
    },
    {
      label: 'u(D), calibration',
      text: shared(diffusion.calibration, diffusion.value),
      title: 'One standard deviation of D from radius, concentration and temperature',
    },
    { label: 'Model', text: MODEL_TITLE[model], title: 'Shape of diffusion behind D' },
    ...(line
      ? [
          {
            label: 'Textbook line',
            text: diffusionText(line.diffusion),
            title: 'D of the straight line through the origin',
          },
        ]
      : []),
    ...(bValue
      ? [
          {
            label: 'b',
            text: estimateText(bValue, 1, ''),
            title: 'Slope of log peak current on log scan rate',
          },
        ]
      : []),
  ];
}

function waveNumbers({ halfWave, waves }: DiffusionAnalysis): Numbers {
  const slowest = waves.reduce<(typeof waves)[number] | null>(
    (least, w) => (w.separation && (!least || w.scanRate < least.scanRate) ? w : least),
    null,
  );
  const separation = slowest?.separation;
  return [
    ...(halfWave
      ? [{ label: 'E½', text: estimateText(halfWave, 1, 'V'), title: 'Half-wave potential' }]
      : []),
    ...(slowest && separation
      ? [
          {
            label: `ΔEp at ${String(slowest.scanRate)} V/s`,
            text: estimateText(separation, 1e3, 'mV'),
            title: 'Distance of anodic and cathodic peak',
          },
        ]
      : []),
  ];
}

const heightNumber = (height: number | null): Numbers =>
  height === null
    ? []
    : [{ label: 'Height', text: quantity(fixed(height * NANO, 1), 'nm'), title: 'z at contact' }];

const estimateText = ({ value, error }: Estimate, factor: number, unit: string): string =>
  quantity(withError(value * factor, error * factor), unit);

const diffusionText = (d: Estimate): string => estimateText(d, CM2, 'cm²/s');

/** An uncertainty with the power of ten of its value: `± 0.99 × 10⁻¹¹ cm²/s`. */
function shared(error: number, value: number): string {
  const power = exponentOf(value * CM2);
  return quantity(`± ${((error * CM2) / 10 ** power).toPrecision(2)} × ${powerOfTen(power)}`, 'cm²/s');
}

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

function linePlot(analysis: DiffusionAnalysis, band: ReturnType<typeof bandOf>): Plot[] {
  const points = analysis.waves.flatMap((w) =>
    w.first ? [{ root: Math.sqrt(w.scanRate), current: w.first.current }] : [],
  );
  if (points.length === 0) return [];
  const curves: Series[] = band
    ? [
        {
          kind: 'band',
          name: '95 % band',
          x: band.root,
          lower: scaled(band.chosen.lower, PICO),
          upper: scaled(band.chosen.upper, PICO),
        },
        {
          kind: 'fit',
          name: MODEL_TITLE[band.chosen.model],
          x: band.root,
          y: scaled(band.chosen.current, PICO),
        },
        { kind: 'line', name: 'textbook line', x: band.root, y: scaled(band.line.current, PICO) },
      ]
    : [];
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
function approachPlot(approach: StepTrace | undefined, height: number | null): Plot[] {
  const { z, tip_current: current } = approach?.channels ?? {};
  if (!z || !current) return [];
  const origin = height ?? z.at(-1) ?? 0;
  return [
    {
      title: 'Approach curve',
      x: { label: 'z above contact', unit: 'nm' },
      y: { label: 'i', unit: 'pA' },
      series: [
        {
          kind: 'line',
          name: 'tip current',
          x: Float64Array.from(z, (v) => (v - origin) * NANO),
          y: scaled(current, PICO),
        },
      ],
    },
  ];
}

const scaled = (values: ArrayLike<number>, factor: number): Float64Array =>
  Float64Array.from(values, (v) => v * factor);
