/** What happens when nobody fetches the records. Nothing moves. */
import { FLAG, maskOf } from '../../records/record';
import type { BridgeState, Capabilities } from '../instrument';
import type { Check, Subject } from './check';
import type { Conversation } from './conversation';
import { hopHere, load, must, releaseAll } from './hop-run';

/** Longest time that filling the memory may take, s. */
const LONGEST = 120;

export const MEMORY_CHECKS: readonly Check[] = [
  {
    name: 'record memory full',
    expects:
      'within a hop samples are lost and the next record bears bit 9; the next hop waits in PAUSED and goes on at half by itself',
    skip: tooLong,
    run: async (talk, { capabilities }) => {
      const { nextRecord, full } = await fill(talk, capabilities);
      must(full.queued === 1, '1 hop queued', full.queued);
      must(full.reason !== '', 'a reason in STATe?', 'none');
      const memory = capabilities.record_memory;
      const records = await talk.records(nextRecord);
      const bytes = records.reduce((sum, r) => sum + 48 + 4 * r.payload.length, 0);
      must(bytes <= memory, `at most ${String(memory)} bytes of records`, bytes);
      must(records.at(-1)?.hop === 1, 'records of hop 1 only', records.at(-1)?.hop ?? 'none');
      const few = records[Math.floor(records.length / 8)]?.number ?? 0;
      await talk.accepted(`DATA:REL ${String(few)}`);
      must((await talk.state()).state === 'PAUSED', 'PAUSED before half is free', 'another state');
      await releaseAll(talk);
      await talk.until('IDLE');
      const gap = [...records, ...(await talk.records(full.nextRecord))].find((r) => r.flags & FLAG.gap);
      must(gap !== undefined, 'a record with bit 9 after the loss', 'none');
      await releaseAll(talk);
      await talk.accepted('PROG:CHAN 0');
    },
  },
  {
    name: 'ABORt while record memory is full',
    expects: 'the queue is dropped, IDLE; the records stay and can be read',
    moves: true,
    skip: tooLong,
    run: async (talk, { capabilities }) => {
      const { nextRecord, full } = await fill(talk, capabilities);
      await talk.accepted('ABORt');
      const { queued, firstRecord } = await talk.until('IDLE');
      must(queued === 0, '0 hops queued', queued);
      must(firstRecord === nextRecord, `first record ${String(nextRecord)}`, firstRecord);
      const { length } = await talk.records(nextRecord);
      const wanted = (full.nextRecord - nextRecord) >>> 0;
      must(length >= wanted, `${String(wanted)} records`, length);
      await releaseAll(talk);
      await talk.until('IDLE');
      await talk.accepted('PROG:CHAN 0');
    },
  },
];

function tooLong({ capabilities }: Subject): string | null {
  const seconds = fillTime(capabilities);
  return seconds > LONGEST ? `filling the record memory takes ${seconds.toFixed(0)} s` : null;
}

/** Runs a hop that overfills the memory, with a short one queued behind it; answers the state PAUSED that follows. */
async function fill(
  talk: Conversation,
  capabilities: Capabilities,
): Promise<{ readonly nextRecord: number; readonly full: BridgeState }> {
  const seconds = 1.2 * fillTime(capabilities);
  const interval = 1 / capabilities.max_sample_rate;
  const long = `HOLD,POTENTIAL,0,${String(seconds)},${String(interval)}`;
  await load(talk, [long, 'END', 'HOLD,POTENTIAL,0,0.2,0.01', 'END']);
  const here = await hopHere(talk, 1);
  const { z, nextRecord } = await talk.state();
  const hop = (id: number, first: number): string =>
    `QUE:HOP ${String(id)}${here.slice(1)},${String(z)},${String(first)}`;
  await talk.accepted(`PROG:CHAN ${String(fitted(capabilities))}`, hop(1, 0), hop(2, 2), 'RUN');
  return { nextRecord, full: await talk.until('PAUSED', 60 + 2 * seconds) };
}

const fitted = ({ channels }: Capabilities): number => maskOf(...channels.map(({ name }) => name));

/** Time in which all channels at full rate fill the memory, s. */
const fillTime = ({ channels, max_sample_rate, record_memory }: Capabilities): number =>
  record_memory / (4 * channels.length * max_sample_rate);
