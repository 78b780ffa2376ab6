/** Planes as they are looked at, in the formats of other programs. */
import { gsfOf } from '../../bundles/gsf';
import { gwyOf } from '../../bundles/gwy';
import type { MapData } from '../../bundles/run';
import { mapTsv } from '../../bundles/tsv';
import type { Path } from '../../experiments/experiment';
import type { ShownMaps, ShownPlane } from '../protocol';

/** The content of a file; `x` and `y` are the pixel centres in m. */
export function shownMapsFile(
  maps: ShownMaps,
  { x, y }: Pick<Path, 'x' | 'y'>,
): Uint8Array<ArrayBuffer> | string {
  if (maps.format === 'gwy') return gwyOf(maps.planes.map(mapOf), x, y);
  const map = mapOf(maps.plane);
  return maps.format === 'gsf' ? gsfOf(map, 0, x, y) : mapTsv(map, 0, x, y);
}

/** A plane as a map of its own, at its place on the axis. */
function mapOf({ map, plane, values, noise, calibration }: ShownPlane): MapData {
  const { axis } = map;
  return {
    spec: axis ? { ...map, axis: { ...axis, values: axis.values.slice(plane, plane + 1) } } : map,
    data: Float64Array.from(values),
    noise: map.errors ? Float64Array.from(noise) : null,
    calibration: map.errors ? Float64Array.from(calibration) : null,
  };
}
