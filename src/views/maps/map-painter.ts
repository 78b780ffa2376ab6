/**
 * Draws the maps of one run, only what changed and never much at once. Canvases sign up for a plane, and a plane without one is
 * not drawn; the large map is drawn often, the small ones once a second. Limits follow the data in growing steps, so that a growing map is not
 * recoloured with every pixel. A frame that takes too long goes on in the next.
 */
import {
  colourRows,
  drawPlane,
  hasGaps,
  maskVisited,
  PixelImage,
  veilOthers,
  type Layers,
  type Overlay,
} from './draw-map';
import { inTurn } from '../graphs/frame-turns';
import { commonLimits, summarise, type Limits, type Summary } from '../../figures/limits';
import type { Plane } from './map-data';
import { markAllDirty } from './map-data';
import { WHOLE, type MapWindow } from '../../figures/map-window';
import { NOTHING, unpainted, type Painted, type PlaneView } from './painted-plane';
import type { ShownPlanes } from './shown-planes';

/** A frame's share of time for drawing, ms, and how many planes it draws at most: their canvases cost time afterwards too. */
const BUDGET = 4;
const MOST = 3;
/** Shortest time between two drawings of the same plane, ms. */
const LARGE_INTERVAL = 100;
const SMALL_INTERVAL = 1000;
/** Limits are found again when this share of pixels has been added, or when nothing was added for a while. */
const GROWTH = 1.1;
const SETTLE = 250;

export class MapPainter {
  private readonly data: ShownPlanes;
  private painted: readonly Painted[] = [];
  private readonly mask: PixelImage;
  private readonly viewOf: (plane: Plane) => PlaneView;
  private readonly onFrame: () => void;
  private large: Painted | null = null;
  private largeCanvas: HTMLCanvasElement | null = null;
  /** The part that is drawn large. */
  private window = WHOLE;
  private veil: PixelImage | null = null;
  private overlay: Overlay | null = null;
  /** Takes the drawing back that is due in a frame to come. */
  private cancel: (() => void) | null = null;
  private wake: ReturnType<typeof setTimeout> | undefined;
  private settle: ReturnType<typeof setTimeout> | undefined;
  private settled = true;

  /** `onFrame` is called whenever the large map was drawn. */
  constructor(data: ShownPlanes, viewOf: (plane: Plane) => PlaneView, onFrame: () => void) {
    this.data = data;
    this.viewOf = viewOf;
    this.onFrame = onFrame;
    this.mask = new PixelImage(data.columns, data.rows);
    this.count();
  }

  private count(): void {
    this.painted = this.data.planes.map((plane, k) => this.painted[k] ?? unpainted(k, this.viewOf(plane)));
    if (this.large && !this.painted.includes(this.large)) this.large = null;
    this.schedule();
  }

  /** The planes from `first` on are other ones, and may be more or fewer. */
  replaceFrom(first: number): void {
    this.count();
    for (let k = first; k < this.painted.length; k++) this.replace(k);
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
    this.largeCanvas = canvas;
    return () => {
      this.large = null;
      this.largeCanvas = null;
      end();
    };
  }

  /** Draws another part of the large map at once: its colours are there already. */
  setWindow(window: MapWindow): void {
    this.window = window;
    this.drawLarge();
  }

  /** Lays an image over the large map; null for none. */
  setOverlay(overlay: Overlay | null): void {
    this.overlay = overlay;
    this.drawLarge();
  }

  private drawLarge(): void {
    if (this.large && this.largeCanvas) this.drawInto(this.largeCanvas, this.large);
  }

  /** Veils every pixel that is not selected; null for none. */
  select(selected: Uint8Array | null): void {
    if (selected) {
      this.veil ??= new PixelImage(this.data.columns, this.data.rows);
      veilOthers(selected, this.data, this.veil.pixels);
      this.veil.flush(0, this.data.rows);
    } else this.veil = null;
    for (const painted of this.painted) {
      for (const canvas of painted.targets) this.drawInto(canvas, painted);
    }
  }

  /** The plane at `k` is another one, or has other numbers all over. */
  replace(k: number): void {
    const painted = this.painted[k];
    if (!painted) return;
    painted.view = this.viewOf(this.planeOf(painted));
    painted.summary = NOTHING;
    painted.summarised = -1;
    this.redraw(k);
  }

  setView(k: number, view: PlaneView): void {
    const painted = this.painted[k];
    if (!painted) return;
    // Limits of the other scale may have no place on this one.
    if (painted.view.log !== view.log) painted.summary = NOTHING;
    painted.view = view;
    painted.summarised = -1;
    this.redraw(k);
  }

  summaryOf(k: number): Summary {
    const painted = this.painted[k];
    if (!painted) return NOTHING;
    if (!isSeen(painted) && painted.summarised !== this.planeOf(painted).revision) {
      this.data.refresh(k);
      this.summarise(painted);
    }
    return painted.summary;
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
      markAllDirty(this.planeOf(painted), this.data.rows);
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
    const due = this.painted.filter((p) => isSeen(p) && this.ripeAt(p) <= now);
    for (const { k } of due) this.data.refresh(k);
    const ripe = due.filter((p) => this.isDirty(p)).sort(this.byUrgency);
    this.drawMask(ripe.map((p) => this.planeOf(p)));
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
    const waiting = this.painted.filter((p) => isSeen(p) && this.isDirty(p));
    const next = Math.min(...waiting.map((p) => this.ripeAt(p)));
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
    const { dirty } = this.planeOf(painted);
    return dirty.from < dirty.to || this.isStale(painted);
  }

  private isStale(painted: Painted): boolean {
    const { revision } = this.planeOf(painted);
    const { summarised } = painted;
    if (revision === summarised) return false;
    return this.settled || summarised < 0 || revision >= summarised * GROWTH;
  }

  /** In the rows that these planes are drawn anew in. */
  private drawMask(planes: readonly Plane[]): void {
    const { rows, visited } = this.data;
    const changed = planes.filter(({ dirty }) => dirty.from < dirty.to);
    if (changed.length === 0) return;
    const from = Math.min(...changed.map(({ dirty }) => dirty.from));
    const to = Math.max(...changed.map(({ dirty }) => dirty.to));
    maskVisited(visited, this.data, { from, to }, this.mask.pixels);
    this.mask.flush(rows - to, rows - from);
  }

  private paint(painted: Painted, now: number): void {
    const { targets, view } = painted;
    const plane = this.planeOf(painted);
    const { rows } = this.data;
    const image = (painted.image ??= new PixelImage(this.data.columns, rows));
    if (this.isStale(painted)) this.summarise(painted);
    colourRows(plane, this.data, { limits: painted.summary.limits, log: view.log }, image.pixels);
    const changed = { from: rows - plane.dirty.to, to: rows - plane.dirty.from };
    image.flush(changed.from, changed.to);
    const whole = changed.from === 0 && changed.to === rows;
    const gaps = hasGaps(image.pixels, this.mask.pixels, this.data.columns, changed);
    painted.gaps = gaps || (!whole && painted.gaps);
    plane.dirty = { from: 0, to: 0 };
    painted.paintedAt = now;
    for (const canvas of targets) this.drawInto(canvas, painted, changed);
  }

  private drawInto(
    canvas: HTMLCanvasElement,
    painted: Painted,
    changed = { from: 0, to: this.data.rows },
  ): void {
    const { image, gaps } = painted;
    if (!image) return;
    const large = canvas === this.largeCanvas;
    // Over the greys of the image itself it would say nothing.
    const overlay = large && !this.planeOf(painted).map.grey ? this.overlay : null;
    const layers: Layers = { mask: gaps ? this.mask : null, overlay, veil: this.veil };
    drawPlane(canvas, image, layers, changed, large ? this.window : WHOLE);
  }

  private planeOf({ k }: Painted): Plane {
    const plane = this.data.planes[k];
    if (!plane) throw new Error('A plane that is painted is there.');
    return plane;
  }

  private summarise(painted: Painted): void {
    const { view } = painted;
    const plane = this.planeOf(painted);
    const before = painted.summary.limits;
    painted.summary = summarise(plane.values, view.log, view.clip, this.givenLimits(plane, view));
    painted.summarised = plane.revision;
    if (!sameLimits(before, painted.summary.limits)) markAllDirty(plane, this.data.rows);
  }

  private givenLimits(plane: Plane, { log, clip, fixed, linked }: PlaneView): Limits | null {
    if (fixed || !linked) return fixed;
    const planes = this.data.planes.filter((p) => p.map.name === plane.map.name);
    return commonLimits(
      planes.map((p) => p.values),
      log,
      clip,
    );
  }
}

const isSeen = ({ targets }: Painted): boolean => targets.size > 0;

const sameLimits = (a: Limits | null, b: Limits | null): boolean => a?.low === b?.low && a?.high === b?.high;
