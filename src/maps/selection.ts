/** Which pixels of a run's maps are meant, said so that it can be kept and worked out again: by place or by value. */
import { both, everyNumber, inRange, type Mask } from './mask';
import type { Grid } from './grid';
import { regionMask, type Region } from './region';

export interface ValueRange {
  readonly map: string;
  /** Place on the map's own axis, 0 without one. */
  readonly plane: number;
  /** In the map's unit, both included. */
  readonly low: number;
  readonly high: number;
}

export type Selection =
  | { readonly kind: 'region'; readonly region: Region }
  /** Pixels whose values lie in every one of the ranges. */
  | { readonly kind: 'ranges'; readonly ranges: readonly ValueRange[] };

/**
 * The selected pixels, of those with a number in `values`. `valuesOf` gives a plane by map and place; null where one is
 * named that is not there.
 */
export function selectionMask(
  selection: Selection,
  grid: Grid,
  values: ArrayLike<number>,
  valuesOf: (map: string, plane: number) => ArrayLike<number> | null,
): Mask | null {
  if (selection.kind === 'region') return regionMask(grid, values, selection.region);
  let mask = everyNumber(values);
  for (const { map, plane, low, high } of selection.ranges) {
    const other = valuesOf(map, plane);
    if (!other) return null;
    mask = both(mask, inRange(other, low, high));
  }
  return mask;
}
