/** Currents over x and z of a line of hops: as they are, and without each curve's mode. */
import type { MeasuredMaps } from '../experiment';
import type { ImagePlot } from '../shown';

/** Rows of an image at most. */
const MOST = 400;

/** Part of a level by which a height may miss it and still be its own: heights are of single precision. */
const SLACK = 1e-3;

interface Curves {
  /** m: z of the end of each way down, and heights above it. */
  readonly ends: ArrayLike<number>;
  readonly levels: Float64Array;
  /** Current of a hop at a level, A. */
  readonly current: (hop: number, level: number) => number;
}

/** An image from the lowest end to as far above the highest as the curves reach; NaN below the ends. Null without a curve. */
export function xzImage(
  { path: { x, columns } }: Pick<MeasuredMaps, 'path'>,
  { ends, levels, current }: Curves,
  title: string,
): ImagePlot | null {
  const known = Array.from(ends).filter(Number.isFinite);
  if (known.length === 0) return null;
  const lowest = Math.min(...known);
  const reach = Math.max(...known) - lowest + (levels.at(-1) ?? 0);
  const pitch = Math.max(reach / (MOST - 1), (levels[1] ?? NaN) - (levels[0] ?? NaN));
  const rows = Math.floor(reach / pitch + SLACK) + 1;
  const values = new Float64Array(rows * columns);
  const finest = (levels[1] ?? NaN) - (levels[0] ?? NaN);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const place = (lowest + row * pitch - (ends[column] ?? NaN)) / finest;
      values[row * columns + column] = between(place, (k) => 1e9 * current(column, k), levels.length);
    }
  }
  return {
    title,
    x: { label: 'x', unit: 'µm', first: (x[0] ?? NaN) * 1e6, last: (x.at(-1) ?? NaN) * 1e6 },
    y: { label: 'z', unit: 'nm', first: 0, last: (rows - 1) * pitch * 1e9 },
    z: { label: 'i', unit: 'nA' },
    rows,
    columns,
    values,
  };
}

/** On the straight line between two levels; NaN beyond them. */
function between(place: number, at: (level: number) => number, count: number): number {
  const below = Math.floor(place + SLACK);
  if (!(below >= 0) || below > count - 1) return NaN;
  const share = Math.max(0, place - below);
  return share <= SLACK ? at(below) : at(below) + share * (at(below + 1) - at(below));
}
