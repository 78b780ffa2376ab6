/** What a diffusion coefficient is computed with and what nobody knows exactly: as it truly is in a simulated cell. */
import { CONTACT_RADIUS, TEMPERATURE } from './pipette';
import { Random } from './random';

export interface Conditions {
  /** Radius of the disc that the droplet wets, m. */
  readonly contactRadius: number;
  /** Exchanged species in the solid, mol/m³. */
  readonly concentration: number;
  /** K. */
  readonly temperature: number;
}

/** Three lithium per formula unit of Li4Ti5O12. */
export const NOMINAL: Conditions = {
  contactRadius: CONTACT_RADIUS,
  concentration: 22740.4,
  temperature: TEMPERATURE,
};

/** 1σ of a draw: parts of radius and concentration, and K. */
export const DRAW = { contactRadius: 0.1, concentration: 0.01, temperature: 1 } as const;

/** Conditions drawn around the nominal ones, normally distributed; equal seeds give equal draws. */
export function drawnConditions(seed: number): Conditions {
  const random = new Random(seed, 401);
  return {
    contactRadius: NOMINAL.contactRadius * (1 + DRAW.contactRadius * random.normal()),
    concentration: NOMINAL.concentration * (1 + DRAW.concentration * random.normal()),
    temperature: NOMINAL.temperature + DRAW.temperature * random.normal(),
  };
}
