/** FAULT cannot be brought about over the wire: a bridge that is found in it is asked. */
import type { Check } from './check';
import { must } from './hop-run';

export const FAULT_CHECKS: readonly Check[] = [
  {
    name: 'FAULT is left by *RST alone',
    expects: 'a reason in STATe?; hops, RUN and moves are refused and ABORt stays in FAULT; after *RST: IDLE',
    moves: true,
    skip: ({ found }) =>
      found === 'FAULT'
        ? null
        : 'the bridge is not in FAULT; to have it asked, hinder its z axis, send ABORt, set the axis free and test again',
    run: async (talk) => {
      const { reason } = await talk.state();
      must(reason !== '', 'a reason in STATe?', 'none');
      for (const line of ['QUE:HOP 1,0,0', 'RUN', 'MOVE X,0']) await talk.refused(line, -200);
      await talk.accepted('ABORt');
      await talk.until('FAULT');
      await talk.accepted('*RST');
      await talk.until('IDLE');
    },
  },
];
