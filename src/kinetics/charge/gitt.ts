/**
 * Galvanostatic intermittent titration: a diffusion coefficient from the potential's rise under a short constant current
 * and its change by the rest that follows. Weppner and Huggins, J. Electrochem. Soc. 124 (1977) 1569:
 * D = (4/π)·(I·Vm/FA)²·[(dE/dx)/(dE/d√t)]², one electron per exchanged ion.
 *
 * The formula is that of a half space. How far a body of finite size is one depends on its geometry and on T = Dτ/L², L
 * the thickness of a plate or the radius of a particle.
 */
import { meanDeviation, surfaceDeviation, surfaceLag, type Geometry } from '../solver/constant-flux';
import { FARADAY } from '../constants';
import type { Estimate } from '../numerics/estimate';
import { bisect } from '../numerics/search';

/** One pulse of current. SI. */
export interface Titration {
  /** A; only its size counts. */
  readonly current: number;
  /** m³ of host per mole of it. */
  readonly molarVolume: number;
  /** m² between host and electrolyte. */
  readonly area: number;
  /** V per unit of x, the slope of the titration curve after rests. */
  readonly equilibriumSlope: Estimate;
  /** V/√s under the current. */
  readonly pulseSlope: Estimate;
}

/** D, m²/s, by the formula above, with the error of the two slopes. Null where a number is 0 or missing. */
export function weppnerHuggins(pulse: Titration): Estimate | null {
  const { current, molarVolume, area, equilibriumSlope, pulseSlope } = pulse;
  const flux = (current * molarVolume) / (FARADAY * area);
  const ratio = equilibriumSlope.value / pulseSlope.value;
  const value = (4 / Math.PI) * (flux * ratio) ** 2;
  if (!(value > 0) || !Number.isFinite(value)) return null;
  const relative = Math.hypot(
    equilibriumSlope.error / equilibriumSlope.value,
    pulseSlope.error / pulseSlope.value,
  );
  return { value, error: 2 * value * relative };
}

/**
 * What the formula reads of a body whose ion flux enters through all of its surface, from a pulse of `duration` s: the change at
 * equilibrium (ΔEs) and that under the current without the ohmic drop (ΔEτ), V. Of a sphere D = (4/9πτ)·r²·(ΔEs/ΔEτ)².
 */
export function formulaDiffusion(
  geometry: Geometry,
  length: number,
  duration: number,
  equilibrium: Estimate,
  transient: Estimate,
): Estimate | null {
  const depth = length / meanDeviation(geometry, 1);
  const root = Math.sqrt(duration);
  return weppnerHuggins({
    current: FARADAY / duration,
    molarVolume: depth,
    area: 1,
    equilibriumSlope: equilibrium,
    pulseSlope: { value: transient.value / root, error: transient.error / root },
  });
}

/**
 * V/√s: the slope of the potential, V, on the root of the time since the current began, s, by least squares, with the
 * error that the residuals leave it. Leave the first points out, where the ohmic drop and the double layer are. Null for
 * fewer than three points, unequal lengths, or a negative time.
 */
export function slopeOnRootTime(time: Float64Array, potential: Float64Array): Estimate | null {
  const n = time.length;
  if (n < 3 || potential.length !== n || time.some((t) => !(t >= 0))) return null;
  const roots = time.map(Math.sqrt);
  const x0 = roots.reduce((sum, x) => sum + x, 0) / n;
  const y0 = potential.reduce((sum, y) => sum + y, 0) / n;
  let xx = 0;
  let xy = 0;
  let yy = 0;
  for (let k = 0; k < n; k++) {
    const dx = (roots[k] as number) - x0;
    const dy = (potential[k] as number) - y0;
    xx += dx * dx;
    xy += dx * dy;
    yy += dy * dy;
  }
  if (!(xx > 0) || !Number.isFinite(xy)) return null;
  const residual = Math.max(0, yy - (xy * xy) / xx);
  return { value: xy / xx, error: Math.sqrt(residual / (n - 2) / xx) };
}

/** A pulse is short enough where the formula is less than this off. */
const TOLERANCE = 0.005;

export interface PulseValidity {
  /** Dτ/L². */
  readonly T: number;
  /** What the formula reads of the true D, from the change over the whole pulse. */
  readonly reads: number;
  readonly valid: boolean;
}

/**
 * Whether a pulse of `duration` s was short for a body of size `length`, m, and a true D, m²/s. A plate is a half space
 * up to T = 0.2; a particle's curvature shows at once (a sphere reads 0.94 of D at T = 0.001).
 */
export function pulseValidity(
  geometry: Geometry,
  diffusion: number,
  duration: number,
  length: number,
): PulseValidity {
  const T = (diffusion * duration) / length ** 2;
  const reads = readsOf(geometry, T);
  return { T, reads, valid: Math.abs(reads - 1) <= TOLERANCE };
}

const readsOf = (geometry: Geometry, T: number): number =>
  (4 * T) / (Math.PI * surfaceDeviation(geometry, T) ** 2);

/** T within which a true D is looked for. */
const LEAST_T = 1e-12;
const LARGEST_T = 1e3;

/**
 * The D, m²/s, of which the formula reads `apparent` for this geometry. Null where no D does: after a pulse that long the
 * potential tells how full the body is, not how fast it fills.
 */
export function trueDiffusion(
  geometry: Geometry,
  apparent: number,
  duration: number,
  length: number,
): number | null {
  const wanted = (apparent * duration) / length ** 2;
  const excess = (T: number): number => T * readsOf(geometry, T) - wanted;
  if (!(excess(LEAST_T) < 0 && excess(LARGEST_T) > 0)) return null;
  const T = Math.exp(bisect((ln) => excess(Math.exp(ln)) >= 0, Math.log(LEAST_T), Math.log(LARGEST_T)));
  return (T * length ** 2) / duration;
}

export interface RestValidity {
  /** Part of the change by the pulse that the surface has still to lose: the error of the equilibrium slope. */
  readonly remaining: number;
  readonly enough: boolean;
}

/** A rest is long enough where less than this part of the change is still to come. */
const SETTLED = 0.01;

/** Whether a rest, s, after a pulse, s, let the body come to equilibrium, from the superposition of two constant fluxes. */
export function restValidity(
  geometry: Geometry,
  diffusion: number,
  pulse: number,
  rest: number,
  length: number,
): RestValidity {
  const perSecond = diffusion / length ** 2;
  const after = surfaceLag(geometry, perSecond * (pulse + rest)) - surfaceLag(geometry, perSecond * rest);
  const remaining = after / meanDeviation(geometry, perSecond * pulse);
  return { remaining, enough: remaining <= SETTLED };
}
