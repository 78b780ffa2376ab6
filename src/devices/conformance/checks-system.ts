/** Who the bridge is, its clock, and the settings of its watchdog. */
import { parseCapabilities } from '../bridge/capabilities';
import type { Check } from './check';
import type { Conversation } from './conversation';
import { must, position } from './hop-run';

export const IDENTITY_CHECKS: readonly Check[] = [
  {
    name: '*IDN?',
    expects: 'vendor,model,serial,firmware',
    run: async (talk) => {
      await talk.ask('*IDN?', /^[^,]+,[^,]+,[^,]+,[^,]+$/, 'four words, none of them empty');
    },
  },
  {
    name: 'SYSTem:VERSion?',
    expects: 'the major version 1 of the language',
    run: async (talk) => {
      await talk.ask('SYSTem:VERSion?', /^1\.\d+$/, '1.0, or a newer minor version');
    },
  },
  {
    name: 'SYSTem:CAPabilities?',
    expects: 'a block of JSON with every key that a host needs',
    run: async (talk) => {
      const read = parseCapabilities(await talk.block('SYSTem:CAPabilities?'));
      must(read.ok, 'JSON with every key that a host needs', read.ok ? '' : read.error);
    },
  },
];

export const SYSTEM_CHECKS: readonly Check[] = [
  {
    name: 'SYSTem:TIME?',
    expects: 'one boot id, and seconds that never go back',
    run: async (talk) => {
      const first = await clock(talk);
      for (let k = 0; k < 10; k++) {
        const { boot, seconds } = await clock(talk);
        must(boot === first.boot, `boot id ${first.boot}`, boot);
        must(seconds >= first.seconds, `not before ${String(first.seconds)} s`, seconds);
      }
    },
  },
  {
    name: 'STATe? and POSition? agree',
    expects: 'eight fields; IDLE with no hop and no step; z as in POSition?',
    run: async (talk) => {
      const state = await talk.state();
      must(state.state === 'IDLE', 'state IDLE', state.state);
      must(
        state.hop === -1 && state.step === -1,
        'hop −1 and step −1',
        `${String(state.hop)},${String(state.step)}`,
      );
      const { z } = await position(talk);
      must(Math.abs(z - state.z) < 100e-9, `z ${String(state.z)} m`, z);
    },
  },
  {
    name: 'SYSTem:WATChdog and SYSTem:RETRact',
    expects: 'seconds from 0, a distance above 0; others are out of range (−222)',
    run: async (talk) => {
      await talk.refused('SYSTem:WATChdog -1', -222);
      await talk.refused('SYSTem:RETRact 0', -222);
      await talk.refused('SYSTem:RETRact -0.000001', -222);
      await talk.accepted('SYSTem:WATChdog 5', 'SYSTem:WATChdog 0', 'SYSTem:RETRact 1');
    },
  },
];

async function clock(talk: Conversation): Promise<{ boot: string; seconds: number }> {
  const text = await talk.ask('SYSTem:TIME?', /^[^,]+,\d[\d.eE+-]*$/, 'bootId,seconds');
  const [boot = '', seconds] = text.split(',');
  return { boot, seconds: Number(seconds) };
}
