/**
 * What is made sure of before the probe moves, as a list for a person: each check rests on something that was asked of
 * the browser or of the bridge, and says what to do where it does not pass.
 */
import type { Fault } from '../../fault';
import type { Check, CheckName } from '../protocol';

const AT_CONNECTION: readonly CheckName[] = ['Permission', 'Port', 'Identity', 'Language version', 'Clock'];
const BEFORE_A_RUN: readonly CheckName[] = ['Capabilities', 'Memory', 'Watchdog', 'Noise', 'Height'];

export class Checklist {
  private readonly checks = new Map<CheckName, Check>();
  private readonly changed: () => void;

  constructor(changed: () => void) {
    this.changed = changed;
    for (const name of [...AT_CONNECTION, ...BEFORE_A_RUN]) this.checks.set(name, waiting(name));
  }

  list(): readonly Check[] {
    return [...this.checks.values()];
  }

  /** Another run is to begin: what concerns it is asked anew. */
  beginRun(): void {
    for (const name of BEFORE_A_RUN) this.set(waiting(name));
  }

  pass(name: CheckName, words: string): void {
    this.set({ name, state: 'passed', words, remedy: null });
  }

  warn(name: CheckName, words: string, remedy: string): void {
    this.set({ name, state: 'warning', words, remedy });
  }

  fail(name: CheckName, { happened, remedy }: Fault): void {
    this.set({ name, state: 'failed', words: happened, remedy });
  }

  private set(check: Check): void {
    this.checks.set(check.name, check);
    this.changed();
  }
}

const waiting = (name: CheckName): Check => ({
  name,
  state: 'waiting',
  words: 'not asked yet',
  remedy: null,
});
