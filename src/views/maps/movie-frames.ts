/** The planes of a map with an axis as frames of a movie: at typed places, and as numbered files in one archive. */
import { zipSync } from 'fflate';
import { numbersOfText } from '../../experiments/recipe/field-text';
import { axisText, shownAxis } from '../../figures/map-words';
import { quantity } from '../../quantity';
import type { Plane } from './map-data';
import { slugOf } from '../save-file';

export interface Movie {
  readonly title: string;
  /** Of the axis, as people see it. */
  readonly unit: string;
  /** In the order of the axis, with their places among all planes. */
  readonly frames: readonly { readonly place: number; readonly value: number; readonly text: string }[];
}

/** The movie that a plane belongs to; null for a map without an axis. */
export function movieOf(planes: readonly Plane[], shown: Plane): Movie | null {
  const { axis, name, title } = shown.map;
  if (!axis) return null;
  const { unit, values } = shownAxis(axis);
  const frames = planes.flatMap(({ map, plane }, place) =>
    map.name === name ? [{ place, value: values[plane] ?? NaN, text: axisText(map, plane) }] : [],
  );
  return { title, unit, frames };
}

/** Places of the frames at typed values, or what is wrong with these. */
export function framesAt(
  text: string,
  { frames, unit }: Movie,
): { readonly places: readonly number[]; readonly problem: string } {
  const places: number[] = [];
  for (const value of numbersOfText(text, 1)) {
    if (!Number.isFinite(value)) return { places: [], problem: 'Give numbers with spaces between them.' };
    const nearest = frames.reduce((a, b) => (Math.abs(b.value - value) < Math.abs(a.value - value) ? b : a));
    if (Math.abs(nearest.value - value) > 1e-9 * Math.abs(value)) {
      const asked = quantity(String(value), unit);
      return { places: [], problem: `There is no frame at ${asked}: the nearest is at ${nearest.text}.` };
    }
    places.push(nearest.place);
  }
  return { places, problem: '' };
}

/** Names that sort in the order of the movie: `frame-03-100-ms.png`. */
export function frameNames({ frames }: Movie, extension: string): string[] {
  const digits = String(frames.length).length;
  return frames.map(
    ({ text }, k) => `frame-${String(k + 1).padStart(digits, '0')}-${slugOf(text)}${extension}`,
  );
}

/** A ZIP archive of files. They are stored as they are when `compressed` says that they cannot get smaller. */
export function archiveOf(
  files: readonly { readonly name: string; readonly bytes: Uint8Array }[],
  compressed: boolean,
): Uint8Array<ArrayBuffer> {
  const entries = Object.fromEntries(files.map(({ name, bytes }) => [name, bytes]));
  return zipSync(entries, { level: compressed ? 0 : 6 });
}
