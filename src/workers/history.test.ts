import { expect, it } from 'vitest';
import { fault } from '../fault';
import { History } from './history';
import type { Status } from './protocol';

const bridge = (state: 'IDLE' | 'SAFE', reason: string): Status['bridge'] => ({
  state,
  hop: -1,
  step: -1,
  queued: 0,
  firstRecord: 0,
  nextRecord: 0,
  z: 0,
  reason,
});

it('notes each change once', () => {
  const history = new History();
  const lost = fault('link-lost', 'The cable was pulled.');
  history.note({ phase: 'disconnected', bridge: null, fault: null });
  history.note({ phase: 'ready', bridge: bridge('IDLE', ''), fault: null });
  history.note({ phase: 'ready', bridge: bridge('IDLE', ''), fault: null });
  history.note({ phase: 'reconnecting', bridge: null, fault: lost });
  history.note({ phase: 'reconnecting', bridge: null, fault: { ...lost } });
  history.note({ phase: 'safe', bridge: bridge('SAFE', 'watchdog'), fault: null });
  expect(history.list().map(({ words }) => words)).toEqual([
    'disconnected',
    'ready',
    'the bridge says IDLE',
    'reconnecting',
    `link-lost: The cable was pulled. ${lost.kept} ${lost.remedy}`,
    'safe',
    'the bridge says SAFE, watchdog',
  ]);
});
