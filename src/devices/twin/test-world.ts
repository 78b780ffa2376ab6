/**
 * A world simple enough to be computed by head, for tests: a plane, a droplet that touches and lets go, a current with a
 * little seeded noise. No filter, no lag; the electrode's current is what the options say.
 */
import type { Drive, Readings, World } from '../../world/world';
import { SIMULATED_INSTRUMENT } from './capabilities';
import { createTestSample, type TestSample, type TestSampleOptions } from './test-sample';

export interface TestWorldOptions {
  /** Height of the surface, m. */
  readonly surface?: number;
  /** Current of the contact as a function of the time since it was made, A. */
  readonly contactCurrent?: (seconds: number) => number;
  /** Height above the surface at which the droplet lets go, m. */
  readonly letsGo?: number;
  /** Amplitude of the noise, A. */
  readonly noise?: number;
  /** Noise spikes: current added to the readings of these numbers (counted since the world began), A. */
  readonly spikes?: ReadonlyMap<number, number>;
  /** The z axis is stuck: nothing but a reset by the test moves it. */
  readonly stuck?: () => boolean;
  /** Potential of the open circuit, V. */
  readonly openCircuit?: number;
  /** Full scale beyond which readings are clipped, A. */
  readonly clipsAt?: number;
  /** A potentiostat on the sample. */
  readonly sample?: TestSampleOptions;
  /** Current from the pipette into the bath at 1 V between the two, A. */
  readonly bathConductance?: number;
}

export interface TestWorld extends World {
  /** What was asked of it, in order: moves, seeds and settings. */
  readonly log: string[];
  readonly readings: number;
  readonly track: TestSample | null;
}

export function createTestWorld(options: TestWorldOptions = {}): TestWorld {
  const { surface = 10e-6, letsGo = 0.3e-6, noise = 0.1e-12, openCircuit = 0.7 } = options;
  const contactCurrent = options.contactCurrent ?? ((): number => -5e-12);
  const { axes } = SIMULATED_INSTRUMENT;
  const track = options.sample ? createTestSample(options.sample) : null;
  const position = { x: 0, y: 0, z: 20e-6, coarse: 0 };
  const log: string[] = [];
  let time = 0;
  let potential = 0;
  let contactSince = NaN;
  let open = false;
  let random = 1;
  let readings = 0;

  const pass = (seconds: number): void => {
    time += seconds;
    track?.pass(seconds);
  };
  const nextNoise = (): number => {
    random = (Math.imul(random, 1664525) + 1013904223) >>> 0;
    return noise * (random / 2 ** 31 - 1);
  };
  const touch = (): void => {
    if (position.z <= surface && Number.isNaN(contactSince)) contactSince = time;
    if (position.z > surface + letsGo) contactSince = NaN;
  };
  const within = (axis: keyof typeof position, to: number): number => {
    const { min, max } = axes[axis] ?? { min: NaN, max: NaN };
    const base = axis === 'z' ? position.coarse : 0;
    return Math.min(base + max, Math.max(base + min, to));
  };
  const measure = (drive: Drive, k: number, into: Readings): void => {
    const touching = !Number.isNaN(contactSince);
    if (drive.control === 'potential') {
      potential = typeof drive.potential === 'number' ? drive.potential : (drive.potential[k] ?? NaN);
    } else {
      potential = openCircuit + drive.current * 1e9;
    }
    const flowing =
      drive.control === 'current' ? drive.current : touching ? contactCurrent(time - contactSince) : 0;
    const against = track && !track.following ? track.potential : 0;
    const bath = (options.bathConductance ?? 0) * (potential - against);
    const current = (open ? 0 : flowing + bath) + nextNoise() + (options.spikes?.get(readings) ?? 0);
    const scale = options.clipsAt ?? Infinity;
    if (Math.abs(current) > scale) into.clipped = true;
    into.current[k] = Math.max(-scale, Math.min(scale, current));
    into.potential[k] = potential;
    into.z[k] = position.z;
    if (track) {
      into.samplePotential[k] = track.potential;
      into.sampleCurrent[k] = track.current;
    }
    readings++;
  };

  return {
    log,
    get readings() {
      return readings;
    },
    get time() {
      return time;
    },
    position,
    get potential() {
      return potential;
    },
    track,
    get attached() {
      return !Number.isNaN(contactSince);
    },
    seed: (hop, step) => {
      random = (hop * 7919 + step * 104729 + 1) >>> 0;
      log.push(`seed ${String(hop)} ${String(step)}`);
    },
    setAmplifier: (fullScale, cutoff) => log.push(`amplifier ${String(fullScale)} ${String(cutoff)}`),
    openCell: () => {
      open = true;
      log.push('open');
    },
    run: (drive, interval, count, into, stop) => {
      open = false;
      for (let k = 0; k < count; k++) {
        const z = position.z + drive.velocity * interval;
        const reached = options.stuck?.() ? position.z : within('z', z);
        pass(interval);
        position.z = reached;
        touch();
        measure(drive, k, into);
        if (stop?.(k)) return k + 1;
        if (Math.abs(reached - z) > 1e-12 && drive.velocity !== 0) return k + 1;
      }
      return count;
    },
    travel: (axis, to, velocity) => {
      const target = within(axis, to);
      const seconds = Math.abs(target - position[axis]) / (velocity ?? axes[axis]?.max_velocity ?? NaN);
      log.push(`${axis} ${(target * 1e6).toFixed(3)}`);
      pass(seconds);
      if (options.stuck?.() && axis === 'z') return seconds;
      if (axis === 'coarse') position.z += target - position.coarse;
      position[axis] = target;
      touch();
      return seconds;
    },
    wait: (seconds) => {
      pass(seconds);
    },
  };
}
