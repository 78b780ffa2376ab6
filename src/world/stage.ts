/** The stage: a fine piezo scanner in x, y and z and a coarse stepper under its z. Closed loop: what is asked for is reached. */

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

export type Axis = keyof typeof AXES;

export class Stage {
  x = 50e-6;
  y = 50e-6;
  /** Height of the probe: sum of fine and coarse. */
  z: number = AXES.z.max;
  private lifted = 0;

  get coarse(): number {
    return this.lifted;
  }

  /** Moves an axis at once, as far as its ends allow; answers the distance, m. */
  move(axis: Axis, to: number): number {
    const { min, max } = AXES[axis];
    const base = axis === 'z' ? this.lifted : 0;
    const from = this[axis];
    const goal = Math.min(base + max, Math.max(base + min, to));
    if (axis === 'coarse') {
      this.lifted = goal;
      this.z += goal - from;
    } else {
      this[axis] = goal;
    }
    return goal - from;
  }

  /** Moves z by a small step; false if the end of the fine range was met. */
  shiftZ(by: number): boolean {
    const to = this.z + by;
    const fine = to - this.lifted;
    if (fine >= AXES.z.min && fine <= AXES.z.max) {
      this.z = to;
      return true;
    }
    this.move('z', to);
    return false;
  }
}
