/** Heights above the ground that particles lie on. */
import type { Grid } from '../../maps/grid';
import { inRange } from '../../maps/mask';
import { fitPlane, withoutPlane } from '../../maps/plane';

const ROUNDS = 4;

/**
 * Heights (m) above the plane through the ground: the plane through all pixels first, then again through those that are
 * not higher above the one before than `threshold`, m. Right where most of the map is ground.
 */
export function aboveGround(grid: Grid, heights: ArrayLike<number>, threshold: number): Float64Array {
  let above = Float64Array.from(heights);
  for (let round = 0; round < ROUNDS; round++) {
    const ground = round === 0 ? null : inRange(above, -Infinity, threshold);
    const plane = fitPlane(grid, above, ground);
    if (plane) above = Float64Array.from(withoutPlane(grid, above, plane));
  }
  return above;
}
