/**
 * How the sample sits under the stage: height of its plane, tilt, and the thermal drift of the two against each other.
 * Drift depends on the time alone: a rate that decays while the instrument warms up, towards a small lasting one.
 */
import { uniformOf } from './random';

/** Height of the sample's plane in the middle of the stage, m, and where that is. */
const MID_HEIGHT = 10e-6;
const MID = 50e-6;
const TILT = (0.1 * Math.PI) / 180;

/** Rates of drift, m/s: while warming up and lasting (1 nm/min = 1.67e-11 m/s). */
const WARM_UP_RATE = 3e-11;
const LASTING_RATE = 0.5e-11;
const WARM_UP_TIME = 1800;

interface Shift {
  readonly x: number;
  readonly y: number;
  readonly z: number;
}

export interface Mount {
  /** Displacement of the sample against the stage since the boot, m; `time` in s. */
  readonly drift: (time: number) => Shift;
  /** Height of the tilted plane at a place of the stage, without drift, m. */
  readonly plane: (x: number, y: number) => number;
}

export function createMount(seed: number): Mount {
  const uphill = 2 * Math.PI * uniformOf(seed, 101);
  const slopeX = Math.tan(TILT) * Math.cos(uphill);
  const slopeY = Math.tan(TILT) * Math.sin(uphill);
  const axes = [0, 1, 2].map((axis) => ({
    warmUp: WARM_UP_RATE * (2 * uniformOf(seed, 102, axis) - 1),
    lasting: LASTING_RATE * (2 * uniformOf(seed, 103, axis) - 1),
  }));
  const [x, y, z] = axes.map(({ warmUp, lasting }) => (time: number): number => {
    return lasting * time + warmUp * WARM_UP_TIME * (1 - Math.exp(-time / WARM_UP_TIME));
  }) as [Law, Law, Law];
  return {
    drift: (time) => ({ x: x(time), y: y(time), z: z(time) }),
    plane: (px, py) => MID_HEIGHT + slopeX * (px - MID) + slopeY * (py - MID),
  };
}

type Law = (time: number) => number;
