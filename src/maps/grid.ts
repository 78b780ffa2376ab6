/**
 * The pixels that a map's numbers belong to. Numbers are kept row by row, row 0 first; NaN where there is none.
 *
 *     const at = row * grid.columns + column;
 */
export interface Grid {
  readonly rows: number;
  readonly columns: number;
  /** Pixel centres, m: x of each column, y of each row, evenly spaced. */
  readonly x: readonly number[];
  readonly y: readonly number[];
}

/** A place on the stage, m. */
export interface Position {
  readonly x: number;
  readonly y: number;
}

/** Distances between neighbouring pixel centres, m, positive. A single row or column has the pitch of the other axis. */
export function pitchOf({ x, y }: Grid): Position {
  const along = (centres: readonly number[]): number =>
    centres.length > 1 ? Math.abs((centres.at(-1) ?? NaN) - (centres[0] ?? NaN)) / (centres.length - 1) : NaN;
  const [px, py] = [along(x), along(y)];
  return { x: px || py || 1, y: py || px || 1 };
}

/** Column and row of a position, with fractions: whole numbers at pixel centres. */
export function placeOn(grid: Grid, { x, y }: Position): { readonly column: number; readonly row: number } {
  const pitch = pitchOf(grid);
  const signed = (centres: readonly number[], width: number): number =>
    (centres.at(-1) ?? 0) < (centres[0] ?? 0) ? -width : width;
  return {
    column: (x - (grid.x[0] ?? 0)) / signed(grid.x, pitch.x),
    row: (y - (grid.y[0] ?? 0)) / signed(grid.y, pitch.y),
  };
}

/** Area of a pixel, m². */
export function pixelArea(grid: Grid): number {
  const pitch = pitchOf(grid);
  return pitch.x * pitch.y;
}
