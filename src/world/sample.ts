import type { Electrode, ElectrodeModel } from '../kinetics/solver/electrode';

/** What shapes the wave in a part of a sample, with the codes that truth maps have for it. */
export const REGION = {
  planar: 0,
  disc: 1,
  thin_layer: 2,
  kinetic: 3,
  resistive: 4,
  stray_capacitance: 5,
  two_phase: 6,
  no_redox: 7,
  confined_layer: 8,
  active_particle: 9,
  carbon: 10,
  binder: 11,
  metal: 12,
  basal_plane: 13,
  step_edge: 14,
  electrolyte: 15,
} as const;
export type Region = keyof typeof REGION;

/** What a droplet meets where it touches. */
export interface Contact {
  readonly region: Region;
  /**
   * Solid, couple and circuit. Its diffusion is the square of the mean of √D over the wetted disc: the D that the
   * diffusion current has. Without a couple the concentration is 0; diffusion and half-wave potential are then NaN.
   */
  readonly model: Pick<
    ElectrodeModel,
    'concentration' | 'diffusion' | 'halfWave' | 'rateConstant' | 'resistance' | 'capacitance'
  >;
  /** The disc lies across a grain boundary. */
  readonly boundary: boolean;
  /** Radius of the disc that the droplet wets, m. */
  readonly contactRadius: number;
  /** Open-circuit potential of the untouched sample, V; NaN where it has none that lasts. */
  readonly equilibrium: number;
  /** Charge that the solid within reach of the contact can give and take in all, C; NaN where it has no end. */
  readonly capacity: number;
  /** Part of the wetted disc that is step edge; not given where there are no steps. */
  readonly edgeShare?: number;
  /** The electrode that the droplet makes there with the sample as it is. */
  readonly electrode: () => Electrode;
}

export interface Sample {
  /** Height of the surface as the stage reads it, m, at a place of the stage and a time. */
  readonly surface: (x: number, y: number, time: number) => number;
  readonly contact: (x: number, y: number, time: number) => Contact;
  /** A droplet has touched there: whatever it leaves behind counts from now on. */
  readonly touched: (x: number, y: number, time: number) => void;
  /** Capacitance between pipette and sample beside the contact, with or without one, F. */
  readonly stray: (x: number, y: number, time: number) => number;
}
