/**
 * The physical world of the simulated instrument, as the hardware of a bridge meets it: stage, amplifier and cell, but no
 * decisions. The bridge's executor (`devices/twin`) drives it reading by reading and decides when to stop. Time passes
 * only here, by `run`, `travel` and `wait`.
 */
export interface World {
  /** s since the bridge's boot. */
  readonly time: number;
  /** m; z is the height of the probe, the sum of fine and coarse, here, in `travel` and in readings. */
  readonly position: Readonly<{ x: number; y: number; z: number; coarse: number }>;
  /** Electrode potential now, V (last one applied or, in open circuit, measured). */
  readonly potential: number;

  /** Noise from here on comes from (seed, hop, step): equal numbers give equal noise. */
  seed: (hop: number, step: number) => void;
  setAmplifier: (fullScale: number, cutoff: number) => void;
  /** Opens the cell (no current can flow) or closes it again with the next `run`. */
  openCell: () => void;

  /**
   * Runs `count` readings, `interval` seconds apart, and writes them to `into` from index 0. Reading k is the state at
   * the end of the k-th interval. Returns how many were made: fewer than `count` only if `stop` answered true for a
   * reading (that one is the last), or the end of the z range was met.
   */
  run: (
    drive: Drive,
    interval: number,
    count: number,
    into: Readings,
    stop?: (index: number) => boolean,
  ) => number;
  /** Moves one axis at its full speed or the given one; returns the seconds that it took. The world goes on meanwhile. */
  travel: (axis: 'x' | 'y' | 'z' | 'coarse', to: number, velocity?: number) => number;
  /** Lets time pass with everything as it is. */
  wait: (seconds: number) => void;
  /** Whether liquid connects pipette and sample, as the current says (for the end of a retract). */
  readonly attached: boolean;
  /** The potentiostat of an immersed sample; null where the instrument has none. */
  readonly track: SamplePotentiostat | null;
}

/**
 * The second potentiostat, which drives the whole sample against a reference in the bath while the pipette works. Its state
 * goes on with the world's time; a drive stays until the next one.
 */
export interface SamplePotentiostat {
  /** Of the sample against its reference, V, as measured now. */
  readonly potential: number;
  /** Through the sample, A, as measured now; anodic positive. */
  readonly current: number;
  /** A level could not be held since the last drive. */
  readonly overload: boolean;
  drive: (drive: SampleDrive) => void;
  /** The pipette is biased against the bath (true), or against the instrument's ground, which the sample's potential shifts. */
  follow: (on: boolean) => void;
}

export type SampleDrive =
  | { readonly control: 'open' }
  /** From `potential`, V, on with `slope`, V/s. */
  | { readonly control: 'potential'; readonly potential: number; readonly slope: number }
  | { readonly control: 'current'; readonly current: number };

export type Drive = {
  /** z velocity during the run, m/s, positive upward. */
  readonly velocity: number;
} & (
  | {
      readonly control: 'potential';
      /** V. One for all readings: the potential jumps there. One for each: it goes straight from reading to reading. */
      readonly potential: number | Float64Array;
    }
  | { readonly control: 'current'; readonly current: number }
);

/** Buffers that the caller owns, each at least `count` long. Measured values: noise, filter and range included. */
export interface Readings {
  readonly z: Float64Array;
  readonly current: Float64Array;
  readonly potential: Float64Array;
  /** Of the sample, V and A; written where the world has a track. */
  readonly samplePotential: Float64Array;
  readonly sampleCurrent: Float64Array;
  /** Set when a reading of the run was beyond the range, or the control loop could not hold its level. */
  clipped: boolean;
  overload: boolean;
}

export const createReadings = (count: number): Readings => ({
  z: new Float64Array(count),
  current: new Float64Array(count),
  potential: new Float64Array(count),
  samplePotential: new Float64Array(count),
  sampleCurrent: new Float64Array(count),
  clipped: false,
  overload: false,
});
