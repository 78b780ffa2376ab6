/** From a line to its row of the command table, and what comes of it. */
import { parseArguments } from './arguments';
import type { Bridge, Command, Outcome } from './command';
import { DATA_COMMANDS } from './commands-data';
import { MOTION_COMMANDS } from './commands-motion';
import { PROGRAM_COMMANDS } from './commands-program';
import { RUN_COMMANDS } from './commands-run';
import { SYSTEM_COMMANDS } from './commands-system';
import { TRACK_COMMANDS } from './commands-track';
import { Headers } from './headers';
import { scpiError } from './scpi-error';

export const COMMANDS: readonly Command[] = [
  ...SYSTEM_COMMANDS,
  ...MOTION_COMMANDS,
  ...PROGRAM_COMMANDS,
  ...TRACK_COMMANDS,
  ...RUN_COMMANDS,
  ...DATA_COMMANDS,
];

const headers = new Headers(COMMANDS.map((command) => [command.header, command] as const));

/** Acts on a line; answers the bytes to be sent, or null. Faults go into the bridge's error queue. */
export function interpret(bridge: Bridge, line: string): Uint8Array | null {
  const outcome = outcomeOf(bridge, line.trim());
  if (outcome === null || outcome instanceof Uint8Array) return outcome;
  bridge.errors.push(outcome);
  return null;
}

function outcomeOf(bridge: Bridge, line: string): Outcome {
  if (line === '') return null;
  const [, header = '', text = ''] = /^(\S+)\s*(.*)$/.exec(line) ?? [];
  const command = headers.find(header);
  if (!command) return scpiError(-113, header);
  const args = parseArguments(text, command.takes);
  return args.ok ? command.act(bridge, args.value) : args.error;
}
