/**
 * A world whose readings are looked up: flat, with one current above the surface and another on it, and noise out of a
 * table. It costs next to nothing, so that a bridge over it gives records as fast as a host takes them.
 */
import type { Drive, Readings, World } from '../src/world/world';
import { AXES } from '../src/world/stage';

/** Height of the surface, m. */
const SURFACE = 10e-6;
/** Of a droplet on the surface and of the noise, A. */
const CONTACT = 20e-12;
const NOISE = 20e-15;
/** Readings of noise; no multiple of what a step asks for at a time, so that records differ. */
const TABLE = 5003;

export function tableWorld(): World {
  const noise = Float64Array.from({ length: 2 * TABLE }, (_, k) => NOISE * Math.sin((k % TABLE) ** 2));
  const position = { x: 50e-6, y: 50e-6, z: AXES.z.max as number, coarse: 0 };
  let time = 0;
  let potential = 0;
  let place = 0;
  const limits = (): readonly [bottom: number, top: number] => [
    position.coarse + AXES.z.min,
    position.coarse + AXES.z.max,
  ];

  /** One reading after the other, for a step that moves or may stop. */
  function follow(
    velocity: number,
    interval: number,
    count: number,
    into: Readings,
    stop: ((index: number) => boolean) | undefined,
  ): number {
    const [bottom, top] = limits();
    for (let k = 0; k < count; k++) {
      const wanted = position.z + velocity * interval;
      position.z = Math.min(top, Math.max(bottom, wanted));
      into.z[k] = position.z;
      into.current[k] = (position.z <= SURFACE ? CONTACT : 0) + (noise[place + k] as number);
      if (stop?.(k) || position.z !== wanted) return k + 1;
    }
    return count;
  }

  function rest(count: number, into: Readings): number {
    into.z.fill(position.z, 0, count);
    const level = position.z <= SURFACE ? CONTACT : 0;
    for (let k = 0; k < count; k++) into.current[k] = level + (noise[place + k] as number);
    return count;
  }

  return {
    get time() {
      return time;
    },
    position,
    get potential() {
      return potential;
    },
    track: null,
    get attached() {
      return position.z <= SURFACE;
    },
    seed: (hop, step) => (place = (hop * 31 + step * 7) % TABLE),
    setAmplifier: () => undefined,
    openCell: () => undefined,
    run: (drive, interval, count, into, stop) => {
      place %= TABLE;
      const moves = drive.velocity !== 0 || stop !== undefined;
      const made = moves ? follow(drive.velocity, interval, count, into, stop) : rest(count, into);
      potential = drivenTo(drive, potential, made, into.potential);
      time += made * interval;
      place += made;
      return made;
    },
    travel: (axis, to, velocity = AXES[axis].maxVelocity) => {
      const seconds = Math.abs(to - position[axis]) / velocity;
      if (axis === 'coarse') position.z += to - position.coarse;
      position[axis] = to;
      time += seconds;
      return seconds;
    },
    wait: (seconds) => {
      time += seconds;
    },
  };
}

/** Fills in the potentials of so many readings; answers the last. */
function drivenTo(drive: Drive, before: number, count: number, into: Float64Array): number {
  if (drive.control === 'current') into.fill(before, 0, count);
  else if (typeof drive.potential === 'number') into.fill(drive.potential, 0, count);
  else into.set(drive.potential.subarray(0, count));
  return count > 0 ? (into[count - 1] as number) : before;
}
