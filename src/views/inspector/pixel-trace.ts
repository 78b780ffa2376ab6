/** The values of all planes of a map at one pixel, as a plot over the map's axis. */
import type { Plot } from '../../experiments/shown';
import { shownAxis } from '../../figures/map-words';
import type { Plane } from '../maps/map-data';

/**
 * Plot of the planes of one map at place `at` of their arrays, in their shown units, with 1σ of noise where the map has it.
 * Without an axis, or where values are words, there is none.
 */
export function pixelTrace(planes: readonly Plane[], at: number, title: string): Plot | null {
  const map = planes[0]?.map;
  if (!map?.axis || map.enumeration) return null;
  const { unit, values } = shownAxis(map.axis);
  const { factor } = map.shown;
  const counting = unit === '' && values.every(Number.isInteger) ? ({ whole: true } as const) : {};
  const x = planes.map(({ plane }) => values[plane] ?? NaN);
  const numbers = (of: 'values' | 'noise'): number[] => planes.map((p) => (p[of][at] ?? NaN) * factor);
  const y = numbers('values');
  const error = map.errors ? { error: numbers('noise') } : {};
  return {
    title,
    x: { label: map.axis.name.replaceAll('_', ' '), unit, ...counting },
    y: { label: map.title, unit: map.shown.unit },
    series: [
      { kind: 'line', name: '', x, y },
      { kind: 'points', name: '', x, y, ...error },
    ],
  };
}
