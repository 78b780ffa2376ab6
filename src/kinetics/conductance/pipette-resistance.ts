/**
 * Resistance of a conical pipette in a bath of its own electrolyte: the cone above the opening and the access to it,
 * R = 1/(πσr·tanθ) + 1/(4σr), for an opening of radius r (m), half cone angle θ, conductivity σ (S/m). Good to 0.7 %.
 */
interface Cone {
  /** S/m. */
  readonly conductivity: number;
  /** Half of the angle of the cone, rad. */
  readonly halfConeAngle: number;
}

/** R·σ·r of the cone alone, and of the access. */
export const coneShape = (halfConeAngle: number): number => 1 / (Math.PI * Math.tan(halfConeAngle));
export const ACCESS_SHAPE = 1 / 4;

/** Ω m, which the radius divides. */
const perRadius = ({ conductivity, halfConeAngle }: Cone): number =>
  (coneShape(halfConeAngle) + ACCESS_SHAPE) / conductivity;

/** Resistance, Ω, of an opening of a radius, m. */
export const pipetteResistance = (radius: number, cone: Cone): number => perRadius(cone) / radius;

/** Radius of the opening, m, from a resistance, Ω; NaN where that is not positive. */
export const radiusOfResistance = (resistance: number, cone: Cone): number =>
  resistance > 0 ? perRadius(cone) / resistance : NaN;
