/** A part of the stage: a rectangle along the axes, or a polygon. A pixel belongs to it when its centre does. */
import type { Grid, Position } from './grid';
import type { Mask } from './mask';

export type Region =
  | {
      readonly kind: 'rectangle';
      /** m, the lower one first. */
      readonly x: readonly [number, number];
      readonly y: readonly [number, number];
    }
  | {
      readonly kind: 'polygon';
      /** Corners in order, m; the last is joined with the first. */
      readonly points: readonly Position[];
    };

/** The rectangle with two opposite corners, in whatever order. */
export const rectangleOf = (a: Position, b: Position): Region => ({
  kind: 'rectangle',
  x: [Math.min(a.x, b.x), Math.max(a.x, b.x)],
  y: [Math.min(a.y, b.y), Math.max(a.y, b.y)],
});

/** Whether a region holds a position. Of a polygon that crosses itself, what is encircled an odd number of times is inside. */
export function holds(region: Region, { x, y }: Position): boolean {
  if (region.kind === 'rectangle') {
    return x >= region.x[0] && x <= region.x[1] && y >= region.y[0] && y <= region.y[1];
  }
  const { points } = region;
  let inside = false;
  for (let k = 0; k < points.length; k++) {
    const a = points[k] as Position;
    const b = points[(k + 1) % points.length] as Position;
    if (a.y > y !== b.y > y && x < a.x + ((y - a.y) / (b.y - a.y)) * (b.x - a.x)) inside = !inside;
  }
  return inside;
}

/** Pixels with a number whose centres lie in a region. */
export function regionMask(grid: Grid, values: ArrayLike<number>, region: Region): Mask {
  const mask = new Uint8Array(grid.rows * grid.columns);
  for (let row = 0; row < grid.rows; row++) {
    const y = grid.y[row] as number;
    for (let column = 0; column < grid.columns; column++) {
      const k = row * grid.columns + column;
      if (Number.isFinite(values[k]) && holds(region, { x: grid.x[column] as number, y })) mask[k] = 1;
    }
  }
  return mask;
}
