/** Reading records and letting them go. */
import { mayTake, takes, type Bridge, type Command } from './command';
import { blockOf } from './output';
import { scpiError, type ScpiError } from './scpi-error';

/** Size of a block where the host does not say, bytes. */
const USUAL_BLOCK = 1024 * 1024;

export const DATA_COMMANDS: readonly Command[] = [
  {
    header: 'DATA?',
    takes: [takes('from', 'natural'), mayTake('bytes', 'natural')],
    act: (bridge, args) => {
      const from = args.number(0);
      const records = bridge.store.read(from, args.has(1) ? args.number(1) : USUAL_BLOCK);
      return records ? blockOf(records) : notThere(bridge, from);
    },
  },
  {
    header: 'DATA:RELease',
    takes: [takes('before', 'natural')],
    act: (bridge, args) => {
      const before = args.number(0);
      if (!bridge.store.release(before)) return notThere(bridge, before);
      if (bridge.store.halfFree) bridge.executor.resume();
      return null;
    },
  },
];

const notThere = ({ store }: Bridge, number: number): ScpiError =>
  scpiError(-222, `record ${String(number)} outside ${String(store.first)} to ${String(store.next)}`);
