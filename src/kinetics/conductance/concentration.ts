/**
 * How the ion current of a pipette, filled at one concentration, depends on that of the bath. Inside the cone the salt goes
 * from one to the other as the potential does, so that its resistance is that of the logarithmic mean; the access outside
 * has the bath's own: I/I(cIn) = 1/[(1 − a)/L(cIn, cOut) + a/cOut] in units of cIn, a the part of the access in the
 * resistance. Near cIn a power of cOut: (1 + a)/2.
 */
import { ACCESS_SHAPE, coneShape } from './pipette-resistance';

/** Below this relative difference the series of the logarithmic mean is better than the quotient. */
const NEAR = 1e-4;

/** Logarithmic mean of 1 and a positive ratio, (r − 1)/ln r. */
export function logarithmicMean(ratio: number): number {
  const by = ratio - 1;
  return Math.abs(by) < NEAR ? 1 + by / 2 - (by * by) / 12 : by / Math.log(ratio);
}

/** Resistance of the cone and of the access, in units of that of the whole pipette in its own electrolyte. */
export function resistanceShares(halfConeAngle: number): { readonly cone: number; readonly access: number } {
  const cone = coneShape(halfConeAngle);
  return { cone: cone / (cone + ACCESS_SHAPE), access: ACCESS_SHAPE / (cone + ACCESS_SHAPE) };
}

/** I/I(cIn) clear of the surface in a bath of `ratio` = cOut/cIn; `halfConeAngle` in rad. */
export function currentInBath(ratio: number, halfConeAngle: number): number {
  const { cone, access } = resistanceShares(halfConeAngle);
  return 1 / (cone / logarithmicMean(ratio) + access / ratio);
}

/** dlnI/dlnc of a bath whose concentration is that of the filling. */
export const concentrationExponent = (halfConeAngle: number): number =>
  (1 + resistanceShares(halfConeAngle).access) / 2;
