/** The pictures of voltammograms at several rates: waves with their fits, residuals, peaks against √v. */
import { bandOf } from '../../kinetics/lines/band';
import type { DiffusionAnalysis, Peak, Wave } from '../../kinetics/diffusion';
import type { MapSpec } from '../experiment';
import type { Plot, Series } from '../shown';
import { MODEL_TITLE } from './numbers';

/** A voltammogram and what it is called in legends. */
export interface LabelledWave {
  readonly label: string;
  readonly wave: Wave;
}

/** Unit of currents shown to people, and its factor from ampere. */
type Shown = MapSpec['shown'];

/** Recorded currents against the potential, and what was fitted to them. */
export function wavePlot(
  waves: readonly LabelledWave[],
  analysis: DiffusionAnalysis | null,
  shown: Shown,
): Plot {
  const measured = waves.map((w): Series => ({
    kind: 'line',
    name: w.label,
    x: w.wave.potential,
    y: scaled(w.wave.current, shown.factor),
  }));
  const fitted = waves.flatMap((w, k): Series[] =>
    [analysis?.waves[k]?.first, analysis?.waves[k]?.reverse].flatMap((peak) =>
      peak ? [fitSeries(w, peak, shown)] : [],
    ),
  );
  return {
    title: 'Voltammograms',
    x: { label: 'E', unit: 'V' },
    y: { label: 'i', unit: shown.unit },
    series: [...measured, ...fitted],
  };
}

function fitSeries({ wave, label }: LabelledWave, { curve }: Peak, { factor }: Shown): Series {
  const { from, fitted } = curve();
  const x = Float64Array.from(fitted, (_, k) => wave.potential[from + k] ?? NaN);
  return { kind: 'fit', name: `${label}, fit`, x, y: scaled(fitted, factor) };
}

/** What the fits leave of the recorded currents. */
export function residualPlot(
  waves: readonly LabelledWave[],
  analysis: DiffusionAnalysis,
  { unit, factor }: Shown,
): Plot[] {
  const series = waves.flatMap((w, k): Series[] =>
    [analysis.waves[k]?.first, analysis.waves[k]?.reverse].flatMap((peak) => {
      if (!peak) return [];
      const { from, fitted } = peak.curve();
      return [
        {
          kind: 'line',
          name: w.label,
          x: Float64Array.from(fitted, (_, i) => w.wave.potential[from + i] ?? NaN),
          y: Float64Array.from(fitted, (i, n) => ((w.wave.current[from + n] ?? NaN) - i) * factor),
        },
      ];
    }),
  );
  if (series.length === 0) return [];
  return [{ title: 'Residuals', x: { label: 'E', unit: 'V' }, y: { label: 'i − fit', unit }, series }];
}

/** Peak currents of the first sweeps against √v with the chosen model, its band, and the textbook's line. */
export function linePlot(analysis: DiffusionAnalysis, { unit, factor }: Shown): Plot[] {
  const points = analysis.waves.flatMap((w) =>
    w.first ? [{ root: Math.sqrt(w.scanRate), current: w.first.current }] : [],
  );
  if (points.length === 0) return [];
  const band = bandOf(analysis);
  const chosen = band?.chosen;
  const curves: Series[] = [
    ...(chosen
      ? [
          {
            kind: 'band',
            name: '95 % band',
            x: band.root,
            lower: scaled(chosen.lower, factor),
            upper: scaled(chosen.upper, factor),
          } as const,
          {
            kind: 'fit',
            name: MODEL_TITLE[chosen.model],
            x: band.root,
            y: scaled(chosen.current, factor),
          } as const,
        ]
      : []),
    ...(band
      ? [
          {
            kind: 'line',
            name: 'textbook line',
            x: band.root,
            y: scaled(band.line.current, factor),
          } as const,
        ]
      : []),
  ];
  return [
    {
      title: 'Peak current against √v',
      x: { label: '√v', unit: 'V½ s⁻½' },
      y: { label: 'ip', unit },
      series: [
        ...curves,
        {
          kind: 'points',
          name: 'first sweep',
          x: points.map((p) => p.root),
          y: points.map((p) => p.current.value * factor),
          error: points.map((p) => p.current.error * factor),
        },
      ],
    },
  ];
}

export const scaled = (values: ArrayLike<number>, factor: number): Float64Array =>
  Float64Array.from(values, (v) => v * factor);
