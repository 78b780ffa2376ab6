/** Records: what a step leaves, how it is numbered, read and let go. Nothing moves. */
import { recordSize } from '../../records/codec';
import { maskOf, type BridgeRecord } from '../../records/record';
import type { Check } from './check';
import { Deviation, recordsOf, type Conversation } from './conversation';
import { hopHere, load, must, releaseAll, runHere, runHops } from './hop-run';
import { checkHop, samplesOf } from './record-rules';

const HOLD = 'HOLD,POTENTIAL,0,1.2,0.01';
const HOLD_CHANNELS = maskOf('tip_current', 'tip_potential');
/** Potentials are kept within this, V. */
const VOLTS = 5e-3;

export const RECORD_CHECKS: readonly Check[] = [
  {
    name: 'HOLD: records to the last byte',
    expects:
      'magic, layout, CRC-32C, zero padding; 120 samples of tip current and tip potential in records of half a second',
    run: async (talk) => {
      const records = await runHere(talk, [HOLD, 'END']);
      checkHop(records, 1);
      must(samplesOf(records, 0) === 120, '120 samples', samplesOf(records, 0));
      must(
        records.every((r) => r.channelMask === HOLD_CHANNELS),
        `mask ${String(HOLD_CHANNELS)}`,
        masks(records),
      );
      potentialIs(records, 0, () => 0);
    },
  },
  {
    name: 'HOLD at open circuit, and UNTIL',
    expects: 'CURRENT,0 is recorded; UNTIL ends the step with the sample that passes the value',
    run: async (talk) => {
      const records = await runHere(talk, [
        'HOLD,CURRENT,0,0.1,0.01',
        'HOLD,POTENTIAL,0,1,0.01,UNTIL,2,BELOW,1',
        'HOLD,POTENTIAL,0,0.1,0.01,UNTIL,2,ABOVE,1',
        'END',
      ]);
      checkHop(records, 1);
      for (const [step, count] of [10, 1, 10].entries())
        must(
          samplesOf(records, step) === count,
          `${String(count)} samples of step ${String(step)}`,
          samplesOf(records, step),
        );
    },
  },
  {
    name: 'CYCLE',
    expects: 'start → (vertex 1 → vertex 2) × cycles → end, sample k at k·interval, the end excluded',
    run: async (talk) => {
      const records = await runHere(talk, [
        'CYCLE,0,0.05,-0.05,0.02,1,2,0.001',
        'HOLD,POTENTIAL,0.02,0.1,0.01',
        'END',
      ]);
      checkHop(records, 1);
      must(samplesOf(records, 0) === 420, '420 samples', samplesOf(records, 0));
      const corners = [0, 0.05, -0.05, 0.05, -0.05, 0.02];
      potentialIs(records, 0, (k) => along(corners, k * 1e-3));
    },
  },
  {
    name: 'steps that are not recorded',
    expects:
      'WAIT, BIAS and AMPLIFIER leave no record, and a hop of nothing else one of 0 samples that ends it',
    run: async (talk) => {
      const records = await runHere(talk, ['WAIT,0.01', 'BIAS,0.01', 'END']);
      checkHop(records, 1);
      must(records.length === 1 && records[0]?.sampleCount === 0, 'one record of 0 samples', records.length);
    },
  },
  {
    name: 'PROGram:CHANnels in records',
    expects: 'channels of the mask are recorded besides those that the step needs',
    skip: ({ capabilities: { channels } }) =>
      channels.some((c) => (HOLD_CHANNELS & (1 << c.bit)) === 0)
        ? null
        : 'no channel beyond those of HOLD is fitted',
    run: async (talk, { capabilities: { channels } }) => {
      const all = channels.reduce((mask, { bit }) => mask | (1 << bit), 0);
      await talk.accepted(`PROG:CHAN ${String(all)}`);
      const records = await runHere(talk, ['HOLD,POTENTIAL,0,0.2,0.01', 'END']);
      await talk.accepted('PROG:CHAN 0');
      checkHop(records, 1);
      must(
        records.every((r) => r.channelMask === all),
        `mask ${String(all)}`,
        masks(records),
      );
    },
  },
  {
    name: 'several programs',
    expects:
      'a hop begins at its first step and ends at the next END; steps are numbered by their place in memory',
    run: async (talk) => {
      await load(talk, ['HOLD,POTENTIAL,0,0.1,0.01', 'END', 'WAIT,0', 'HOLD,POTENTIAL,0,0.2,0.01', 'END']);
      const here = await hopHere(talk, 7);
      const { z } = await talk.state();
      const records = await runHops(talk, `${here},${String(z)},2`, `8${here.slice(1)}`);
      const steps = records.map((r) => `${String(r.hop)}:${String(r.step)}`).join();
      must(steps === '7:3,8:0', 'step 3 of hop 7, then step 0 of hop 8', steps);
      for (const hop of [7, 8])
        checkHop(
          records.filter((r) => r.hop === hop),
          hop,
        );
    },
  },
  {
    name: 'record numbers',
    expects:
      'one by one through hops and runs; STATe? tells the first that is kept and the next that will come',
    run: async (talk) => {
      const before = (await talk.state()).nextRecord;
      const first = await runHere(talk, [HOLD, 'END']);
      const second = await runHere(talk, [HOLD, 'END']);
      must(first[0]?.number === before, `number ${String(before)}`, first[0]?.number ?? 'none');
      const next = (before + first.length) >>> 0;
      must(second[0]?.number === next, `number ${String(next)}`, second[0]?.number ?? 'none');
      const { firstRecord, nextRecord } = await talk.state();
      const after = (next + second.length) >>> 0;
      must(
        nextRecord === after && firstRecord === after,
        `${String(after)} twice`,
        `${String(firstRecord)},${String(nextRecord)}`,
      );
    },
  },
  {
    name: 'DATA?: how much and from where',
    expects:
      'whole records up to the size, one at least; the same again when asked again; an empty block when none is there yet; refused outside',
    run: async (talk) => {
      const { from, next } = await kept(talk);
      must(
        recordsOf(await talk.block(`DATA? ${String(from)},1`)).length === 1,
        'one record however small the size',
        'more',
      );
      const all = await talk.block(`DATA? ${String(from)}`);
      must(recordsOf(all).length === next - from, `${String(next - from)} records`, recordsOf(all).length);
      const [first = 0, second = 0] = lengths(all);
      const two = await talk.block(`DATA? ${String(from)},${String(first + second)}`);
      must(recordsOf(two).length === 2, 'two records where two fit', recordsOf(two).length);
      const again = await talk.block(`DATA? ${String(from)}`);
      must(same(all, again), 'the same bytes when asked again', 'others');
      must(
        (await talk.block(`DATA? ${String(next)}`)).length === 0,
        '#10 where there is none yet',
        'a record',
      );
      await talk.refused(`DATA? ${String(next + 1)}`, -222);
      await releaseAll(talk);
    },
  },
  {
    name: 'DATA:RELease',
    expects: 'forgets what is before the number; what was forgotten or is not yet there is refused',
    run: async (talk) => {
      const { from, next } = await kept(talk);
      await talk.accepted(`DATA:REL ${String(from + 1)}`);
      const state = await talk.state();
      must(state.firstRecord === from + 1, `first record ${String(from + 1)}`, state.firstRecord);
      await talk.refused(`DATA? ${String(from)}`, -222);
      await talk.refused(`DATA:REL ${String(from)}`, -222);
      await talk.refused(`DATA:REL ${String(next + 1)}`, -222);
      must(
        recordsOf(await talk.block(`DATA? ${String(from + 1)}`))[0]?.number === from + 1,
        'the next one',
        'another',
      );
      await releaseAll(talk);
    },
  },
  {
    name: 'answers wait for a block',
    expects: 'text answers to queries behind a DATA? come after its block, in their order',
    run: async (talk) => {
      const { from } = await kept(talk);
      await talk.send(`DATA? ${String(from)}`, 'STATe?', 'SYST:VERS?');
      recordsOf(await talk.nextBlock());
      await talk.line(/^IDLE,/, 'the state');
      await talk.line(/^1\./, 'the version');
      await releaseAll(talk);
    },
  },
  {
    name: 'the clock of the records',
    expects: 'samples lie between SYSTem:TIME? before and after, and SYSTem:TIME? goes on with them',
    run: async (talk) => {
      const before = await seconds(talk);
      const records = await runHere(talk, [HOLD, 'END']);
      const after = await seconds(talk);
      const [start, end] = [records[0]?.start ?? NaN, lastSample(records)];
      const slack = records[0]?.interval ?? 0;
      must(
        start >= before && end <= after + slack,
        `within ${String(before)} to ${String(after)} s`,
        `${String(start)} to ${String(end)} s`,
      );
    },
  },
];

/** Records of three hops that wait to be read. */
async function kept(talk: Conversation): Promise<{ from: number; next: number }> {
  const from = (await talk.state()).nextRecord;
  await load(talk, [HOLD, 'END']);
  const here = await hopHere(talk, 1);
  await talk.accepted(`QUE:HOP ${here}`, `QUE:HOP 2${here.slice(1)}`, 'RUN');
  const { nextRecord } = await talk.until('IDLE');
  must(nextRecord > from + 1, 'two records and more', nextRecord - from);
  return { from, next: nextRecord };
}

async function seconds(talk: Conversation): Promise<number> {
  return Number((await talk.ask('SYST:TIME?', /^[^,]+,\d/, 'bootId,seconds')).split(',')[1]);
}

function lastSample(records: readonly BridgeRecord[]): number {
  const last = records.findLast((record) => record.sampleCount > 0);
  return last ? last.start + (last.sampleCount - 1) * last.interval : NaN;
}

function potentialIs(records: readonly BridgeRecord[], step: number, expected: (k: number) => number): void {
  for (const record of records.filter((r) => r.step === step)) {
    const potential = record.payload.subarray(-record.sampleCount);
    for (const [k, volts] of potential.entries()) {
      const wanted = expected(record.firstSample + k);
      if (Math.abs(volts - wanted) > VOLTS)
        throw new Deviation(
          `${String(wanted)} V at sample ${String(record.firstSample + k)}`,
          `${String(volts)} V`,
        );
    }
  }
}

/** The value after a way along a line through corners. */
function along(corners: readonly number[], way: number): number {
  let left = way;
  for (let k = 1; k < corners.length; k++) {
    const [from = 0, to = 0] = [corners[k - 1], corners[k]];
    if (left <= Math.abs(to - from)) return from + Math.sign(to - from) * left;
    left -= Math.abs(to - from);
  }
  return corners.at(-1) ?? NaN;
}

const masks = (records: readonly BridgeRecord[]): string => records.map((r) => r.channelMask).join();

/** Bytes of each record of a block. */
const lengths = (bytes: Uint8Array): number[] =>
  recordsOf(bytes).map(({ channelMask, sampleCount }) => recordSize(channelMask, sampleCount));

const same = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((byte, k) => byte === b[k]);
