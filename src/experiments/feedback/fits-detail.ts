/** What a person sees of an approach curve above a mediator's surface: the curve over L = d/r with the three fits, and what is left. */
import { quantity, significant, withError } from '../../quantity';
import type { Recipe } from '../experiment';
import type { PixelDetail, Plot, Table } from '../shown';
import { numberOf } from '../recipe/recipe';
import { currentOf, type SurfaceFits } from './surface-fits';

const HEADLINES = { insulating: 'Insulating', conducting: 'Conducting', undecided: 'Undecided' } as const;
const PERCENT = 100;
/** Beyond what was measured, as a part of it. */
const MARGIN = 0.15;
/** m/s → cm/s. */
const CENTIMETRES = 100;

/** A rate constant with its interval, cm/s, as far as it is bounded. */
export function rateText({ value, low, high }: SurfaceFits['k']): string {
  const shown = (k: number): string => significant(k * CENTIMETRES);
  if (low > 0 && Number.isFinite(high)) return `${shown(value)} (${shown(low)} … ${shown(high)})`;
  if (low > 0) return `> ${shown(low)}`;
  return Number.isFinite(high) ? `< ${shown(high)}` : 'any';
}

export function fitsDetail(found: SurfaceFits, recipe: Recipe): Omit<PixelDetail, 'reason' | 'good'> {
  const { verdict, best, k } = found;
  const bounds = quantity(rateText(k), 'cm/s');
  const { farCurrent, height, radius, wallRatio, scatter } = best;
  return {
    headline:
      verdict === 'kinetic'
        ? `k ${quantity(significant(k.value * CENTIMETRES), 'cm/s')}`
        : HEADLINES[verdict],
    numbers: [
      { label: 'k', text: bounds, title: '95 %, of noise and of what the approximation is off by' },
      {
        label: 'i far away',
        text: quantity(withError(farCurrent.value * 1e12, farCurrent.error * 1e12), 'pA'),
        title: 'Of the fit',
      },
      {
        label: 'Surface at z',
        text: quantity(withError(height.value * 1e9, height.error * 1e9), 'nm'),
        title: 'Where the disc would touch it',
      },
      {
        label: 'r',
        text: quantity(withError(radius.value * 1e6, radius.error * 1e6), 'µm'),
        title: radius.error > 0 ? 'Fitted' : 'As given',
      },
      {
        label: 'RG',
        text: withError(wallRatio.value, wallRatio.error),
        title: wallRatio.error > 0 ? 'Fitted' : 'As given',
      },
      {
        label: 'Scatter',
        text: quantity(significant((PERCENT * scatter) / farCurrent.value, 2), '%'),
        title: 'rms of what the fit leaves, over the current far away',
      },
    ],
    plots: [curvePlot(found, recipe), residualPlot(found, recipe)],
    tables: [fitTable(found)],
  };
}

const distances = ({ best, curve }: SurfaceFits): Float64Array =>
  curve.z.map((z) => (z - best.height.value) / best.radius.value);

function curvePlot(found: SurfaceFits, recipe: Recipe): Plot {
  const { curve, fits, best } = found;
  const diffusivity = numberOf(recipe, 'mediatorDiffusion');
  const far = best.farCurrent.value;
  const x = distances(found);
  const y = curve.current.map((i) => i / far);
  const [least, most] = [y.reduce((a, b) => Math.min(a, b), 1), y.reduce((a, b) => Math.max(a, b), 1)];
  const margin = MARGIN * (most - least);
  return {
    title: 'Current against distance',
    x: { label: 'L = d / r', unit: '' },
    y: { label: 'i / i far', unit: '', range: [Math.max(0, least - margin), most + margin] },
    series: [
      { kind: 'line', name: 'measured', x, y },
      ...fits.map(
        (fit) =>
          ({
            kind: 'fit',
            name: fit.surface,
            x,
            y: curve.z.map((z) => currentOf(fit, z, diffusivity) / far),
          }) as const,
      ),
    ],
  };
}

function residualPlot(found: SurfaceFits, recipe: Recipe): Plot {
  const { curve, best } = found;
  const diffusivity = numberOf(recipe, 'mediatorDiffusion');
  const x = distances(found);
  const left = (i: number, k: number): number => i - currentOf(best, curve.z[k] ?? NaN, diffusivity);
  const ends = [x[x.length - 1] ?? NaN, x[0] ?? NaN];
  return {
    title: `What the ${best.surface} fit leaves`,
    x: { label: 'L = d / r', unit: '' },
    y: { label: 'i − fit', unit: 'pA' },
    series: [
      { kind: 'line', name: 'residual', x, y: curve.current.map((i, k) => left(i, k) * 1e12) },
      { kind: 'fit', name: best.surface, x: ends, y: [0, 0] },
    ],
  };
}

const fitTable = ({ fits }: SurfaceFits): Table => ({
  title: 'Fits',
  columns: ['surface', 'scatter, pA', 'z, nm', 'i far, pA'],
  rows: fits.map(({ surface, scatter, height, farCurrent }) => [
    surface,
    significant(scatter * 1e12, 2),
    withError(height.value * 1e9, height.error * 1e9),
    withError(farCurrent.value * 1e12, farCurrent.error * 1e12),
  ]),
});
