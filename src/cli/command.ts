/** What the commands share: how they are registered, how options are read, how progress is shown. */
import { InvalidArgumentError, type Command } from 'commander';
import type { Fault } from '../fault';
import type { Result } from '../result';

/** Wraps an action: its exit code when it is done, or its fault on stderr and exit code 1. */
export type Finish = <Args extends unknown[]>(
  action: (...args: Args) => Promise<Result<number, Fault>>,
) => (...args: Args) => Promise<void>;

export type Register = (program: Command, finish: Finish) => void;

export function wholeNumber(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 0)
    throw new InvalidArgumentError('Give a whole number from 0.');
  return value;
}

/** A TCP port; 0 stands for a free one. */
export function portNumber(text: string): number {
  const value = wholeNumber(text);
  if (value > 65535) throw new InvalidArgumentError('Give a port from 0 to 65535.');
  return value;
}

/** Speed of the simulated clock: `max`, or a factor such as 1 (real time) or 10. */
export function clockSpeed(text: string): number {
  const value = text === 'max' ? Infinity : Number(text);
  if (!(value > 0)) throw new InvalidArgumentError('Give “max” or a factor above 0.');
  return value;
}

/** A line on stderr that is rewritten in place on a terminal; nothing when piped. */
export function progressLine(): { readonly show: (text: string) => void; readonly clear: () => void } {
  const { stderr } = process;
  if (!stderr.isTTY) return { show: () => undefined, clear: () => undefined };
  return {
    show: (text) => stderr.write(`\r\x1b[K${text}`),
    clear: () => stderr.write('\r\x1b[K'),
  };
}
