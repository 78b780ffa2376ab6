/**
 * A conversation with a bridge over any duplex of bytes: commands whose faults are asked for, queries and blocks, one
 * exchange after the other. When an answer fails to come or makes no sense, the link clears the line before the next
 * exchange: it reads until nothing comes any more, then asks `STATe?` until that is answered.
 *
 *     const link = Link.open(duplex);
 *     const time = await link.query('SYST:TIME?', /^\w+,\d+/);
 */
import { fault, type Fault } from '../../fault';
import { err, ok, type Result } from '../../result';
import type { Duplex } from '../transport/duplex';
import { codeOf, errorLine, isNoError, lineOf, wordsOf } from './answer-forms';
import { Exchanges, QUIET_MS } from './exchanges';
import type { LinkLog } from './link-log';
import type { RoundTrips } from './round-trips';
import { STATE_FORM } from './state-text';

/** Nothing is hoped for from a bridge that was not heard for so long, ms: above the 5 s that hubs and drivers take. */
const PATIENCE_MS = 8000;
/** How often words that may be said twice are said again. */
const REPEATS = 2;
/** A line that is not quiet by then will not be, ms. */
const CLEAR_MS = 5000;
/** Faults that a bridge's queue may hold. */
const MAX_ERRORS = 40;

export class Link {
  private readonly exchanges: Exchanges;
  /** The last exchange that is under way or waits. */
  private turn: Promise<unknown> = Promise.resolve();
  /** How often `overtake` was called: commands from before are not written any more. */
  private age = 0;
  /** Faults that were read together with an answer which they do not concern. */
  private strayErrors: string[] = [];

  /** Begins to listen, and to talk with an empty line. */
  static open(duplex: Duplex): Link {
    const link = new Link(duplex);
    void link.exchanges.wire.write('\n', () => true);
    return link;
  }

  private constructor(duplex: Duplex) {
    this.exchanges = new Exchanges(duplex);
  }

  /** What was said and heard, for a bug report. */
  get log(): LinkLog {
    return this.exchanges.log;
  }

  get roundTrips(): RoundTrips {
    return this.exchanges.roundTrips;
  }

  /** Resolves with the reason once the link is gone. */
  get closed(): Promise<Fault> {
    return this.exchanges.wire.closed;
  }

  get bytesIn(): number {
    return this.exchanges.wire.bytesIn;
  }

  get bytesOut(): number {
    return this.exchanges.wire.bytesOut;
  }

  /**
   * Writes commands and reads the bridge's error queue until it is empty. Faults: command-refused with the bridge's
   * words, cancelled when `overtake` came first, link-silent, link-garbled, link-lost.
   */
  command(...lines: readonly string[]): Promise<Result<void, Fault>> {
    return this.tell(lines, this.age);
  }

  /**
   * As `command`, for words that do no harm when they are heard twice: where no answer comes they are said again.
   * `arrived` is the SCPI code of a refusal which then says only that they were heard the first time.
   */
  async insist(lines: readonly string[], arrived?: number): Promise<Result<void, Fault>> {
    const { age } = this;
    let told = await this.tell(lines, age);
    for (let again = 0; again < REPEATS && !told.ok && mayPass(told.error); again++)
      told = await this.tell(lines, age, arrived);
    return told;
  }

  /** Asks what is answered with one line of the given form. Faults: link-silent, link-garbled, link-lost. */
  query(line: string, form: RegExp): Promise<Result<string, Fault>> {
    return this.inTurn(() => this.exchanges.make({ text: `${line}\n`, collect: lineOf(form) }));
  }

  /** The first query on a line of unknown history: what is left over on it is passed over. */
  async greet(line: string, form: RegExp): Promise<Result<string, Fault>> {
    await this.exchanges.becomeQuiet(10 * QUIET_MS);
    return this.inTurn(() =>
      this.exchanges.make({ text: `${line}\n`, collect: lineOf(form), patient: true }),
    );
  }

  /**
   * Asks what is answered with a block, or refused. Faults: command-refused with the bridge's words, link-silent,
   * link-garbled, link-lost.
   */
  block(line: string): Promise<Result<Uint8Array, Fault>> {
    return this.inTurn(async () => {
      let block: Uint8Array | undefined;
      const error = await this.exchanges.make({
        text: `${line}\nSYST:ERR?\n`,
        collect: (answer) => {
          if (answer.kind !== 'block' || block) return errorLine(answer);
          block = answer.bytes;
          return 'more';
        },
      });
      if (!error.ok) return error;
      if (block) {
        if (!isNoError(error.value)) this.strayErrors.push(error.value);
        return ok(block);
      }
      const refused = await this.drainErrors(error.value, line);
      if (!refused.ok) return refused;
      this.distrust();
      return err(this.exchanges.garbled(line));
    });
  }

  /**
   * Writes a command ahead of all that is not yet written; commands among that are dropped, queries stay. Resolves when
   * the transport has taken it, with that moment (performance.now(), ms).
   */
  async overtake(line: string): Promise<Result<number, Fault>> {
    this.age++;
    await this.exchanges.wire.writeUrgently(`${line}\n`);
    return this.exchanges.wire.gone ? err(this.exchanges.wire.gone) : ok(performance.now());
  }

  /** Forgets faults that were read but not yet handed to a command. */
  forgetErrors(): void {
    this.strayErrors = [];
  }

  /** The contents of an answer were wrong: the line is cleared before the next exchange. */
  distrust(): void {
    this.exchanges.doubtful = true;
  }

  close(): Promise<void> {
    return this.exchanges.wire.close();
  }

  /** Writes the lines unless `overtake` has come since the given age. */
  private tell(lines: readonly string[], age: number, pardoned?: number): Promise<Result<void, Fault>> {
    return this.inTurn(async () => {
      const first = await this.exchanges.make({
        text: [...lines, 'SYST:ERR?', ''].join('\n'),
        collect: errorLine,
        mayWrite: () => age === this.age,
      });
      return first.ok ? this.drainErrors(first.value, lines[0] ?? '', pardoned) : first;
    });
  }

  private inTurn<T>(converse: () => Promise<Result<T, Fault>>): Promise<Result<T, Fault>> {
    const result = this.turn.then(async () => {
      if (this.exchanges.wire.gone) return err(this.exchanges.wire.gone);
      const ready = this.exchanges.doubtful ? await this.clear() : ok(undefined);
      return ready.ok ? converse() : ready;
    });
    this.turn = result;
    return result;
  }

  /** Asks until the bridge is heard again; what it says to the questions before must not answer the ones behind. */
  private async clear(): Promise<Result<unknown, Fault>> {
    for (;;) {
      if (!(await this.exchanges.becomeQuiet(CLEAR_MS))) return this.endless();
      this.exchanges.doubtful = false;
      const state = await this.exchanges.make({
        text: '\nSTATe?\n',
        collect: lineOf(STATE_FORM),
        patient: true,
      });
      if (state.ok) return (await this.exchanges.becomeQuiet(CLEAR_MS)) ? state : this.endless();
      if (state.error.code !== 'link-silent' || this.exchanges.silence > PATIENCE_MS) return state;
    }
  }

  private endless(): Result<never, Fault> {
    this.exchanges.doubtful = true;
    return err(
      fault('link-garbled', `${this.exchanges.wire.name} sends without end and without being asked.`),
    );
  }

  private async drainErrors(first: string, about: string, pardoned?: number): Promise<Result<void, Fault>> {
    const found = this.strayErrors.splice(0);
    let line = first;
    for (let read = 0; !isNoError(line) && read < MAX_ERRORS; read++) {
      if (codeOf(line) !== pardoned) found.push(line);
      const next = await this.exchanges.make({ text: 'SYST:ERR?\n', collect: errorLine });
      if (!next.ok) return next;
      line = next.value;
    }
    if (found.length === 0) return ok(undefined);
    const words = found.map(wordsOf).join('; ');
    return err(fault('command-refused', `The bridge refused ${about}: ${words}.`));
  }
}

/** Whether another attempt may succeed where this one failed. */
export const mayPass = (reason: Fault): boolean =>
  reason.code === 'link-garbled' || reason.code === 'link-silent';
