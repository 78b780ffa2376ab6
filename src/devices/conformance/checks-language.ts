/** Lines, headers and the error queue. */
import type { Check } from './check';
import { must } from './hop-run';

const LINE_LIMIT = 512;
const QUEUE_LENGTH = 32;

const step = (length: number): string => {
  const head = 'PROG:STEP WAIT,0.';
  return head.padEnd(length, '0');
};

export const LANGUAGE_CHECKS: readonly Check[] = [
  {
    name: 'headers in long and short form, in either case',
    expects: 'every word of a header may be long or short, in capitals or not; nothing between',
    run: async (talk) => {
      for (const header of ['SYSTem:ERRor?', 'SYSTEM:ERROR?', 'syst:err?', 'System:Err?', 'SYST:error?']) {
        await talk.send(header);
        await talk.noError(header);
      }
      for (const header of ['SYSTE:ERR?', 'SYST:ERRO?', 'SYS:ERR?', 'SYST:ERR'])
        await talk.refused(header, -113);
    },
  },
  {
    name: 'lines however they arrive',
    expects:
      'a carriage return before the line feed and empty lines count for nothing, chunks may split anything',
    run: async (talk) => {
      await talk.write('\n\r\nSYST:VERS?\r\n');
      await talk.line(/^1\.\d+$/, 'the version');
      for (const byte of 'SYST:VERS?\n') await talk.write(byte);
      await talk.line(/^1\.\d+$/, 'the version');
      await talk.send('SYST:VERS?', 'SYST:ERR?', 'SYST:VERS?');
      await talk.line(/^1\.\d+$/, 'the version');
      await talk.noError('three queries in one write');
      await talk.line(/^1\.\d+$/, 'the version');
    },
  },
  {
    name: 'lines of 512 bytes and more',
    expects: 'a line of 512 bytes is read; a longer one is dropped whole and leaves one error',
    run: async (talk) => {
      await talk.accepted('PROG:CLE', step(LINE_LIMIT));
      const hash = await talk.ask('PROG:HASH?', /^[0-9a-f]{8}$/i, 'a hash');
      for (const length of [LINE_LIMIT + 1, 10 * LINE_LIMIT]) await talk.refused(step(length), -300);
      const after = await talk.ask('PROG:HASH?', /^[0-9a-f]{8}$/i, 'a hash');
      must(after === hash, `the hash ${hash} as before the overlong lines`, after);
      await talk.accepted('PROG:CLE');
    },
  },
  {
    name: 'commands answer nothing',
    expects: 'only a query that succeeds answers; nothing is sent unasked',
    run: async (talk) => {
      await talk.send('*CLS', 'PROG:CLE', 'NO:SUCH', 'NO:SUCH?', 'DATA? 4294967295,x');
      await talk.quiet();
      for (const about of ['NO:SUCH', 'NO:SUCH?', 'DATA? with a word for a number']) {
        await talk.send('SYST:ERR?');
        await talk.fault(-100, about);
      }
      await talk.noErrorLeft();
    },
  },
  {
    name: 'arguments',
    expects: 'missing, superfluous and unreadable arguments are refused as command errors (−1xx)',
    run: async (talk) => {
      for (const line of ['SYSTem:WATChdog', 'SYSTem:WATChdog 1,2', '*CLS 1', 'QUEue:HOP 1,2', 'DATA?'])
        await talk.refused(line, -100);
      for (const word of ['one', '0x10', '1e', '1 000', 'NaN', 'inf'])
        await talk.refused(`SYSTem:RETRact ${word}`, -100);
      await talk.refused('DATA? 1.5', -222);
      await talk.refused('DATA? -1', -222);
    },
  },
  {
    name: 'error queue: oldest first, 32 long',
    expects: '32 faults in their order, then −350, then no error',
    run: async (talk) => {
      await talk.send('*CLS', 'DATA? -1', ...Array.from({ length: QUEUE_LENGTH + 8 }, () => 'NO:SUCH'));
      for (let k = 0; k < QUEUE_LENGTH; k++) {
        await talk.send('SYST:ERR?');
        await talk.fault(k === 0 ? -222 : -113, k === 0 ? 'DATA? -1' : 'NO:SUCH');
      }
      await talk.send('SYST:ERR?', 'SYST:ERR?');
      await talk.fault(-350, 'what did not fit');
      await talk.noError('the queue empty');
    },
  },
  {
    name: '*CLS',
    expects: 'empties the error queue',
    run: async (talk) => {
      await talk.send('NO:SUCH', 'NO:SUCH');
      await talk.accepted('*CLS');
      await talk.send(...Array.from({ length: QUEUE_LENGTH + 1 }, () => 'NO:SUCH'));
      await talk.accepted('*CLS');
    },
  },
];
