/** Pause, abort, reset, and what happens when the host falls silent. The probe goes up in all of them. */
import { FLAG } from '../../records/record';
import type { Capabilities } from '../instrument';
import type { Check } from './check';
import { pause, type Conversation } from './conversation';
import { beginEndless, load, must, near, position, releaseAll, topOf } from './hop-run';

const DEPTH = 1e-6;
/** Silence that is allowed, s. */
const WATCHDOG = 0.6;

export const SAFETY_CHECKS: readonly Check[] = [
  {
    name: 'PAUSe and RUN',
    expects: 'the hop ends, the probe goes up, the rest of the queue stays; RUN goes on',
    moves: true,
    run: async (talk, { capabilities }) => {
      const top = await topOf(talk, capabilities);
      const { x, y } = await position(talk);
      const hop = (id: number): string => `QUE:HOP ${[id, x, y, top - DEPTH].map(String).join(',')}`;
      const { nextRecord } = await talk.state();
      await load(talk, ['MOVE', 'HOLD,POTENTIAL,0,0.5,0.01', 'END']);
      await talk.accepted(hop(1), hop(2), 'RUN');
      // Where time is simulated all may be over by now: such a bridge is asked before its first hop.
      const before = (await talk.state()).state === 'RUNNING' ? 1 : 3;
      if (before === 3) await talk.send(hop(3), hop(4), 'RUN', 'PAUSe');
      else await talk.send('PAUSe');
      await talk.noErrorLeft();
      const { queued, z } = await talk.until('PAUSED');
      near('z in PAUSED', z, top, capabilities);
      const done = before + 1 - queued;
      must(
        done >= before - 1 && done <= before,
        'the hop at work ended and no other',
        `${String(queued)} queued`,
      );
      await endedAll(talk, nextRecord, done);
      await talk.accepted('RUN');
      await talk.until('IDLE');
      await endedAll(talk, nextRecord, before + 1);
      await releaseAll(talk);
      await lift(talk);
    },
  },
  {
    name: 'ABORt while a hop runs',
    expects:
      'at once: motion and hop end, the queue is dropped, the probe goes up, IDLE; records and numbering stay',
    moves: true,
    run: async (talk, { capabilities }) => {
      const { nextRecord } = await talk.state();
      await beginEndless(talk, capabilities, DEPTH);
      await talk.accepted('ABORt');
      const { queued, z } = await talk.until('IDLE');
      must(queued === 0, '0 hops queued', queued);
      near('z', z, await topOf(talk, capabilities), capabilities);
      const records = await talk.records(nextRecord);
      const flags = records.at(-1)?.flags ?? 0;
      must(
        (flags & FLAG.aborted) !== 0 && (flags & FLAG.lastOfHop) !== 0,
        'a record with bits 8 and 10',
        `flags 0b${flags.toString(2)}`,
      );
      must(
        records.every((r) => r.hop === 1),
        'records of hop 1 only',
        records.map((r) => r.hop).join(),
      );
      await releaseAll(talk);
    },
  },
  {
    name: 'ABORt in IDLE and in PAUSED',
    expects: 'the queue is dropped, IDLE, no fault',
    moves: true,
    run: async (talk) => {
      await talk.accepted('ABORt');
      await talk.until('IDLE');
      const { x, y } = await position(talk);
      await load(talk, ['WAIT,0.3', 'END']);
      await talk.send(
        `QUE:HOP ${[1, x, y].map(String).join(',')}`,
        `QUE:HOP ${[2, x, y].map(String).join(',')}`,
        'RUN',
        'PAUSe',
      );
      await talk.noErrorLeft();
      await talk.until('PAUSED');
      await talk.accepted('ABORt');
      const { queued } = await talk.until('IDLE');
      must(queued === 0, '0 hops queued', queued);
      await releaseAll(talk);
    },
  },
  {
    name: 'SYSTem:RETRact: how far the probe goes up',
    expects: 'ABORt raises by the distance, or to the end of the range if less is left',
    moves: true,
    run: async (talk, { capabilities }) => {
      await talk.accepted(`SYST:RETR ${String(0.4 * DEPTH)}`);
      const height = await beginEndless(talk, capabilities, DEPTH);
      await talk.accepted('ABORt');
      near('z', (await talk.until('IDLE')).z, height + 0.4 * DEPTH, capabilities);
      await talk.accepted('SYST:RETR 1', 'ABORt');
      near('z', (await talk.until('IDLE')).z, await topOf(talk, capabilities), capabilities);
      await releaseAll(talk);
    },
  },
  {
    name: 'watchdog: silence',
    expects: 'lines keep a run alive; silence longer than the time set ends it as ABORt does, in SAFE',
    moves: true,
    run: async (talk, { capabilities }) => {
      await fallSilent(talk, capabilities);
      const { queued, z } = await talk.state();
      must(queued === 0, '0 hops queued', queued);
      near('z', z, await topOf(talk, capabilities), capabilities);
      await leaveSafe(talk);
    },
  },
  {
    name: 'SAFE is left by *RST alone',
    expects: 'hops, RUN and moves are refused and ABORt stays in SAFE; after *RST: IDLE',
    moves: true,
    run: async (talk, { capabilities }) => {
      await fallSilent(talk, capabilities);
      const { x, y } = await position(talk);
      await talk.refused(`QUE:HOP ${[9, x, y].map(String).join(',')}`, -200);
      await talk.refused('RUN', -200);
      await talk.refused(`MOVE X,${String(x)}`, -200);
      await talk.accepted('ABORt');
      await talk.until('SAFE');
      await leaveSafe(talk);
    },
  },
  {
    name: '*RST',
    expects: 'as ABORt, then empty program, default settings, no watchdog, IDLE; records and numbering stay',
    moves: true,
    run: async (talk, { capabilities }) => {
      const { nextRecord } = await talk.state();
      await talk.accepted(`SYST:WATC ${String(WATCHDOG)}`, `SYST:RETR ${String(0.1 * DEPTH)}`, 'PROG:CHAN 1');
      await beginEndless(talk, capabilities, DEPTH);
      await talk.accepted('*RST');
      const after = await talk.until('IDLE');
      must(after.queued === 0, '0 hops queued', after.queued);
      must(
        after.nextRecord > nextRecord,
        'records of the hop that was cut off',
        after.nextRecord - nextRecord,
      );
      const hash = await talk.ask('PROG:HASH?', /^[0-9a-f]{8}$/i, 'a hash');
      must(hash === '00000000', 'an empty program, 00000000', hash);
      await beginEndless(talk, capabilities, DEPTH);
      await pause(2000 * WATCHDOG);
      const { state } = await talk.state();
      must(state === 'RUNNING', 'RUNNING: no watchdog after *RST', state);
      await talk.accepted('ABORt');
      near(
        'z: all of the way up after *RST',
        (await talk.until('IDLE')).z,
        await topOf(talk, capabilities),
        capabilities,
      );
      await releaseAll(talk);
    },
  },
];

/** Lets the watchdog fire over an endless hop, after having kept it from that for twice its time. */
async function fallSilent(talk: Conversation, capabilities: Capabilities): Promise<void> {
  await talk.accepted(`SYST:WATC ${String(WATCHDOG)}`);
  await beginEndless(talk, capabilities, DEPTH);
  for (let k = 0; k < 6; k++) {
    await pause((1000 * WATCHDOG) / 3);
    const { state } = await talk.state();
    must(state === 'RUNNING', 'RUNNING while lines come', state);
  }
  await pause(1000 * WATCHDOG + 400);
  await talk.until('SAFE', 5);
}

/** Hops 1 to `count` ended, each by itself. */
async function endedAll(talk: Conversation, from: number, count: number): Promise<void> {
  const ends = (await talk.records(from)).filter((record) => record.flags & FLAG.lastOfHop);
  const hops = ends.map((record) => record.hop).join();
  must(
    hops === Array.from({ length: count }, (_, k) => k + 1).join(),
    `ends of ${String(count)} hops`,
    hops || 'none',
  );
  must(
    ends.every((record) => (record.flags & FLAG.aborted) === 0),
    'no bit 8',
    'bit 8',
  );
}

async function leaveSafe(talk: Conversation): Promise<void> {
  await talk.accepted('*RST');
  await talk.until('IDLE');
  await releaseAll(talk);
}

async function lift(talk: Conversation): Promise<void> {
  await talk.accepted('ABORt');
  await talk.until('IDLE');
}
