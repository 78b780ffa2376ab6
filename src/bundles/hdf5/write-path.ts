/** /entry/path, the planned path and /entry/log of a bundle. */
import type { Group } from 'h5wasm';
import type { Path } from '../../experiments/experiment';
import { HOP_STATUS } from '../../records/hop';
import { addArray, addGroup, addText, unitsOf } from './nodes';
import type { HopNote, RunSource, VisitSaid } from '../run';

/** One visit as the traces showed it, or as the file says that they come from. */
export interface Visit extends VisitSaid {
  readonly note: HopNote;
  readonly flags: number;
  /** First sample, s since the bridge's boot; NaN without samples. */
  readonly start: number;
}

export function writePath(entry: Group, visits: readonly Visit[]): void {
  const group = addGroup(entry, 'path', 'NXcollection');
  const column = (name: string, units: string, value: (visit: Visit) => number): void => {
    addArray(group, name, Float64Array.from(visits, value), unitsOf(units));
  };
  column('x', 'm', (v) => v.note.x);
  column('y', 'm', (v) => v.note.y);
  column('z_contact', 'm', (v) => v.contact);
  column('t_start', 's', (v) => v.start);
  addPixels(
    group,
    visits.map((v) => v.note),
  );
  addArray(
    group,
    'visit',
    Uint32Array.from(visits, (v) => v.note.visit),
  );
  addArray(
    group,
    'status',
    Uint8Array.from(visits, (v) => HOP_STATUS[v.status]),
    {
      enumeration: JSON.stringify(HOP_STATUS),
    },
  );
  addArray(
    group,
    'flags',
    Uint16Array.from(visits, (v) => v.flags),
  );
  addArray(
    group,
    'hop',
    Uint32Array.from(visits, (v) => v.note.id),
  );
  addArray(
    group,
    'point',
    Uint32Array.from(visits, (v) => v.note.point),
  );
}

/** The points that were to be visited, whether or not the run came to them. */
export function writePlannedPath(experiment: Group, { points }: Path): void {
  const group = addGroup(experiment, 'path', 'NXcollection');
  addArray(
    group,
    'x',
    Float64Array.from(points, (p) => p.x),
    unitsOf('m'),
  );
  addArray(
    group,
    'y',
    Float64Array.from(points, (p) => p.y),
    unitsOf('m'),
  );
  addPixels(group, points);
  if (points.some((p) => p.program !== undefined)) {
    const programs = Uint32Array.from(points, (p) => p.program ?? 0);
    addArray(group, 'program', programs);
  }
}

function addPixels(group: Group, places: readonly { readonly row: number; readonly column: number }[]): void {
  const pixels = Int32Array.from(places.flatMap((p) => [p.row, p.column]));
  addArray(group, 'pixel', pixels, {}, [places.length, 2]);
}

export function writeLog(entry: Group, { log, startedAt }: RunSource): void {
  if (log.length === 0) return;
  const group = addGroup(entry, 'log', 'NXcollection');
  const seconds = Float64Array.from(log, (m) => (Date.parse(m.wallClock) - Date.parse(startedAt)) / 1000);
  addArray(group, 'time', seconds, { units: 's', start: startedAt });
  addText(
    group,
    'level',
    log.map((m) => m.level),
  );
  addText(
    group,
    'message',
    log.map((m) => m.message),
  );
}
