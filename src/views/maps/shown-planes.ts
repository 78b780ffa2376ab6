/**
 * The planes of a run as they are looked at: what was measured, and after it what was laid over it, with the operations of
 * the workspace done. A plane that no operation concerns is the one itself; of the others a copy is kept and made anew when
 * numbers have come.
 */
import type { Grid } from '../../maps/grid';
import { applied, concerns, type MapSource, type ViewOperation } from '../../maps/view-operation';
import type { MapSpec } from '../../experiments/experiment';
import { axisText } from '../../figures/map-words';
import { markAllDirty, type MapData, type Plane } from './map-data';

type Combination = Extract<ViewOperation, { kind: 'difference' | 'ratio' }>;

/** Where planes come from that were not measured. */
export type Origin = 'micrograph' | 'clusters';

export class ShownPlanes {
  readonly data: MapData;
  private readonly source: MapSource;
  private readonly other: (run: string) => MapSource | null;
  private operations: readonly ViewOperation[] = [];
  private shown: readonly Plane[];
  private laid: Readonly<Record<Origin, Plane | null>> = { micrograph: null, clusters: null };
  /** Without operations. */
  untouched: readonly Plane[];

  /** `other` gives the maps of runs that were opened beside this one. */
  constructor(data: MapData, grid: Grid, other: (run: string) => MapSource | null) {
    this.data = data;
    this.other = other;
    this.source = sourceOf(() => this.untouched, grid);
    this.untouched = data.planes;
    this.shown = data.planes;
  }

  get planes(): readonly Plane[] {
    return this.shown;
  }

  get rows(): number {
    return this.data.rows;
  }

  get columns(): number {
    return this.data.columns;
  }

  get visited(): Uint8Array {
    return this.data.visited;
  }

  /** Lays a plane of another origin over those that were measured, in the place of its former one; null for none. */
  lay(origin: Origin, plane: Plane | null): void {
    this.laid = { ...this.laid, [origin]: plane };
    const { micrograph, clusters } = this.laid;
    this.untouched = [...this.data.planes, ...[micrograph, clusters].flatMap((p) => p ?? [])];
    this.show(this.operations);
  }

  /** Shows the planes by another list of operations; answers the places of the planes that are changed. */
  show(operations: readonly ViewOperation[]): number[] {
    const before = this.operations;
    this.operations = operations;
    const changed: number[] = [];
    this.shown = this.untouched.map((plane, k) => {
      const { name } = plane.map;
      const now = operations.filter((o) => concerns(o, name));
      if (now.length === 0 && before.every((o) => !concerns(o, name))) return plane;
      changed.push(k);
      return now.length === 0 ? plane : this.made(plane, now);
    });
    return changed;
  }

  /** Brings plane `k` up to date with what was measured; drawing calls it before it looks at the numbers. */
  refresh(k: number): void {
    const [plane, measured] = [this.shown[k], this.untouched[k]];
    if (!plane || !measured || plane === measured || plane.revision === measured.revision) return;
    this.fill(plane, measured);
    markAllDirty(plane, this.rows);
  }

  /** Brings all planes up to date, also those that nobody draws. */
  refreshAll(): void {
    this.shown.forEach((_, k) => {
      this.refresh(k);
    });
  }

  private made(measured: Plane, operations: readonly ViewOperation[]): Plane {
    const empty = (): Float32Array => new Float32Array(measured.values.length).fill(NaN);
    const plane: Plane = {
      map: this.specOf(measured.map, operations),
      plane: measured.plane,
      values: empty(),
      noise: empty(),
      calibration: operations.some(isCombination) ? empty() : measured.calibration,
      revision: measured.revision,
      dirty: { from: 0, to: this.rows },
    };
    this.fill(plane, measured);
    return plane;
  }

  private fill(plane: Plane, measured: Plane): void {
    const key = { map: measured.map.name, plane: measured.plane };
    const layer = applied(this.operations, key, this.source, this.other);
    if (!layer) return;
    plane.values.set(layer.values);
    plane.noise.set(layer.noise);
    plane.revision = measured.revision;
  }

  private specOf(spec: MapSpec, operations: readonly ViewOperation[]): MapSpec {
    return operations.reduce((map, operation) => {
      if (operation.kind === 'mask') return map;
      if (!isCombination(operation)) return { ...map, scale: 'linear' };
      if (operation.other.run !== null && !this.other(operation.other.run)) return map;
      return this.combined(map, operation);
    }, spec);
  }

  private combined(map: MapSpec, { kind, other }: Combination): MapSpec {
    const beside = this.untouched.find((p) => p.map.name === other.map && p.plane === (other.plane ?? 0));
    const place = other.plane !== null && beside?.map.axis ? `, ${axisText(beside.map, other.plane)}` : '';
    const name = other.run === null ? `${beside?.map.title ?? other.map}${place}` : other.title;
    const ratio = { unit: '', shown: { unit: '', factor: 1 } };
    return {
      ...map,
      title: `${map.title} ${kind === 'ratio' ? '÷' : '−'} ${name}`,
      scale: 'linear',
      ...(kind === 'ratio' ? ratio : {}),
    };
  }
}

const isCombination = (operation: ViewOperation): operation is Combination =>
  operation.kind === 'difference' || operation.kind === 'ratio';

/** A run's planes for operations. */
export function sourceOf(planes: () => readonly Plane[], grid: Grid): MapSource {
  return {
    grid,
    layer: ({ map, plane }) => planes().find((p) => p.map.name === map && p.plane === plane) ?? null,
  };
}
