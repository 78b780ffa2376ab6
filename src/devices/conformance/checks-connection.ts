/** A second connection to the same bridge. Nothing moves. */
import type { Check } from './check';
import { Deviation } from './conversation';
import { load, must } from './hop-run';

export const CONNECTION_CHECKS: readonly Check[] = [
  {
    name: 'a new connection replaces the old one',
    expects: 'the old one is ended, half a line on it is forgotten; program, boot id and records stay',
    skip: ({ reopen }) => (reopen ? null : 'this transport has one connection only'),
    run: async (talk, { reopen }) => {
      await load(talk, ['WAIT,0', 'END']);
      const about = async (): Promise<string> => {
        await talk.send('PROG:HASH?', 'SYST:TIME?', 'STATe?');
        const hash = await talk.line(/^[0-9a-f]{8}$/i, 'a hash');
        const boot = (await talk.line(/^[^,]+,\d/, 'bootId,seconds')).split(',')[0] ?? '';
        const state = await talk.line(/^IDLE,/, 'a state');
        return [hash, boot, state].join(' ');
      };
      const before = await about();
      await talk.write('PROG:CLE');
      const duplex = await reopen?.();
      if (!duplex) throw new Deviation('another connection', 'none');
      const ended = await talk.moveTo(duplex);
      must(ended, 'the end of the old connection', 'a connection that stays');
      await talk.send('');
      const after = await about();
      must(after === before, `${before} as before`, after);
      await talk.accepted('PROG:CLE');
    },
  },
];
