/** Maps for tests: a grid with a pitch of 1 µm, and numbers of a formula. */
import type { Grid } from './grid';

export function gridOf(columns: number, rows: number, pitch = 1e-6, origin = 0): Grid {
  const centres = (n: number): number[] => Array.from({ length: n }, (_, k) => origin + k * pitch);
  return { rows, columns, x: centres(columns), y: centres(rows) };
}

/** Values of a formula at the pixel centres, m. */
export const valuesOf = (grid: Grid, of: (x: number, y: number) => number): Float64Array =>
  Float64Array.from({ length: grid.rows * grid.columns }, (_, k) =>
    of(grid.x[k % grid.columns] ?? NaN, grid.y[Math.floor(k / grid.columns)] ?? NaN),
  );
