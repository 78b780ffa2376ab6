/** A record between its samples. */
import { bisectRight } from 'd3-array';

/** On the straight line between two samples; before the first and after the last that sample. NaN of nothing. */
export function interpolate(times: Float64Array, values: Float64Array, time: number): number {
  const after = bisectRight(times, time);
  const [low, high] = [Math.max(0, after - 1), Math.min(times.length - 1, after)];
  const [t0 = NaN, t1 = NaN, v0 = NaN, v1 = NaN] = [times[low], times[high], values[low], values[high]];
  return t0 === t1 || time <= t0 ? v0 : v0 + ((v1 - v0) * (time - t0)) / (t1 - t0);
}
