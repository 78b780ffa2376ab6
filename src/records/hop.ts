import type { BridgeRecord, ChannelName } from './record';
import { channelsOf, FLAG } from './record';

/** What one step of a hop measured, its records joined. */
export interface StepTrace {
  readonly step: number;
  /** OR over the step's records. */
  readonly flags: number;
  /** Time of the first sample, s since the bridge's boot. */
  readonly start: number;
  readonly interval: number;
  readonly count: number;
  /** One array of `count` samples per recorded channel, SI units. NaN where samples were lost. */
  readonly channels: Readonly<Partial<Record<ChannelName, Float32Array>>>;
}

/** All that one visit of one point measured. */
export interface HopTraces {
  readonly hop: number;
  /** OR over the hop's records without the bits "first of step" and "last of step". */
  readonly flags: number;
  readonly steps: ReadonlyMap<number, StepTrace>;
}

/** Why a hop is or is not usable; the numbers are those of the bundle. */
export const HOP_STATUS = {
  ok: 0,
  no_contact: 1,
  early: 2,
  clipped: 3,
  overload: 4,
  limit: 5,
  aborted: 6,
  gap: 7,
} as const;
export type HopStatus = keyof typeof HOP_STATUS;

const STATUS_ORDER: readonly (readonly [HopStatus, number])[] = [
  ['aborted', FLAG.aborted],
  ['no_contact', FLAG.noContact],
  ['early', FLAG.early],
  ['limit', FLAG.limit],
  ['overload', FLAG.overload],
  ['clipped', FLAG.clipped],
  ['gap', FLAG.gap],
];

/** The one status of a hop; of several flags the gravest counts. */
export const statusOf = (flags: number): HopStatus =>
  STATUS_ORDER.find(([, bit]) => flags & bit)?.[0] ?? 'ok';

/** A hop is complete when its closing record is there and no record of it was aborted. */
export const isComplete = (flags: number): boolean =>
  (flags & FLAG.lastOfHop) !== 0 && (flags & FLAG.aborted) === 0;

/** Joins the records of one hop, in the order of their numbers, into traces per step. */
export function assembleHop(records: readonly BridgeRecord[]): HopTraces {
  const parts = new Map<number, BridgeRecord[]>();
  let flags = 0;
  for (const record of records) {
    flags |= record.flags & ~(FLAG.firstOfStep | FLAG.lastOfStep);
    if (record.sampleCount === 0) continue;
    const list = parts.get(record.step);
    if (list) list.push(record);
    else parts.set(record.step, [record]);
  }
  const steps = new Map<number, StepTrace>();
  for (const [step, list] of parts) {
    const trace = joinStep(step, list);
    if (trace) steps.set(step, trace);
  }
  return { hop: records[0]?.hop ?? 0, flags, steps };
}

function joinStep(step: number, records: readonly BridgeRecord[]): StepTrace | undefined {
  const first = records[0];
  if (!first) return undefined;
  const count = records.reduce((n, r) => Math.max(n, r.firstSample + r.sampleCount), 0);
  const channels: Partial<Record<ChannelName, Float32Array>> = {};
  channelsOf(first.channelMask).forEach(({ name }, place) => {
    const samples = new Float32Array(count).fill(NaN);
    for (const r of records) {
      samples.set(r.payload.subarray(place * r.sampleCount, (place + 1) * r.sampleCount), r.firstSample);
    }
    channels[name] = samples;
  });
  return {
    step,
    flags: records.reduce((f, r) => f | r.flags, 0),
    start: first.start - first.firstSample * first.interval,
    interval: first.interval,
    count,
    channels,
  };
}
