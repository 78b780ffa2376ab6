/** A timeline worked out for a space: plots one above the other, the same part of time and the same margin in each. */
import type { Plot, Series, Timeline } from '../experiments/shown';
import { firstAtLeast, keptWithin } from './extremes';
import { AXIS, drawingOf, marginOf, RIGHT, RUN, type Drawing, type LineColour } from './plot-drawing';
import { spanOf, type Range } from './plot-paths';
import { timeUnit, type TimeUnit } from './time-axis';

export interface TimelineDrawing {
  /** Null where nothing was recorded in what is seen. */
  readonly panels: readonly (Drawing | null)[];
  readonly unit: TimeUnit;
  /** px of a time, and the time at a px. */
  readonly xOf: (time: number) => number;
  readonly timeAt: (px: number) => number;
}

/** All of the time that a timeline has; null where it has none. */
export function wholeOf({ panels, frames = [] }: Timeline): Range | null {
  const ends = (x: ArrayLike<number>): number[] => [x[0] ?? NaN, x[x.length - 1] ?? NaN];
  const times = panels.flatMap(({ series }) => series.flatMap(({ x }) => ends(x)));
  return spanOf([[...times, ...frames.map(({ time }) => time)]]);
}

/**
 * What to draw of a timeline in panels of so many px; `height` is that of each, and the lowest has `AXIS` more. The times of
 * each series ascend.
 */
export function timelineDrawing(
  { panels }: Timeline,
  seen: Range,
  { width, height }: { readonly width: number; readonly height: number },
  lineColour?: LineColour,
): TimelineDrawing {
  const unit = timeUnit(seen.high - seen.low);
  const x = { low: seen.low * unit.factor, high: seen.high * unit.factor };
  const parts = panels.map((panel) => within(panel, seen, Math.ceil(width / RUN), unit));
  const left = Math.max(0, ...parts.map((part) => marginOf(part, height)));
  const drawings = parts.map((part, k) => {
    const last = k === parts.length - 1;
    return drawingOf(part, width, last ? height + AXIS : height, {
      lineColour,
      x,
      left,
      above: !last,
      reduced: true,
    });
  });
  const box = { left, width: Math.max(1, width - left - RIGHT) };
  return {
    panels: drawings,
    unit,
    xOf: (time) => box.left + ((time - seen.low) / (seen.high - seen.low)) * box.width,
    timeAt: (px) => seen.low + ((px - box.left) / box.width) * (seen.high - seen.low),
  };
}

/** What is seen of a panel, its times in the unit of the axis. */
function within(panel: Plot, seen: Range, columns: number, { unit, factor }: TimeUnit): Plot {
  return {
    ...panel,
    x: { label: panel.x.label, unit },
    series: panel.series.map((series) => seriesWithin(series, seen, columns, factor)),
  };
}

function seriesWithin(series: Series, seen: Range, columns: number, factor: number): Series {
  const kept = keptOf(series, seen, columns);
  const take = (numbers: ArrayLike<number>): number[] => kept.map((k) => numbers[k] ?? NaN);
  const x = kept.map((k) => (series.x[k] ?? NaN) * factor);
  switch (series.kind) {
    case 'band':
      return { ...series, x, lower: take(series.lower), upper: take(series.upper) };
    case 'points':
      return { ...series, x, y: take(series.y), ...(series.error ? { error: take(series.error) } : {}) };
    case 'line':
    case 'fit':
      return { ...series, x, y: take(series.y) };
  }
}

/** Of a band the samples of both of its edges. */
function keptOf(series: Series, seen: Range, columns: number): number[] {
  if (series.kind !== 'band') return keptWithin(series.x, series.y, seen, columns);
  const both = [series.lower, series.upper].flatMap((side) => keptWithin(series.x, side, seen, columns));
  return [...new Set(both)].sort((a, b) => a - b);
}

/** The number of a series at a time: that of its sample next to it; NaN where there is none. */
export function valueAtTime(series: Series, time: number): number {
  if (series.kind === 'band') return NaN;
  const { x, y } = series;
  const after = firstAtLeast(x, time);
  const before = after - 1;
  const nearer = time - (x[before] ?? -Infinity) <= (x[after] ?? Infinity) - time ? before : after;
  return y[nearer] ?? NaN;
}

/** Place of the frame that is nearest in time; −1 where there is none. */
export function nearestFrame({ frames = [] }: Timeline, time: number): number {
  let nearest = -1;
  frames.forEach((frame, k) => {
    if (Math.abs(frame.time - time) < Math.abs((frames[nearest]?.time ?? Infinity) - time)) nearest = k;
  });
  return nearest;
}
