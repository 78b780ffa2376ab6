/** The track: a second potentiostat for the sample. It runs at open circuit only: no current passes through the sample. */
import { assembleHop } from '../../records/hop';
import { FLAG, maskOf, TRACK_HOP, type BridgeRecord } from '../../records/record';
import type { Check, Subject } from './check';
import { pause, type Conversation } from './conversation';
import { hopHere, load, must, releaseAll } from './hop-run';

/** Longest wait for records of the track, ms; between two looks, ms; after TRACk:STOP, ms. */
const PATIENCE = 5000;
const LOOK = 50;
const REST = 700;
/** Within this, s, hops and track go on together after a mark. */
const TOGETHER = 0.05;
const SAMPLE_CHANNELS = maskOf('sample_potential', 'sample_current');
const noTrack = ({ capabilities: { track } }: Subject): string | null =>
  track ? null : 'no track is fitted';

export const TRACK_CHECKS: readonly Check[] = [
  {
    name: 'track commands without a track',
    expects: 'TRACk:… and FOLLow are known and refused',
    skip: ({ capabilities: { track } }) => (track ? 'a track is fitted' : null),
    run: async (talk) => {
      for (const line of [
        'TRACk:CLEar',
        'TRACk:STEP HOLD,POTENTIAL,0,1,0.1',
        'TRACk:STARt',
        'TRACk:STOP',
        'FOLLow ON',
        'FOLLow OFF',
      ])
        await talk.refused(line, -241);
    },
  },
  {
    name: 'the program of the track',
    expects: 'HOLD, CYCLE, WAIT and SYNC are accepted, other steps refused; FOLLow takes ON and OFF',
    skip: noTrack,
    run: async (talk) => {
      const steps = ['HOLD,POTENTIAL,0,1,0.1', 'CYCLE,0,0.1,-0.1,0,1,1,0.01', 'WAIT,0.1', 'SYNC,1', 'END'];
      await talk.accepted('TRACk:CLEar', ...steps.map((step) => `TRACk:STEP ${step}`), 'TRACk:STOP');
      for (const step of [
        'MOVE',
        'APPROACH,0.000001,1,MAGNITUDE,1e-12,0.000001',
        'RETRACT,0.000001,0.000001',
      ])
        await talk.refused(`TRACk:STEP ${step}`, -200);
      await talk.accepted('FOLLow ON', 'FOLLow OFF', 'TRACk:CLEar');
      await talk.refused('FOLLow PERHAPS', -100);
    },
  },
  {
    name: 'TRACk:STARt and TRACk:STOP',
    expects:
      'the program of the track runs without hops; its records bear hop 4294967295 and its own steps, numbered with the others; none comes after TRACk:STOP',
    skip: noTrack,
    run: async (talk) => {
      const { nextRecord } = await talk.state();
      await talk.accepted(
        'TRAC:CLE',
        'TRAC:STEP WAIT,0',
        'TRAC:STEP HOLD,CURRENT,0,1000000,0.01',
        'TRAC:STEP END',
      );
      await pause(REST);
      must((await talk.state()).nextRecord === nextRecord, 'no record before TRACk:STARt', 'some');
      await talk.accepted('TRAC:STAR');
      const running = await untilRecorded(talk, nextRecord);
      await talk.accepted('TRAC:STOP');
      await pause(REST);
      const stopped = (await talk.state()).nextRecord;
      await pause(REST);
      must((await talk.state()).nextRecord === stopped, 'no record after TRACk:STOP', 'more');
      for (const record of running) checkTrack(record);
      await releaseAll(talk);
      await talk.accepted('TRAC:CLE');
    },
  },
  {
    name: 'samples of the track',
    expects:
      'potential and current of the sample at the interval of the step, without a gap from record to record; the same channels in hops that ask for them; bit 10 in none of the track',
    skip: noTrack,
    run: async (talk) => {
      await loadTrack(talk, 'HOLD,CURRENT,0,1.2,0.01', 'END');
      await load(talk, ['HOLD,CURRENT,0,1,0.01', 'END']);
      await talk.accepted(`PROG:CHAN ${String(SAMPLE_CHANNELS)}`);
      const records = await runBoth(talk, 'TRAC:STAR', 'RUN');
      await talk.accepted('PROG:CHAN 0', 'TRAC:CLE');
      const own = records.filter(({ hop }) => hop === TRACK_HOP);
      must(own.length > 0, 'records of the track beside those of the hop', 'none');
      for (const [k, record] of own.entries()) {
        const name = `record ${String(record.number)}`;
        must(record.channelMask === SAMPLE_CHANNELS, `channels 3 and 4 alone in ${name}`, record.channelMask);
        must((record.flags & FLAG.lastOfHop) === 0, `no bit 10 in ${name}`, record.flags);
        must(Math.abs(record.interval - 0.01) < 1e-6, `an interval of 0.01 s in ${name}`, record.interval);
        const before = own[k - 1];
        if (!before) continue;
        const due = before.start + before.sampleCount * before.interval;
        must(Math.abs(record.start - due) < 1e-6, `a start at ${String(due)} s of ${name}`, record.start);
      }
      const { steps } = assembleHop(records.filter(({ hop }) => hop !== TRACK_HOP));
      const { sample_potential: potential, sample_current: current } = steps.get(0)?.channels ?? {};
      must(
        (potential?.length ?? 0) > 0 && current !== undefined,
        'both channels of the sample in the hop',
        'not',
      );
    },
  },
  {
    name: 'SYNC between track and hops',
    expects:
      'a hop waits at a mark until the track comes to it, and the track until a hop does, in either order of TRACk:STARt and RUN; a mark that is met keeps no later hop waiting',
    skip: noTrack,
    run: async (talk) => {
      const [before, short] = ['HOLD,CURRENT,0,0.4,0.01', 'HOLD,CURRENT,0,0.1,0.01'];
      for (const orders of [
        ['TRAC:STAR', 'RUN'],
        ['RUN', 'TRAC:STAR'],
      ]) {
        await loadTrack(talk, before, 'SYNC,1', short, 'SYNC,2', short, 'END');
        await load(talk, ['SYNC,1', short, before, 'SYNC,2', short, 'END']);
        const records = await runBoth(talk, ...orders);
        const [first, second] = [1, 2].map((id) => startsOf(records, id));
        const track = startsOf(records, TRACK_HOP);
        const near = (what: string, a = NaN, b = NaN): void => {
          must(Math.abs(a - b) < TOGETHER, `${what} within ${String(TOGETHER)} s`, Math.abs(a - b));
        };
        near(`hop and track after mark 1, told ${orders.join(', ')}`, first?.get(1), track.get(2));
        near('hop and track after mark 2', first?.get(4), track.get(4));
        const waited = (second?.get(1) ?? NaN) - (first?.get(4) ?? NaN);
        must(
          waited < 0.1 + TOGETHER,
          'a second hop that does not wait at marks 1 and 2',
          `${String(waited)} s`,
        );
      }
      await talk.accepted('TRAC:CLE', 'PROG:CLE');
    },
  },
  {
    name: 'ABORt ends the track',
    expects: 'the last record of the track bears bit 8, and none comes after it',
    skip: noTrack,
    run: async (talk) => {
      const { nextRecord } = await talk.state();
      await loadTrack(talk, 'HOLD,CURRENT,0,1000000,0.01', 'END');
      await talk.accepted('TRAC:STAR');
      await untilRecorded(talk, nextRecord);
      await talk.send('ABORt');
      await talk.until('IDLE');
      const ended = (await talk.state()).nextRecord;
      await pause(REST);
      must((await talk.state()).nextRecord === ended, 'no record after ABORt', 'more');
      const last = (await talk.records(nextRecord)).at(-1);
      must(((last?.flags ?? 0) & FLAG.aborted) !== 0, 'bit 8 in the last record', last?.flags ?? 'none');
      await releaseAll(talk);
      await talk.accepted('TRAC:CLE');
    },
  },
];

const loadTrack = (talk: Conversation, ...steps: readonly string[]): Promise<void> =>
  talk.accepted('TRACk:CLEar', ...steps.map((step) => `TRACk:STEP ${step}`));

/** Runs two hops of the loaded program beside the track until they are over; answers the records, which are released. */
async function runBoth(talk: Conversation, ...orders: readonly string[]): Promise<BridgeRecord[]> {
  const { nextRecord } = await talk.state();
  const hops = [await hopHere(talk, 1), await hopHere(talk, 2)];
  await talk.accepted(...hops.map((hop) => `QUEue:HOP ${hop}`), ...orders);
  await talk.until('IDLE');
  await talk.accepted('TRAC:STOP');
  const records = await talk.records(nextRecord);
  await releaseAll(talk);
  return records;
}

/** When each step of a hop, or of the track, began to be recorded, s. */
function startsOf(records: readonly BridgeRecord[], hop: number): ReadonlyMap<number, number> {
  const { steps } = assembleHop(records.filter((record) => record.hop === hop));
  return new Map([...steps].map(([place, { start }]) => [place, start]));
}

async function untilRecorded(talk: Conversation, from: number): Promise<BridgeRecord[]> {
  const until = performance.now() + PATIENCE;
  while (performance.now() < until) {
    const records = await talk.records(from);
    if (records.length > 0) return records;
    await pause(LOOK);
  }
  must(false, 'a record of the track', `none within ${String(PATIENCE / 1000)} s`);
  return [];
}

function checkTrack({ hop, step, number, sampleCount, payload }: BridgeRecord): void {
  const name = `record ${String(number)}`;
  must(hop === TRACK_HOP, `hop ${String(TRACK_HOP)} in ${name}`, hop);
  must(step === 1, `step 1 of the track's program in ${name}`, step);
  must(sampleCount > 0 && payload.every(Number.isFinite), `finite samples in ${name}`, 'others');
}
