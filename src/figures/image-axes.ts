/** Axes of an image plot: which values its edges have, and ticks in shares of its width and height. */
import type { ImageAxis, ImagePlot } from '../experiments/shown';
import type { MapAxes } from './map-axes';
import { linearTicks, unitWithExponent } from './ticks';

/** Values at both edges of an image: half a cell beyond the centres of its first and last cell. */
export function edgesOf({ first, last }: ImageAxis, cells: number): readonly [low: number, high: number] {
  const half = cells > 1 ? (last - first) / (cells - 1) / 2 : 0.5;
  return [first - half, last + half];
}

/** Ticks so many px apart on axes of so many px. */
export function imageAxes(
  { x, y, rows, columns }: ImagePlot,
  size: { readonly width: number; readonly height: number },
  spacing: { readonly x: number; readonly y: number },
): MapAxes {
  return {
    x: axisOf(x, columns, size.width / spacing.x),
    y: axisOf(y, rows, size.height / spacing.y),
    bar: null,
  };
}

function axisOf(axis: ImageAxis, cells: number, n: number): MapAxes['x'] {
  const [low, high] = edgesOf(axis, cells);
  const set = linearTicks(low, high, Math.max(2, Math.floor(n)));
  const unit = unitWithExponent(axis.unit, set.exponent);
  return {
    name: unit === '' ? axis.label : `${axis.label} / ${unit}`,
    ticks: set.ticks.map(({ value, text }) => ({ share: (value - low) / (high - low), text })),
  };
}

export interface ImageCell {
  readonly row: number;
  readonly column: number;
}

/** Values of x, y and z at a cell. */
export function valuesAt(
  { x, y, rows, columns, values }: ImagePlot,
  { row, column }: ImageCell,
): { readonly x: number; readonly y: number; readonly z: number } {
  const at = ({ first, last }: ImageAxis, k: number, n: number): number =>
    n > 1 ? first + ((last - first) * k) / (n - 1) : first;
  return { x: at(x, column, columns), y: at(y, row, rows), z: values[row * columns + column] ?? NaN };
}
