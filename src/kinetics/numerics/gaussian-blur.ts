/**
 * Smoothing by a Gaussian, which never makes an extremum that was not there: other smoothers overshoot beside a corner or
 * a step (Witkin, Int. Joint Conf. Artificial Intelligence 1983, 1019).
 */

/** Where the Gaussian is cut off, in its own standard deviations. */
const REACH = 4;

/** Weights of the values −n … n, of sum 1, for a standard deviation in values. */
export function gaussianWeights(deviation: number): Float64Array {
  const reach = Math.ceil(REACH * deviation);
  const weights = Float64Array.from({ length: 2 * reach + 1 }, (_, k) =>
    Math.exp(-(((k - reach) / deviation) ** 2) / 2),
  );
  const sum = weights.reduce((a, b) => a + b, 0);
  return weights.map((w) => w / sum);
}

/** The values smoothed by weights of odd length; beyond its ends the curve is taken as mirrored. */
export function blurred(values: Float64Array, weights: Float64Array): Float64Array {
  const last = values.length - 1;
  const reach = (weights.length - 1) / 2;
  return values.map((_, at) => {
    let sum = 0;
    for (let k = -reach; k <= reach; k++) {
      let from = Math.abs(at + k);
      if (from > last) from = Math.max(0, 2 * last - from);
      sum += (weights[k + reach] as number) * (values[Math.min(last, from)] as number);
    }
    return sum;
  });
}
