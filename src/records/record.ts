/**
 * What a record is: the measurement of one program step at one point, or a part of it. The same bytes travel on the wire
 * and lie in the journal (see `codec.ts`).
 */

/** Channels of an instrument: bit of the channel mask, name in files, unit. Payloads are ordered by bit. */
export const CHANNELS = [
  { bit: 0, name: 'z', unit: 'm' },
  { bit: 1, name: 'tip_current', unit: 'A' },
  { bit: 2, name: 'tip_potential', unit: 'V' },
  { bit: 3, name: 'sample_potential', unit: 'V' },
  { bit: 4, name: 'sample_current', unit: 'A' },
  { bit: 5, name: 'second_barrel_current', unit: 'A' },
  { bit: 6, name: 'ac_amplitude', unit: 'A' },
] as const;

export type ChannelName = (typeof CHANNELS)[number]['name'];

/** Flag bits of a record. */
export const FLAG = {
  firstOfStep: 1 << 0,
  lastOfStep: 1 << 1,
  contact: 1 << 2,
  noContact: 1 << 3,
  early: 1 << 4,
  clipped: 1 << 5,
  overload: 1 << 6,
  limit: 1 << 7,
  aborted: 1 << 8,
  gap: 1 << 9,
  lastOfHop: 1 << 10,
  stillAttached: 1 << 11,
} as const;

/** Hop id of records made by the sample track's own program. */
export const TRACK_HOP = 0xffffffff;

export interface RecordHeader {
  /** Running number, modulo 2³². */
  readonly number: number;
  readonly hop: number;
  /** Place of the step in program memory, from 0. */
  readonly step: number;
  readonly flags: number;
  /** Index, within the step, of this record's first sample. */
  readonly firstSample: number;
  readonly sampleCount: number;
  readonly channelMask: number;
  /** Time of the first sample, s since the bridge's boot. */
  readonly start: number;
  /** Sample interval, s. */
  readonly interval: number;
}

export interface BridgeRecord extends RecordHeader {
  /** All samples of the lowest channel, then of the next: length = channels in the mask × sampleCount. SI units. */
  readonly payload: Float32Array;
}

/** Channels of a mask, lowest bit first: the order of the payload. */
export const channelsOf = (mask: number): (typeof CHANNELS)[number][] =>
  CHANNELS.filter((c) => mask & (1 << c.bit));

export const maskOf = (...names: ChannelName[]): number =>
  names.reduce((mask, name) => mask | (1 << CHANNELS.findIndex((c) => c.name === name)), 0);
