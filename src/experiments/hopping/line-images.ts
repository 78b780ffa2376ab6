/** What passes over a line say as images: height over time and place, and the current over x and z at some moments. */
import { bisectCenter } from 'd3-array';
import { quantity, significant } from '../../quantity';
import type { ImagePlot } from '../shown';
import type { Passes } from './line-passes';
import { xzImage } from './xz-images';

interface Line {
  readonly passes: Passes;
  /** x of its points, m. */
  readonly x: readonly number[];
  /** When the run began, s. */
  readonly begin: number;
}

/** A quantity over time and x, evenly in time: of each moment the pass nearest to it. In µm. */
export function overTime(
  { passes: { time, which, points }, x, begin }: Line,
  title: string,
  label: string,
  at: (visit: number, pass: number) => number,
): ImagePlot {
  const [from, to] = [time[0] ?? NaN, time.at(-1) ?? NaN];
  const columns = time.length;
  const values = new Float64Array(points * columns);
  for (let column = 0; column < columns; column++) {
    const pass = bisectCenter(time, from + ((to - from) * column) / Math.max(1, columns - 1));
    for (let k = 0; k < points; k++) {
      values[k * columns + column] = 1e6 * at((which[pass] as number) * points + k, pass);
    }
  }
  return {
    title,
    x: { label: 't', unit: 's', first: from - begin, last: to - begin },
    y: { label: 'x', unit: 'µm', first: (x[0] ?? NaN) * 1e6, last: (x.at(-1) ?? NaN) * 1e6 },
    z: { label, unit: 'µm' },
    rows: points,
    columns,
    values,
  };
}

interface Curves {
  /** m, visit by visit, and heights above it. */
  readonly heights: ArrayLike<number>;
  readonly levels: Float64Array;
  /** A, of a visit at a level, and the mode of its curve. */
  readonly current: (visit: number, level: number) => number;
  readonly mode: (visit: number) => number;
}

/** Less the mode of each curve, of one pass. Null where it felt nothing. */
export function passImage(
  { passes: { which, points, time }, x, begin }: Line,
  { heights, levels, current, mode }: Curves,
  pass: number,
  potential: number,
): ImagePlot | null {
  const from = (which[pass] ?? NaN) * points;
  return xzImage(
    { path: { points: [], rows: 1, columns: points, x, y: [] } },
    {
      ends: Array.from({ length: points }, (_, k) => heights[from + k] ?? NaN),
      levels,
      current: (hop, level) => current(from + hop, level) - mode(from + hop),
    },
    `Current less its mode at ${quantity(significant((time[pass] ?? NaN) - begin, 3), 's')}, ${quantity(significant(potential, 2), 'V')}`,
  );
}
