/** Running hops, and what is refused meanwhile. Nothing moves. */
import type { Check } from './check';
import { hopHere, load, must, releaseAll, runHops } from './hop-run';

export const RUN_CHECKS: readonly Check[] = [
  {
    name: 'RUN with an empty queue',
    expects: 'stays IDLE; hops that are added in IDLE wait for another RUN',
    run: async (talk) => {
      await load(talk, ['WAIT,0.05', 'END']);
      await talk.accepted('RUN');
      must((await talk.state()).state === 'IDLE', 'IDLE', 'another state');
      const here = await hopHere(talk, 1);
      await runHops(talk, here);
      await talk.accepted(`QUE:HOP 2${here.slice(1)}`);
      const { state, queued } = await talk.state();
      must(state === 'IDLE' && queued === 1, 'IDLE with 1 hop queued', `${state} with ${String(queued)}`);
      await runHops(talk);
    },
  },
  {
    name: 'hops back to back',
    expects: 'run one after the other with no host in between; STATe? tells hop, step and how many wait',
    run: async (talk) => {
      await load(talk, ['WAIT,0.5', 'END']);
      const here = await hopHere(talk, 1);
      await talk.send(`QUE:HOP ${here}`, `QUE:HOP 2${here.slice(1)}`, 'RUN', 'STATe?');
      const [name, , , queued] = (await talk.line(/^RUNNING,/, 'a state RUNNING')).split(',');
      must(
        Number(queued) >= 1,
        'at least one hop queued behind the first',
        `${String(name)}, ${String(queued)}`,
      );
      await talk.until('IDLE');
      await talk.noErrorLeft();
      await releaseAll(talk);
    },
  },
  {
    name: 'what is refused while hops run',
    expects: 'changes of program memory and of the channels; the watchdog cannot be turned off',
    run: async (talk) => {
      const lines = ['PROG:CLE', 'PROG:STEP END', 'PROG:CHAN 0', 'SYST:WATC 0'];
      await load(talk, ['WAIT,0.5', 'END']);
      const here = await hopHere(talk, 1);
      await talk.accepted('SYST:WATC 10', `QUE:HOP ${here}`);
      await talk.send('RUN', ...lines.flatMap((line) => [line, 'SYST:ERR?']));
      for (const line of lines) await talk.fault(-200, `${line} while a hop runs`);
      await talk.until('IDLE');
      await talk.accepted('SYST:WATC 0');
      await releaseAll(talk);
    },
  },
];
