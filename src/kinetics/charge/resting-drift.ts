/**
 * Thermal drift of a height that a film's swelling lies upon: a rate that decays while an instrument warms up towards a lasting
 * one, v·t + w·(1 − exp(−t/τ)), by least squares where no charge has come in yet and where all of it is out again. What is left
 * between the two is a change of the film, and is kept.
 */
import { linearFit, type LinearFit } from '../numerics/linear-fit';

/** Charges nearer than this to that of a rest, in parts of the greatest, leave the film as it is. */
const UNCHANGED = 5e-4;
/** Times of warming up that are tried, s. */
const TIMES = Array.from({ length: 13 }, (_, k) => 300 * 2 ** (k / 2));
const FEWEST = 8;

export interface RestingDrift {
  /** m at each time, 0 at the first. */
  readonly drift: Float64Array;
  /** Height after all less that before, without the drift, m. */
  readonly left: number;
}

/**
 * Times, s (ascending), heights, m, and the charge inserted by then, C, 0 at first. Null where the film did not rest long
 * enough on both sides, or has not given back what it took.
 */
export function restingDrift(
  time: Float64Array,
  height: Float64Array,
  inserted: Float64Array,
): RestingDrift | null {
  const most = inserted.reduce((a, b) => Math.max(a, b), 0);
  const end = inserted.at(-1) ?? NaN;
  const first = inserted.findIndex((q) => Math.abs(q) > UNCHANGED * most);
  const last = inserted.findLastIndex((q) => Math.abs(q - end) > UNCHANGED * most) + 1;
  const after = time.length - last;
  if (first < FEWEST || after < FEWEST || Math.abs(end) > most / 2) return null;
  const resting = <T>(of: (k: number) => T): T[] =>
    Array.from(time, (_, k) => k)
      .filter((k) => k < first || k >= last)
      .map(of);
  const t0 = time[0] as number;
  const heights = Float64Array.from(resting((k) => height[k] as number));
  const since = Float64Array.from(resting((k) => (time[k] as number) - t0));
  const later = Float64Array.from(resting((k) => (k >= last ? 1 : 0)));
  const one = new Float64Array(heights.length).fill(1);
  let best: { fit: LinearFit; tau: number } | null = null;
  for (const tau of TIMES) {
    const fit = linearFit([one, later, since, since.map((t) => -Math.expm1(-t / tau))], heights);
    if (fit && fit.sumOfSquares < (best?.fit.sumOfSquares ?? Infinity)) best = { fit, tau };
  }
  if (!best) return null;
  const { fit, tau } = best;
  const [, left = NaN, lasting = NaN, warming = NaN] = fit.coefficients;
  return { left, drift: time.map((t) => lasting * (t - t0) - warming * Math.expm1(-(t - t0) / tau)) };
}
