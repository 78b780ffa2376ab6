/**
 * What a person does with the maps of a run: tools on the large map, the part of it that is seen, selected pixels, and the
 * workspace that is kept, with undo and redo. The numbers that were measured are never touched.
 */
import type { Grid, Position } from '../../maps/grid';
import type { Mask } from '../../maps/mask';
import { rectangleOf, type Region } from '../../maps/region';
import { selectionMask, type Selection } from '../../maps/selection';
import type { ViewOperation } from '../../maps/view-operation';
import type { Landmark } from '../../maps/landmarks';
import { EMPTY_WORKSPACE, type Micrograph, type NamedRegion, type Workspace } from '../../maps/workspace';
import { drawOn, type Draft, type DrawingEvent, type Shape, type Tool } from '../graphs/drawing';
import type { MapPainter } from '../maps/map-painter';
import { WHOLE, type MapWindow } from '../../figures/map-window';
import type { ShownPlanes } from '../maps/shown-planes';

export const TABS = [
  'Maps',
  'Profile',
  'Histogram',
  'Correlation',
  'Regions',
  'Clusters',
  'Micrograph',
  'Operations',
] as const;
export type Tab = (typeof TABS)[number];

export class MapWorkspace {
  tab = $state<Tab>('Maps');
  tool = $state<Tool>('point');
  /** A shape that is being drawn. */
  draft = $state.raw<Draft | null>(null);
  window = $state.raw<MapWindow>(WHOLE);
  /** Selected pixels, as they were asked for and as they are. */
  selection = $state.raw<Selection | null>(null);
  mask = $state.raw<Mask | null>(null);
  /** Place of the region whose pixels are selected. */
  region = $state<number | null>(null);
  /** Place under the pointer in the profile, m along it. */
  along = $state<number | null>(null);
  /** Place on the micrograph, px, whose place on the map is to be clicked. */
  mark = $state.raw<Position | null>(null);
  kept = $state.raw<Workspace>(EMPTY_WORKSPACE);
  private past = $state.raw<readonly Workspace[]>([]);
  private future = $state.raw<readonly Workspace[]>([]);
  readonly canUndo = $derived(this.past.length > 0);
  readonly canRedo = $derived(this.future.length > 0);
  /** Map that three points are being set on. */
  private levelled = '';
  private revision = -1;
  private readonly planes: ShownPlanes;
  private readonly painter: Pick<MapPainter, 'select' | 'replace'>;
  private readonly grid: Grid;
  private readonly changed: () => void;
  private readonly laid: (micrograph: Micrograph | null) => void;

  /** `changed` is called when planes are other ones than before, `laid` when the micrograph is. */
  constructor(
    planes: ShownPlanes,
    painter: Pick<MapPainter, 'select' | 'replace'>,
    grid: Grid,
    changed: () => void,
    laid: (micrograph: Micrograph | null) => void = () => undefined,
  ) {
    this.planes = planes;
    this.painter = painter;
    this.grid = grid;
    this.changed = changed;
    this.laid = laid;
  }

  /** Shows a workspace that was kept with the run; nothing to undo yet. */
  load(workspace: Workspace): void {
    this.past = [];
    this.future = [];
    this.show(workspace);
  }

  /** Changes a part of what is kept; undo takes it back. */
  change(part: Partial<Omit<Workspace, 'schema'>>): void {
    this.past = [...this.past, this.kept];
    this.future = [];
    this.show({ ...this.kept, ...part });
  }

  undo(): void {
    const before = this.past.at(-1);
    if (!before) return;
    this.future = [...this.future, this.kept];
    this.past = this.past.slice(0, -1);
    this.show(before);
  }

  redo(): void {
    const next = this.future.at(-1);
    if (!next) return;
    this.past = [...this.past, this.kept];
    this.future = this.future.slice(0, -1);
    this.show(next);
  }

  operate(operation: ViewOperation): void {
    this.change({ operations: [...this.kept.operations, operation] });
  }

  removeOperation(place: number): void {
    this.change({ operations: this.kept.operations.filter((_, k) => k !== place) });
  }

  addRegion(region: Region): void {
    const number = Math.max(0, ...this.kept.regions.map(({ name }) => Number(name) || 0)) + 1;
    this.change({ regions: [...this.kept.regions, { name: String(number), region }] });
    this.chooseRegion(this.kept.regions.length - 1);
  }

  removeRegion(place: number): void {
    if (this.region === place) this.select(null);
    else if (this.region !== null && this.region > place) this.region -= 1;
    this.change({ regions: this.kept.regions.filter((_, k) => k !== place) });
  }

  /** Lays a micrograph that has no landmarks yet over the maps, in the place of another one. */
  layMicrograph(file: string): void {
    this.take('point');
    this.change({ micrograph: { file, landmarks: [], shown: true, opacity: 0.5 } });
    this.tab = 'Micrograph';
  }

  /** Sets a place on the micrograph; the next click on the map says where that is. */
  markOn(image: Position): void {
    this.take('landmark');
    this.mark = image;
  }

  changeLandmarks(change: (landmarks: readonly Landmark[]) => readonly Landmark[]): void {
    const { micrograph } = this.kept;
    if (micrograph) this.change({ micrograph: { ...micrograph, landmarks: change(micrograph.landmarks) } });
  }

  /** Shows the micrograph in another way, which is no step to be undone. */
  showMicrograph(part: Partial<Pick<Micrograph, 'shown' | 'opacity'>>): void {
    const { micrograph } = this.kept;
    if (micrograph) this.show({ ...this.kept, micrograph: { ...micrograph, ...part } });
  }

  /** Selects the pixels of a region. */
  chooseRegion(place: number): void {
    const chosen: NamedRegion | undefined = this.kept.regions[place];
    if (!chosen) return;
    this.select({ kind: 'region', region: chosen.region });
    this.region = place;
  }

  /** Selects pixels, on all maps alike; null for none. */
  select(selection: Selection | null): void {
    this.region = null;
    this.selection = selection;
    this.revision = -1;
    this.refreshSelection();
  }

  /** Selected pixels follow the numbers while these come. */
  refreshSelection(): void {
    const revision = this.selection ? (this.planes.data.planes[0]?.revision ?? 0) : 0;
    if (revision === this.revision) return;
    this.revision = revision;
    const none = this.selection === null;
    if (none && this.mask === null) return;
    this.mask = none ? null : this.maskOf(this.selection);
    this.painter.select(this.mask);
  }

  /** The planes by the operations of now: also when a second run has come beside this one. */
  showOperations(): void {
    for (const k of this.planes.show(this.kept.operations)) this.painter.replace(k);
    this.revision = -1;
    this.refreshSelection();
    this.changed();
  }

  /** Takes another tool; what was being drawn is given up. */
  take(tool: Tool, map = ''): void {
    this.tool = tool;
    this.draft = null;
    this.mark = null;
    this.levelled = map;
  }

  /** What pointer or keys do to the shape that is being drawn; a finished one is kept. */
  draw(event: DrawingEvent): void {
    if (event.kind === 'cancel' && this.tool === 'landmark') this.take('point');
    const { draft, shape } = drawOn(this.tool, this.draft, event);
    this.draft = draft;
    if (shape) this.keep(shape);
  }

  private keep({ tool, points }: Shape): void {
    const [first, second, third] = points;
    if (first && tool === 'landmark') this.keepLandmark(first);
    if (!first || !second || tool === 'landmark') return;
    switch (tool) {
      case 'line':
        this.change({ profile: { from: first, to: second, width: this.kept.profile?.width ?? 0 } });
        this.tab = 'Profile';
        break;
      case 'rectangle':
        this.keepRegion(rectangleOf(first, second));
        break;
      case 'polygon':
        this.keepRegion({ kind: 'polygon', points });
        break;
      case 'three-points':
        if (third) this.levelBy([first, second, third]);
        break;
    }
  }

  private keepRegion(region: Region): void {
    this.addRegion(region);
    if (this.tab === 'Maps' || this.tab === 'Profile') this.tab = 'Regions';
  }

  private keepLandmark(stage: Position): void {
    const image = this.mark;
    this.take('point');
    if (image) this.changeLandmarks((all) => [...all, { image, stage }]);
  }

  private levelBy(points: readonly [Position, Position, Position]): void {
    this.operate({ kind: 'level-points', map: this.levelled, points });
    this.take('point');
  }

  private show(workspace: Workspace): void {
    const before = this.kept;
    this.kept = workspace;
    if (before.micrograph !== workspace.micrograph) this.laid(workspace.micrograph);
    if (before.operations !== workspace.operations) this.showOperations();
    if (this.region !== null && workspace.regions !== before.regions) this.chooseRegion(this.region);
    if (this.region !== null && !workspace.regions[this.region]) this.select(null);
  }

  private maskOf(selection: Selection | null): Mask | null {
    if (!selection) return null;
    const every = new Uint8Array(this.grid.rows * this.grid.columns);
    return selectionMask(
      selection,
      this.grid,
      every,
      (map, plane) => this.planes.planes.find((p) => p.map.name === map && p.plane === plane)?.values ?? null,
    );
  }
}
