/**
 * The stage: a fine piezo scanner in x, y and z and a coarse stepper under its z. Closed loop: what is asked for is
 * reached, and the height is the measured one, which follows a steady motion by `LAG`.
 */

/**
 * Ends of the travel, m; greatest velocity, m/s; time to come to rest after a travel, s. The ends of z are those of the
 * fine axis, which the coarse one carries.
 */
export const AXES = {
  x: { min: 0, max: 100e-6, maxVelocity: 5e-3, settling: 2e-3, resolution: 0.1e-9 },
  y: { min: 0, max: 100e-6, maxVelocity: 5e-3, settling: 2e-3, resolution: 0.1e-9 },
  z: { min: 0, max: 20e-6, maxVelocity: 5e-3, settling: 0.5e-3, resolution: 0.05e-9 },
  coarse: { min: -12.5e-3, max: 12.5e-3, maxVelocity: 2e-3, settling: 20e-3, resolution: 50e-9 },
} as const;

/** The z axis follows its set point with this time constant, s. */
const LAG = 0.3e-3;
/** Closer to its set point than this, m, z rests. */
const AT_REST = 1e-13;

export type Axis = keyof typeof AXES;

export class Stage {
  x = 50e-6;
  y = 50e-6;
  /** Height of the probe: sum of fine and coarse. */
  z: number = AXES.z.max;
  coarse = 0;
  /** Set point of z. */
  private goal: number = AXES.z.max;
  private decay = { interval: 0, rest: 1 };

  /** `coarse`: where that axis stands at first, m; it carries the fine one. */
  constructor(coarse = 0) {
    this.move('coarse', coarse);
  }

  /** Whether z is where it was sent. */
  get atRest(): boolean {
    return this.z === this.goal;
  }

  /** Moves an axis all the way, as far as its ends allow; answers the distance, m. */
  move(axis: Axis, to: number): number {
    const { min, max } = AXES[axis];
    const base = axis === 'z' ? this.coarse : 0;
    const from = this[axis];
    const by = Math.min(base + max, Math.max(base + min, to)) - from;
    if (axis === 'z') this.goal = this.z = from + by;
    else this[axis] = from + by;
    if (axis === 'coarse') {
      this.goal += by;
      this.z += by;
    }
    return by;
  }

  /**
   * Goes on for `interval` seconds with the set point of z moving at a velocity, m/s; false if it met the end of the fine
   * range. Exact for an axis of one time constant.
   */
  follow(velocity: number, interval: number): boolean {
    const from = this.goal;
    const wanted = from + velocity * interval;
    const top = this.coarse + AXES.z.max;
    const bottom = this.coarse + AXES.z.min;
    this.goal = Math.min(top, Math.max(bottom, wanted));
    if (interval !== this.decay.interval) this.decay = { interval, rest: Math.exp(-interval / LAG) };
    const behind = ((this.goal - from) / interval) * LAG;
    this.z = this.goal - behind + (this.z - from + behind) * this.decay.rest;
    if (velocity === 0 && Math.abs(this.z - this.goal) < AT_REST) this.z = this.goal;
    return this.goal === wanted;
  }
}
