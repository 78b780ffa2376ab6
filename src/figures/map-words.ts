/** Maps and their planes in words. */
import type { MapSpec } from '../experiments/experiment';
import { quantity } from '../quantity';

type MapAxis = NonNullable<MapSpec['axis']>;

/** Title with the value of its axis: `Cathodic peak, 20 V/s`; of an axis that counts with its name: `Height, frame 2`. */
export function planeTitle({ map, plane }: { readonly map: MapSpec; readonly plane: number }): string {
  if (!map.axis) return map.title;
  const counted = map.axis.unit === '' ? `${map.axis.name.replaceAll('_', ' ')} ` : '';
  return `${map.title}, ${counted}${axisText(map, plane)}`;
}

/** The place of a plane on its map's axis: `20 V/s`, `250 ms`. */
export function axisText({ axis }: MapSpec, plane: number): string {
  if (!axis) return '';
  const { unit, values } = shownAxis(axis);
  return quantity(String(values[plane] ?? ''), unit);
}

/** Values of an axis as people see them, all in one unit: times that are all below a second in ms. */
export function shownAxis({ unit, values }: MapAxis): { readonly unit: string; readonly values: number[] } {
  const fine = unit === 's' && values.every((t) => t < 1);
  return {
    unit: fine ? 'ms' : unit,
    values: fine ? values.map((t) => Number((1e3 * t).toPrecision(12))) : [...values],
  };
}

/** Planes of a map that lists tell one by one. */
const TOLD = 50;

/** Whether a list tells a plane: of a map with very many only the first. */
export const isTold = ({ axis }: Pick<MapSpec, 'axis'>, plane: number): boolean =>
  plane === 0 || (axis?.values.length ?? 1) <= TOLD;

/** A category's word: `no contact`. */
export function categoryWord(map: MapSpec, code: number): string {
  const found = Object.entries(map.enumeration ?? {}).find(([, c]) => c === code)?.[0];
  return found?.replaceAll('_', ' ') ?? '';
}
