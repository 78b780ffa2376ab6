/** Axes and scale bar of a map: where they stand along its edges, in shares of its width and height. */
import type { Extent } from './map-geometry';
import { lengthText, linearTicks, scaleBarLength, wholeTicks } from './ticks';

export interface AxisTick {
  /** Place along the edge, 0 at the left or lower end, 1 at the other. */
  readonly share: number;
  readonly text: string;
}

export interface MapAxes {
  readonly x: { readonly name: string; readonly ticks: readonly AxisTick[] };
  readonly y: { readonly name: string; readonly ticks: readonly AxisTick[] };
  /** Its width as a share of the map's; null where the columns are no places. */
  readonly bar: { readonly share: number; readonly text: string } | null;
}

type Ends = readonly [low: number, high: number];

/** Shortest way from one tick to the next, px: along x, along y, and between the numbers of points. */
export interface Spacing {
  readonly x: number;
  readonly y: number;
  readonly point: number;
}

/** That of maps on the screen. */
export const MAP_TICKS: Spacing = { x: 70, y: 70, point: 50 };

const MICRO = 1e6;
/** Without the noise of binary fractions, which would hide a tick at the very edge. */
const micrometres = (metres: number): number => Number((metres * MICRO).toPrecision(10));

/** Axes of a map in µm, or, where its columns are points of a list, in their numbers. Sizes in px. */
export function axesOf(
  { x, y }: Extent,
  size: { readonly width: number; readonly height: number },
  listed: boolean,
  spacing: Spacing,
): MapAxes {
  const none = { name: '', ticks: [] };
  if (listed) {
    return { x: { name: 'point', ticks: numbersOf(x, size.width / spacing.point) }, y: none, bar: null };
  }
  const span = x[1] - x[0];
  const length = scaleBarLength(span);
  return {
    x: { name: 'x / µm', ticks: ticksOf(x, size.width / spacing.x) },
    y: { name: 'y / µm', ticks: ticksOf(y, size.height / spacing.y) },
    bar: { share: length / span, text: lengthText(length) },
  };
}

const most = (n: number): number => Math.max(2, Math.floor(n));

const ticksOf = ([low, high]: Ends, n: number): AxisTick[] =>
  linearTicks(micrometres(low), micrometres(high), most(n)).ticks.map(({ value, text }) => ({
    share: (value / MICRO - low) / (high - low),
    text,
  }));

/** Whole numbers of points. */
const numbersOf = ([low, high]: Ends, n: number): AxisTick[] =>
  wholeTicks(low, high, most(n)).ticks.map(({ value, text }) => ({
    share: (value - low) / (high - low),
    text,
  }));
