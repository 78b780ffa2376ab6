/**
 * From readings to records: averages the readings of each sample interval and closes a record after 4096 samples or half
 * a second. A full record is closed only when the next sample begins or the step ends, so that the last one of a step
 * can say so.
 */
import { encodeRecord, MAX_SAMPLES } from '../../records/codec';
import { FLAG, type BridgeRecord } from '../../records/record';
import type { Readings } from '../../world/world';
import type { RecordStore } from './record-store';

const LONGEST_RECORD = 0.5;
/** In the order of the channels' bits. */
const SOURCES = ['z', 'current', 'potential', 'samplePotential', 'sampleCurrent'] as const;
/** A sample interval longer than this, s, holds several readings, but no more than so many. */
const LONGEST_READING = 10e-3;
const MOST_PER_SAMPLE = 64;

/** Readings in a sample interval, s, that lie at most `apart` s apart, and where that is not said no more than there must be. */
export function readingsPerSample(interval: number, apart?: number): number {
  const needed = Math.max(1, Math.ceil(interval / (apart ?? LONGEST_READING) - 1e-6));
  return apart === undefined ? Math.min(MOST_PER_SAMPLE, needed) : needed;
}

interface Column {
  readonly source: (typeof SOURCES)[number];
  /** Sum of the readings of the sample that is being filled. */
  sum: number;
  readonly samples: Float32Array;
}

/** How a step is recorded. */
export interface Recording {
  readonly step: number;
  readonly channelMask: number;
  /** Sample interval, s, and the number of readings in it. */
  readonly interval: number;
  readonly perSample: number;
  /** Time of the world when the first interval begins, s. */
  readonly begin: number;
}

export class Recorder {
  private readonly store: RecordStore;
  private readonly columns: readonly Column[] = SOURCES.map((source) => ({
    source,
    sum: 0,
    samples: new Float32Array(MAX_SAMPLES),
  }));

  private active: readonly Column[] = [];
  private recording: Recording | null = null;
  private hop = 0;
  private capacity = 0;
  /** Samples in the open record, samples closed before it, readings in the open sample. */
  private filled = 0;
  private closed = 0;
  private phase = 0;
  private flags = 0;
  /** Flags of records that found no room. */
  private lost = 0;
  private hopBytes = 0;
  private largestHop = 0;

  constructor(store: RecordStore) {
    this.store = store;
  }

  beginHop(hop: number): void {
    this.hop = hop;
    this.hopBytes = 0;
  }

  beginStep(recording: Recording): void {
    this.recording = recording;
    this.active = this.columns.filter((_, bit) => recording.channelMask & (1 << bit));
    for (const column of this.active) column.sum = 0;
    this.capacity = Math.min(
      MAX_SAMPLES,
      Math.max(1, Math.floor(LONGEST_RECORD / recording.interval + 1e-6)),
    );
    this.filled = this.closed = this.phase = 0;
    this.flags = FLAG.firstOfStep;
  }

  /** Readings that the open sample still lacks. */
  get missing(): number {
    return this.phase === 0 || !this.recording ? 0 : this.recording.perSample - this.phase;
  }

  add(readings: Readings, count: number): void {
    if (!this.recording) return;
    const beyond = (readings.clipped ? FLAG.clipped : 0) | (readings.overload ? FLAG.overload : 0);
    for (let at = 0; at < count;) {
      if (this.filled === this.capacity) this.close(0);
      this.flags |= beyond;
      const room = (this.capacity - this.filled) * this.recording.perSample - this.phase;
      const take = Math.min(count - at, room);
      for (const column of this.active) this.average(column, readings[column.source], at, take);
      const made = this.phase + take;
      this.filled += Math.floor(made / this.recording.perSample);
      this.phase = made % this.recording.perSample;
      at += take;
    }
  }

  /** Ends the step; an incomplete sample is dropped. Answers whether the step was recorded at all. */
  endStep(flags: number): boolean {
    if (!this.recording) return false;
    this.close(flags | FLAG.lastOfStep);
    this.recording = null;
    return true;
  }

  /** Closes the hop by a record without samples, for a hop whose last record could not say that it is the last. */
  endHop(step: number, time: number, flags: number): void {
    this.keep(this.record(step, flags | FLAG.lastOfHop, 0, time, 0, 0, new Float32Array(0)));
  }

  /** Whether a hop as large as those before might not find room. */
  get tight(): boolean {
    const { capacity, used } = this.store;
    const reserve = Math.min(capacity / 2, Math.max(capacity / 8, 1.25 * this.largestHop));
    return used > capacity - reserve;
  }

  private average(column: Column, source: Float64Array, from: number, count: number): void {
    const perSample = this.recording?.perSample ?? 1;
    const { samples } = column;
    let place = this.filled;
    if (perSample === 1) {
      for (let k = 0; k < count; k++) samples[place++] = source[from + k] as number;
      return;
    }
    let phase = this.phase;
    let sum = column.sum;
    for (let k = 0; k < count; k++) {
      sum += source[from + k] as number;
      if (++phase === perSample) {
        samples[place++] = sum / perSample;
        phase = sum = 0;
      }
    }
    column.sum = sum;
  }

  private close(flags: number): void {
    const { recording, filled } = this;
    if (!recording) return;
    const payload = new Float32Array(this.active.length * filled);
    this.active.forEach((column, k) => {
      payload.set(column.samples.subarray(0, filled), k * filled);
    });
    const { step, interval, perSample, begin, channelMask } = recording;
    // Readings lie at the ends of their intervals: the first sample is stamped with the mean time of its readings.
    const start = begin + (interval * (perSample + 1)) / (2 * perSample) + this.closed * interval;
    this.flags |= flags;
    const record = this.record(step, this.flags, channelMask, start, interval, filled, payload);
    if (!this.keep(record) && flags & FLAG.lastOfHop) {
      this.keep(this.record(step, FLAG.lastOfHop, 0, start, 0, 0, new Float32Array(0)));
    }
    this.closed += filled;
    this.filled = 0;
    this.flags = 0;
  }

  private record(
    step: number,
    flags: number,
    channelMask: number,
    start: number,
    interval: number,
    sampleCount: number,
    payload: Float32Array,
  ): BridgeRecord {
    const { hop, store, closed } = this;
    const firstSample = sampleCount > 0 ? closed : 0;
    return {
      number: store.next,
      hop,
      step,
      flags,
      firstSample,
      sampleCount,
      channelMask,
      start,
      interval,
      payload,
    };
  }

  /** Stores a record if there is room. One without samples always has it: a hop must end even in a full memory. */
  private keep(record: BridgeRecord): boolean {
    const bytes = encodeRecord({ ...record, flags: record.flags | this.lost });
    this.hopBytes += bytes.length;
    this.largestHop = Math.max(this.largestHop, this.hopBytes);
    if (record.sampleCount > 0 && !this.store.fits(bytes.length)) {
      this.lost |= FLAG.gap | (record.flags & ~(FLAG.firstOfStep | FLAG.lastOfStep | FLAG.lastOfHop));
      return false;
    }
    this.store.append(bytes);
    this.lost = 0;
    return true;
  }
}
