import { createBessel } from './bessel';

const OVERSAMPLING = 4;
/** Times 1/cutoff after which the filter has forgotten where it began. */
const SETTLING = 2;

/**
 * `count` samples `interval` seconds apart, A, of noise of one-sided density `density` + `rising`·f² (A²/Hz, A²/Hz³) behind a
 * four-pole Bessel filter (−3 dB at `cutoff`, Hz), each the mean over its interval. `gauss` gives normal numbers of variance 1.
 */
export function filteredNoise(
  count: number,
  interval: number,
  cutoff: number,
  density: number,
  gauss: () => number,
  rising = 0,
): Float64Array {
  const filter = createBessel(cutoff);
  const step = interval / OVERSAMPLING;
  const deviation = Math.sqrt(density / (2 * step));
  const settling = Math.ceil(SETTLING / (cutoff * step));
  const difference = Math.sqrt(rising / (2 * step)) / (2 * Math.PI * step);
  let before = 0;
  const next = (): number => {
    if (rising === 0) return filter.next(deviation * gauss(), step);
    const now = gauss();
    const value = filter.next(deviation * gauss() + difference * (now - before), step);
    before = now;
    return value;
  };
  for (let k = 0; k < settling; k++) next();
  return Float64Array.from({ length: count }, () => {
    let sum = 0;
    for (let k = 0; k < OVERSAMPLING; k++) sum += next();
    return sum / OVERSAMPLING;
  });
}
