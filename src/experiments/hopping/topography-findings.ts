/** What a map of heights says as a whole: its roughness, and the step between its terraces where it has such. */
import { NORMAL_95 } from '../../kinetics/numerics/statistics';
import { fitPlane, withoutPlane } from '../../maps/plane';
import { histogramOf } from '../../maps/histogram';
import { statisticsOf } from '../../maps/statistics';
import { terracesOf } from '../../maps/terraces';
import { quantity, significant } from '../../quantity';
import type { Figure, Findings, MeasuredMaps } from '../experiment';
import type { Plot } from '../shown';
import { medianFigure, NO_FINDINGS, sortedNumbers } from '../results/findings';
import { NANOAMPERE, NANOMETRE, PERCENT } from '../results/map-specs';

const BINS = 60;

export function topographyFindings({ path, plane }: MeasuredMaps): Findings {
  const heights = plane('height');
  const ground = fitPlane(path, heights);
  if (!ground) return NO_FINDINGS;
  const flat = withoutPlane(path, heights, ground);
  const { n, ra, rq, min, max } = statisticsOf(path, flat, null);
  const nm = (key: string, label: string, value: number): Figure => ({
    key,
    label,
    value,
    unit: 'm',
    shown: NANOMETRE,
  });
  const terraces = terracesOf(path, heights);
  const clear = plane('clear_current');
  const step: Figure[] = terraces
    ? [
        {
          ...nm('step_height', 'Step between terraces', terraces.step),
          interval: [terraces.step - NORMAL_95 * terraces.error, terraces.step + NORMAL_95 * terraces.error],
        },
        nm('terrace_rq', 'Rq of the terraces', terraces.rq),
      ]
    : [];
  const words = (value: number): string => quantity(significant(value * 1e9), 'nm');
  return {
    ...NO_FINDINGS,
    headline: terraces
      ? `Terraces ${words(terraces.step)} apart, Rq ${words(terraces.rq)} on them`
      : `Ra ${words(ra)}, Rq ${words(rq)} about the plane of ${String(n)} heights`,
    figures: [
      ...step,
      nm('roughness_ra', 'Ra about the plane', ra),
      nm('roughness_rq', 'Rq about the plane', rq),
      nm('relief', 'From the lowest to the highest', max - min),
      medianFigure('clear_current', 'Current clear of the surface', clear, { unit: 'A', shown: NANOAMPERE }),
      ...driftFigure(clear),
    ],
    plots: [histogramPlot(flat)],
  };
}

/** By how much the clear current varies over the run: the setpoint is taken anew at every hop, so none of it is in the heights. */
function driftFigure(clear: ArrayLike<number>): Figure[] {
  const sorted = sortedNumbers(clear);
  const [least, greatest] = [sorted[0] ?? NaN, sorted.at(-1) ?? NaN];
  const middle = sorted[sorted.length >> 1] ?? NaN;
  const value = Math.abs((greatest - least) / middle);
  return Number.isFinite(value)
    ? [{ key: 'clear_variation', label: 'its whole variation', value, unit: '', shown: PERCENT }]
    : [];
}

function histogramPlot(flat: Float64Array): Plot {
  const sorted = sortedNumbers(flat);
  const ends = { low: sorted[0] ?? NaN, high: sorted.at(-1) ?? NaN, log: false };
  const { counts, edges } = histogramOf(flat, ends, BINS);
  const x = Array.from(counts, (_, k) => (((edges[k] ?? NaN) + (edges[k + 1] ?? NaN)) / 2) * 1e9);
  return {
    title: 'Heights about the plane',
    x: { label: 'height', unit: 'nm' },
    y: { label: 'pixels', unit: '', whole: true },
    series: [{ kind: 'line', name: 'pixels', x, y: counts }],
  };
}
