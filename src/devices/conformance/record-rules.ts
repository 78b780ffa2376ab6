/** What holds of the records of every hop. */
import { FLAG, type BridgeRecord } from '../../records/record';
import { must } from './hop-run';

const LONGEST = 0.5;
/** Relative, of a time since boot in s. */
const CLOCK = 1e-6;

/** Checks flags, places and times of the records of one hop, in their order. Throws a `Deviation`. */
export function checkHop(records: readonly BridgeRecord[], hop: number): void {
  must(records.length > 0, `records of hop ${String(hop)}`, 'none');
  for (const [k, record] of records.entries()) {
    const name = `record ${String(record.number)}`;
    must(record.hop === hop, `hop ${String(hop)} in ${name}`, record.hop);
    const ends = (record.flags & FLAG.lastOfHop) !== 0;
    const last = k === records.length - 1;
    must(
      ends === last,
      last ? `last of its hop (bit 10) in ${name}` : `no end of the hop in ${name}`,
      flagsOf(record),
    );
    const spans = record.sampleCount * record.interval;
    must(spans <= LONGEST + record.interval, `at most ${String(LONGEST)} s in ${name}`, `${String(spans)} s`);
  }
  for (const step of new Set(records.map((r) => r.step)))
    checkStep(records.filter((r) => r.step === step && r.sampleCount > 0));
}

function checkStep(records: readonly BridgeRecord[]): void {
  let samples = 0;
  for (const [k, record] of records.entries()) {
    const name = `record ${String(record.number)}`;
    const { flags } = record;
    must(
      ((flags & FLAG.firstOfStep) !== 0) === (k === 0),
      `bit 0 in the first record of step ${String(record.step)} only`,
      `${name}: ${flagsOf(record)}`,
    );
    must(
      ((flags & FLAG.lastOfStep) !== 0) === (k === records.length - 1),
      `bit 1 in the last record of step ${String(record.step)} only`,
      `${name}: ${flagsOf(record)}`,
    );
    must(record.firstSample === samples, `first sample ${String(samples)} in ${name}`, record.firstSample);
    const before = records[k - 1];
    const due = before ? before.start + before.sampleCount * before.interval : record.start;
    must(
      Math.abs(record.start - due) <= CLOCK * Math.max(1, due),
      `start ${String(due)} s in ${name}`,
      `${String(record.start)} s`,
    );
    must(record.payload.every(Number.isFinite), `finite samples in ${name}`, 'others');
    samples += record.sampleCount;
  }
}

export const samplesOf = (records: readonly BridgeRecord[], step: number): number =>
  records.filter((r) => r.step === step).reduce((sum, r) => sum + r.sampleCount, 0);

/** All flags that the records of a step bear. */
export const flagsOfStep = (records: readonly BridgeRecord[], step: number): number =>
  records.filter((r) => r.step === step).reduce((flags, r) => flags | r.flags, 0);

const flagsOf = (record: BridgeRecord): string => `flags 0b${record.flags.toString(2)}`;
