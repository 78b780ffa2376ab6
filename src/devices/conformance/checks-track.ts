/** The track: a second potentiostat for the sample. It runs at open circuit only: no current passes through the sample. */
import { TRACK_HOP, type BridgeRecord } from '../../records/record';
import type { Check } from './check';
import { pause, type Conversation } from './conversation';
import { must, releaseAll } from './hop-run';

/** Longest wait for records of the track, ms; between two looks, ms; after TRACk:STOP, ms. */
const PATIENCE = 5000;
const LOOK = 50;
const REST = 700;

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
    skip: ({ capabilities: { track } }) => (track ? null : 'no track is fitted'),
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
    skip: ({ capabilities: { track } }) => (track ? null : 'no track is fitted'),
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
];

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
