import type { Path, Point } from '../experiment';

/** Stage coordinates of a pixel of a path's grid, m. Points of a single row may lie anywhere, and say so themselves. */
export function placeOf(
  { x, y, points, rows }: Path,
  { row, column }: Pick<Point, 'row' | 'column'>,
): Pick<Point, 'x' | 'y'> {
  const own = rows === 1 ? pointIn(points, column) : null;
  return own ? { x: own.x, y: own.y } : { x: x[column] ?? NaN, y: y[row] ?? NaN };
}

/** The points of a row are mostly in its order. */
function pointIn(points: Path['points'], column: number): Point | undefined {
  const usual = points[column];
  return usual?.column === column ? usual : points.find((point) => point.column === column);
}
