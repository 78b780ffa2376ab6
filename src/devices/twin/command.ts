/** A row of the command table, and what its action may look at. */
import type { Capabilities } from '../instrument';
import type { ArgumentKind, Arguments, ArgumentSpec } from './arguments';
import type { Bench } from './bench';
import type { ErrorQueue } from './error-queue';
import type { Executor } from './executor';
import type { HopQueue } from './hop-queue';
import type { ProgramMemory } from './program-memory';
import type { RecordStore } from './record-store';
import { scpiError, type ScpiError } from './scpi-error';
import { isLatched, told } from './state';

export interface Bridge {
  readonly bootId: string;
  /** Vendor, model, serial number, firmware. */
  readonly identity: string;
  readonly languageVersion: string;
  readonly capabilities: Capabilities;
  readonly errors: ErrorQueue;
  readonly program: ProgramMemory;
  readonly queue: HopQueue;
  readonly store: RecordStore;
  readonly bench: Bench;
  readonly executor: Executor;
}

/** The bytes of an answer, a fault, or nothing to say. */
export type Outcome = Uint8Array | ScpiError | null;

export interface Command {
  readonly header: string;
  readonly takes: readonly ArgumentSpec[];
  readonly act: (bridge: Bridge, args: Arguments) => Outcome;
}

export const takes = (name: string, kind: ArgumentKind = 'number'): ArgumentSpec => ({ name, kind });

export const mayTake = (name: string, kind: ArgumentKind = 'number'): ArgumentSpec => ({
  name,
  kind,
  optional: true,
});

/** The fault when a value lies outside its limits. */
export const outside = (name: string, value: number, min: number, max: number): ScpiError | null =>
  value >= min && value <= max
    ? null
    : scpiError(-222, `${name} ${String(value)} outside ${String(min)} to ${String(max)}`);

/** The fault when only a reset may follow. */
export function latched({ executor }: Bridge): ScpiError | null {
  return isLatched(executor.state) ? conflict(executor, '*RST first') : null;
}

/** What the state does not allow now. */
export function conflict(executor: Executor, what: string): ScpiError {
  const { name, reason } = told(executor.state);
  return scpiError(-221, [`state ${name}`, reason, what].filter(Boolean).join('; '));
}
