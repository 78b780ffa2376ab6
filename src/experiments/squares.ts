/** Square fields in the middle of the stage, for presets. */
import type { Recipe } from './experiment';
import { WHOLE_GRID } from './grid';

/** Middle of the stage, m. */
const MIDDLE = 50e-6;

/** A square of an edge, m, with as many pixels along it. */
export const square = (edge: number, pixels: number): Recipe => ({
  schema: 1,
  width: edge,
  height: edge,
  columns: pixels,
  rows: pixels,
  originX: MIDDLE - edge / 2,
  originY: MIDDLE - edge / 2,
  ...WHOLE_GRID,
});
