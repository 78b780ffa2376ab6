/**
 * How far the surface has moved in z at each visit, from the landings on the first point: nothing at the first of them, a
 * straight line over the visits between two of them, and the last value behind the last one.
 */
import { planesOf, type MapSpec, type Path, type Recipe } from '../experiment';
import { hasReferences } from '../path/references';
import { HEIGHT } from './map-specs';

const DRIFT: MapSpec = {
  ...HEIGHT,
  name: 'surface_drift',
  title: 'Drift of the surface',
  driftOf: HEIGHT.name,
};

/** The maps that a recipe has besides, where it goes back to its first point. */
export const driftMaps = (recipe: Recipe): readonly MapSpec[] =>
  hasReferences(recipe)
    ? [
        DRIFT,
        {
          ...HEIGHT,
          name: 'height_without_drift',
          title: 'Height without drift',
          difference: [HEIGHT.name, DRIFT.name],
        },
      ]
    : [];

/** A visit with its numbers, plane after plane; without its hop it tells nothing. */
interface Landed {
  readonly hop?: number;
  readonly row: number;
  readonly column: number;
  readonly values: ArrayLike<number>;
}

export class SurfaceDrift {
  /** Place of the drift among the planes; −1 where a run has none. */
  readonly plane: number;
  private readonly heights: number;
  /** In the order of the visits; heights in m. */
  private readonly landings: { readonly hop: number; readonly height: number }[] = [];
  private readonly first: Path['points'][number] | undefined;

  constructor(maps: readonly MapSpec[], { points }: Pick<Path, 'points'>) {
    const planes = planesOf(maps);
    this.plane = planes.findIndex(({ map }) => map.driftOf !== undefined);
    const of = planes[this.plane]?.map.driftOf;
    this.heights = planes.findIndex(({ map }) => map.name === of);
    [this.first] = points;
  }

  /** Takes a visit; answers whether it tells more of the drift. */
  add({ hop, row, column, values }: Landed): boolean {
    const height = values[this.heights] ?? NaN;
    if (this.plane < 0 || hop === undefined || !Number.isFinite(height)) return false;
    const isFirst = row === this.first?.row && column === this.first.column;
    const known = this.landings.some((landing) => landing.hop === hop);
    if (known || (isFirst ? this.landings.length > 0 : row >= 0)) return false;
    this.landings.push({ hop, height });
    this.landings.sort((a, b) => a.hop - b.hop);
    return true;
  }

  /** m at a visit; NaN before the first landing. */
  at(hop: number): number {
    const [zero] = this.landings;
    const next = this.landings.findIndex((landing) => landing.hop > hop);
    const before = next < 0 ? this.landings.at(-1) : this.landings[next - 1];
    if (!zero || !before) return NaN;
    const after = this.landings[next] ?? before;
    const span = after.hop - before.hop;
    const part = span > 0 ? (hop - before.hop) / span : 0;
    return before.height + part * (after.height - before.height) - zero.height;
  }
}
