/** Geometry of the solid under a contact, and what its diffusion does to the contact in time. */

/**
 * A kernel K(t) = Σ w·e^(−λt): a flux j (m/s, per unit concentration, into the solid) through the contact changes the
 * occupancy at its surface by the convolution of j with K.
 */
export interface ExponentialKernel {
  /** 1/s, ascending; the first may be 0. */
  readonly rates: Float64Array;
  /** 1/m. */
  readonly weights: Float64Array;
  /** Nodes too fast for the shortest time act at once, Δθ = instant·j − lag·dj/dt: sums of w/λ (s/m) and w/λ² (s²/m). */
  readonly instant: number;
  readonly lag: number;
}

/** Geometry of the solid under the contact. SI; Infinity for a contact without edge, a solid without back. */
export interface Solid {
  readonly diffusion: number;
  readonly discRadius: number;
  readonly thickness: number;
}

/** Shortest step and longest history that the kernel has to resolve, s. */
export interface Timescale {
  readonly shortest: number;
  readonly longest: number;
}
