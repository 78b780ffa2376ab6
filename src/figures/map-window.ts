/** The part of a map that is drawn large: shares of its width and height, from its left and its upper edge. Pure. */
import type { Extent } from './map-geometry';
import type { Box } from './plot-paths';

export interface MapWindow {
  readonly left: number;
  readonly top: number;
  /** Share of width and of height that is seen, 1 for all of it. */
  readonly share: number;
}

export const WHOLE: MapWindow = { left: 0, top: 0, share: 1 };

/** Nothing is shown larger than so many times. */
const LARGEST = 64;

/** With the place under the pointer (shares of the window) kept where it is. `factor` > 1 shows it larger. */
export function zoomed(
  window: MapWindow,
  at: { readonly x: number; readonly y: number },
  factor: number,
): MapWindow {
  const share = Math.max(1 / LARGEST, Math.min(1, window.share / factor));
  return kept({
    left: window.left + at.x * (window.share - share),
    top: window.top + at.y * (window.share - share),
    share,
  });
}

/** Moved with the pointer by shares of the window. */
export const panned = (window: MapWindow, by: { readonly x: number; readonly y: number }): MapWindow =>
  kept({ ...window, left: window.left - by.x * window.share, top: window.top - by.y * window.share });

function kept({ left, top, share }: MapWindow): MapWindow {
  const inside = (v: number): number => Math.max(0, Math.min(1 - share, v));
  return { left: inside(left), top: inside(top), share };
}

/** The part of an extent that a window shows, m. */
export function seenExtent({ x, y }: Extent, { left, top, share }: MapWindow): Extent {
  const [width, height] = [x[1] - x[0], y[1] - y[0]];
  return {
    x: [x[0] + left * width, x[0] + (left + share) * width],
    y: [y[1] - (top + share) * height, y[1] - top * height],
  };
}

/** Where all of a map would lie of which a window fills a box. */
export const wholeBox = (box: Box, { left, top, share }: MapWindow): Box => ({
  left: box.left - (left / share) * box.width,
  top: box.top - (top / share) * box.height,
  width: box.width / share,
  height: box.height / share,
});
