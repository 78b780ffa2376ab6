/** What people are shown of a visit and of a run: tables, plots, timelines, images; plain data, in the units that are shown. */

export interface Table {
  readonly title: string;
  /** Names of the columns with their units, e.g. `height, nm`. */
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** What the inspector shows of one visit; plain data. */
export interface PixelDetail {
  readonly headline: string;
  readonly reason: string;
  readonly good: boolean;
  readonly numbers: readonly {
    readonly label: string;
    readonly text: string;
    readonly title?: string;
  }[];
  readonly plots: readonly Plot[];
  readonly tables?: readonly Table[];
  readonly timelines?: readonly Timeline[];
  readonly images?: readonly ImagePlot[];
  /** What stands behind it, on a page of its own: alternatives, tests, residuals. */
  readonly behind?: {
    readonly title: string;
    readonly numbers: PixelDetail['numbers'];
    readonly plots: readonly Plot[];
    readonly timelines?: readonly Timeline[];
    readonly images?: readonly ImagePlot[];
    readonly tables?: readonly Table[];
  };
}

interface PlotAxis {
  readonly label: string;
  readonly unit: string;
  /** It counts: there is nothing between whole numbers. */
  readonly whole?: true;
}

export interface Plot {
  readonly title: string;
  readonly x: PlotAxis;
  readonly y: PlotAxis & {
    /** What is shown of the axis, where that is not all that there is. */
    readonly range?: readonly [low: number, high: number];
  };
  /** A line named `threshold` is drawn as a mark, not as a measurement. */
  readonly series: readonly Series[];
}

/** Plots one above the other over one axis of time, s, with one cursor. */
export interface Timeline {
  readonly title: string;
  readonly panels: readonly Plot[];
  /** What was measured at a time, which a person can choose there. */
  readonly frames?: readonly TimelineFrame[];
}

/** A plane of a map, or some of a list of points. */
export type TimelineFrame = { readonly time: number } & (
  { readonly map: string; readonly plane: number } | { readonly points: PointRange }
);

/** Points of a list, by their columns from 0. */
export interface PointRange {
  readonly from: number;
  /** The first that is none of them. */
  readonly to: number;
}

/** A quantity over two axes, drawn as an image; not a map, since its axes are no places on the sample. */
export interface ImagePlot {
  readonly title: string;
  readonly x: ImageAxis;
  readonly y: ImageAxis;
  readonly z: { readonly label: string; readonly unit: string };
  readonly rows: number;
  readonly columns: number;
  /** Row by row from the least y; NaN where nothing was measured. */
  readonly values: ArrayLike<number>;
}

/** The centres of the first and the last cell, in the unit that is shown. */
export interface ImageAxis {
  readonly label: string;
  readonly unit: string;
  readonly first: number;
  readonly last: number;
}

export type Series =
  | {
      readonly kind: 'line' | 'fit';
      readonly name: string;
      readonly x: ArrayLike<number>;
      readonly y: ArrayLike<number>;
    }
  | {
      readonly kind: 'points';
      readonly name: string;
      readonly x: ArrayLike<number>;
      readonly y: ArrayLike<number>;
      /** 1σ. */
      readonly error?: ArrayLike<number>;
    }
  | {
      readonly kind: 'band';
      readonly name: string;
      readonly x: ArrayLike<number>;
      readonly lower: ArrayLike<number>;
      readonly upper: ArrayLike<number>;
    };
