/** What the sample's potentiostat recorded, as numbers at any time. */
import { FLAG } from '../../records/record';
import type { TrackTrace } from '../experiment';
import { interpolate } from '../../kinetics/numerics/interpolate';

export interface SampleHistory {
  /** s since the bridge's boot, V, and A, anodic positive. */
  readonly time: Float64Array;
  readonly potential: Float64Array;
  readonly current: Float64Array;
  /** 1 where the potentiostat could not hold its level. */
  readonly overload: Uint8Array;
  /** C that the sample has taken up since the first time: what has flowed in cathodic direction. */
  readonly inserted: Float64Array;
}

export function historyOf({ time, potential, current, flags = [] }: TrackTrace): SampleHistory {
  const [t, i] = [Float64Array.from(time), Float64Array.from(current)];
  const inserted = new Float64Array(t.length);
  for (let k = 1; k < t.length; k++) {
    const mean = ((i[k - 1] as number) + (i[k] as number)) / 2;
    inserted[k] = (inserted[k - 1] as number) - mean * ((t[k] as number) - (t[k - 1] as number));
  }
  const overload = Uint8Array.from(t, (_, k) => ((flags[k] ?? 0) & FLAG.overload ? 1 : 0));
  return { time: t, potential: Float64Array.from(potential), current: i, overload, inserted };
}

/** What has been inserted by then in parts of the span of the run: 0 at the least, 1 at the most. NaN of a run without charge. */
export function chargeAt(history: SampleHistory, times: Float64Array): Float64Array {
  const [least, most] = history.inserted.reduce(([low, high], q) => [Math.min(low, q), Math.max(high, q)], [
    Infinity,
    -Infinity,
  ] as [number, number]);
  return rowAt(history, 'inserted', times).map((q) => (most > least ? (q - least) / (most - least) : NaN));
}

/** One of its rows at other times, by straight lines; NaN of a history of nothing. */
export const rowAt = (
  history: SampleHistory,
  row: Exclude<keyof SampleHistory, 'time' | 'overload'>,
  times: Float64Array,
): Float64Array => times.map((t) => interpolate(history.time, history[row], t));
