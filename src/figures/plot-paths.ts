/** Geometry of a plot: extents, reduction that keeps extremes, and SVG path texts. Numbers in, texts out. */
import type { Plot, Series } from '../experiments/shown';

export interface Range {
  readonly low: number;
  readonly high: number;
}

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Maps data to px within a box, y upward. */
export interface Projection {
  readonly x: (v: number) => number;
  readonly y: (v: number) => number;
}

export function projection(x: Range, y: Range, box: Box): Projection {
  return {
    x: (v) => box.left + ((v - x.low) / (x.high - x.low)) * box.width,
    y: (v) => box.top + box.height - ((v - y.low) / (y.high - y.low)) * box.height,
  };
}

/** Ranges that hold all of a plot, or what it asks for in y, with a small margin; null when nothing in it can be drawn. */
export function rangesOf(plot: Plot): { readonly x: Range; readonly y: Range } | null {
  const x = spanOf(plot.series.map((s) => s.x));
  const asked = plot.y.range && { low: plot.y.range[0], high: plot.y.range[1] };
  const y = asked ?? spanOf(plot.series.flatMap(heights));
  return x && y ? { x: padded(x, 0.02), y: padded(y, 0.06) } : null;
}

function heights(series: Series): ArrayLike<number>[] {
  if (series.kind === 'band') return [series.lower, series.upper];
  if (series.kind === 'points' && series.error) {
    const { y, error } = series;
    const end = (sign: number): number[] => Array.from(y, (v, k) => v + sign * finite(error[k]));
    return [end(1), end(-1)];
  }
  return [series.y];
}

const finite = (v: number | undefined): number => (v !== undefined && Number.isFinite(v) ? v : 0);

/** Least and greatest finite number of some lists; null where there is none. */
export function spanOf(lists: readonly ArrayLike<number>[]): Range | null {
  let low = Infinity;
  let high = -Infinity;
  for (const list of lists) {
    for (let k = 0; k < list.length; k++) {
      const v = list[k] ?? NaN;
      if (!Number.isFinite(v)) continue;
      if (v < low) low = v;
      if (v > high) high = v;
    }
  }
  return low <= high ? { low, high } : null;
}

function padded({ low, high }: Range, share: number): Range {
  const margin = high > low ? (high - low) * share : Math.abs(low) * 0.1 || 1;
  return { low: low - margin, high: high + margin };
}

/**
 * Indices that draw the same picture as all `n` samples: of each run of neighbouring samples its first, last, least and
 * greatest. Samples that are no number are kept once a run, so that gaps stay.
 */
export function keepExtremes(y: ArrayLike<number>, runs: number): number[] {
  const n = y.length;
  if (n <= runs * 4) return Array.from({ length: n }, (_, k) => k);
  const kept: number[] = [];
  for (let run = 0; run < runs; run++) {
    const from = Math.floor((run * n) / runs);
    const to = Math.floor(((run + 1) * n) / runs);
    keepOfRun(y, from, to, kept);
  }
  return kept;
}

/** Appends the first, last, least and greatest sample and a gap of one run, in order. */
function keepOfRun(y: ArrayLike<number>, from: number, to: number, kept: number[]): void {
  let least = -1;
  let greatest = -1;
  let gap = -1;
  for (let k = from; k < to; k++) {
    const v = y[k] ?? NaN;
    if (Number.isNaN(v)) gap = k;
    else {
      if (least < 0 || v < (y[least] ?? NaN)) least = k;
      if (greatest < 0 || v > (y[greatest] ?? NaN)) greatest = k;
    }
  }
  for (let k = from; k < to; k++) {
    if (k === from || k === least || k === greatest || k === gap || k === to - 1) kept.push(k);
  }
}

/** Path through the samples; a sample that is no number lifts the pen. */
export function linePath(x: ArrayLike<number>, y: ArrayLike<number>, to: Projection, runs: number): string {
  let path = '';
  let down = false;
  for (const k of keepExtremes(y, runs)) {
    const px = to.x(x[k] ?? NaN);
    const py = to.y(y[k] ?? NaN);
    if (!Number.isFinite(px) || !Number.isFinite(py)) {
      down = false;
      continue;
    }
    path += `${down ? 'L' : 'M'}${px.toFixed(1)},${py.toFixed(1)}`;
    down = true;
  }
  return path;
}

/** Closed path round a band. */
export function bandPath(
  x: ArrayLike<number>,
  lower: ArrayLike<number>,
  upper: ArrayLike<number>,
  to: Projection,
): string {
  const corner = (k: number, side: ArrayLike<number>): string =>
    `${to.x(x[k] ?? NaN).toFixed(1)},${to.y(side[k] ?? NaN).toFixed(1)}`;
  const usable = Array.from({ length: x.length }, (_, k) => k).filter(
    (k) => Number.isFinite(x[k]) && Number.isFinite(lower[k]) && Number.isFinite(upper[k]),
  );
  if (usable.length < 2) return '';
  const there = usable.map((k) => corner(k, upper));
  const back = usable.toReversed().map((k) => corner(k, lower));
  return `M${[...there, ...back].join('L')}Z`;
}

/** Error bars as one path. */
export function errorPath(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  error: ArrayLike<number>,
  to: Projection,
): string {
  let path = '';
  for (let k = 0; k < x.length; k++) {
    const px = to.x(x[k] ?? NaN);
    const high = to.y((y[k] ?? NaN) + (error[k] ?? NaN));
    const low = to.y((y[k] ?? NaN) - (error[k] ?? NaN));
    if (Number.isFinite(px) && Number.isFinite(high) && Number.isFinite(low)) {
      path += `M${px.toFixed(1)},${high.toFixed(1)}V${low.toFixed(1)}`;
    }
  }
  return path;
}

/** How a series is drawn: a line named `threshold` as a mark, the others as their kind. */
export type Stroke = Series['kind'] | 'threshold';

export const strokeOf = ({ kind, name }: Series): Stroke =>
  kind === 'line' && name === 'threshold' ? 'threshold' : kind;

export interface LegendKey {
  readonly kind: Stroke;
  readonly name: string;
  /** Place of the series in the plot. */
  readonly place: number;
}

/** Entries of a plot's legend: each named series once; several fits share one entry. None for a single series. */
export function legendOf({ series }: Plot): LegendKey[] {
  if (series.length < 2) return [];
  const fits = new Set(series.filter((s) => s.kind === 'fit').map((s) => s.name)).size;
  const keys = series.map((s, place) => ({
    kind: strokeOf(s),
    name: s.kind === 'fit' && fits > 1 ? 'fits' : s.name,
    place,
  }));
  const isFirst = (key: LegendKey): boolean =>
    keys.findIndex((k) => k.kind === key.kind && k.name === key.name) === key.place;
  return keys.filter((key) => key.name !== '' && isFirst(key));
}

/**
 * Dots of a drawing, px, as one path a colour: strokes of no length, which round ends make discs. One element, however many
 * there are.
 */
export function dotPaths(
  dots: readonly { readonly x: number; readonly y: number; readonly colour: string }[],
): { readonly colour: string; readonly path: string }[] {
  const paths = new Map<string, string>();
  for (const { x, y, colour } of dots)
    paths.set(colour, `${paths.get(colour) ?? ''}M${x.toFixed(1)},${y.toFixed(1)}h0`);
  return Array.from(paths, ([colour, path]) => ({ colour, path }));
}
