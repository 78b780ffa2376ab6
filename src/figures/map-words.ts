/** Maps and their planes in words. */
import type { MapSpec } from '../experiments/experiment';
import { quantity } from '../quantity';

/** Title with the value of its axis: `Cathodic peak, 20 V/s`. */
export const planeTitle = ({ map, plane }: { readonly map: MapSpec; readonly plane: number }): string =>
  map.axis ? `${map.title}, ${axisText(map, plane)}` : map.title;

export const axisText = ({ axis }: MapSpec, plane: number): string =>
  axis ? quantity(String(axis.values[plane] ?? ''), axis.unit) : '';

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
