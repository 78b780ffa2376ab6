/** Figures of what is shown, and as files. */
import type { PixelDetail } from '../../experiments/shown';
import { graphsOf, type Figure, type Graph, type PanelContent } from '../../figures/figure';
import { greyImage, type FigureOverlay } from '../../figures/map-image';
import type { MapWindow } from '../../figures/map-window';
import { withResolution } from '../../figures/png-resolution';
import type { Plane } from '../maps/map-data';
import type { DrawnPicture, Over } from '../workspace/micrographs';
import { pointsPlot } from '../maps/points-plot';
import type { RunView } from '../runs/run-view.svelte';
import type { FileKind } from '../save-file';

export const SVG: FileKind = { extension: '.svg', description: 'SVG figure' };
export const PNG: FileKind = { extension: '.png', description: 'PNG figure' };
export const ZIP: FileKind = { extension: '.zip', description: 'ZIP archive' };

/** Resolutions that can be asked for, dots per inch, and the longest side that browsers draw, px. */
export const RESOLUTIONS = { least: 72, most: 1200 } as const;
const LONGEST = 16_384;

/** Plane `k` of a run as it is shown now, a part of it or all; over a list of points the plot of their values. */
export function shownMap(view: RunView, plane: Plane, k: number, window: MapWindow): PanelContent {
  const { path, data } = view;
  const { map, values } = plane;
  if (path.listed && !map.enumeration) return { kind: 'plot', graph: pointsPlot(plane, path, view.points) };
  const { limits } = view.painter.summaryOf(k);
  const { log } = view.viewOf(plane);
  const over = view.micrographs?.over;
  const overlay = over && !map.grey ? overlayOf(over) : null;
  const { visited } = data;
  return {
    kind: 'map',
    map: { map, plane: plane.plane, values, limits, log, path, visited, overlay, window },
  };
}

/** Pictures that were encoded once: a figure is drawn again with every change of its settings. */
const encoded = new WeakMap<DrawnPicture, string>();

function overlayOf({ drawn, affine, opacity }: Over): FigureOverlay | null {
  const [largest] = drawn.levels;
  if (!largest) return null;
  const { width, height } = largest.canvas;
  const href = encoded.get(drawn) ?? greyImage(drawn.bytes, width, height);
  encoded.set(drawn, href);
  const { factor } = largest;
  const whole = { width: factor * width, height: factor * height };
  return { href, ...whole, affine, opacity };
}

/** All that is drawn of a detail. */
export const graphsOfDetail = (detail: PixelDetail): readonly Graph[] => [
  ...graphsOf(detail),
  ...(detail.behind ? graphsOf(detail.behind) : []),
];

const dots = (mm: number, dpi: number): number => Math.round((mm / 25.4) * dpi);

/** Pixels of a figure at a resolution. */
const pixelSize = ({ width_mm, height_mm }: Figure, dpi: number): { width: number; height: number } => ({
  width: dots(width_mm, dpi),
  height: dots(height_mm, dpi),
});

/** Whether a browser can draw so many pixels. */
export const canDraw = (figure: Figure, dpi: number): boolean => {
  const { width, height } = pixelSize(figure, dpi);
  return Math.max(width, height) <= LONGEST;
};

/** How a figure is written, with the resolution of pixels. */
export interface FigureFormat {
  readonly format: 'svg' | 'png';
  readonly dpi: number;
}

/** What a file of a figure holds. Rejects where the browser cannot draw it. */
export const contentOf = async (figure: Figure, { format, dpi }: FigureFormat): Promise<Blob> =>
  format === 'svg' ? new Blob([figure.svg], { type: 'image/svg+xml' }) : pngOf(figure, dpi);

/** A figure drawn in pixels, as PNG that says its resolution. Rejects where the browser cannot. */
async function pngOf(figure: Figure, dpi: number): Promise<Blob> {
  const source = URL.createObjectURL(new Blob([figure.svg], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = source;
    await image.decode();
    const { width, height } = pixelSize(figure, dpi);
    const canvas = new OffscreenCanvas(width, height);
    const context = canvas.getContext('2d');
    if (!context) throw new Error('this browser cannot draw on a canvas');
    context.drawImage(image, 0, 0, width, height);
    const drawn = await canvas.convertToBlob({ type: 'image/png' });
    const bytes = withResolution(new Uint8Array(await drawn.arrayBuffer()), dpi);
    return new Blob([bytes], { type: 'image/png' });
  } finally {
    URL.revokeObjectURL(source);
  }
}
