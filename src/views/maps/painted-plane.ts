/** How a plane is coloured, and what is known of its picture. */
import type { PixelImage } from './draw-map';
import type { Limits, Summary } from '../../figures/limits';

export interface PlaneView {
  readonly log: boolean;
  /** Percentage left out at each end of the colour bar. */
  readonly clip: number;
  /** Limits in the place of percentages, in the map's unit. */
  readonly fixed: Limits | null;
  /** All planes of the map have the limits of their values together. */
  readonly linked: boolean;
}

/** A plane as it was painted. */
export interface Painted {
  /** Place of its plane. */
  readonly k: number;
  /** Made when it is drawn for the first time: many at once would hold up a frame. */
  image: PixelImage | null;
  /** Visited pixels without a colour are in it. */
  gaps: boolean;
  readonly targets: Set<HTMLCanvasElement>;
  summary: Summary;
  summarised: number;
  /** When it was drawn last, performance.now(); −∞ to draw it without delay. */
  paintedAt: number;
  view: PlaneView;
}

export const NOTHING: Summary = { limits: null, median: NaN, bins: [], count: 0 };

export const unpainted = (k: number, view: PlaneView): Painted => ({
  k,
  image: null,
  gaps: false,
  targets: new Set<HTMLCanvasElement>(),
  summary: NOTHING,
  summarised: -1,
  paintedAt: -Infinity,
  view,
});
