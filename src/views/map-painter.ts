/**
 * Draws the maps of one run, only what changed and never much at once. Canvases sign up for a plane; the large map is drawn
 * often, the small ones a few times a second. Limits follow the data in growing steps, so that a growing map is not
 * recoloured with every pixel. A frame that takes too long goes on in the next.
 */
import { colourRows, drawPlane, hasGaps, maskVisited, PixelImage } from './draw-map';
import { inTurn } from './frame-turns';
import type { Limits, Summary } from './limits';
import { summarise } from './limits';
import type { MapData, Plane } from './map-data';
import { markAllDirty } from './map-data';

export interface PlaneView {
  readonly log: boolean;
  /** Percentage left out at each end of the colour bar. */
  readonly clip: number;
}

/** A frame's share of time for drawing, ms, and how many planes it draws at most: their canvases cost time afterwards too. */
const BUDGET = 4;
const MOST = 3;
/** Shortest time between two drawings of the same plane, ms. */
const LARGE_INTERVAL = 60;
const SMALL_INTERVAL = 250;
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
  /** When it was drawn last, performance.now(); −∞ to draw it without delay. */
  paintedAt: number;
  view: PlaneView;
}

const NOTHING: Summary = { limits: null, median: NaN, bins: [], count: 0 };

export class MapPainter {
  private readonly data: MapData;
  private readonly painted: readonly Painted[];
  private readonly mask: PixelImage;
  private readonly onFrame: () => void;
  private large: Painted | null = null;
  /** Takes the drawing back that is due in a frame to come. */
  private cancel: (() => void) | null = null;
  private wake: ReturnType<typeof setTimeout> | undefined;
  private settle: ReturnType<typeof setTimeout> | undefined;
  private settled = true;

  /** `onFrame` is called whenever the large map was drawn. */
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
      paintedAt: -Infinity,
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

  /** Draws plane `k` large into a canvas, before and more often than the others; answers how to end it. */
  attachLarge(canvas: HTMLCanvasElement, k: number): () => void {
    const end = this.attach(canvas, k);
    this.large = this.painted[k] ?? null;
    return () => {
      this.large = null;
      end();
    };
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

  /** Data were written: draw them soon. */
  schedule(): void {
    this.settled = false;
    this.request();
  }

  close(): void {
    this.cancel?.();
    clearTimeout(this.wake);
    clearTimeout(this.settle);
  }

  /** The canvases of plane `k` have another size or content; draw them again. */
  private redraw(k: number): void {
    const painted = this.painted[k];
    if (painted) {
      markAllDirty(painted.plane, this.data.rows);
      painted.paintedAt = -Infinity;
    }
    this.schedule();
  }

  private request(): void {
    this.cancel ??= inTurn(() => {
      this.cancel = null;
      this.draw(performance.now());
    });
  }

  private draw(now: number): void {
    const end = performance.now() + BUDGET;
    const ripe = this.painted.filter((p) => this.isDirty(p) && this.ripeAt(p) <= now).sort(this.byUrgency);
    if (ripe.length > 0) this.drawMask();
    for (const painted of ripe.slice(0, MOST)) {
      this.paint(painted, now);
      if (performance.now() > end) break;
    }
    if (this.large === null || this.large.paintedAt === now) this.onFrame();
    this.goOn(now);
  }

  private readonly byUrgency = (a: Painted, b: Painted): number => {
    if (a === this.large) return -1;
    return b === this.large ? 1 : a.paintedAt - b.paintedAt || 0;
  };

  private ripeAt(painted: Painted): number {
    return painted.paintedAt + (painted === this.large ? LARGE_INTERVAL : SMALL_INTERVAL);
  }

  /** The next frame draws what this one left; what was drawn a moment ago waits. */
  private goOn(now: number): void {
    const next = Math.min(...this.painted.filter((p) => this.isDirty(p)).map((p) => this.ripeAt(p)));
    clearTimeout(this.wake);
    if (next <= now) this.request();
    else if (next < Infinity) this.wake = setTimeout(() => this.request(), next - now);
    if (!this.settled) this.awaitQuiet();
  }

  /** Limits that lag behind growth are brought up to date once the data rest. */
  private awaitQuiet(): void {
    clearTimeout(this.settle);
    this.settle = setTimeout(() => {
      this.settled = true;
      this.request();
    }, SETTLE);
  }

  private isDirty(painted: Painted): boolean {
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
    maskVisited(visited, this.data, { from, to }, this.mask.pixels);
    this.mask.flush(rows - to, rows - from);
  }

  private paint(painted: Painted, now: number): void {
    const { plane, targets, view } = painted;
    const { rows } = this.data;
    const image = (painted.image ??= new PixelImage(this.data.columns, rows));
    if (this.isStale(painted)) this.summarise(painted);
    colourRows(plane, this.data, { limits: painted.summary.limits, log: view.log }, image.pixels);
    const changed = { from: rows - plane.dirty.to, to: rows - plane.dirty.from };
    image.flush(changed.from, changed.to);
    const mask = hasGaps(image.pixels, this.mask.pixels, this.data.columns, changed) ? this.mask : null;
    plane.dirty = { from: 0, to: 0 };
    painted.paintedAt = now;
    for (const canvas of targets) drawPlane(canvas, image, mask, changed);
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
