/** Where the small maps stand: maps of one plane in a block of their own, a map with an axis as a row of its planes. */
import { groups } from 'd3-array';
import type { Plane } from './map-data';

export interface ThumbnailLayout {
  /** px, without label and gap. */
  readonly width: number;
  readonly height: number;
  readonly columns: number;
  /** For each plane, map by map: grid row and column, from 0. */
  readonly cells: readonly { readonly row: number; readonly column: number }[];
}

export interface ThumbnailSpace {
  readonly width: number;
  readonly height: number;
  readonly gap: number;
  /** Height of the label below a map. */
  readonly label: number;
  /** Width over height of the map. */
  readonly aspect: number;
}

interface Arrangement {
  readonly columns: number;
  readonly rows: number;
  readonly cells: ThumbnailLayout['cells'];
}

/** Planes of a map that stand together, by their places among all. */
export interface ThumbnailGroup {
  readonly title: string;
  readonly places: readonly number[];
}

/** Of a map with more planes than this only one has a thumbnail: the first of these numbers that leaves room to see something. */
const MOST = [50, 24, 12, 6, 1];
/** px. */
const LEAST = 44;

/** The planes that have a thumbnail, map by map, and where they stand. `large` is the place of the plane that is drawn large. */
export function thumbnailsIn(
  planes: readonly Pick<Plane, 'map' | 'plane'>[],
  large: number,
  space: ThumbnailSpace,
): { readonly maps: readonly ThumbnailGroup[]; readonly layout: ThumbnailLayout } {
  const arranged = (most: number): ReturnType<typeof thumbnailsIn> => {
    const maps = thumbnailGroups(planes, large, most);
    return {
      maps,
      layout: arrangeThumbnails(
        maps.map(({ places }) => places.length),
        space,
      ),
    };
  };
  return MOST.slice(1).reduce(
    (seen, most) => (seen.layout.width < LEAST ? arranged(most) : seen),
    arranged(MOST[0] ?? 1),
  );
}

/** A map with more planes than `most` has one: that which is drawn large, or its first. */
export function thumbnailGroups(
  planes: readonly Pick<Plane, 'map' | 'plane'>[],
  large: number,
  most: number,
): ThumbnailGroup[] {
  return groups(planes.keys(), (k) => planes[k]?.map.name ?? '').map(([, all]) => {
    const places = all.length <= most ? all : all.includes(large) ? [large] : all.slice(0, 1);
    return { title: planes[all[0] ?? 0]?.map.title ?? '', places };
  });
}

/** The arrangement that leaves the largest maps: single planes beside the rows of the axes, above them, or all in a row-wise grid. `planes`: how many each map has. */
export function arrangeThumbnails(planes: readonly number[], space: ThumbnailSpace): ThumbnailLayout {
  const candidates = [beside(planes), above(planes), ...grids(planes.reduce((a, b) => a + b, 0))];
  return candidates
    .map((a) => sized(a, space))
    .reduce((best, next) => (next.width > best.width * 1.15 ? next : best));
}

function sized({ columns, rows, cells }: Arrangement, space: ThumbnailSpace): ThumbnailLayout {
  const widest = (space.width - (columns - 1) * space.gap) / columns;
  const highest = (space.height - (rows - 1) * space.gap) / rows - space.label;
  const width = Math.max(0, Math.floor(Math.min(widest, highest * space.aspect)));
  return { width, height: Math.max(0, Math.floor(width / space.aspect)), columns, cells };
}

function beside(planes: readonly number[]): Arrangement {
  const axes = planes.filter((n) => n > 1).length;
  const rows = Math.max(1, axes);
  const left = Math.ceil((planes.length - axes) / rows);
  const columns = left + Math.max(0, ...planes.filter((n) => n > 1));
  return place(planes, rows, columns, (k) => ({ row: Math.floor(k / left), column: k % left }), 0, left);
}

function above(planes: readonly number[]): Arrangement {
  const axes = planes.filter((n) => n > 1).length;
  const columns = Math.max(1, ...planes);
  const over = Math.ceil((planes.length - axes) / columns);
  const single = (k: number): { row: number; column: number } => ({
    row: Math.floor(k / columns),
    column: k % columns,
  });
  return place(planes, over + axes, columns, single, over, 0);
}

function place(
  planes: readonly number[],
  rows: number,
  columns: number,
  single: (k: number) => { row: number; column: number },
  firstRow: number,
  firstColumn: number,
): Arrangement {
  let singles = 0;
  let axes = 0;
  const cells = planes.flatMap((n) => {
    if (n === 1) return [single(singles++)];
    const row = firstRow + axes++;
    return Array.from({ length: n }, (_, k) => ({ row, column: firstColumn + k }));
  });
  return { rows, columns, cells };
}

const grids = (n: number): Arrangement[] =>
  Array.from({ length: n }, (_, k) => {
    const columns = k + 1;
    const cells = Array.from({ length: n }, (_, i) => ({
      row: Math.floor(i / columns),
      column: i % columns,
    }));
    return { columns, rows: Math.ceil(n / columns), cells };
  });
