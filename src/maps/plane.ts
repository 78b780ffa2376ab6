/**
 * Levelling by a plane z = offset + slopeX · (x − x₀) + slopeY · (y − y₀): of least squares through the selected pixels, or
 * through three points. x₀, y₀ is the middle of the grid.
 */
import { placeOn, type Grid, type Position } from './grid';
import type { Mask } from './mask';

export interface TiltedPlane {
  /** At the middle of the grid, in the map's unit. */
  readonly offset: number;
  /** The map's unit per m. */
  readonly slopeX: number;
  readonly slopeY: number;
}

/**
 * The plane with the least sum of squared distances along z from the pixels that have a number and are selected, or all.
 * Pixels on one line tilt it along that line only; one pixel gives a level plane. Null without a pixel.
 */
export const fitPlane = (
  grid: Grid,
  values: ArrayLike<number>,
  mask: Mask | null = null,
): TiltedPlane | null =>
  planeThroughAll(middleOf(grid), (hear) => {
    forEachPixel(grid, values, mask, hear);
  });

/** Hands on all points, in the same order at each call. */
type Points = (hear: (x: number, y: number, z: number) => void) => void;

/** The same of any points; `centre` is where the plane's offset is told. */
export function planeThroughAll(centre: Position, forEach: Points): TiltedPlane | null {
  const sums = { n: 0, x: 0, y: 0, z: 0 };
  forEach((x, y, z) => {
    sums.n += 1;
    sums.x += x - centre.x;
    sums.y += y - centre.y;
    sums.z += z;
  });
  if (sums.n === 0) return null;
  const mean = { x: sums.x / sums.n, y: sums.y / sums.n, z: sums.z / sums.n };
  let [xx, xy, yy, xz, yz] = [0, 0, 0, 0, 0];
  forEach((x, y, z) => {
    const [dx, dy, dz] = [x - centre.x - mean.x, y - centre.y - mean.y, z - mean.z];
    xx += dx * dx;
    xy += dx * dy;
    yy += dy * dy;
    xz += dx * dz;
    yz += dy * dz;
  });
  const { slopeX, slopeY } = slopes(xx, xy, yy, xz, yz);
  return { offset: mean.z - slopeX * mean.x - slopeY * mean.y, slopeX, slopeY };
}

/** Slopes of the normal equations; the shortest solution where the pixels lie on one line. */
function slopes(
  xx: number,
  xy: number,
  yy: number,
  xz: number,
  yz: number,
): { readonly slopeX: number; readonly slopeY: number } {
  const determinant = xx * yy - xy * xy;
  if (determinant > 1e-9 * xx * yy) {
    return { slopeX: (yy * xz - xy * yz) / determinant, slopeY: (xx * yz - xy * xz) / determinant };
  }
  const trace = xx + yy;
  if (trace === 0) return { slopeX: 0, slopeY: 0 };
  // Along the line of the pixels: the direction of their spread.
  const length = Math.hypot(xx, xy) > Math.hypot(xy, yy) ? [xx, xy] : [xy, yy];
  const norm = Math.hypot(length[0] ?? 0, length[1] ?? 0);
  const [ux, uy] = [(length[0] ?? 0) / norm, (length[1] ?? 0) / norm];
  const slope = (ux * xz + uy * yz) / trace;
  return { slopeX: slope * ux, slopeY: slope * uy };
}

/** The plane through three places of a map, with the values of the nearest pixels; null where one has none or they lie on one line. */
export function planeThrough(
  grid: Grid,
  values: ArrayLike<number>,
  places: readonly [Position, Position, Position],
): TiltedPlane | null {
  const centre = middleOf(grid);
  const corners = places.map((place) => {
    const { row, column } = placeOn(grid, place);
    const [r, c] = [clamp(Math.round(row), grid.rows), clamp(Math.round(column), grid.columns)];
    return {
      x: (grid.x[c] ?? NaN) - centre.x,
      y: (grid.y[r] ?? NaN) - centre.y,
      z: values[r * grid.columns + c] ?? NaN,
    };
  });
  const [a, b, c] = corners;
  if (!a || !b || !c) return null;
  const [ux, uy, uz] = [b.x - a.x, b.y - a.y, b.z - a.z];
  const [vx, vy, vz] = [c.x - a.x, c.y - a.y, c.z - a.z];
  const cross = ux * vy - uy * vx;
  if (Math.abs(cross) <= 1e-9 * Math.hypot(ux, uy) * Math.hypot(vx, vy)) return null;
  const slopeX = (uz * vy - vz * uy) / cross;
  const slopeY = (ux * vz - vx * uz) / cross;
  const offset = a.z - slopeX * a.x - slopeY * a.y;
  return Number.isFinite(offset) ? { offset, slopeX, slopeY } : null;
}

/** What is left of a map when a plane is taken off. */
export function withoutPlane(grid: Grid, values: ArrayLike<number>, plane: TiltedPlane): Float64Array {
  const centre = middleOf(grid);
  const left = new Float64Array(values.length);
  for (let row = 0; row < grid.rows; row++) {
    const level = plane.offset + plane.slopeY * ((grid.y[row] as number) - centre.y);
    for (let column = 0; column < grid.columns; column++) {
      const k = row * grid.columns + column;
      left[k] = (values[k] as number) - level - plane.slopeX * ((grid.x[column] as number) - centre.x);
    }
  }
  return left;
}

const clamp = (v: number, n: number): number => Math.max(0, Math.min(n - 1, v));

const middleOf = ({ x, y }: Grid): Position => ({
  x: ((x[0] ?? 0) + (x.at(-1) ?? 0)) / 2,
  y: ((y[0] ?? 0) + (y.at(-1) ?? 0)) / 2,
});

function forEachPixel(
  grid: Grid,
  values: ArrayLike<number>,
  mask: Mask | null,
  hear: (x: number, y: number, z: number) => void,
): void {
  for (let row = 0; row < grid.rows; row++) {
    const y = grid.y[row] as number;
    for (let column = 0; column < grid.columns; column++) {
      const k = row * grid.columns + column;
      const z = values[k] as number;
      if (Number.isFinite(z) && (mask === null || mask[k] === 1)) hear(grid.x[column] as number, y, z);
    }
  }
}
