/**
 * Stages in the height of a film while it is charged and discharged: stretches of fast change between levels. A stage's size
 * is the difference of the levels before and after it; where the film has not come to rest in between, the slowest place
 * parts two stages, and what it still moves there counts as their error.
 */
import { median } from 'd3-array';
import { prominentMaxima } from '../numerics/prominence';

export interface Stage {
  /** First and last reading of it, and the one of fastest change. */
  readonly from: number;
  readonly to: number;
  readonly fastest: number;
  /** Change of the height, m, and 1σ. */
  readonly size: number;
  readonly error: number;
}

/** Readings that the speed is found over, as a part of all, and at least so many. */
const WINDOW_PART = 1 / 60;
const FEWEST = 3;
/** A stage is faster than its surroundings by this part of the fastest of all. */
const PROMINENCE = 0.15;
/** Speeds are told from noise by this many times their own scatter. */
const SEEN = 6;

/** Stages in heights (m) over time (s, ascending), in their order; none where nothing moves beyond the noise. */
export function findStages(time: Float64Array, height: Float64Array): readonly Stage[] {
  const n = height.length;
  const half = Math.max(FEWEST, Math.round((n * WINDOW_PART) / 2));
  if (n < 4 * half + 2 || time.length !== n) return [];
  const local = height.map((_, k) => lineAround(time, height, k, half).slope);
  const errors = height.map((_, k) => lineAround(time, height, k, half).slopeError);
  const speed = local.map(Math.abs);
  const noise = SEEN * (median(errors) ?? NaN);
  const most = speed.reduce((a, b) => Math.max(a, b), 0);
  const found = prominentMaxima(padded(speed), Math.max(PROMINENCE * most, noise));
  return found.map(({ at, before }, k): Stage => {
    const [from, to] = [inside(before, n), inside(found[k + 1]?.before ?? n + 1, n)];
    const [start, end] = [from, to].map((place) => levelAt(time, height, place, half)) as [Level, Level];
    return {
      from,
      to,
      fastest: inside(at, n),
      size: end.value - start.value,
      error: Math.hypot(start.error, end.error),
    };
  });
}

interface Level {
  readonly value: number;
  readonly error: number;
}

/** Height at a place, m; its error is that of the mean there and what the film moves within half of the window. */
function levelAt(time: Float64Array, height: Float64Array, place: number, half: number): Level {
  const { value, slope, error, width } = lineAround(time, height, place, half);
  return { value, error: Math.hypot(error, (slope * width) / 4) };
}

/** The straight line through the readings around one: its value there and its slope, with 1σ. */
function lineAround(
  time: Float64Array,
  height: Float64Array,
  place: number,
  half: number,
): { value: number; slope: number; error: number; slopeError: number; width: number } {
  const from = Math.max(0, place - half);
  const to = Math.min(height.length - 1, place + half);
  const count = to - from + 1;
  let [t0, h0] = [0, 0];
  for (let k = from; k <= to; k++) {
    t0 += (time[k] as number) / count;
    h0 += (height[k] as number) / count;
  }
  let [tt, th, hh] = [0, 0, 0];
  for (let k = from; k <= to; k++) {
    const [dt, dh] = [(time[k] as number) - t0, (height[k] as number) - h0];
    tt += dt * dt;
    th += dt * dh;
    hh += dh * dh;
  }
  const slope = tt > 0 ? th / tt : 0;
  const scatter = Math.sqrt(Math.max(0, hh - slope * th) / Math.max(1, count - 2));
  const away = (time[place] as number) - t0;
  return {
    value: h0 + slope * away,
    slope,
    error: scatter * Math.sqrt(1 / count + (tt > 0 ? away ** 2 / tt : 0)),
    slopeError: tt > 0 ? scatter / Math.sqrt(tt) : Infinity,
    width: (time[to] as number) - (time[from] as number),
  };
}

/** With stillness before the first and after the last, so that a stage may touch an end. */
function padded(speed: Float64Array): Float64Array {
  const more = new Float64Array(speed.length + 2);
  more.set(speed, 1);
  return more;
}

const inside = (place: number, n: number): number => Math.max(0, Math.min(n - 1, place - 1));
