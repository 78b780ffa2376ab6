import type { ElectrodeModel } from '../kinetics/electrode';

/** What a droplet meets where it touches. */
export interface Contact {
  /** Square of the mean of √D over the wetted disc, m²/s: the D that its diffusion current has. */
  readonly diffusion: number;
  /** V. */
  readonly halfWave: number;
  /** The disc lies across a grain boundary. */
  readonly boundary: boolean;
}

export interface Sample {
  /** Height of the surface as the stage reads it, m, at a place of the stage and a time. */
  readonly surface: (x: number, y: number, time: number) => number;
  readonly contact: (x: number, y: number, time: number) => Contact;
  /** The cell that a contact makes. */
  readonly electrode: (contact: Contact) => ElectrodeModel;
  /** Potential that the untouched film has, V. */
  readonly restPotential: number;
}
