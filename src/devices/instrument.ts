import type { Fault } from '../fault';
import type { BridgeRecord, ChannelName } from '../records/record';
import type { Result } from '../result';
import type { Step } from '../experiments/program/step';

/** The contract of an instrument, as the scan sees it. `bridge/driver.ts` provides it over any duplex of bytes. */
export interface Instrument {
  readonly identity: Identity;
  readonly capabilities: Capabilities;
  /** Time of the bridge at connection: boot id and s since boot. */
  readonly clock: { readonly bootId: string; readonly seconds: number };

  /** Clears program memory, writes the steps, and answers the program's hash as the bridge computed it. */
  loadProgram: (steps: readonly Step[], channelMask: number) => Promise<Result<string, Fault>>;
  /** Hash of the program that the bridge holds. */
  programHash: () => Promise<Result<string, Fault>>;
  setWatchdog: (seconds: number) => Promise<Result<void, Fault>>;
  /** Distance to rise on abort, watchdog and reset, m. */
  setRetract: (distance: number) => Promise<Result<void, Fault>>;
  /** Appends hops. Resolves when the bridge has them (its error queue was read and is empty). */
  queueHops: (hops: readonly Hop[]) => Promise<Result<void, Fault>>;
  /** Begins or goes on with the queue; the track, where it is told so, at the same moment. */
  run: (also?: { readonly track: boolean }) => Promise<Result<void, Fault>>;
  /** The program of the sample's track, and whether the pipette follows the bath; on an instrument that has a track. */
  loadTrack: (steps: readonly Step[], follow: boolean) => Promise<Result<void, Fault>>;
  /** Ends the track's program and opens the sample's cell. */
  stopTrack: () => Promise<Result<void, Fault>>;
  pause: () => Promise<Result<void, Fault>>;
  /**
   * Overtakes what is not yet written. Resolves when the bridge reports IDLE (or SAFE) and z verified; `onWire` is the
   * moment (performance.now()) at which `ABORt` was handed to the transport.
   */
  abort: () => Promise<Result<{ readonly state: BridgeState; readonly onWire: number }, Fault>>;
  /** `*RST`: the only way out of SAFE and FAULT, sent when a person says so. */
  reset: () => Promise<Result<BridgeState, Fault>>;
  state: () => Promise<Result<BridgeState, Fault>>;
  /**
   * Records from `from` on, as raw bytes and decoded, at least one unless there is none yet (then an empty list).
   * Checksums are verified; a garbled block is asked for again a bounded number of times.
   */
  records: (from: number) => Promise<Result<RecordBlock, Fault>>;
  /** The bridge may forget the records before this number. */
  release: (before: number) => Promise<Result<void, Fault>>;
  moveBy: (move: ManualMove) => Promise<Result<void, Fault>>;
  readonly statistics: () => LinkStatistics;
  /** What was said on the link; stays when that is gone, as the statistics do. */
  readonly conversation: () => Conversation;
  /** Resolves with the reason once the link is gone; never rejects. */
  readonly closed: Promise<Fault>;
  close: () => Promise<void>;
}

export interface RecordBlock {
  readonly records: readonly BridgeRecord[];
  /** The same records as they were on the wire, for the journal. */
  readonly bytes: Uint8Array;
}

export interface Identity {
  readonly vendor: string;
  readonly model: string;
  readonly serial: string;
  readonly firmware: string;
  readonly languageVersion: string;
}

export interface Hop {
  readonly id: number;
  readonly x: number;
  readonly y: number;
  /** Height of travel, m; without it the top of the range. */
  readonly z?: number;
  readonly firstStep?: number;
}

export type ManualMove =
  { readonly axis: 'X' | 'Y' | 'Z'; readonly to: number } | { readonly axis: 'COARSE'; readonly by: number };

export const BRIDGE_STATES = ['IDLE', 'RUNNING', 'PAUSED', 'SAFE', 'FAULT'] as const;
export type BridgeStateName = (typeof BRIDGE_STATES)[number];

/** Answer to `STATe?`. */
export interface BridgeState {
  readonly state: BridgeStateName;
  /** Hop and step at work, −1 for none. */
  readonly hop: number;
  readonly step: number;
  readonly queued: number;
  readonly firstRecord: number;
  readonly nextRecord: number;
  readonly z: number;
  readonly reason: string;
}

/** What a bridge says of itself in `SYSTem:CAPabilities?`; keys as on the wire, SI units. */
export interface Capabilities {
  readonly axes: Readonly<Record<'x' | 'y' | 'z', Axis>> & { readonly coarse?: Axis };
  readonly channels: readonly { readonly bit: number; readonly name: ChannelName; readonly unit: string }[];
  readonly amplifier: {
    readonly ranges: readonly AmplifierRange[];
    /** Selectable −3 dB frequencies of the four-pole Bessel filter: least and greatest, Hz. */
    readonly cutoff: readonly [min: number, max: number];
  };
  /** Samples per second. */
  readonly max_sample_rate: number;
  readonly queue_length: number;
  /** Bytes of records that the bridge can keep. */
  readonly record_memory: number;
  readonly track: boolean;
  /** Only simulated bridges: which sample they scan, so that its truth can be rebuilt. */
  readonly simulation?: Simulation;
}

export interface Axis {
  readonly min: number;
  readonly max: number;
  readonly max_velocity: number;
  readonly resolution: number;
}

export interface AmplifierRange {
  /** A. */
  readonly full_scale: number;
  /** V/A. */
  readonly gain: number;
  /** Noise at zero current: cut-off in Hz and rms in A. */
  readonly noise: readonly { readonly cutoff: number; readonly rms: number }[];
}

export interface Simulation {
  readonly sample: string;
  readonly seed: number;
}

export interface LinkStatistics {
  readonly bytesIn: number;
  readonly bytesOut: number;
  readonly records: number;
  readonly badChecksums: number;
  readonly reReads: number;
  /** Null before the first answer. */
  readonly roundTrip: RoundTrip | null;
}

/** Time from a question to the end of its answer over the latest of them: median and 99th percentile, ms. */
export interface RoundTrip {
  readonly p50: number;
  readonly p99: number;
}

export interface Conversation {
  readonly first: readonly LinkLine[];
  /** How many lines between the first and the last are not kept. */
  readonly leftOut: number;
  readonly last: readonly LinkLine[];
}

export interface LinkLine {
  /** ms since 1970. */
  readonly at: number;
  readonly from: 'host' | 'bridge';
  /** Without its line end; of a block only how long it is. */
  readonly text: string;
}
