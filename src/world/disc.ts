/** What the simulated discs have in common: the steady current far away, and which part of it a potential lets flow. */
import { FARADAY, thermal } from '../kinetics/constants';
import { TEMPERATURE } from './pipette';

export interface Species {
  /** Electrons that a molecule exchanges at the disc, and m²/s. */
  readonly electrons: number;
  readonly diffusivity: number;
  /** Potential at which half of it reacts, V. */
  readonly halfWave: number;
}

/** The sheath touches the surface there, in radii of the disc: no current changes any more. */
export const TOUCHING = 0.02;
const f = thermal(TEMPERATURE);

/** 4nFDr, A m³/mol: times a concentration the current far from any surface. */
export const currentPerConcentration = (
  { electrons, diffusivity }: Pick<Species, 'electrons' | 'diffusivity'>,
  radius: number,
): number => 4 * electrons * FARADAY * diffusivity * radius;

/** Part of what arrives that is oxidized, or reduced, at a potential, V: a reversible one-electron wave. */
export const oxidizedPart = ({ halfWave }: Species, potential: number): number =>
  1 / (1 + Math.exp(-f * (potential - halfWave)));
export const reducedPart = (species: Species, potential: number): number =>
  1 - oxidizedPart(species, potential);
