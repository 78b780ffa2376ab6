/** A plot worked out for a space: where ticks, names and strokes go. Numbers in, SVG texts out. */
import type { Plot, Series } from '../experiments/shown';
import { seriesColour } from './colour';
import {
  bandPath,
  errorPath,
  linePath,
  projection,
  rangesOf,
  strokeOf,
  type Box,
  type Projection,
  type Range,
  type Stroke,
} from './plot-paths';
import { linearTicks, unitWithExponent, wholeTicks, type TickSet } from './ticks';

export interface AxisMark {
  /** px. */
  readonly at: number;
  readonly text: string;
}

export interface Mark {
  readonly kind: Stroke | 'error';
  readonly path: string;
  /** Of lines; the others have their own. */
  readonly colour: string;
}

export interface Dot {
  readonly x: number;
  readonly y: number;
  /** Empty where the points of one series are all that there are. */
  readonly colour: string;
}

export interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly box: Box;
  readonly x: { readonly name: string; readonly marks: readonly AxisMark[] };
  readonly y: { readonly name: string; readonly marks: readonly AxisMark[] };
  readonly marks: readonly Mark[];
  readonly points: readonly Dot[];
  /** px. */
  readonly dotRadius: number;
  /** px of a value of x, and the value of x at a px. */
  readonly xOf: (value: number) => number;
  readonly valueAt: (px: number) => number;
}

const BOTTOM = 30;
/** Room that a plot with words along x has below it, and another has not, px. */
export const AXIS = 24;
/** Room right of a plot, px. */
export const RIGHT = 14;
const TOP = 4;
/** Room left of the ticks of y for the axis' name, and between ticks and box, px. */
const NAME = 17;
const APART = 5;
/** Widest character of a tick in the size of the plot's text, px. */
const DIGIT = 6.8;
/** Radius of points, px; of many a smaller one. */
const DOT = 2.8;
const FINE_DOT = 1.6;
const MANY = 100;
/** px of a line that share one run of its samples. */
export const RUN = 2;

/** Colour of line `k` of `n`. */
export type LineColour = (k: number, n: number) => string;

/** What is given where a plot stands among others. */
interface Given {
  readonly lineColour?: LineColour | undefined;
  /** What is seen of x; without it all that there is. */
  readonly x?: Range;
  /** Room left of the box, px. */
  readonly left?: number;
  /** Another plot stands below that has the same x: this one has no words along it. */
  readonly above?: boolean;
  /** Its lines have no more samples than are drawn. */
  readonly reduced?: boolean;
}

const ticksOf = (axis: Plot['x'], { low, high }: Range, n: number): TickSet =>
  (axis.whole ? wholeTicks : linearTicks)(low, high, n);

const yTicks = ({ y }: Plot, range: Range, height: number): TickSet =>
  ticksOf(y, range, Math.max(2, Math.floor(height / 32)));

/** Room that a plot of a height, with another one below it, wants left of its box, px. */
export function marginOf(plot: Plot, height: number): number {
  const ranges = rangesOf(plot);
  return ranges ? leftOf(yTicks(plot, ranges.y, height - TOP - BOTTOM + AXIS)) : 0;
}

/** What to draw of a plot in so many px; null where nothing in it can be drawn. */
export function drawingOf(
  plot: Plot,
  width: number,
  height: number,
  { lineColour = seriesColour, x: seen, left: given, above = false, reduced = false }: Given = {},
): Drawing | null {
  const found = rangesOf(plot);
  if (!found) return null;
  const ranges = { x: seen ?? found.x, y: found.y };
  const high = Math.max(1, height - TOP - BOTTOM + (above ? AXIS : 0));
  const y = yTicks(plot, ranges.y, high);
  const left = given ?? leftOf(y);
  const box = { left, top: TOP, width: Math.max(1, width - left - RIGHT), height: high };
  const x = ticksOf(plot.x, ranges.x, Math.max(3, Math.floor(box.width / 60)));
  const to = projection(ranges.x, ranges.y, box);
  const points = plot.series.flatMap((s) => pointsOf(s, to, colourOf(s, plot, lineColour)));
  return {
    width,
    height,
    box,
    x: {
      name: above ? '' : nameOf(plot.x, x),
      marks: x.ticks.map(({ value, text }) => ({ at: to.x(value), text: above ? '' : text })),
    },
    y: { name: nameOf(plot.y, y), marks: y.ticks.map(({ value, text }) => ({ at: to.y(value), text })) },
    marks: plot.series.flatMap((s) =>
      marksOf(s, to, reduced ? Infinity : Math.ceil(box.width / RUN), colourOf(s, plot, lineColour)),
    ),
    points,
    dotRadius: points.length > MANY ? FINE_DOT : DOT,
    xOf: to.x,
    valueAt: (px) => ranges.x.low + ((px - box.left) / box.width) * (ranges.x.high - ranges.x.low),
  };
}

/** Colour of a line among the lines of its plot, of points among several series of them; empty for anything else. */
export function colourOf(
  series: Series | undefined,
  plot: Plot,
  lineColour: LineColour = seriesColour,
): string {
  if (!series) return '';
  const dots = plot.series.filter((s) => s.kind === 'points');
  const alike = series.kind === 'points' && dots.length > 1 ? dots : linesOf(plot);
  const place = alike.indexOf(series);
  return place < 0 ? '' : lineColour(place, alike.length);
}

const linesOf = (plot: Plot): Series[] => plot.series.filter((s) => strokeOf(s) === 'line');

const leftOf = ({ ticks }: TickSet): number =>
  NAME + APART + Math.ceil(DIGIT * Math.max(2, ...ticks.map(({ text }) => text.length)));

/** Label and unit, with the power of ten that the ticks leave out. */
function nameOf(axis: Plot['x'], { exponent }: TickSet): string {
  const unit = unitWithExponent(axis.unit, exponent);
  return unit === '' ? axis.label : `${axis.label} / ${unit}`;
}

function marksOf(s: Series, to: Projection, runs: number, colour: string): Mark[] {
  switch (s.kind) {
    case 'band':
      return [{ kind: 'band', path: bandPath(s.x, s.lower, s.upper, to), colour: '' }];
    case 'points':
      return s.error ? [{ kind: 'error', path: errorPath(s.x, s.y, s.error, to), colour: '' }] : [];
    case 'line':
    case 'fit':
      return [{ kind: strokeOf(s), path: linePath(s.x, s.y, to, runs), colour }];
  }
}

function pointsOf(s: Series, to: Projection, colour: string): Dot[] {
  if (s.kind !== 'points') return [];
  const all = Array.from({ length: s.x.length }, (_, k) => ({
    x: to.x(s.x[k] ?? NaN),
    y: to.y(s.y[k] ?? NaN),
    colour,
  }));
  return all.filter((p) => Number.isFinite(p.x) && Number.isFinite(p.y));
}
