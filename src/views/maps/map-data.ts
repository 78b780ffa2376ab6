/**
 * The numbers of all maps of one run, in arrays made once: pixel messages are written into them, drawing reads them. Which
 * rows changed since they were last drawn is kept per plane, so a frame touches only those.
 */
import type { MapSpec, Path } from '../../experiments/experiment';
import { planesOf } from '../../experiments/experiment';
import { subtractAt } from '../../experiments/results/difference';
import { SurfaceDrift } from '../../experiments/results/surface-drift';
import { ShownVisits } from '../../experiments/path/shown-visits';
import type { PixelMessage } from '../../workers/protocol';

export interface Plane {
  readonly map: MapSpec;
  /** Place on the map's own axis. */
  readonly plane: number;
  /** SI, row by row, row 0 at the lower edge; NaN where there is no number. */
  readonly values: Float32Array;
  readonly noise: Float32Array;
  readonly calibration: Float32Array;
  /** Shows the errors of another plane. */
  readonly ofErrors?: true;
  /** Counts up with every write. */
  revision: number;
  /** Rows to draw again: from the first to before the second; empty when equal. */
  dirty: { from: number; to: number };
}

/** A visit as it is written. Without its hop it takes the place of whatever was shown. */
export type Visit = Omit<PixelMessage, 'hop' | 'program'> & Partial<Pick<PixelMessage, 'hop' | 'program'>>;

/** Stands for the maps that visits by any program are shown in. */
const ANY_PROGRAM = {};

export interface Pixel {
  readonly row: number;
  readonly column: number;
}

export class MapData {
  readonly rows: number;
  readonly columns: number;
  /** In the order of `planesOf`, then the errors that are looked at as maps of their own. */
  readonly planes: readonly Plane[];
  /** 1 where a pixel was visited, whatever came of it. */
  readonly visited: Uint8Array;
  readonly statuses: (PixelMessage['status'] | undefined)[];
  private readonly shown = new ShownVisits();
  private readonly drift: SurfaceDrift;
  private readonly specs: readonly MapSpec[];
  /** The first plane of every map. */
  private readonly byName: ReadonlyMap<string, Plane>;
  /** Pixels visited at least once. */
  visits = 0;
  /** The latest pixel that was written. */
  latest: Pixel | null = null;

  constructor(path: Path, maps: readonly MapSpec[]) {
    this.rows = path.rows;
    this.columns = path.columns;
    const size = path.rows * path.columns;
    this.visited = new Uint8Array(size);
    this.statuses = new Array<PixelMessage['status'] | undefined>(size).fill(undefined);
    const empty = (): Float32Array => new Float32Array(size).fill(NaN);
    const found = planesOf(maps).map(({ map, plane }): Plane => ({
      map,
      plane,
      values: empty(),
      noise: empty(),
      calibration: empty(),
      revision: 0,
      dirty: { from: 0, to: path.rows },
    }));
    this.planes = [...found, ...found.filter((p) => p.map.errorsShown).flatMap(errorPlanes)];
    this.specs = maps;
    this.drift = new SurfaceDrift(maps, path);
    this.byName = new Map(found.map((p) => [planeKey(p.map.name, p.plane), p]));
  }

  /** Writes one visit. Visits off the grid have no pixel and are left out. */
  write(pixel: Visit): void {
    const at = this.indexOf(pixel);
    if (this.drift.add(pixel) && !Number.isFinite(pixel.values[this.drift.plane])) this.placeDrift();
    if (at < 0) return;
    this.latest = { row: pixel.row, column: pixel.column };
    const { hop } = pixel;
    const shows =
      hop === undefined
        ? () => true
        : this.shown.take(at, { hop, program: pixel.program ?? 0, status: pixel.status });
    if (this.visited[at] === 0) this.visits += 1;
    this.visited[at] = 1;
    if (shows(ANY_PROGRAM, 0)) this.statuses[at] = pixel.status;
    this.planes.forEach((plane, k) => {
      if (k >= pixel.values.length || !shows(plane.map, plane.plane)) return;
      plane.values[at] = pixel.values[k] ?? NaN;
      plane.noise[at] = pixel.noise[k] ?? NaN;
      plane.calibration[at] = pixel.calibration[k] ?? NaN;
    });
    this.derive(at, hop);
    for (const plane of this.planes) {
      plane.revision += 1;
      markDirty(plane, pixel.row);
    }
  }

  /** Maps that are not reduced from records, at a pixel. */
  private derive(at: number, hop: number | undefined): void {
    const drift = this.planes[this.drift.plane]?.values;
    if (drift && hop !== undefined && Number.isNaN(drift[at])) drift[at] = this.drift.at(hop);
    subtractAt(at, this.specs, (name, plane) => this.byName.get(planeKey(name, plane)));
  }

  /** The drift of all pixels anew: what lies between two landings on the first point is known with the later one. */
  private placeDrift(): void {
    const plane = this.planes[this.drift.plane];
    if (!plane) return;
    this.visited.forEach((visited, at) => {
      if (visited === 0) return;
      plane.values[at] = NaN;
      this.derive(at, this.shown.hopAt(at));
    });
    for (const changed of this.planes) {
      changed.revision += 1;
      changed.dirty = { from: 0, to: this.rows };
    }
  }

  /** What stands in the arrays, as it could be written again. */
  read(): Visit[] {
    const at = (k: number, part: 'values' | 'noise' | 'calibration'): Float64Array =>
      Float64Array.from(this.planes, (plane) => plane[part][k] ?? NaN);
    return this.statuses.flatMap((status, k) => {
      if (status === undefined) return [];
      const place = { row: Math.floor(k / this.columns), column: k % this.columns };
      return [
        {
          ...place,
          status,
          values: at(k, 'values'),
          noise: at(k, 'noise'),
          calibration: at(k, 'calibration'),
        },
      ];
    });
  }

  /** Index into the arrays, −1 off the grid. */
  indexOf({ row, column }: Pixel): number {
    const inside = row >= 0 && row < this.rows && column >= 0 && column < this.columns;
    return inside ? row * this.columns + column : -1;
  }

  /** The pixel `byRow` rows and `byColumn` columns away, kept on the grid. */
  neighbour(pixel: Pixel, byRow: number, byColumn: number): Pixel {
    const clamp = (v: number, n: number): number => Math.max(0, Math.min(n - 1, v));
    return {
      row: clamp(pixel.row + byRow, this.rows),
      column: clamp(pixel.column + byColumn, this.columns),
    };
  }
}

/** Selected pixels row by row, back and forth: the probe that goes this way travels little. */
export function pixelsOf(mask: ArrayLike<number>, grid: Pick<Path, 'rows' | 'columns'>): Pixel[] {
  const pixels: Pixel[] = [];
  for (let row = 0; row < grid.rows; row++) {
    for (let k = 0; k < grid.columns; k++) {
      const column = row % 2 === 0 ? k : grid.columns - 1 - k;
      if (mask[row * grid.columns + column] === 1) pixels.push({ row, column });
    }
  }
  return pixels;
}

/** The errors of a plane as planes that share its numbers. */
function errorPlanes(of: Plane): Plane[] {
  const none = new Float32Array(of.values.length).fill(NaN);
  const plane = (name: string, what: string, values: Float32Array): Plane => ({
    ...of,
    ofErrors: true,
    map: { ...of.map, name: `${of.map.name}_${name}`, title: `u(${of.map.title}), ${what}`, errors: false },
    values,
    noise: none,
    calibration: none,
    dirty: { ...of.dirty },
  });
  return [plane('errors', 'noise', of.noise), plane('errors_calibration', 'calibration', of.calibration)];
}

/** A plane of values that were not measured. */
export function planeOf(map: MapSpec, values: Float32Array): Plane {
  const none = new Float32Array(values.length).fill(NaN);
  return {
    map,
    plane: 0,
    values,
    noise: none,
    calibration: none,
    revision: 0,
    dirty: { from: 0, to: 0 },
  };
}

function markDirty(plane: Plane, row: number): void {
  const { dirty } = plane;
  if (dirty.from === dirty.to) plane.dirty = { from: row, to: row + 1 };
  else plane.dirty = { from: Math.min(dirty.from, row), to: Math.max(dirty.to, row + 1) };
}

/** Asks for the whole plane to be drawn again. */
export function markAllDirty(plane: Plane, rows: number): void {
  plane.dirty = { from: 0, to: rows };
}

const planeKey = (map: string, plane: number): string => `${map} ${String(plane)}`;
