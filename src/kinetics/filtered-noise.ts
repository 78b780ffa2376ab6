import { createBessel } from './bessel';

const OVERSAMPLING = 4;
/** Times 1/cutoff after which the filter has forgotten where it began. */
const SETTLING = 2;

/**
 * `count` samples `interval` seconds apart, A, of white noise of one-sided density `density` (A²/Hz) behind a four-pole
 * Bessel filter (−3 dB at `cutoff`, Hz), each the mean over its interval. `gauss` gives normal numbers of variance 1.
 */
export function filteredNoise(
  count: number,
  interval: number,
  cutoff: number,
  density: number,
  gauss: () => number,
): Float64Array {
  const filter = createBessel(cutoff);
  const step = interval / OVERSAMPLING;
  const deviation = Math.sqrt(density / (2 * step));
  const settling = Math.ceil(SETTLING / (cutoff * step));
  for (let k = 0; k < settling; k++) filter.next(deviation * gauss(), step);
  return Float64Array.from({ length: count }, () => {
    let sum = 0;
    for (let k = 0; k < OVERSAMPLING; k++) sum += filter.next(deviation * gauss(), step);
    return sum / OVERSAMPLING;
  });
}
