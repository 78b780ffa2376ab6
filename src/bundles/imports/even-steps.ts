/**
 * Voltammograms with points that do not come evenly along their sweeps, as digitized figures and instruments with an adaptive
 * step have them. Fits of whole waves take the potential as a straight line over the points; so it is made one.
 */
import type { RecordedVoltammogram } from './recorded-voltammogram';
import { turnsOf, type Range } from './sweeps';

/** V, and steps, by which a potential may leave the straight line over the points of its sweep. */
const TOLERANCE = 1e-3;
const STEPS = 1.5;
/** V between two points over which a wave cannot be interpolated, half of RT/F, where it is also so many usual steps. */
const WIDEST = 0.0125;
const USUAL = 3;

export type Evened =
  | { readonly recorded: RecordedVoltammogram; readonly gap: null }
  /** Where points are missing, V. */
  | { readonly recorded: null; readonly gap: Range };

/**
 * The same curve where its points are even; otherwise the means of the current, straight between its points, about even
 * potentials, and a remark on it. A gap that is too wide for that is answered instead.
 */
export function evened(recorded: RecordedVoltammogram): Evened {
  const { potential, current, remarks } = recorded;
  const ends = [0, ...turnsOf(potential), potential.length - 1];
  const sweeps = ends.slice(1).map((to, k) => ({ from: ends[k] ?? 0, to }));
  const spans = sweeps.map(({ from, to }) => Math.abs(valueAt(potential, to) - valueAt(potential, from)));
  const step = spans.reduce((sum, span) => sum + span, 0) / (potential.length - 1);
  const tolerance = Math.max(TOLERANCE, STEPS * step);
  if (sweeps.every(({ from, to }) => leaning(potential, from, to) <= tolerance))
    return { recorded, gap: null };

  const counts = spans.map((span) => Math.max(1, Math.round(span / step)));
  const length = counts.reduce((sum, count) => sum + count, 1);
  const even = { potential: new Float64Array(length), current: new Float64Array(length) };
  let at = 0;
  for (const [k, { from, to }] of sweeps.entries()) {
    const points = inOrder(potential, current, from, to);
    const gap = gapOf(points.potential, step);
    if (gap) return { recorded: null, gap };
    meansInto(points, counts[k] ?? 1, even, at);
    at += counts[k] ?? 1;
  }
  const remark = `The current was averaged to even steps of ${(1e3 * step).toPrecision(3)} mV; the scan rate was taken as constant.`;
  return { recorded: { ...recorded, ...even, time: null, remarks: [...remarks, remark] }, gap: null };
}

interface Points {
  readonly potential: Float64Array;
  readonly current: Float64Array;
}

const valueAt = (values: Float64Array, place: number): number => values[place] ?? NaN;

/** The furthest that a potential is from the straight line between the ends of its sweep, V. */
function leaning(potential: Float64Array, from: number, to: number): number {
  const begin = valueAt(potential, from);
  const slope = (valueAt(potential, to) - begin) / (to - from);
  let furthest = 0;
  for (let k = from; k <= to; k++) {
    furthest = Math.max(furthest, Math.abs(valueAt(potential, k) - begin - slope * (k - from)));
  }
  return furthest;
}

/** The points of a sweep by potential, in its direction. */
function inOrder(potential: Float64Array, current: Float64Array, from: number, to: number): Points {
  const way = Math.sign(valueAt(potential, to) - valueAt(potential, from));
  const order = Uint32Array.from({ length: to - from + 1 }, (_, k) => from + k);
  order.sort((a, b) => way * (valueAt(potential, a) - valueAt(potential, b)) || a - b);
  return {
    potential: Float64Array.from(order, (k) => valueAt(potential, k)),
    current: Float64Array.from(order, (k) => valueAt(current, k)),
  };
}

function gapOf(potential: Float64Array, step: number): Range | null {
  const widest = Math.max(WIDEST, USUAL * step);
  for (let k = 1; k < potential.length; k++) {
    const [a, b] = [valueAt(potential, k - 1), valueAt(potential, k)];
    if (Math.abs(b - a) > widest) return { low: Math.min(a, b), high: Math.max(a, b) };
  }
  return null;
}

/** Puts `count + 1` means from the first to the last potential of a sweep, each over a step about it, from `at` on. */
function meansInto(points: Points, count: number, into: Points, at: number): void {
  const { potential, current } = points;
  const first = valueAt(potential, 0);
  const last = valueAt(potential, potential.length - 1);
  const step = (last - first) / count;
  let segment = 0;
  let done = 0;
  /** Integral of the current over the potential from the first point to a later one. */
  const integralTo = (end: number): number => {
    const way = Math.sign(step);
    while (segment < potential.length - 2 && way * (valueAt(potential, segment + 1) - end) < 0) {
      const width = valueAt(potential, segment + 1) - valueAt(potential, segment);
      done += (width * (valueAt(current, segment) + valueAt(current, segment + 1))) / 2;
      segment += 1;
    }
    const [from, to] = [valueAt(potential, segment), valueAt(potential, segment + 1)];
    const part = to === from ? 0 : (end - from) / (to - from);
    const begin = valueAt(current, segment);
    const there = begin + part * (valueAt(current, segment + 1) - begin);
    return done + ((end - from) * (begin + there)) / 2;
  };
  let before = 0;
  for (let k = 0; k <= count; k++) {
    const low = k === 0 ? first : first + (k - 0.5) * step;
    const high = k === count ? last : first + (k + 0.5) * step;
    const now = integralTo(high);
    into.potential[at + k] = k === count ? last : first + k * step;
    into.current[at + k] = (now - before) / (high - low);
    before = now;
  }
}
