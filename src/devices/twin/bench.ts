/**
 * What the steps of a program work on: the world, its clock, the recorder, and what the amplifier and the cell are set
 * to. `acquire` is the one way to take readings.
 */
import type { Capabilities } from '../instrument';
import { createReadings, type Drive, type Readings, type World } from '../../world/world';
import type { Clock } from './clock';
import { COARSE_REST, COARSE_STRIDE } from './coarse-times';
import { readingsPerSample, type Recorder } from './recorder';
import type { Track } from './track';

/** Readings per piece of work, and how much of the world's time a piece may take, s. Never depends on the clock. */
const MOST_READINGS = 2048;
const LONGEST_PIECE = 10e-3;
/** Beside a track readings lie no further apart than this, s, so that its moments are met. */
const LONGEST_BESIDE_TRACK = 10e-3;

/** Amplifier and cell as they are after a reset. */
const DEFAULT_CUTOFF = 1000;

export class Bench {
  readonly world: World;
  readonly clock: Clock;
  readonly recorder: Recorder;
  readonly capabilities: Capabilities;
  /** Null where the instrument has none. */
  readonly track: Track | null;
  readonly readings = createReadings(MOST_READINGS);

  /** Potential of each reading of a sweep, V. */
  readonly sweep = new Float64Array(MOST_READINGS);
  /** Set from outside: whatever is at work must end. */
  interrupted = false;
  /** Tip potential that is held, V. */
  potential = 0;
  cutoff = DEFAULT_CUTOFF;
  /** Channels recorded besides a step's own need. */
  channelMask = 0;
  /** How far the probe goes up on abort, m. */
  retractDistance = Infinity;

  constructor(
    world: World,
    clock: Clock,
    recorder: Recorder,
    capabilities: Capabilities,
    track: Track | null,
  ) {
    this.world = world;
    this.track = track;
    this.clock = clock;
    this.recorder = recorder;
    this.capabilities = capabilities;
    this.resetElectronics();
  }

  /** Amplifier and cell as after power on. */
  resetElectronics(): void {
    this.potential = 0;
    this.setAmplifier(
      Math.max(...this.capabilities.amplifier.ranges.map((r) => r.full_scale)),
      DEFAULT_CUTOFF,
    );
  }

  setAmplifier(fullScale: number, cutoff: number): void {
    this.cutoff = cutoff;
    this.world.setAmplifier(fullScale, cutoff);
  }

  /** Greatest and least height of the probe with the coarse axis where it is, m. */
  get top(): number {
    return this.world.position.coarse + this.capabilities.axes.z.max;
  }

  get bottom(): number {
    return this.world.position.coarse + this.capabilities.axes.z.min;
  }

  /**
   * Starts the records of a step; answers the readings per sample and the time between two. A control loop that must see
   * every `loop` seconds says so.
   */
  record(step: number, channels: number, interval: number, loop?: number): Ticks {
    const beside = this.track?.running ? LONGEST_BESIDE_TRACK : undefined;
    const perSample = readingsPerSample(interval, loop ?? beside);
    const channelMask = channels | this.channelMask;
    this.recorder.beginStep({ step, channelMask, interval, perSample, begin: this.world.time });
    return { tick: interval / perSample, perSample };
  }

  /** Raises the probe at full speed, to the end of the range at most; answers where it should be. */
  async raise(distance = this.retractDistance): Promise<number> {
    const target = Math.min(this.top, this.world.position.z + distance);
    await this.travel('z', target);
    return target;
  }

  /** Moves an axis; the coarse one in strides, and no further once something interrupts. */
  async travel(axis: 'x' | 'y' | 'z' | 'coarse', to: number): Promise<void> {
    const { world, capabilities } = this;
    const fastest = capabilities.axes.coarse?.max_velocity ?? Infinity;
    const stride = axis === 'coarse' ? fastest * (COARSE_STRIDE - COARSE_REST) : Infinity;
    const from = world.position[axis];
    const strides = Math.max(1, Math.ceil(Math.abs(to - from) / stride - 1e-6));
    for (let k = 1; k <= strides && !(k > 1 && this.interrupted); k++) {
      world.travel(axis, k === strides ? to : from + ((to - from) * k) / strides);
      await this.passed();
    }
  }

  /** Lets time pass with everything as it is, until something interrupts. */
  async pass(seconds: number): Promise<void> {
    const pieces = Math.max(1, Math.ceil(seconds / LONGEST_PIECE - 1e-6));
    for (let left = seconds; left > 1e-12 && !this.interrupted;) {
      const piece = Math.min(left, seconds / pieces, this.track?.left ?? Infinity);
      this.world.wait(piece);
      left -= piece;
      await this.passed();
    }
  }

  /** Time has passed: the track does what is due, and the wall may come up. */
  async passed(): Promise<void> {
    this.track?.catchUp();
    await this.clock.pace(this.world.time);
  }
}

export interface Ticks {
  /** Time between two readings, s. */
  readonly tick: number;
  readonly perSample: number;
}

export interface Segment {
  readonly tick: number;
  /** Readings to be taken. */
  readonly count: number;
  /** m/s, positive upward. */
  readonly velocity?: number;
  /** Constant current, A, instead of the held potential. */
  readonly current?: number;
  /** Fills in the potentials of the readings `first` … `first + count − 1` of the segment. */
  readonly sweep?: (into: Float64Array, first: number, count: number) => void;
  /** Whether reading `index` of `bench.readings` is to be the last. */
  readonly stop?: (index: number) => boolean;
  /** Sees the readings of each piece. */
  readonly tap?: (readings: Readings, count: number) => void;
}

export interface Acquired {
  readonly made: number;
  /** `interrupted` from outside, `stopped` by the segment's own condition, `limit` at the end of the z range. */
  readonly ended: 'complete' | 'interrupted' | 'stopped' | 'limit';
}

/**
 * Takes the readings of a segment piece by piece, hands them to the recorder, and keeps pace with the clock. Pieces hold
 * the same number of readings whatever the clock or the host does.
 */
export async function acquire(bench: Bench, segment: Segment): Promise<Acquired> {
  const { world, recorder, readings, track } = bench;
  const { tick, count, stop } = segment;
  const most = Math.max(1, Math.min(MOST_READINGS, Math.floor(LONGEST_PIECE / tick + 1e-6)));
  let stopped = false;
  const until = stop && ((index: number): boolean => (stopped = stop(index)));
  let made = 0;
  while (made < count) {
    if (bench.interrupted) return { made, ended: 'interrupted' };
    const due = Math.max(1, Math.ceil((track?.left ?? Infinity) / tick - 1e-6));
    const wanted = Math.min(most, count - made, due);
    segment.sweep?.(bench.sweep, made, wanted);
    readings.clipped = readings.overload = false;
    const done = world.run(driveOf(bench, segment), tick, wanted, readings, until);
    made += done;
    recorder.add(readings, done);
    segment.tap?.(readings, done);
    await bench.passed();
    if (stopped) return { made, ended: 'stopped' };
    if (done < wanted) return { made, ended: 'limit' };
  }
  return { made, ended: bench.interrupted ? 'interrupted' : 'complete' };
}

function driveOf(bench: Bench, { velocity = 0, current, sweep }: Segment): Drive {
  if (current !== undefined) return { velocity, control: 'current', current };
  return { velocity, control: 'potential', potential: sweep ? bench.sweep : bench.potential };
}
