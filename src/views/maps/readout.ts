/** A pixel of a map in words: on the page, to a screen reader, in the table. */
import type { Path } from '../../experiments/experiment';
import { placeOf } from '../../experiments/path/place';
import { categoryWord } from '../../figures/map-words';
import { count, fixed, quantity, significantWithin, withError } from '../../quantity';
import type { MapData, Pixel, Plane } from './map-data';

/** Words of a categorical map with how many pixels bear each, in the order of the map. */
export function categoryCounts({ map, values }: Plane): { word: string; code: number; n: number }[] {
  const counts = new Map<number, number>();
  for (const code of values) counts.set(code, (counts.get(code) ?? 0) + 1);
  const codes = Object.values(map.enumeration ?? {});
  return codes.map((code) => ({ word: categoryWord(map, code), code, n: counts.get(code) ?? 0 }));
}

/** Value with unit and noise: `2.47(12) × 10⁻¹¹ cm²/s`. */
export function valueText(plane: Plane, at: number): string {
  const value = plane.values[at] ?? NaN;
  if (!Number.isFinite(value)) return 'no value';
  const { map } = plane;
  if (map.enumeration) return categoryWord(map, value);
  if (map.unit === '' && !map.errors && Number.isInteger(value)) return count(value);
  const { unit, factor } = map.shown;
  const noise = (plane.noise[at] ?? NaN) * factor;
  const text =
    Number.isFinite(noise) && noise > 0
      ? withError(value * factor, noise)
      : significantWithin(value * factor, spreadOf(plane) * factor);
  return quantity(text, unit);
}

const spreads = new WeakMap<Plane, { readonly revision: number; readonly spread: number }>();

/** From the least to the greatest value of a plane, found once for every state of it. */
function spreadOf(plane: Plane): number {
  const { revision, values } = plane;
  const known = spreads.get(plane);
  if (known?.revision === revision) return known.spread;
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  const spread = Math.max(0, high - low);
  spreads.set(plane, { revision, spread });
  return spread;
}

/** Stage coordinates of a pixel: `x 47.42 µm, y 45.94 µm`. */
export function placeText(path: Path, pixel: Pixel): string {
  const micrometres = (m: number): string => quantity(fixed(m * 1e6, 2), 'µm');
  const { x, y } = placeOf(path, pixel);
  return `x ${micrometres(x)}, y ${micrometres(y)}`;
}

/** Column and row, counted from 0 at the lower left: `Column 1, row 5`; of a list of points which one: `Point 2`. */
export const pixelText = ({ listed }: Pick<Path, 'listed'>, { row, column }: Pixel): string =>
  listed ? `Point ${String(column + 1)}` : `Column ${String(column)}, row ${String(row)}`;

/** What became of a visit: empty where all is well, `not yet measured`, or the reason. */
export function visitText(data: MapData, at: number): string {
  const status = data.statuses[at];
  if (status === undefined) return 'not yet measured';
  return status === 'ok' ? '' : status.replaceAll('_', ' ');
}

/** All of it, for the line above the map and for the screen reader. */
export function readout(data: MapData, path: Path, plane: Plane, pixel: Pixel): string {
  const at = data.indexOf(pixel);
  const visit = visitText(data, at);
  const value =
    visit === 'not yet measured' ? visit : [valueText(plane, at), visit].filter(Boolean).join(', ');
  return `${pixelText(path, pixel)} · ${placeText(path, pixel)} · ${value}`;
}
