/**
 * Salt diffusivity and transference number from a tip current while the sample's current changes: least squares of the
 * split response over the diffusivity, with the interval in which the sum of squares is within what chance explains. Close
 * to the surface the response depends on (1 − t₊)/√D alone, and then neither is identifiable.
 */
import { bisect, minimumOf } from '../numerics/search';
import { NORMAL_95 } from '../numerics/statistics';
import { splitResponse, type ResponseSplit, type TipSetting, type TipTrace } from './response-split';

/** Where a diffusivity is looked for, m²/s. */
const RANGE = [1e-11, 1e-8] as const;
const GRID = 25;
/** As near as the best ln D is found. */
const CLOSE = 1e-4;
const HALVINGS = 30;
/** χ² of one parameter at 95 %. */
const CHANCE = NORMAL_95 ** 2;
/** An interval wider than this, greatest over least, identifies nothing. */
const WIDEST = 10;

export interface Bounded {
  readonly value: number;
  /** 95 %. */
  readonly low: number;
  readonly high: number;
}

export interface SaltFit {
  /** m²/s; null where not identifiable. */
  readonly diffusivity: Bounded | null;
  readonly transference: Bounded | null;
  /** The split at the best diffusivity. */
  readonly split: ResponseSplit;
}

/** Null where no split can be made. */
export function fitSalt(trace: TipTrace, setting: TipSetting): SaltFit | null {
  const at = (logarithm: number): ResponseSplit | null => splitResponse(trace, setting, Math.exp(logarithm));
  const cost = (logarithm: number): number => at(logarithm)?.sumOfSquares ?? Infinity;
  const [first, last] = [Math.log(RANGE[0]), Math.log(RANGE[1])];
  const places = Array.from({ length: GRID }, (_, k) => first + ((last - first) * k) / (GRID - 1));
  const costs = places.map(cost);
  const nearest = costs.indexOf(Math.min(...costs));
  const best = minimumOf(
    cost,
    places[Math.max(0, nearest - 1)] ?? first,
    places[Math.min(GRID - 1, nearest + 1)] ?? last,
    CLOSE,
  );
  const split = at(best);
  if (!split) return null;
  const freedom = trace.current.filter((i) => !Number.isNaN(i)).length - 4;
  const allowed = split.sumOfSquares * (1 + (CHANCE * split.inflation ** 2) / freedom);
  const isBeyond = (logarithm: number): boolean => cost(logarithm) > allowed;
  const edge = (end: number): number | null => (isBeyond(end) ? bisect(isBeyond, best, end, HALVINGS) : null);
  const [low, high] = [edge(first), edge(last)];
  if (low === null || high === null || high - low > Math.log(WIDEST)) {
    return { diffusivity: null, transference: null, split };
  }
  const diffusivity = { value: Math.exp(best), low: Math.exp(low), high: Math.exp(high) };
  const ends = [low, best, high].flatMap((logarithm) => {
    const moved = at(logarithm)?.moved;
    if (!moved) return [];
    const half = NORMAL_95 * moved.error;
    return [1 - moved.value - half, 1 - moved.value + half];
  });
  const transference = { value: 1 - split.moved.value, low: Math.min(...ends), high: Math.max(...ends) };
  return { diffusivity, transference: transference.high - transference.low < 1 ? transference : null, split };
}
