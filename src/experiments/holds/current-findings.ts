/** What a map of currents says as a whole: its middle, the share below a level, height and current together, particles. */
import { NORMAL_95 } from '../../kinetics/numerics/statistics';
import { correlationOf } from '../../maps/correlation';
import { histogramOf } from '../../maps/histogram';
import { findParticles, type Particle } from '../../maps/particles';
import { count, quantity, significant } from '../../quantity';
import type { Figure, Findings, MapSpec, MeasuredMaps, Recipe } from '../experiment';
import type { Plot, Table } from '../shown';
import { medianFigure, NO_FINDINGS, sortedNumbers } from '../results/findings';
import { NANOMETRE, PICOAMPERE } from '../results/map-specs';
import { numberOf } from '../recipe/recipe';
import { aboveGround } from './substrate';

const PERCENT = { unit: '%', factor: 100 };
const ONE = { unit: '', factor: 1 };
const BINS = 40;
/** Particles that are listed, the largest first. */
const LISTED = 50;

export function currentFindings({ path, plane }: MeasuredMaps, spec: MapSpec, recipe: Recipe): Findings {
  const current = plane('current');
  const found = sortedNumbers(current);
  if (found.length === 0) return NO_FINDINGS;
  const heights = plane('height');
  const level = numberOf(recipe, 'shareBelow');
  const median = medianFigure('median_current', 'Median current', current, spec);
  const share = shareFigure(found, level);
  const { r, interval, n } = correlationOf(heights, current);
  const threshold = numberOf(recipe, 'particleHeight');
  const above = aboveGround(path, heights, threshold);
  const particles = findParticles(path, above, {
    threshold,
    leastPixels: numberOf(recipe, 'leastPixels'),
    other: current,
  });
  const together: Figure[] = Number.isFinite(r)
    ? [
        {
          key: 'height_current_correlation',
          label: 'Height and current, r',
          value: r,
          interval,
          unit: '',
          shown: ONE,
        },
      ]
    : [];
  return {
    ...NO_FINDINGS,
    headline: `Median current ${quantity(significant(median.value * 1e12), 'pA')}, ${quantity(significant(100 * share.value), '%')} of ${count(found.length)} pixels below ${quantity(significant(level * 1e12, 2), 'pA')}`,
    figures: [
      median,
      share,
      ...together,
      { key: 'particles', label: 'Particles', value: particles.length, unit: '', shown: ONE },
    ],
    tables: particles.length > 0 ? [particleTable(particles)] : [],
    plots: [histogramPlot(found), ...(n > 0 ? [scatterPlot(above, current)] : [])],
  };
}

/** Share of the currents whose magnitude is below a level, with its 95 % interval (Wilson 1927). */
function shareFigure(found: Float64Array, level: number): Figure {
  const n = found.length;
  const share = found.filter((i) => Math.abs(i) < level).length / n;
  const z = NORMAL_95;
  const middle = (share + z ** 2 / (2 * n)) / (1 + z ** 2 / n);
  const half = (z / (1 + z ** 2 / n)) * Math.sqrt((share * (1 - share)) / n + z ** 2 / (4 * n ** 2));
  return {
    key: 'share_below',
    label: `Pixels below ${quantity(significant(level * 1e12, 2), 'pA')}`,
    value: share,
    interval: [middle - half, middle + half],
    unit: '',
    shown: PERCENT,
  };
}

function particleTable(particles: readonly Particle[]): Table {
  const rows = particles
    .slice(0, LISTED)
    .map((p) => [
      significant(p.centre.x * 1e6, 4),
      significant(p.centre.y * 1e6, 4),
      significant(p.max * NANOMETRE.factor),
      significant(p.area * 1e12),
      significant(p.diameter * NANOMETRE.factor),
      significant(p.meanOfOther * PICOAMPERE.factor),
      p.atEdge ? 'edge' : '',
    ]);
  return {
    title: particles.length > LISTED ? `The ${count(LISTED)} largest particles` : 'Particles',
    columns: ['x, µm', 'y, µm', 'height, nm', 'area, µm²', 'diameter, nm', 'mean current, pA', ''],
    rows,
  };
}

function histogramPlot(found: Float64Array): Plot {
  const [low = NaN, high = NaN] = [found[0], found.at(-1)];
  const { counts, edges } = histogramOf(
    found,
    { low, high: high > low ? high : low + 1e-15, log: false },
    BINS,
  );
  const x = Float64Array.from(counts, (_, k) => (((edges[k] ?? NaN) + (edges[k + 1] ?? NaN)) / 2) * 1e12);
  return {
    title: 'Histogram of the current',
    x: { label: 'i', unit: 'pA' },
    y: { label: 'pixels', unit: '', whole: true },
    series: [{ kind: 'line', name: 'pixels', x, y: Float64Array.from(counts) }],
  };
}

const scatterPlot = (above: Float64Array, current: ArrayLike<number>): Plot => ({
  title: 'Height and current',
  x: { label: 'height above the ground', unit: 'nm' },
  y: { label: 'i', unit: 'pA' },
  series: [
    {
      kind: 'points',
      name: 'pixels',
      x: above.map((h) => h * 1e9),
      y: Float64Array.from(current, (i) => i * 1e12),
    },
  ],
});
