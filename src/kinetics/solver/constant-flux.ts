/**
 * Concentration at the surface of a plate (one side open), a cylinder and a sphere under a constant flux: Carslaw and
 * Jaeger, Conduction of Heat in Solids, 2nd ed. 1959, §3.8, §7.8, §9.7. Dimensionless: T = Dt/L², L the thickness or
 * the radius, deviation from the initial concentration in jL/D.
 */

export type Geometry = 'plane' | 'cylinder' | 'sphere';

interface Series {
  /** Surface over volume times L: what the mean concentration grows by, per T. */
  readonly filling: number;
  /** Deviation of the surface from the mean after a long time. */
  readonly lag: number;
  /** The n-th eigenvalue, n from 1. */
  readonly eigenvalue: (n: number) => number;
  /** Coefficients of T and T^{3/2} at short times, after 2√(T/π). */
  readonly short: readonly [number, number];
}

/** First zeros of the Bessel function J₁; McMahon's expansion gives the others to 1e-9. */
const BESSEL_ZEROS = [
  3.8317059702075125, 7.015586669815613, 10.173468135062722, 13.323691936314223, 16.47063005087763,
  19.615858510468243, 22.760084380592772, 25.903672087618382,
];

function besselZero(n: number): number {
  const known = BESSEL_ZEROS[n - 1];
  if (known !== undefined) return known;
  const b = 8 * Math.PI * (n + 0.25);
  return b / 8 - 3 / b + 12 / b ** 3 - 7545.6 / b ** 5;
}

/** The n-th positive root of tan q = q, by Newton from its asymptote. */
function tangentRoot(n: number): number {
  const asymptote = Math.PI * (n + 0.5);
  let q = asymptote - 1 / asymptote;
  for (let round = 0; round < 4; round++) q += (Math.sin(q) - q * Math.cos(q)) / (-q * Math.sin(q));
  return q;
}

const SERIES: Readonly<Record<Geometry, Series>> = {
  plane: { filling: 1, lag: 1 / 3, eigenvalue: (n) => Math.PI * n, short: [0, 0] },
  cylinder: { filling: 2, lag: 1 / 4, eigenvalue: besselZero, short: [1 / 2, 0.5 / Math.sqrt(Math.PI)] },
  sphere: { filling: 3, lag: 1 / 5, eigenvalue: tangentRoot, short: [1, 4 / (3 * Math.sqrt(Math.PI))] },
};

/** Below this T three terms of the short-time expansion are exact to 1e-8. */
const SHORT = 1e-4;
/** Exponents beyond this add nothing to a double. */
const NEGLIGIBLE = 40;

/** Deviation of the surface in jL/D after T of constant flux. */
export function surfaceDeviation(geometry: Geometry, T: number): number {
  const { filling, short } = SERIES[geometry];
  if (T > SHORT) return filling * T + surfaceLag(geometry, T);
  return 2 * Math.sqrt(T / Math.PI) + short[0] * T + short[1] * T ** 1.5;
}

/** The part of it that the mean concentration does not share: what a rest after the flux lets decay. */
export function surfaceLag(geometry: Geometry, T: number): number {
  const { filling, lag, eigenvalue } = SERIES[geometry];
  if (T <= SHORT) return surfaceDeviation(geometry, T) - filling * T;
  let sum = 0;
  for (let n = 1; ; n++) {
    const squared = eigenvalue(n) ** 2;
    if (squared * T > NEGLIGIBLE) return lag - 2 * sum;
    sum += Math.exp(-squared * T) / squared;
  }
}

/** What the mean concentration grows by over T, in jL/D. */
export const meanDeviation = (geometry: Geometry, T: number): number => SERIES[geometry].filling * T;
