/** The pipette of the simulated instrument and the droplet at its end. */

/** K, of everything. */
export const TEMPERATURE = 298.15;
/** Radius of the opening and of the disc that the droplet wets, m. */
export const CONTACT_RADIUS = 55e-9;
/** A pipette that comes nearer to the surface than this presses the droplet away and touches the solid, m. */
export const DROPLET_HEIGHT = 55e-9;
/** The droplet lets go somewhere between these heights above the place where it touched, m. */
export const DETACHMENT = [100e-9, 150e-9] as const;
/** Double layer of electrolyte on oxide, F/m² (10 µF/cm²). */
export const DOUBLE_LAYER = 0.1;
/** The same on a metal, F/m² (40 µF/cm²). */
export const METAL_LAYER = 0.4;

/** Between pipette and sample through the air, F. */
export const STRAY_CAPACITANCE = 10e-15;

const HALF_CONE_ANGLE = (5 * Math.PI) / 180;
/** 1 M LiClO4 in EC:DEC, and 3 M LiCl in water, S/m. */
export const ORGANIC = 0.6;
export const AQUEOUS = 15;

/** Electrolyte of a conductivity (S/m) in the cone above an opening (m), Ω: 1/(πσr·tanθ). */
export const coneResistance = (conductivity: number, radius: number): number =>
  1 / (Math.PI * conductivity * radius * Math.tan(HALF_CONE_ANGLE));

export const PIPETTE_RESISTANCE = coneResistance(ORGANIC, CONTACT_RADIUS);
