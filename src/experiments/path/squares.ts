/** Square fields in the middle of the stage, for presets. */
import type { Recipe } from '../experiment';
import { WHOLE_GRID } from './grid';

/** Middle of the stage, nm: whole numbers make edges that read as they are typed. */
const MIDDLE = 50_000;

/** A square of an edge, m, with as many pixels along it. */
export const square = (edge: number, pixels: number): Recipe => ({
  schema: 1,
  width: edge,
  height: edge,
  columns: pixels,
  rows: pixels,
  originX: (MIDDLE - Math.round(edge * 1e9) / 2) / 1e9,
  originY: (MIDDLE - Math.round(edge * 1e9) / 2) / 1e9,
  ...WHOLE_GRID,
});
