/**
 * From numbers to pixels. A plane is coloured into an image of one pixel per map pixel (only its dirty rows), which is then
 * scaled into every canvas that shows it. Not yet visited: clear. Visited without a number: hatched, never coloured.
 */
import { HATCHING } from '../../figures/hatching';
import { coloursOf, pixelOf, type Colouring } from '../../figures/map-pixels';
import type { Affine } from '../../maps/landmarks';
import type { Plane } from './map-data';
import type { MapWindow } from '../../figures/map-window';

/**
 * Colours the rows `from` to before `to` into `into`, an image of `columns` × `rows` packed pixels with row 0 of the map
 * at its lower edge.
 */
export function colourRows(
  plane: Plane,
  size: { readonly rows: number; readonly columns: number },
  colouring: Colouring,
  into: Uint32Array,
): void {
  const { rows, columns } = size;
  const colours = coloursOf(plane.map);
  for (let row = plane.dirty.from; row < plane.dirty.to; row++) {
    const target = (rows - 1 - row) * columns;
    for (let column = 0; column < columns; column++) {
      into[target + column] = pixelOf(plane.values[row * columns + column] as number, colours, colouring);
    }
  }
}

/** Rows from one to before another. */
export interface Rows {
  readonly from: number;
  readonly to: number;
}

/** Marks visited pixels opaque: where the hatching may show. Same orientation as `colourRows`. */
export function maskVisited(
  visited: Uint8Array,
  size: { readonly rows: number; readonly columns: number },
  { from, to }: Rows,
  into: Uint32Array,
): void {
  const { rows, columns } = size;
  for (let row = from; row < to; row++) {
    for (let column = 0; column < columns; column++) {
      into[(rows - 1 - row) * columns + column] = visited[row * columns + column] ? 0xff000000 : 0;
    }
  }
}

/** Whether a visited pixel has no colour in some rows of the image. */
export function hasGaps(image: Uint32Array, mask: Uint32Array, columns: number, { from, to }: Rows): boolean {
  for (let k = from * columns; k < to * columns; k++) {
    if (image[k] === 0 && mask[k] !== 0) return true;
  }
  return false;
}

/** An image with its pixels at hand. */
export class PixelImage {
  readonly canvas: OffscreenCanvas;
  readonly pixels: Uint32Array;
  private readonly context: OffscreenCanvasRenderingContext2D;
  private readonly data: ImageData;

  constructor(columns: number, rows: number) {
    this.canvas = new OffscreenCanvas(columns, rows);
    const context = this.canvas.getContext('2d');
    if (!context) throw new Error('This browser cannot draw on a canvas.');
    this.context = context;
    this.data = context.createImageData(columns, rows);
    this.pixels = new Uint32Array(this.data.data.buffer);
  }

  /** Hands image rows to the canvas. */
  flush(from: number, to: number): void {
    this.context.putImageData(this.data, 0, 0, 0, from, this.data.width, to - from);
  }
}

/** An image of means over squares of a file's pixels. */
export interface Level {
  readonly canvas: OffscreenCanvas;
  /** Pixels of the file a pixel, along each side. */
  readonly factor: number;
}

/** An image that lies over the maps. */
export interface Overlay {
  /** The image, the largest first: the smaller ones are drawn sooner, and better, where there is little room. */
  readonly levels: readonly Level[];
  /** From the pixels of the file to shares of the whole map's width and height, from its upper left corner. */
  readonly affine: Affine;
  /** 0 … 1. */
  readonly opacity: number;
}

/** What lies under and over the colours of a plane. */
export interface Layers {
  /** Pixels that are hatched where the plane has no colour; null where there are none. */
  readonly mask: PixelImage | null;
  /** An image over the colours; null for none. */
  readonly overlay: Overlay | null;
  /** Drawn over everything: what is not selected, veiled. */
  readonly veil: PixelImage | null;
}

/** Draws some image rows of a coloured plane into the canvas that the window's part of the image fills. */
export function drawPlane(
  target: HTMLCanvasElement,
  plane: PixelImage,
  { mask, overlay, veil }: Layers,
  { from, to }: Rows,
  window: MapWindow,
): void {
  const context = target.getContext('2d');
  if (!context) return;
  const { width, height } = target;
  const seen = window.share * plane.canvas.height;
  const above = window.top * plane.canvas.height;
  const yOf = (row: number): number => Math.max(0, Math.min(height, ((row - above) / seen) * height));
  const top = Math.floor(yOf(from));
  context.save();
  context.beginPath();
  context.rect(0, top, width, Math.ceil(yOf(to)) - top);
  context.clip();
  context.clearRect(0, 0, width, height);
  context.imageSmoothingEnabled = false;
  if (mask) drawHatching(context, mask, window);
  drawPart(context, plane, window);
  if (overlay) drawOverlay(context, overlay, window);
  if (veil) drawPart(context, veil, window);
  context.restore();
}

/** Fills the canvas with the window's part of an image. */
function drawPart(context: CanvasRenderingContext2D, { canvas }: PixelImage, window: MapWindow): void {
  const { left, top, share } = window;
  const { width, height } = canvas;
  const { width: wide, height: high } = context.canvas;
  context.drawImage(canvas, left * width, top * height, share * width, share * height, 0, 0, wide, high);
}

/** Draws the window's part of an image, smooth: it has mostly more pixels than there is room for. */
export function drawOverlay(
  context: CanvasRenderingContext2D,
  { levels, affine, opacity }: Overlay,
  { left, top, share }: MapWindow,
): void {
  const { xx, xy, yx, yy, x0, y0 } = affine;
  const wide = context.canvas.width / share;
  const high = context.canvas.height / share;
  const size = Math.hypot(xx * wide, yx * high);
  const level = levels.findLast(({ factor }) => factor * size <= 1) ?? levels[0];
  if (!level) return;
  context.save();
  context.globalAlpha = opacity;
  context.imageSmoothingEnabled = true;
  context.setTransform(xx * wide, yx * high, xy * wide, yy * high, (x0 - left) * wide, (y0 - top) * high);
  context.scale(level.factor, level.factor);
  context.drawImage(level.canvas, 0, 0);
  context.restore();
}

function drawHatching(context: CanvasRenderingContext2D, mask: PixelImage, window: MapWindow): void {
  const { width, height } = context.canvas;
  context.fillStyle = hatching(context);
  context.fillRect(0, 0, width, height);
  context.globalCompositeOperation = 'destination-in';
  drawPart(context, mask, window);
  context.globalCompositeOperation = 'source-over';
}

/** Grey over the pixels that are not selected, packed. */
const VEIL = 0xc8808080;

/** Veils what a selection leaves. Same orientation as `colourRows`. */
export function veilOthers(
  selected: Uint8Array,
  { rows, columns }: { readonly rows: number; readonly columns: number },
  into: Uint32Array,
): void {
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      into[(rows - 1 - row) * columns + column] = selected[row * columns + column] === 1 ? 0 : VEIL;
    }
  }
}

let hatch: CanvasPattern | null = null;

function hatching(context: CanvasRenderingContext2D): CanvasPattern | string {
  if (hatch) return hatch;
  const { tile: size, grey, opacity, width } = HATCHING;
  const tile = new OffscreenCanvas(size, size);
  const pen = tile.getContext('2d');
  if (!pen) return 'transparent';
  pen.strokeStyle = grey;
  pen.globalAlpha = opacity;
  pen.lineWidth = width;
  for (const shift of [-size, 0, size]) {
    pen.beginPath();
    pen.moveTo(shift - 1, size + 1);
    pen.lineTo(shift + size + 1, -1);
    pen.stroke();
  }
  hatch = context.createPattern(tile, 'repeat');
  return hatch ?? 'transparent';
}
