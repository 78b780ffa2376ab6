/** Who the bridge is, how it is, and what it does when left alone. */
import { conflict, takes, type Command } from './command';
import { blockOf, lineOf } from './output';
import { scpiError } from './scpi-error';

const encoder = new TextEncoder();

export const SYSTEM_COMMANDS: readonly Command[] = [
  { header: '*IDN?', takes: [], act: ({ identity }) => lineOf(identity) },
  { header: 'SYSTem:VERSion?', takes: [], act: ({ languageVersion }) => lineOf(languageVersion) },
  { header: 'SYSTem:ERRor?', takes: [], act: ({ errors }) => lineOf(errors.next()) },
  {
    header: '*CLS',
    takes: [],
    act: ({ errors }) => {
      errors.clear();
      return null;
    },
  },
  {
    header: '*RST',
    takes: [],
    act: ({ executor, program, queue, bench }) => {
      executor.abort({ kind: 'reset' });
      executor.watchdog.set(0);
      program.clear();
      bench.track?.program.clear();
      bench.track?.ready();
      bench.track?.follow(false);
      queue.forget();
      bench.channelMask = 0;
      bench.retractDistance = Infinity;
      return null;
    },
  },
  {
    header: 'SYSTem:CAPabilities?',
    takes: [],
    act: ({ capabilities }) => blockOf([encoder.encode(JSON.stringify(capabilities))]),
  },
  {
    header: 'SYSTem:TIME?',
    takes: [],
    act: ({ bootId, bench }) => lineOf(`${bootId},${String(bench.world.time)}`),
  },
  {
    header: 'SYSTem:WATChdog',
    takes: [takes('seconds')],
    act: ({ executor, bench }, args) => {
      const seconds = args.number(0);
      if (seconds < 0) return scpiError(-222, `seconds ${String(seconds)} below 0`);
      if (seconds === 0 && (executor.state.name !== 'IDLE' || bench.track?.running))
        return conflict(executor, 'watchdog stays on');
      executor.watchdog.set(seconds);
      return null;
    },
  },
  {
    header: 'SYSTem:RETRact',
    takes: [takes('distance')],
    act: ({ bench }, args) => {
      const distance = args.number(0);
      if (distance <= 0) return scpiError(-222, `distance ${String(distance)} must be positive`);
      bench.retractDistance = distance;
      return null;
    },
  },
];
