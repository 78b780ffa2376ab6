/** /entry/path, the planned path and /entry/log of a bundle. */
import type { Path, Point } from '../../experiments/experiment';
import { HOP_STATUS, type HopStatus } from '../../records/hop';
import { LayoutError, type BundleReader } from './values';
import type { HopNote, RunSource, VisitSaid } from '../run';

export interface Hops {
  readonly notes: readonly HopNote[];
  readonly visits: readonly VisitSaid[];
  /** Bits of each hop, in the order of the notes. */
  readonly flags: Float64Array;
  /** First sample of each hop, s since the bridge's boot. */
  readonly starts: Float64Array;
}

const PATH = '/entry/path';

export function readHops(reader: BundleReader): Hops {
  const x = reader.numbers(`${PATH}/x`).values;
  const column = (name: string): Float64Array => reader.numbers(`${PATH}/${name}`, [x.length]).values;
  const columnIfAny = (name: string): Float64Array | null =>
    reader.has(`${PATH}/${name}`) ? column(name) : null;
  const y = column('y');
  const visit = column('visit');
  const pixel = reader.numbers(`${PATH}/pixel`, [x.length, 2]).values;
  const contact = column('z_contact');
  const ids = columnIfAny('hop');
  const points = columnIfAny('point');
  const notes = Array.from(x, (px, row): HopNote => ({
    kind: 'hop',
    id: ids?.[row] ?? row,
    point: points?.[row] ?? row,
    row: pixel[2 * row] ?? -1,
    column: pixel[2 * row + 1] ?? -1,
    visit: visit[row] ?? 0,
    x: px,
    y: y[row] ?? NaN,
    z: null,
  }));
  return {
    notes,
    visits: Array.from(column('status'), (code, row) => ({
      status: statusOfCode(code),
      contact: contact[row] ?? NaN,
    })),
    flags: column('flags'),
    starts: column('t_start'),
  };
}

function statusOfCode(code: number): HopStatus {
  const found = Object.entries(HOP_STATUS).find(([, known]) => known === code);
  if (!found) throw new LayoutError(`${PATH}/status holds the unknown code ${String(code)}`);
  return found[0] as HopStatus;
}

/** The planned points; where the file has none, those that were visited. */
export function readPlannedPath(
  reader: BundleReader,
  hops: Hops,
  axes: Pick<Path, 'x' | 'y' | 'listed'>,
): Path {
  const grid = { rows: axes.y.length, columns: axes.x.length, ...axes };
  const place = '/entry/experiment/path';
  if (!reader.has(place)) {
    const points = hops.notes.map(({ x, y, row, column }): Point => ({ x, y, row, column }));
    return { points, ...grid };
  }
  const x = reader.numbers(`${place}/x`).values;
  const y = reader.numbers(`${place}/y`, [x.length]).values;
  const pixel = reader.numbers(`${place}/pixel`, [x.length, 2]).values;
  const programs = reader.has(`${place}/program`)
    ? reader.numbers(`${place}/program`, [x.length]).values
    : null;
  const points = Array.from(x, (px, k): Point => ({
    x: px,
    y: y[k] ?? NaN,
    row: pixel[2 * k] ?? -1,
    column: pixel[2 * k + 1] ?? -1,
    ...(programs ? { program: programs[k] ?? 0 } : {}),
  }));
  return { points, ...grid };
}

const LEVELS = ['info', 'warning', 'error'] as const;

export function readLog(reader: BundleReader, startedAt: string): RunSource['log'] {
  if (!reader.has('/entry/log')) return [];
  const time = reader.numbers('/entry/log/time').values;
  const level = reader.texts('/entry/log/level');
  const message = reader.texts('/entry/log/message');
  if (level.length !== time.length || message.length !== time.length)
    throw new LayoutError('/entry/log has lists of different lengths');
  return Array.from(time, (seconds, k) => ({
    kind: 'log',
    wallClock: new Date(Date.parse(startedAt) + 1000 * seconds).toISOString(),
    level: LEVELS.find((l) => l === level[k]) ?? 'info',
    message: message[k] ?? '',
  }));
}
