/**
 * How far one map lies beside another of the same sample: the shift with the greatest normalised cross-correlation of the
 * pixels where both have a number (Lewis, Vision Interface 95, 120; with gaps as Padfield, IEEE Trans. Image Process. 21,
 * 2012, 2706). It is found on coarse copies first, then finer ones, and between pixels by a parabola through the peak.
 */
import { pitchOf, type Grid, type Position } from './grid';
import { valueBetween } from './interpolate';

export interface Shift extends Position {
  /** Cross-correlation there, −1…1. */
  readonly correlation: number;
  /** Pixels of the first map that lie on the second. */
  readonly pixels: number;
}

export interface MapOnGrid {
  readonly grid: Grid;
  readonly values: ArrayLike<number>;
}

/** A map in whole pixels, without a place on the stage. */
interface Picture {
  readonly rows: number;
  readonly columns: number;
  readonly values: Float64Array;
}

/** Longest side of the coarsest copy, pixels. */
const COARSE = 40;
/** A shift must leave this share of the smaller map on the larger. */
const OVERLAP = 0.25;

/**
 * What is at `p` in the first map lies at `p + shift` in the second, m. The second is brought to the pitch of the first. Null
 * where no shift leaves enough pixels with numbers in both, or the maps have no contrast.
 */
export function registerShift(first: MapOnGrid, second: MapOnGrid): Shift | null {
  const pitch = pitchOf(first.grid);
  const origin = { x: lowest(first.grid.x), y: lowest(first.grid.y) };
  const otherOrigin = { x: lowest(second.grid.x), y: lowest(second.grid.y) };
  const a = pictureOf(first, pitch);
  const b = pictureOf(second, pitch);
  const best = search(a, b);
  if (!best) return null;
  return {
    x: otherOrigin.x - origin.x + best.column * pitch.x,
    y: otherOrigin.y - origin.y + best.row * pitch.y,
    correlation: best.correlation,
    pixels: best.pixels,
  };
}

/** The second map as it lies on the first's grid when it is shifted back; NaN where it does not reach. */
export function shiftedOnto(grid: Grid, second: MapOnGrid, shift: Position): Float64Array {
  const from = (centres: readonly number[]): number => centres[0] ?? 0;
  const pitch = pitchOf(second.grid);
  const stepX = second.grid.columns > 1 ? (second.grid.x[1] as number) - from(second.grid.x) : pitch.x;
  const stepY = second.grid.rows > 1 ? (second.grid.y[1] as number) - from(second.grid.y) : pitch.y;
  const values = new Float64Array(grid.rows * grid.columns);
  for (let row = 0; row < grid.rows; row++) {
    const r = ((grid.y[row] as number) + shift.y - from(second.grid.y)) / stepY;
    for (let column = 0; column < grid.columns; column++) {
      const c = ((grid.x[column] as number) + shift.x - from(second.grid.x)) / stepX;
      values[row * grid.columns + column] = valueBetween(second.grid, second.values, r, c);
    }
  }
  return values;
}

const lowest = (centres: readonly number[]): number => Math.min(centres[0] ?? 0, centres.at(-1) ?? 0);

/** A map with its lowest x and y first, on a pitch. */
function pictureOf({ grid, values }: MapOnGrid, pitch: Position): Picture {
  const own = pitchOf(grid);
  const columns = Math.max(1, Math.round(((grid.columns - 1) * own.x) / pitch.x) + 1);
  const rows = Math.max(1, Math.round(((grid.rows - 1) * own.y) / pitch.y) + 1);
  const onto: Grid = {
    rows,
    columns,
    x: Array.from({ length: columns }, (_, k) => lowest(grid.x) + k * pitch.x),
    y: Array.from({ length: rows }, (_, k) => lowest(grid.y) + k * pitch.y),
  };
  return { rows, columns, values: shiftedOnto(onto, { grid, values }, { x: 0, y: 0 }) };
}

interface Candidate {
  /** Pixels of the first in units of which the second is moved. */
  readonly row: number;
  readonly column: number;
  readonly correlation: number;
  readonly pixels: number;
}

function search(a: Picture, b: Picture): Candidate | null {
  const larger = Math.max(a.rows, a.columns, b.rows, b.columns);
  if (larger <= COARSE) return refine(a, b, bestOf(a, b, everyShift(a, b)));
  const coarse = search(halved(a), halved(b));
  if (!coarse) return null;
  const [row, column] = [Math.round(2 * coarse.row), Math.round(2 * coarse.column)];
  return refine(a, b, bestOf(a, b, around(row, column, 2)));
}

type Pair = readonly [row: number, column: number];

const everyShift = (a: Picture, b: Picture): Pair[] => {
  const rows = span(1 - b.rows, a.rows - 1);
  const columns = span(1 - b.columns, a.columns - 1);
  return rows.flatMap((r) => columns.map((c): Pair => [-r, -c]));
};

const around = (row: number, column: number, reach: number): Pair[] =>
  span(-reach, reach).flatMap((r) => span(-reach, reach).map((c): Pair => [row + r, column + c]));

const span = (from: number, to: number): number[] =>
  Array.from({ length: to - from + 1 }, (_, k) => from + k);

function bestOf(a: Picture, b: Picture, shifts: readonly Pair[]): Candidate | null {
  let best: Candidate | null = null;
  for (const [row, column] of shifts) {
    const { correlation, pixels } = correlate(a, b, row, column);
    if (correlation > (best?.correlation ?? -Infinity)) best = { row, column, correlation, pixels };
  }
  return best;
}

/** Between pixels: the top of the parabola through the peak and its neighbours, along each axis. */
function refine(a: Picture, b: Picture, best: Candidate | null): Candidate | null {
  if (!best) return null;
  const at = (row: number, column: number): number =>
    correlate(a, b, best.row + row, best.column + column).correlation;
  const row = topOf(at(-1, 0), best.correlation, at(1, 0));
  const column = topOf(at(0, -1), best.correlation, at(0, 1));
  return { ...best, row: best.row + row, column: best.column + column };
}

/** Place of a parabola's top through values at −1, 0, 1; 0 where 0 is not the greatest or a neighbour is missing. */
function topOf(before: number, peak: number, after: number): number {
  const bend = before - 2 * peak + after;
  return bend < 0 && peak >= before && peak >= after ? (before - after) / (2 * bend) : 0;
}

/** Pearson's r of `a` and `b` moved, over pixels with numbers in both; NaN where these are too few or of one value. */
function correlate(
  a: Picture,
  b: Picture,
  row: number,
  column: number,
): { correlation: number; pixels: number } {
  const [fromRow, toRow] = [Math.max(0, -row), Math.min(a.rows, b.rows - row)];
  const [fromColumn, toColumn] = [Math.max(0, -column), Math.min(a.columns, b.columns - column)];
  let [n, sa, sb, saa, sab, sbb] = [0, 0, 0, 0, 0, 0];
  const [offsetA, offsetB] = [centreOf(a), centreOf(b)];
  for (let r = fromRow; r < toRow; r++) {
    for (let c = fromColumn; c < toColumn; c++) {
      const va = (a.values[r * a.columns + c] as number) - offsetA;
      const vb = (b.values[(r + row) * b.columns + c + column] as number) - offsetB;
      if (va !== va || vb !== vb) continue;
      n += 1;
      sa += va;
      sb += vb;
      saa += va * va;
      sab += va * vb;
      sbb += vb * vb;
    }
  }
  const enough = Math.max(9, OVERLAP * Math.min(a.values.length, b.values.length));
  const spread = Math.sqrt((saa - (sa * sa) / n) * (sbb - (sb * sb) / n));
  return { correlation: n >= enough && spread > 0 ? (sab - (sa * sb) / n) / spread : NaN, pixels: n };
}

const centres = new WeakMap<Picture, number>();

/** Mean of a picture's numbers, taken off before sums are made: a small contrast on a large level keeps its digits. */
function centreOf(picture: Picture): number {
  const known = centres.get(picture);
  if (known !== undefined) return known;
  let [sum, n] = [0, 0];
  for (const v of picture.values) {
    if (v !== v) continue;
    sum += v;
    n += 1;
  }
  const mean = n > 0 ? sum / n : 0;
  centres.set(picture, mean);
  return mean;
}

/** Half as many pixels, each the mean of the numbers among four. */
function halved({ rows, columns, values }: Picture): Picture {
  const half = { rows: Math.ceil(rows / 2), columns: Math.ceil(columns / 2) };
  const means = new Float64Array(half.rows * half.columns);
  for (let row = 0; row < half.rows; row++) {
    for (let column = 0; column < half.columns; column++) {
      let [sum, n] = [0, 0];
      for (let k = 0; k < 4; k++) {
        const [r, c] = [2 * row + (k >> 1), 2 * column + (k & 1)];
        const v = r < rows && c < columns ? (values[r * columns + c] as number) : NaN;
        if (v !== v) continue;
        sum += v;
        n += 1;
      }
      means[row * half.columns + column] = n > 0 ? sum / n : NaN;
    }
  }
  return { ...half, values: means };
}
