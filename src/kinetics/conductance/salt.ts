/**
 * What a current at a plane does to the salt of an electrolyte above it, and to the potential there. Insertion (j > 0)
 * takes cations out of the solution, of which only the part t₊ arrives by migration: the salt is depleted at the rate
 * (1 − t₊)j/F. The same current makes an ohmic drop that is there at once and everywhere.
 */
import { FARADAY } from '../constants';
import { ierfc } from '../numerics/error-function';

export interface Salt {
  /** Of the salt, m²/s. */
  readonly diffusivity: number;
  /** Transference number of the cation, t₊. */
  readonly transference: number;
}

/** Salt that a current density of insertion, A/m², takes out of the electrolyte at the plane, mol/(m² s). */
export const saltFlux = (currentDensity: number, transference: number): number =>
  ((1 - transference) * currentDensity) / FARADAY;

/**
 * Change of the concentration, mol/m³, `distance` m from the plane a time t, s, after a current density of 1 A/m² began
 * to insert: −2(1 − t₊)/F·√(t/D)·ierfc(x/2√(Dt)) in an electrolyte without end. 0 for t ≤ 0.
 */
function saltResponse(distance: number, time: number, { diffusivity, transference }: Salt): number {
  if (!(time > 0)) return 0;
  const reach = ierfc(distance / (2 * Math.sqrt(diffusivity * time)));
  return -2 * saltFlux(1, transference) * Math.sqrt(time / diffusivity) * reach;
}

export interface CurrentStep {
  /** s. */
  readonly time: number;
  /** Density from then on, insertion positive, A/m². */
  readonly currentDensity: number;
}

/** The same, mol/m³ at a time, s, for a current that steps; none flows before the first step. */
export function saltAfterSteps(
  steps: readonly CurrentStep[],
  distance: number,
  time: number,
  salt: Salt,
): number {
  let before = 0;
  let change = 0;
  for (const step of steps) {
    change += (step.currentDensity - before) * saltResponse(distance, time - step.time, salt);
    before = step.currentDensity;
  }
  return change;
}

export interface Bath {
  /** Distance of the reference electrode from the plane, m. */
  readonly reference: number;
  /** S/m. */
  readonly conductivity: number;
}

/**
 * What a current density of insertion, A/m², adds to the potential of a probe against the solution around it, V, where the
 * bias is held against the reference: j(x_RE − x)/κ. Divided by the bias it is the ΔI/I of an ohmic probe. 0 beyond the
 * reference.
 */
export const ohmicShift = (
  currentDensity: number,
  distance: number,
  { reference, conductivity }: Bath,
): number => (currentDensity * Math.max(0, reference - distance)) / conductivity;
