/** Pieces of what a run says as a whole: figures and tables from the planes of its maps. */
import {
  planesOf,
  type Figure,
  type Findings,
  type MapSpec,
  type MeasuredMaps,
  type Path,
  type TrackTrace,
} from '../experiment';
import type { Table } from '../shown';
import { medianInterval } from '../../maps/statistics';
import { count, quantity, significant } from '../../quantity';

/** A run of which nothing can be said yet. */
export const NO_FINDINGS: Findings = { headline: '', figures: [], tables: [], plots: [], warnings: [] };

/** The track of a run that had none. */
export const NO_TRACK: TrackTrace = { time: [], potential: [], current: [] };

/** A plane of a map and what is known of its errors, 1σ. */
export interface MeasuredPlane {
  readonly values: ArrayLike<number>;
  readonly noise: ArrayLike<number>;
  readonly calibration: ArrayLike<number>;
}

const NO_PLANE: MeasuredPlane = { values: [], noise: [], calibration: [] };

/** The same with the errors of the planes. */
export function measuredWithErrors(
  maps: readonly MapSpec[],
  path: Path,
  planes: readonly MeasuredPlane[],
  track: TrackTrace = NO_TRACK,
): MeasuredMaps {
  const placeOf = placesOf(maps);
  return {
    ...measuredMaps(
      maps,
      path,
      planes.map(({ values }) => values),
      track,
    ),
    error: (map, plane = 0) => {
      const { values, noise, calibration } = planes[placeOf(map, plane)] ?? NO_PLANE;
      return Float64Array.from(values, (_, k) => together(noise[k] ?? NaN, calibration[k] ?? NaN));
    },
  };
}

/** Errors that are independent of each other; one that is not known is left out. */
const together = (a: number, b: number): number =>
  Number.isNaN(a) ? b : Number.isNaN(b) ? a : Math.hypot(a, b);

/** Place of a plane in the order of `planesOf`; −1 where there is none. */
function placesOf(maps: readonly MapSpec[]): (map: string, plane: number) => number {
  const places = new Map(planesOf(maps).map(({ map, plane }, k) => [`${map.name} ${String(plane)}`, k]));
  return (map, plane) => places.get(`${map} ${String(plane)}`) ?? -1;
}

/**
 * The maps of a run from their planes in the order of `planesOf`, and its track where one ran. Of their errors nothing is
 * known.
 */
export function measuredMaps(
  maps: readonly MapSpec[],
  path: Path,
  planes: readonly ArrayLike<number>[],
  track: TrackTrace = NO_TRACK,
): MeasuredMaps {
  const placeOf = placesOf(maps);
  const planeOf = (map: string, plane = 0): ArrayLike<number> => planes[placeOf(map, plane)] ?? [];
  return {
    path,
    track,
    plane: planeOf,
    error: (map, plane) => new Float64Array(planeOf(map, plane).length).fill(NaN),
  };
}

/** The numbers of a plane in ascending order, those that are none left out. */
export const sortedNumbers = (plane: ArrayLike<number>): Float64Array =>
  Float64Array.from(Array.from(plane).filter(Number.isFinite)).sort();

/** The median of sorted numbers and its 95 % interval by order statistics, which fewer than six numbers do not have. */
export function medianOf(sorted: ArrayLike<number>): Pick<Figure, 'value' | 'interval'> {
  const n = sorted.length;
  const at = (k: number): number => sorted[Math.max(0, Math.min(n - 1, k))] ?? NaN;
  const value = (at(Math.floor((n - 1) / 2)) + at(Math.ceil((n - 1) / 2))) / 2;
  const interval = medianInterval(sorted);
  return Number.isNaN(interval[0]) ? { value } : { value, interval };
}

/** The median of a plane as a figure. */
export const medianFigure = (
  key: string,
  label: string,
  plane: ArrayLike<number>,
  { unit, shown }: Pick<MapSpec, 'unit' | 'shown'>,
): Figure => ({ key, label, ...medianOf(sortedNumbers(plane)), unit, shown });

/** A figure with its unit, and its 95 % interval where one is known: `2.22 cm (1.29 … 7.16)`. */
export function figureText({ value, interval: given, shown: { unit, factor } }: Figure): string {
  const interval = given?.every(Number.isFinite) ? given : undefined;
  const isCount = unit === '' && [value, ...(interval ?? [])].every(Number.isInteger);
  if (isCount) return count(value) + (interval ? ` (${interval.map(count).join(' … ')})` : '');
  const at = (digits: number, si: number): string => significant(si * factor, digits);
  // As many digits as tell the ends of the interval from each other.
  const digits = interval && [3, 4, 5, 6].find((n) => new Set(interval.map((end) => at(n, end))).size > 1);
  const shown = (si: number): string => at(digits ?? 3, si);
  const range = interval ? ` (${interval.map(shown).join(' … ')})` : '';
  return `${quantity(shown(value), unit)}${range}`;
}

/** How often each word of a categorical map stands in a plane; words that do not are left out. */
export function categoryTable(title: string, { enumeration = {} }: MapSpec, plane: ArrayLike<number>): Table {
  const codes = Array.from(plane).filter(Number.isFinite);
  const rows = Object.entries(enumeration).flatMap(([word, code]) => {
    const n = codes.filter((c) => c === code).length;
    const share = quantity(significant((100 * n) / codes.length, 2), '%');
    return n > 0 ? [[word.replaceAll('_', ' '), count(n), share]] : [];
  });
  return { title, columns: ['', 'pixels', 'share'], rows };
}
