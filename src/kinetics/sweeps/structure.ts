/** Whether something that no straight line describes stands out of the noise of a sweep, of whatever shape, and where. */
import { roughVariance } from './roughness';
import type { Sweep } from './wave';

/** Variance about a straight line, over that of the noise, that is more than drift. */
const STANDS_OUT = 20;

export interface Structure {
  /** Greatest height above the line, A, and its place on the sweep's axis. */
  readonly height: number;
  readonly at: number;
}

/** Null where there is nothing. */
export function structureOf(sweep: Sweep): Structure | null {
  const { binAt, binCurrent, bins } = sweep;
  let [mean, middle, uu, uy] = [0, 0, 0, 0];
  for (let k = 0; k < bins; k++) {
    mean += (binCurrent[k] as number) / bins;
    middle += (binAt[k] as number) / bins;
  }
  for (let k = 0; k < bins; k++) {
    const u = (binAt[k] as number) - middle;
    uu += u * u;
    uy += u * (binCurrent[k] as number);
  }
  let [squares, height, at] = [0, 0, NaN];
  for (let k = 0; k < bins; k++) {
    const rest = (binCurrent[k] as number) - mean - (uy / uu) * ((binAt[k] as number) - middle);
    squares += rest * rest;
    if (rest > height) [height, at] = [rest, binAt[k] as number];
  }
  return squares / bins > STANDS_OUT * roughVariance(sweep) ? { height, at } : null;
}
