/**
 * Where a curve that grows with x comes to a level, with what the errors of its points leave of that.
 *
 *     onsetOf([3, 3.1, 3.2], [0, 1, 8], [0.2, 0.2, 0.2], 2); // value 3.114, between 3.1 and 3.2
 */
import { NORMAL_95 } from '../numerics/statistics';

export interface Onset {
  /** NaN where the level is not reached. */
  readonly value: number;
  /** 95 % interval, never within two neighbouring points; −Infinity or Infinity where it is open. */
  readonly low: number;
  readonly high: number;
}

/**
 * The last place before the greatest value at which the curve passes the level, on the straight line between two points. The
 * ends of the interval are those of the curve raised and lowered by 1.96 σ of each point. `x` ascending; null for fewer
 * than two points.
 */
export function onsetOf(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  error: ArrayLike<number>,
  level: number,
): Onset | null {
  const at = Array.from(x).flatMap((_, k) =>
    Number.isFinite(y[k]) && Number.isFinite(error[k]) && Number.isFinite(x[k]) ? [k] : [],
  );
  if (at.length < 2) return null;
  const places = at.map((k) => x[k] as number);
  const shifted = (by: number): number[] =>
    at.map((k) => (y[k] as number) + by * NORMAL_95 * (error[k] as number));
  const [mid, raised, lowered] = [0, 1, -1].map((by) => passing(places, shifted(by), level)) as [
    Passing,
    Passing,
    Passing,
  ];
  return {
    value: Number.isFinite(mid.value) ? mid.value : NaN,
    low: Math.min(raised.value, mid.from),
    high: Math.max(lowered.value, mid.to),
  };
}

interface Passing {
  /** −Infinity for a curve that begins above the level, Infinity for one that never comes there. */
  readonly value: number;
  /** The points on both sides. */
  readonly from: number;
  readonly to: number;
}

function passing(x: readonly number[], y: readonly number[], level: number): Passing {
  const top = y.indexOf(Math.max(...y));
  if (!((y[top] ?? NaN) >= level)) return { value: Infinity, from: x.at(-1) ?? NaN, to: Infinity };
  let k = top;
  while (k > 0 && (y[k - 1] ?? NaN) >= level) k--;
  const [to, above] = [x[k] ?? NaN, y[k] ?? NaN];
  if (k === 0) return { value: -Infinity, from: -Infinity, to };
  const [from, below] = [x[k - 1] ?? NaN, y[k - 1] ?? NaN];
  return { value: from + ((to - from) * (level - below)) / (above - below), from, to };
}
