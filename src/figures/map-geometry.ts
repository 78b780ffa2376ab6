/** Where pixels lie: edges of a map on the stage, the rectangle that shows it, and the pixel under a pointer. */
import type { Path } from '../experiments/experiment';
import type { Box } from './plot-paths';

/** Outer edges of the grid, m. */
export interface Extent {
  readonly x: readonly [low: number, high: number];
  readonly y: readonly [low: number, high: number];
}

/** Edges half a pitch beyond the outer pixel centres. A single row or column is as wide as the other axis's pitch. */
export function extentOf({ x, y }: Pick<Path, 'x' | 'y'>): Extent {
  const pitchX = pitchOf(x) ?? pitchOf(y) ?? 1;
  const pitchY = pitchOf(y) ?? pitchOf(x) ?? 1;
  return { x: edges(x, pitchX), y: edges(y, pitchY) };
}

const pitchOf = (centres: readonly number[]): number | null => {
  const [first, second] = centres;
  return first !== undefined && second !== undefined ? Math.abs(second - first) : null;
};

const edges = (centres: readonly number[], pitch: number): readonly [number, number] => [
  (centres[0] ?? 0) - pitch / 2,
  (centres.at(-1) ?? 0) + pitch / 2,
];

const aspectOf = ({ x, y }: Extent): number => (x[1] - x[0]) / (y[1] - y[0]);

/** A map of a single row or column is drawn at least this part of its length wide: it has no width of its own. */
const LINE = 1 / 10;

/** Width over height that a map is drawn with: its own, so that lengths are alike along both axes. */
export function shownAspect({ x, y }: Pick<Path, 'x' | 'y'>): number {
  const aspect = aspectOf(extentOf({ x, y }));
  if (y.length === 1) return Math.min(aspect, 1 / LINE);
  return x.length === 1 ? Math.max(aspect, LINE) : aspect;
}

/** The largest rectangle of an aspect (width over height) in a space, its upper left corner at that of the space, whole px. */
export function fitted(space: Box, aspect: number): Box {
  const width = Math.max(1, Math.floor(Math.min(space.width, space.height * aspect)));
  return { left: space.left, top: space.top, width, height: Math.max(1, Math.floor(width / aspect)) };
}

/** Pixel under a point given in px from the upper left corner of the drawn map; null outside. */
export function pixelAt(
  point: { readonly x: number; readonly y: number },
  drawn: { readonly width: number; readonly height: number },
  grid: { readonly rows: number; readonly columns: number },
): { row: number; column: number } | null {
  const column = Math.floor((point.x / drawn.width) * grid.columns);
  const row = grid.rows - 1 - Math.floor((point.y / drawn.height) * grid.rows);
  const inside = column >= 0 && column < grid.columns && row >= 0 && row < grid.rows;
  return inside ? { row, column } : null;
}
