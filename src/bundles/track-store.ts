/** What the track of a sample has recorded so far, in columns that grow: a day of it at 10 Hz takes 14 MB. */
import { Column } from '../column';
import type { TrackTrace } from '../experiments/experiment';
import { NO_TRACK } from '../experiments/results/findings';
import { channelsOf, type BridgeRecord } from '../records/record';

export class TrackStore {
  private readonly time = new Column(Float64Array);
  private readonly potential = new Column(Float32Array);
  private readonly current = new Column(Float32Array);
  private readonly flags = new Column(Uint16Array);

  /** Begins with what was recorded before. */
  constructor({ time, potential, current, flags = [] }: TrackTrace = NO_TRACK) {
    for (let k = 0; k < time.length; k++) this.push(flags[k], time[k], potential[k], current[k]);
  }

  /** Adds the samples of a record of the track; records come in the order of their numbers. */
  add({ channelMask, flags, sampleCount, start, interval, payload }: BridgeRecord): void {
    const names = channelsOf(channelMask).map(({ name }) => name);
    const potential = names.indexOf('sample_potential');
    const current = names.indexOf('sample_current');
    const at = (place: number, k: number): number | undefined =>
      place < 0 ? undefined : payload[place * sampleCount + k];
    for (let k = 0; k < sampleCount; k++)
      this.push(flags, start + k * interval, at(potential, k), at(current, k));
  }

  private push(flags = 0, time = NaN, potential = NaN, current = NaN): void {
    this.time.push(time);
    this.potential.push(potential);
    this.current.push(current);
    this.flags.push(flags);
  }

  /** A copy of all there is. */
  trace(): TrackTrace {
    const { length } = this.time;
    return {
      time: this.time.slice(0, length),
      potential: this.potential.slice(0, length),
      current: this.current.slice(0, length),
      flags: this.flags.slice(0, length),
    };
  }
}
