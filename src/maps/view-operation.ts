/**
 * What a person does to see a map better: levelling, masking, difference and ratio. An operation is plain JSON in a list; the
 * list is worked through from the first to the last over numbers that stay as they are, so that any of them can be taken
 * back.
 *
 *     const shown = applied(operations, { map: 'height', plane: 0 }, run, () => null);
 */
import { differenceOf, ratioOf, type Layer } from './combine';
import type { Grid, Position } from './grid';
import { levelLines } from './line-levelling';
import { inverted, withNumber, type Mask } from './mask';
import { fitPlane, planeThrough, withoutPlane } from './plane';
import { shiftedOnto } from './registration';
import { selectionMask, type Selection } from './selection';

/** A map of this run, or of another one that was opened beside it. */
export interface OtherMap {
  /** Identifier of the other run; null for this one. */
  readonly run: string | null;
  /** Title of the other run for people; empty for this one. */
  readonly title: string;
  readonly map: string;
  /** Place on the map's axis; null for the same place as the map that it is combined with. */
  readonly plane: number | null;
}

export type ViewOperation =
  /** By a plane of least squares through the pixels of a selection, or all. */
  | { readonly kind: 'level-plane'; readonly map: string; readonly within: Selection | null }
  | {
      readonly kind: 'level-points';
      readonly map: string;
      /** m. */
      readonly points: readonly [Position, Position, Position];
    }
  | {
      readonly kind: 'level-lines';
      readonly map: string;
      readonly by: 'median' | 'mean';
      readonly within: Selection | null;
    }
  /** Hides the pixels of a selection, or all others, in one map or, for null, in every one. */
  | {
      readonly kind: 'mask';
      readonly map: string | null;
      readonly hide: 'selected' | 'others';
      readonly pixels: Selection;
    }
  /** What is at p in the map lies at p + shift (m) in the other. */
  | {
      readonly kind: 'difference' | 'ratio';
      readonly map: string;
      readonly other: OtherMap;
      readonly shift: Position;
    };

/** A plane of a run's maps: name, and place on the map's own axis. */
export interface PlaneKey {
  readonly map: string;
  readonly plane: number;
}

export interface MapSource {
  readonly grid: Grid;
  /** Null where there is no such plane. */
  readonly layer: (key: PlaneKey) => Layer | null;
}

/** Whether an operation changes a map. */
export const concerns = (operation: ViewOperation, map: string): boolean =>
  operation.map === null || operation.map === map;

/**
 * A plane with the operations done that concern it. Ranges and other maps are taken as they are after the operations before.
 * An operation that cannot be done (a map, a run or a plane of least squares that is not there) is passed over. Null where the
 * plane is not there. `other` gives runs that were opened beside this one.
 */
export function applied(
  operations: readonly ViewOperation[],
  key: PlaneKey,
  source: MapSource,
  other: (run: string) => MapSource | null,
): Layer | null {
  let layer = source.layer(key);
  operations.forEach((operation, place) => {
    if (!layer || !concerns(operation, key.map)) return;
    const before = (at: PlaneKey): Layer | null => applied(operations.slice(0, place), at, source, other);
    layer = step(operation, key, layer, { ...source, layer: before }, other) ?? layer;
  });
  return layer;
}

function step(
  operation: ViewOperation,
  key: PlaneKey,
  layer: Layer,
  before: MapSource,
  other: (run: string) => MapSource | null,
): Layer | null {
  const { grid } = before;
  const { values, noise } = layer;
  const masked = (selection: Selection): Mask | null =>
    selectionMask(selection, grid, values, (map, plane) => before.layer({ map, plane })?.values ?? null);
  switch (operation.kind) {
    case 'level-plane': {
      const mask = operation.within && masked(operation.within);
      const plane = operation.within && !mask ? null : fitPlane(grid, values, mask);
      return plane && { values: withoutPlane(grid, values, plane), noise };
    }
    case 'level-points': {
      const plane = planeThrough(grid, values, operation.points);
      return plane && { values: withoutPlane(grid, values, plane), noise };
    }
    case 'level-lines': {
      const mask = operation.within && masked(operation.within);
      if (operation.within && !mask) return null;
      return { values: levelLines(grid, values, operation.by, mask), noise };
    }
    case 'mask': {
      const mask = masked(operation.pixels);
      if (!mask) return null;
      return only(layer, operation.hide === 'others' ? withNumber(mask, values) : inverted(mask, values));
    }
    case 'difference':
    case 'ratio': {
      const beside = besideOf(operation, key, before, other);
      if (!beside) return null;
      return operation.kind === 'difference' ? differenceOf(layer, beside) : ratioOf(layer, beside);
    }
  }
}

function besideOf(
  { other: { run, map, plane }, shift }: Extract<ViewOperation, { kind: 'difference' | 'ratio' }>,
  key: PlaneKey,
  here: MapSource,
  other: (run: string) => MapSource | null,
): Layer | null {
  const source = run === null ? here : other(run);
  const layer = source?.layer({ map, plane: plane ?? key.plane });
  if (!source || !layer) return null;
  if (run === null && shift.x === 0 && shift.y === 0) return layer;
  const moved = (values: ArrayLike<number>): Float64Array =>
    shiftedOnto(here.grid, { grid: source.grid, values }, shift);
  return { values: moved(layer.values), noise: moved(layer.noise) };
}

function only(layer: Layer, mask: Mask): Layer {
  const kept = (values: ArrayLike<number>): Float64Array =>
    Float64Array.from(values, (v, k) => (mask[k] === 1 ? v : NaN));
  return { values: kept(layer.values), noise: kept(layer.noise) };
}
