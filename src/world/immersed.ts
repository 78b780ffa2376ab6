/** What lies under an electrolyte, as a probe in it meets it. */
import type { Electrode } from '../kinetics/solver/electrode';

/** A place of the sample while the probe stays there. Everything may change with what the sample's electrode does. */
export interface Place {
  /** Height of the surface as the stage reads it, m. */
  readonly surface: () => number;
  /** Current, A, through the probe with a potential against the bath's reference, V, at a distance above the surface, m. */
  readonly current: (potential: number, distance: number) => number;
}

/** What a run should find at a place, whatever the sample has done; NaN where there is no such thing. */
export interface ImmersedTruth {
  /** Of the surface before anything was done to the sample, as the stage reads it at that moment, m. */
  readonly height: number;
  /** What the whole of the sample's insertion adds to it, m. */
  readonly swelling: number;
  /** Salt in the bath, mol/m³. */
  readonly saltConcentration: number;
  /** Of a mediator at the surface, m/s; NaN where it is always regenerated. */
  readonly rateConstant: number;
  /** Of the inserted species in the particles, m²/s. */
  readonly diffusion: number;
  /** State of charge, 0 to 1, at which the surface there comes off. */
  readonly leaves: number;
  /** Of what the whole sample gives off, at the place over the mean. */
  readonly release: number;
}

export const NO_TRUTH: ImmersedTruth = {
  height: NaN,
  swelling: NaN,
  saltConcentration: NaN,
  rateConstant: NaN,
  diffusion: NaN,
  leaves: NaN,
  release: NaN,
};

export interface ImmersedSample {
  /** What is found at a place of the stage, m, at a time, s. */
  readonly place: (x: number, y: number, time: number) => Place;
  /** The sample as an electrode against the bath's reference; null where it is none. */
  readonly electrode: Electrode | null;
  /** Time passes, s, after the electrode has gone on. */
  readonly elapse: (seconds: number) => void;
  readonly truth: (x: number, y: number, time: number) => ImmersedTruth;
}
