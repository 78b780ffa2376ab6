/** Where a peak has its top: by a cubic through all values near it, so that the noise of a few does not decide. */
import type { Estimate } from '../numerics/estimate';

export interface Crest {
  /** In the unit of the axis. */
  readonly place: Estimate;
  readonly height: Estimate;
}

/**
 * The maximum near an index on an even axis, with 1σ from the values' variance. The cubic goes over `reach` values to both
 * sides, fewer at an end. Where it has no maximum the crest is the value at the index, without an error of the place.
 */
export function crestOf(
  axis: Float64Array,
  values: Float64Array,
  index: number,
  reach: number,
  variance: number,
): Crest {
  const h = Math.min(reach, index, values.length - 1 - index);
  const width = ((axis.at(-1) ?? NaN) - (axis[0] ?? NaN)) / (axis.length - 1);
  let [s0, s2, s4, s6, y0, y1, y2, y3] = [0, 0, 0, 0, 0, 0, 0, 0];
  for (let u = -h; u <= h; u++) {
    const y = values[index + u] as number;
    s0 += 1;
    s2 += u ** 2;
    s4 += u ** 4;
    s6 += u ** 6;
    y0 += y;
    y1 += u * y;
    y2 += u ** 2 * y;
    y3 += u ** 3 * y;
  }
  const even = s0 * s4 - s2 ** 2;
  const odd = s2 * s6 - s4 ** 2;
  const level = (s4 * y0 - s2 * y2) / even;
  const curvature = (s0 * y2 - s2 * y0) / even;
  const slope = (s6 * y1 - s4 * y3) / odd;
  const third = (s2 * y3 - s4 * y1) / odd;
  // Root of slope + 2·curvature·u + 3·third·u² that tends to −slope/(2·curvature).
  const root = Math.sqrt(curvature ** 2 - 3 * third * slope);
  const u = slope / (root - curvature);
  if (!(curvature < 0) || !(Math.abs(u) <= h)) {
    return {
      place: { value: axis[index] ?? NaN, error: NaN },
      height: { value: values[index] ?? NaN, error: Math.sqrt(variance) },
    };
  }
  return {
    place: {
      value: (axis[index] as number) + u * width,
      error: (Math.sqrt((variance * s6) / odd) / (2 * root)) * Math.abs(width),
    },
    height: {
      value: level + slope * u + curvature * u ** 2 + third * u ** 3,
      error: Math.sqrt((variance * s4) / even),
    },
  };
}
