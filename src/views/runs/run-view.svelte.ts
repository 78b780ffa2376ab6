/** A run as it is looked at, whether it is being measured or comes from a file: its recipe, its maps, what is selected in them. */
import { STANDARD, standardOf, type Analysis } from '../../experiments/recipe/analysis';
import type { Experiment, Path, Recipe, TrackTrace } from '../../experiments/experiment';
import type { PointRange, TimelineFrame } from '../../experiments/shown';
import { drivesSample } from '../../experiments/program/program';
import { titleOf } from '../../experiments/recipe/title';
import type { Clusters } from '../../maps/clusters';
import { workspaceText, type KeptWorkspace, type Micrograph } from '../../maps/workspace';
import type { ShownAs } from '../../workers/protocol';
import { createSubscriber } from 'svelte/reactivity';
import { USUAL_CLIPPING, type Summary } from '../../figures/limits';
import { MapData, type Pixel, type Plane, type Visit } from '../maps/map-data';
import { MapPainter } from '../maps/map-painter';
import type { PlaneView } from '../maps/painted-plane';
import { MapWorkspace } from '../workspace/map-workspace.svelte';
import { clusterPlane, isClusters } from '../maps/cluster-plane';
import type { Micrographs } from '../workspace/micrographs';
import type { SecondRun } from './second-run';
import { ShownPlanes } from '../maps/shown-planes';

export interface RunFacts {
  /** Journal of the run; null for a file that was opened. */
  readonly journal: string | null;
  /** As its file says; null for the name that the experiment and its grid give. */
  readonly title: string | null;
  readonly experiment: Experiment;
  readonly recipe: Recipe;
  /** As its file says; null for the one that the recipe gives. */
  readonly path: Path | null;
  /** As its file says; null for a run at work, whose worker has it. */
  readonly track: TrackTrace | null;
}

/** An analysis with the numbers of every pixel by it. */
interface Shown extends Analysis {
  readonly pixels: readonly Visit[];
}

export class RunView {
  readonly facts: RunFacts;
  readonly title: string;
  readonly path: Path;
  /** As it was measured. */
  readonly data: MapData;
  /** As it is looked at. */
  readonly planes: ShownPlanes;
  readonly painter: MapPainter;
  readonly workspace: MapWorkspace;
  /** Null until the first one is laid over the maps: what draws them is loaded then. */
  micrographs = $state.raw<Micrographs | null>(null);
  /** The planes as they are looked at, another list after every operation. */
  shownPlanes = $state.raw<readonly Plane[]>([]);
  /** Grey values of the micrograph, where one is registered. */
  readonly grey: Plane | null = $derived(this.shownPlanes.find((p) => p.map.grey) ?? null);
  /** Another run that was opened to be compared with this one. */
  second = $state.raw<SecondRun | null>(null);
  /** Plane that is drawn large. */
  plane = $state(0);
  selected = $state.raw<Pixel | null>(null);
  /** Those of a list of points that are looked at; null for all. */
  points = $state.raw<PointRange | null>(null);
  /** Pixel under the pointer. */
  hovered = $state.raw<Pixel | null>(null);
  /** What is shown beside the maps: a pixel, or what the run says as a whole. */
  side = $state<'pixel' | 'run'>('pixel');
  /** Whether the selection goes with the probe. */
  following = $state(true);
  private drawn: () => void = () => undefined;
  private readonly subscribe = createSubscriber((update) => {
    this.drawn = update;
  });
  /** Name of the analysis whose maps are shown. */
  analysis = $state(STANDARD);
  /** All that can be shown; none while the maps are those of the run as it is measured. */
  private analyses = $state.raw<readonly Shown[]>([]);
  readonly names = $derived(this.analyses.length > 0 ? this.analyses.map((a) => a.name) : [STANDARD]);
  /** What the analysis that is shown has in the place of the recipe's values. */
  readonly settings: Recipe | undefined = $derived(
    this.analyses.find((a) => a.name === this.analysis)?.settings,
  );
  private views = $state.raw<Readonly<Record<string, PlaneView>>>({});

  /** Whether the run drives the sample: there is more to say as its track grows. */
  readonly hasTrack: boolean;

  constructor(facts: RunFacts) {
    const { experiment, recipe } = facts;
    const maps = experiment.maps(recipe);
    this.facts = facts;
    this.path = facts.path ?? experiment.path(recipe);
    this.title = facts.title ?? titleOf(experiment, this.path);
    this.data = new MapData(this.path, maps);
    this.hasTrack = drivesSample(experiment.program(recipe));
    this.plane = this.mainPlane;
    this.planes = new ShownPlanes(this.data, this.path, (run) =>
      this.second?.id === run ? this.second.source : null,
    );
    this.painter = new MapPainter(
      this.planes,
      (plane) => this.viewOf(plane),
      () => {
        this.workspace.refreshSelection();
        this.drawn();
      },
    );
    this.shownPlanes = this.planes.planes;
    this.workspace = new MapWorkspace(
      this.planes,
      this.painter,
      this.path,
      () => {
        this.shownPlanes = this.planes.planes;
        this.drawn();
      },
      (micrograph) => {
        this.lay(micrograph);
      },
    );
  }

  /** Shows of the same run, whose points have become more, what another view shows. */
  takeOver({ data, plane, selected, side, following, workspace }: RunView): void {
    this.put(data.read());
    this.plane = plane;
    this.selected = selected;
    this.side = side;
    this.following = following;
    this.workspace.load(workspace.kept);
  }

  private lay(micrograph: Micrograph | null): void {
    if (this.micrographs?.lay(micrograph)) this.relay();
  }

  /** Shows clusters as one more map; null for none. */
  layClusters(clusters: Clusters | null): void {
    if (!clusters && !this.shownPlanes.some(isClusters)) return;
    this.planes.lay('clusters', clusters && clusterPlane(clusters));
    this.relay();
  }

  private relay(): void {
    this.painter.replaceFrom(this.data.planes.length);
    if (!this.planes.planes[this.plane]) this.plane = this.mainPlane;
    this.workspace.showOperations();
  }

  private get mainPlane(): number {
    const { mainMap } = this.facts.experiment;
    return Math.max(
      0,
      this.data.planes.findIndex((p) => p.map.name === mainMap),
    );
  }

  /** Puts another run beside this one; what was made with it can be shown again. */
  compare(second: SecondRun): void {
    this.second = second;
    this.workspace.showOperations();
  }

  /** What is saved with the run. */
  get shownAs(): ShownAs {
    return { analysis: this.analysis, workspace: this.keptWorkspace };
  }

  private get keptWorkspace(): KeptWorkspace | null {
    const { kept } = this.workspace;
    const views = workspaceText(kept);
    if (views === null) return null;
    return { views, picture: this.micrographs?.fileOf(kept.micrograph?.file) ?? null };
  }

  /** Records have been kept, perhaps of the track alone: whoever looks at what is fresh looks again. */
  recorded(): void {
    if (this.hasTrack) this.drawn();
  }

  /** The data for readers who want to hear of every drawn frame. */
  get fresh(): MapData {
    this.subscribe();
    return this.data;
  }

  /** Has whoever calls it called again after every drawn frame. */
  hearFrames(): void {
    this.subscribe();
  }

  /** Limits and histogram of the shown plane, up to date in the same way. */
  get freshSummary(): Summary {
    this.subscribe();
    return this.painter.summaryOf(this.plane);
  }

  get shownPlane(): Plane {
    const plane = this.shownPlanes[this.plane];
    if (!plane) throw new Error('An experiment has at least one map.');
    return plane;
  }

  /** Writes pixels as they are measured. Analyses that were made before are of a part of the run and are left. */
  write(pixels: readonly Visit[]): void {
    if (this.analyses.length > 0) {
      this.show(STANDARD);
      this.analyses = [];
    }
    this.put(pixels);
  }

  private put(pixels: readonly Visit[]): void {
    for (const pixel of pixels) this.data.write(pixel);
    this.painter.schedule();
  }

  /** Puts an analysis beside those that are there; one of the same name takes its place. */
  add(analysis: Shown): void {
    const { experiment, recipe } = this.facts;
    const before =
      this.analyses.length > 0 || this.data.visits === 0
        ? this.analyses
        : [{ ...standardOf(experiment, recipe), pixels: this.data.read() }];
    this.analyses = [...before.filter(({ name }) => name !== analysis.name), analysis];
  }

  /** Shows the maps of an analysis. */
  show(name: string): void {
    const shown = this.analyses.find((a) => a.name === name);
    if (!shown) return;
    this.analysis = name;
    this.put(shown.pixels);
  }

  /** How the planes of a map are coloured. */
  viewOf(plane: Plane): PlaneView {
    return (
      this.views[viewKey(plane)] ?? {
        log: plane.map.scale === 'log',
        clip: USUAL_CLIPPING,
        fixed: null,
        linked: false,
      }
    );
  }

  setView(view: PlaneView): void {
    const key = viewKey(this.shownPlane);
    this.views = { ...this.views, [key]: view };
    this.planes.planes.forEach((p, k) => {
      if (viewKey(p) === key) this.painter.setView(k, view);
    });
    this.drawn();
  }

  /** The next map by bracket keys, round the end. */
  turn(by: number): void {
    const n = this.shownPlanes.length;
    this.plane = (this.plane + by + n) % n;
  }

  /** Shows what was measured at a time. */
  showFrame(frame: TimelineFrame): void {
    if ('points' in frame) {
      this.points = frame.points;
      return;
    }
    const place = this.shownPlanes.findIndex((p) => p.map.name === frame.map && p.plane === frame.plane);
    if (place >= 0) this.plane = place;
  }

  /** Whether that is what is shown. */
  isShown(frame: TimelineFrame): boolean {
    if ('points' in frame) return frame.points.from === this.points?.from;
    const { map, plane } = this.shownPlane;
    return frame.map === map.name && frame.plane === plane;
  }

  /** Selects a pixel and stays with it. */
  select(pixel: Pixel): void {
    const { points } = this;
    if (points && (pixel.column < points.from || pixel.column >= points.to)) this.points = null;
    this.following = false;
    this.side = 'pixel';
    this.hovered = null;
    this.selected = pixel;
  }

  /** Moves the selection; the first move starts at the pixel measured last, or in the middle. */
  move(byRow: number, byColumn: number): void {
    const middle = { row: this.data.rows >> 1, column: this.data.columns >> 1 };
    const from = this.selected ?? this.data.latest ?? middle;
    this.select(this.data.neighbour(from, byRow, byColumn));
  }

  close(): void {
    this.painter.close();
  }
}

/** Planes of a map are coloured alike, but not like the map with operations that make another quantity of it. */
const viewKey = ({ map }: Plane): string => `${map.name} ${map.title} ${map.scale}`;
