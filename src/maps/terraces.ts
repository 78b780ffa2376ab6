/**
 * Heights of a stepped surface of two kinds of terraces: which pixel belongs to which, and how far apart they are. The
 * ground that both have in common is tilted in x and bent along y, the slow axis, as thermal drift bends it:
 *
 *     z = c + x + y + y² + y³ + step · (1 on upper terraces)
 *
 * by least squares, with terraces and ground in turn until neither changes. Pixels next to the other kind are left out.
 */
import { solveNormal } from '../kinetics/numerics/normal-equations';
import { levelLines } from './line-levelling';
import type { Grid } from './grid';
import { everyNumber, type Mask } from './mask';

export interface Terraces {
  readonly lower: Mask;
  readonly upper: Mask;
  /** Difference of the terraces, in the map's unit, and its standard error from the scatter about the ground. */
  readonly step: number;
  readonly error: number;
  /** Root of the mean squared distance from the terraces' own height. */
  readonly rq: number;
}

/** Greatest power of y in the ground. */
const BEND = 3;
const TURNS = 40;
/** Terraces are told from roughness where they are so many times further apart than their own roughness. */
const CLEAR = 4;
const LEAST = 8;

/** Null where the numbers do not part in two. */
export function terracesOf(grid: Grid, values: ArrayLike<number>): Terraces | null {
  const all = everyNumber(values);
  // A ground that bends may have taken terraces along the rows for its own: others begin from one that does not.
  const grounds = Array.from({ length: BEND + 1 }, (_, bend) => flatten(grid, values, all, null, bend)?.left);
  const flattest = grounds.at(-1);
  const starts = [...grounds, flattest && levelLines(grid, flattest, 'median')].filter(
    (v) => v !== undefined,
  );
  const found = starts.flatMap((left) => settle(grid, values, partedOf(left)) ?? []);
  const [best] = found.sort((a, b) => a.rq - b.rq);
  return best && best.step > CLEAR * best.rq ? best : null;
}

/** Upper pixels: above the level that parts the numbers with the least scatter within both parts (Otsu 1979). */
function partedOf(left: ArrayLike<number>): Mask {
  const sorted = Float64Array.from(Array.from(left).filter(Number.isFinite)).sort();
  const total = sorted.reduce((a, b) => a + b, 0);
  let [below, best, level] = [0, -1, NaN];
  for (let k = 1; k < sorted.length; k++) {
    below += sorted[k - 1] as number;
    const between = k * (sorted.length - k) * (below / k - (total - below) / (sorted.length - k)) ** 2;
    if (between > best) [best, level] = [between, ((sorted[k - 1] as number) + (sorted[k] as number)) / 2];
  }
  return Uint8Array.from(Array.from(left), (v) => (v > level ? 1 : 0));
}

function settle(grid: Grid, values: ArrayLike<number>, start: Mask): Terraces | null {
  let upper = start;
  for (let turn = 0; turn < TURNS; turn++) {
    const inner = withoutEdges(grid, values, upper);
    const fit = flatten(grid, values, inner, upper);
    if (!fit) return null;
    const next = Uint8Array.from(fit.left, (v) => (v > fit.step / 2 ? 1 : 0));
    const same = next.every((v, k) => v === upper[k]);
    upper = next;
    if (!same) continue;
    return {
      lower: inner.map((v, k) => (v === 1 && upper[k] === 0 ? 1 : 0)),
      upper: inner.map((v, k) => (v === 1 && upper[k] === 1 ? 1 : 0)),
      step: fit.step,
      error: fit.error,
      rq: fit.rq,
    };
  }
  return null;
}

/** Pixels with a number whose neighbours in row and column are of their own kind. */
function withoutEdges({ rows, columns }: Grid, values: ArrayLike<number>, upper: Mask): Mask {
  const inner = everyNumber(values);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const k = row * columns + column;
      const differs = (there: boolean, other: number): boolean => there && upper[other] !== upper[k];
      if (
        differs(row > 0, k - columns) ||
        differs(row < rows - 1, k + columns) ||
        differs(column > 0, k - 1) ||
        differs(column < columns - 1, k + 1)
      )
        inner[k] = 0;
    }
  }
  return inner;
}

interface Flat {
  /** Heights above the ground; above that of the lower terraces where there are two. */
  readonly left: Float64Array;
  readonly step: number;
  readonly error: number;
  readonly rq: number;
}

/** The ground of least squares through the selected pixels. Null for too few of them. */
function flatten(
  { rows, columns }: Grid,
  values: ArrayLike<number>,
  selected: Mask,
  upper: Mask | null,
  bend = BEND,
): Flat | null {
  const own = 2 + bend;
  const width = upper ? own + 1 : own;
  const at = (k: number): number[] => {
    const x = columns > 1 ? (2 * (k % columns)) / (columns - 1) - 1 : 0;
    const y = rows > 1 ? (2 * Math.floor(k / columns)) / (rows - 1) - 1 : 0;
    const ground = [1, x, y, y * y, y * y * y].slice(0, own);
    return upper ? [...ground, upper[k] as number] : ground;
  };
  const matrix = Array.from({ length: width }, () => new Float64Array(width + 1));
  const chosen = [...selected.keys()].filter((k) => selected[k] === 1);
  const parts = new Set(chosen.map((k) => upper?.[k] ?? 0)).size;
  if (chosen.length < width + LEAST || parts < (upper ? 2 : 1)) return null;
  for (const k of chosen) {
    const basis = at(k);
    for (let a = 0; a < width; a++) {
      const row = matrix[a] as Float64Array;
      for (let b = 0; b < width; b++)
        row[b] = (row[b] as number) + (basis[a] as number) * (basis[b] as number);
      row[width] = (row[width] as number) + (basis[a] as number) * (values[k] as number);
    }
  }
  const solution = solveNormal(matrix);
  if (!solution) return null;
  const ground = (k: number): number => {
    const basis = at(k);
    let z = 0;
    for (let a = 0; a < own; a++) z += (solution[a] as number) * (basis[a] as number);
    return z;
  };
  const left = Float64Array.from({ length: values.length }, (_, k) => (values[k] as number) - ground(k));
  const step = upper ? (solution[own] as number) : 0;
  const squares = chosen.reduce((sum, k) => sum + ((left[k] as number) - step * (upper?.[k] ?? 0)) ** 2, 0);
  const variance = squares / (chosen.length - width);
  const lastPivot = matrix.at(-1)?.[width - 1] ?? NaN;
  return { left, step, error: Math.sqrt(variance / lastPivot), rq: Math.sqrt(squares / chosen.length) };
}
