/** The value of a map between its pixels. */
import { placeOn, type Grid, type Position } from './grid';

/**
 * Value at a position: bilinear between the four pixels around it where all have numbers, else that of the nearest pixel;
 * NaN where that has none, and more than half a pixel beyond the outer centres.
 */
export function valueAt(grid: Grid, values: ArrayLike<number>, position: Position): number {
  const { row, column } = placeOn(grid, position);
  return valueBetween(grid, values, row, column);
}

/** The same by row and column, with fractions. */
export function valueBetween(
  { rows, columns }: Pick<Grid, 'rows' | 'columns'>,
  values: ArrayLike<number>,
  row: number,
  column: number,
): number {
  const slack = 0.5 + 1e-9;
  if (!(row >= -slack && column >= -slack && row <= rows - 1 + slack && column <= columns - 1 + slack))
    return NaN;
  const r = Math.max(0, Math.min(rows - 1, row));
  const c = Math.max(0, Math.min(columns - 1, column));
  const r0 = Math.min(Math.floor(r), Math.max(0, rows - 2));
  const c0 = Math.min(Math.floor(c), Math.max(0, columns - 2));
  const down = r0 + 1 < rows ? columns : 0;
  const right = c0 + 1 < columns ? 1 : 0;
  const at = r0 * columns + c0;
  const [fr, fc] = [r - r0, c - c0];
  const value =
    ((values[at] as number) * (1 - fc) + (values[at + right] as number) * fc) * (1 - fr) +
    ((values[at + down] as number) * (1 - fc) + (values[at + down + right] as number) * fc) * fr;
  return Number.isFinite(value) ? value : (values[Math.round(r) * columns + Math.round(c)] as number);
}
