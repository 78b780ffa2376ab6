/** Record numbers beyond 2³². A bridge that is far from there is not asked. Nothing moves. */
import { Unasked, type Check } from './check';
import { recordsOf } from './conversation';
import { hopHere, load, must, releaseAll, runHops } from './hop-run';

/** As many hops are run to get there. */
const NEAR = 200;
const BEYOND = 3;

export const WRAP_CHECKS: readonly Check[] = [
  {
    name: 'record numbers beyond 2³²',
    expects: 'after 4294967295 comes 0: DATA?, DATA:RELease and STATe? go on across it, with the same bounds',
    run: async (talk) => {
      const { nextRecord } = await talk.state();
      const left = 2 ** 32 - nextRecord;
      if (left > NEAR)
        throw new Unasked(
          `the next record bears ${String(nextRecord)}; a bridge whose first one bears ${String(2 ** 32 - NEAR)} or more is asked`,
        );
      await load(talk, ['WAIT,0', 'END']);
      const here = (await hopHere(talk, 0)).slice(1);
      let hop = 0;
      while ((await talk.state()).nextRecord < 2 ** 32 - 1) await runHops(talk, `${String(hop++)}${here}`);
      for (let k = 0; k < 1 + BEYOND; k++) {
        await talk.accepted(`QUE:HOP ${String(hop++)}${here}`, 'RUN');
        await talk.until('IDLE');
      }
      const state = await talk.state();
      must(state.firstRecord === 2 ** 32 - 1, `first record ${String(2 ** 32 - 1)}`, state.firstRecord);
      must(state.nextRecord === BEYOND, `next record ${String(BEYOND)}`, state.nextRecord);
      const records = await talk.records(state.firstRecord);
      must(records.length === 1 + BEYOND, `${String(1 + BEYOND)} records`, records.length);
      const end = await talk.block(`DATA? ${String(BEYOND)}`);
      must(end.length === 0, '#10 where there is none yet', 'a record');
      await talk.refused(`DATA? ${String(BEYOND + 1)}`, -222);
      await talk.refused(`DATA? ${String(2 ** 32 - 2)}`, -222);
      await talk.accepted('DATA:REL 1');
      await talk.refused('DATA? 0', -222);
      const first = recordsOf(await talk.block('DATA? 1,1'))[0]?.number ?? 'none';
      must(first === 1, 'record 1', first);
      await releaseAll(talk);
    },
  },
];
