/**
 * Draws the maps of one run, once a frame and only what changed. Canvases sign up for a plane; limits follow the data in
 * growing steps, so that a growing map is not recoloured with every pixel. A frame that takes too long goes on in the next.
 */
import { colourRows, drawPlane, maskVisited, PixelImage } from './draw-map';
import type { Limits, Summary } from './limits';
import { summarise } from './limits';
import type { MapData, Plane } from './map-data';
import { markAllDirty } from './map-data';

export interface PlaneView {
  readonly log: boolean;
  /** Percentage left out at each end of the colour bar. */
  readonly clip: number;
}

/** A frame's share of time for drawing, ms. */
const BUDGET = 8;
/** Limits are found again when this share of pixels has been added, or when nothing was added for a while. */
const GROWTH = 1.1;
const SETTLE = 250;

interface Painted {
  readonly plane: Plane;
  /** Made when it is drawn for the first time: many at once would hold up a frame. */
  image: PixelImage | null;
  readonly targets: Set<HTMLCanvasElement>;
  summary: Summary;
  summarised: number;
  view: PlaneView;
}

const NOTHING: Summary = { limits: null, median: NaN, bins: [], count: 0 };

export class MapPainter {
  private readonly data: MapData;
  private readonly painted: readonly Painted[];
  private readonly mask: PixelImage;
  private readonly onFrame: () => void;
  private turn = 0;
  private frame: number | null = null;
  private settle: ReturnType<typeof setTimeout> | undefined;
  private settled = true;

  constructor(data: MapData, viewOf: (plane: Plane) => PlaneView, onFrame: () => void) {
    this.data = data;
    this.onFrame = onFrame;
    this.mask = new PixelImage(data.columns, data.rows);
    this.painted = data.planes.map((plane) => ({
      plane,
      image: null,
      targets: new Set<HTMLCanvasElement>(),
      summary: NOTHING,
      summarised: -1,
      view: viewOf(plane),
    }));
    this.schedule();
  }

  /** Draws plane `k` into a canvas from now on; answers how to end it. */
  attach(canvas: HTMLCanvasElement, k: number): () => void {
    const painted = this.painted[k];
    painted?.targets.add(canvas);
    this.redraw(k);
    return () => painted?.targets.delete(canvas);
  }

  /** The canvases of plane `k` have another size or content; draw them again. */
  redraw(k: number): void {
    const painted = this.painted[k];
    if (painted) markAllDirty(painted.plane, this.data.rows);
    this.schedule();
  }

  setView(k: number, view: PlaneView): void {
    const painted = this.painted[k];
    if (!painted) return;
    painted.view = view;
    painted.summarised = -1;
    this.redraw(k);
  }

  summaryOf(k: number): Summary {
    return this.painted[k]?.summary ?? NOTHING;
  }

  /** Data were written: draw at the next frame. */
  schedule(): void {
    this.settled = false;
    this.request();
  }

  close(): void {
    if (this.frame !== null) cancelAnimationFrame(this.frame);
    clearTimeout(this.settle);
  }

  private request(): void {
    this.frame ??= requestAnimationFrame(() => {
      this.frame = null;
      this.draw();
    });
  }

  private draw(): void {
    const end = performance.now() + BUDGET;
    this.drawMask();
    for (const painted of this.inTurn()) {
      if (this.isDue(painted)) this.paint(painted);
      if (performance.now() > end) break;
      this.turn = (this.turn + 1) % this.painted.length;
    }
    this.onFrame();
    if (this.painted.some((p) => this.isDue(p))) this.request();
    else if (!this.settled) this.awaitQuiet();
  }

  /** What is drawn large first, then the others from where the last frame ran out of time. */
  private inTurn(): Painted[] {
    const large = this.painted.filter((p) => p.targets.size > 1);
    return [...large, ...this.painted.slice(this.turn), ...this.painted.slice(0, this.turn)];
  }

  /** Limits that lag behind growth are brought up to date once the data rest. */
  private awaitQuiet(): void {
    clearTimeout(this.settle);
    this.settle = setTimeout(() => {
      this.settled = true;
      this.request();
    }, SETTLE);
  }

  private isDue(painted: Painted): boolean {
    const { dirty } = painted.plane;
    return dirty.from < dirty.to || this.isStale(painted);
  }

  private isStale({ plane, summarised }: Painted): boolean {
    if (plane.revision === summarised) return false;
    return this.settled || summarised < 0 || plane.revision >= summarised * GROWTH;
  }

  private drawMask(): void {
    const { rows, visited } = this.data;
    const from = Math.min(...this.painted.map((p) => p.plane.dirty.from));
    const to = Math.max(...this.painted.map((p) => p.plane.dirty.to));
    if (from >= to) return;
    maskVisited(visited, this.data, this.mask.pixels);
    this.mask.flush(rows - to, rows - from);
  }

  private paint(painted: Painted): void {
    const { plane, targets, view } = painted;
    const image = (painted.image ??= new PixelImage(this.data.columns, this.data.rows));
    if (this.isStale(painted)) this.summarise(painted);
    const { dirty } = plane;
    colourRows(plane, this.data, { limits: painted.summary.limits, log: view.log }, image.pixels);
    image.flush(this.data.rows - dirty.to, this.data.rows - dirty.from);
    plane.dirty = { from: 0, to: 0 };
    for (const canvas of targets) drawPlane(canvas, image, this.mask);
  }

  private summarise(painted: Painted): void {
    const { plane, view } = painted;
    const before = painted.summary.limits;
    painted.summary = summarise(plane.values, view.log, view.clip);
    painted.summarised = plane.revision;
    if (!sameLimits(before, painted.summary.limits)) markAllDirty(plane, this.data.rows);
  }
}

const sameLimits = (a: Limits | null, b: Limits | null): boolean => a?.low === b?.low && a?.high === b?.high;
