/** Running, resting, ending, and how it goes. */
import { conflict, latched, type Bridge, type Command } from './command';
import { lineOf } from './output';
import { hopsOrWaiting, told } from './state';

export const RUN_COMMANDS: readonly Command[] = [
  {
    header: 'RUN',
    takes: [],
    act: (bridge) => {
      const { executor } = bridge;
      const refusal = latched(bridge);
      if (refusal) return refusal;
      if (executor.state.name === 'RUNNING' && !hopsOrWaiting(executor.state))
        return conflict(executor, 'not now');
      executor.run();
      return null;
    },
  },
  {
    header: 'PAUSe',
    takes: [],
    act: ({ executor }) => {
      executor.pause();
      return null;
    },
  },
  {
    header: 'ABORt',
    takes: [],
    act: ({ executor }) => {
      executor.abort({ kind: 'abort' });
      return null;
    },
  },
  { header: 'STATe?', takes: [], act: (bridge) => lineOf(stateLine(bridge)) },
];

function stateLine({ executor, queue, store, bench }: Bridge): string {
  const { name, reason } = told(executor.state);
  const { hop, step } = executor.place ?? { hop: -1, step: -1 };
  const words = [reason, bench.track?.running ? 'track running' : ''].filter(Boolean).join('; ');
  const plain = words.replace(/[^ -~]|,/g, ' ');
  return [name, hop, step, queue.length, store.first, store.next, bench.world.position.z, plain].join(',');
}
