/** A curve between its samples. */
import { bisectRight } from 'd3-array';

/** On the straight line between two samples, whose places ascend; before the first and after the last that sample. NaN of nothing. */
export function interpolate(places: Float64Array, values: Float64Array, place: number): number {
  const after = bisectRight(places, place);
  const [low, high] = [Math.max(0, after - 1), Math.min(places.length - 1, after)];
  const [x0 = NaN, x1 = NaN, v0 = NaN, v1 = NaN] = [places[low], places[high], values[low], values[high]];
  return x0 === x1 || place <= x0 ? v0 : v0 + ((v1 - v0) * (place - x0)) / (x1 - x0);
}
