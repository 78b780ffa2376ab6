/**
 * The foot of a first sweep: what flows before the wave. A leak goes with the potential, so that the foot is straight; its
 * slope would shift the peaks of slow, small waves. The foot is as long as a parabola through it tells of no bend.
 */
import type { Bins } from './wave';

/** Fewest bins of a foot, and standard deviations of bend and slope that are believed. */
const FEWEST = 8;
const BENT = 3;
const SLOPING = 3;
/** Part of the straight length that counts: a wave has begun before its bend is told from noise. */
const KEPT = 0.6;

/** Slope of the foot, A per RT/F along the sweep; 0 where no foot tells of one beyond its noise (`variance` of a bin, A²). */
export function footSlope(
  { binAt, binCurrent, bins }: Pick<Bins, 'binAt' | 'binCurrent' | 'bins'>,
  variance: number,
): number {
  const stands = ({ value, share }: Part, least: number): boolean =>
    value ** 2 > least ** 2 * variance * share;
  let straight = 0;
  for (let n = FEWEST; n <= bins; n++) {
    if (stands(fitted(binAt, binCurrent, n).bend, BENT)) break;
    straight = n;
  }
  const kept = Math.floor(KEPT * straight);
  if (kept < FEWEST) return 0;
  const { slope } = fitted(binAt, binCurrent, kept);
  return stands(slope, SLOPING) ? slope.value : 0;
}

/** A parameter, and the part of the values' variance that it has. */
interface Part {
  readonly value: number;
  readonly share: number;
}

/** Slope of the line and bend of the parabola through the first n values, by polynomials orthogonal on an even axis. */
function fitted(
  axis: Float64Array,
  values: Float64Array,
  n: number,
): { readonly slope: Part; readonly bend: Part } {
  const middle = (n - 1) / 2;
  const width = ((axis[n - 1] as number) - (axis[0] as number)) / (n - 1);
  const mean = (n * n - 1) / 12;
  let [s, ss, b, bb] = [0, 0, 0, 0];
  for (let k = 0; k < n; k++) {
    const u = k - middle;
    const q = u * u - mean;
    const y = values[k] as number;
    s += u * y;
    ss += u * u;
    b += q * y;
    bb += q * q;
  }
  return {
    slope: { value: s / ss / width, share: 1 / ss / width ** 2 },
    bend: { value: b / bb, share: 1 / bb },
  };
}
