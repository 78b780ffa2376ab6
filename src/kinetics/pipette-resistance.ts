/**
 * Resistance of a conical pipette in a bath of its own electrolyte: the cone above the opening and the access to it,
 * R = 1/(πσr·tanθ) + 1/(4σr), for an opening of radius r (m), half cone angle θ, conductivity σ (S/m).
 */
interface Cone {
  /** S/m. */
  readonly conductivity: number;
  /** Half of the angle of the cone, rad. */
  readonly halfConeAngle: number;
}

/** Ω m, which the radius divides. */
const perRadius = ({ conductivity, halfConeAngle }: Cone): number =>
  1 / (Math.PI * conductivity * Math.tan(halfConeAngle)) + 1 / (4 * conductivity);

/** Radius of the opening, m, from a resistance, Ω; NaN where that is not positive. */
export const radiusOfResistance = (resistance: number, cone: Cone): number =>
  resistance > 0 ? perRadius(cone) / resistance : NaN;
