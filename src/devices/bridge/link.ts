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
import { AnswerParser, type Answer } from './answers';
import { Deadline } from './deadline';
import { Heard } from './heard';
import { LinkLog } from './link-log';
import { RoundTrips } from './round-trips';
import { STATE_FORM } from './state-text';
import { Wire } from './wire';

/** A bridge that makes no progress towards its answer for so long is silent, ms. */
const ANSWER_MS = 2000;
/** Nothing is hoped for from a bridge that was not heard for so long, ms: above the 5 s that hubs and drivers take. */
const PATIENCE_MS = 8000;
/** How often words that may be said twice are said again. */
const REPEATS = 2;
/** The line is clear when nothing came for so long, ms. */
const QUIET_MS = 100;
/** A line that is not quiet by then will not be, ms. */
const CLEAR_MS = 5000;
/** Faults that a bridge's queue may hold. */
const MAX_ERRORS = 40;

const ERROR_FORM = /^([+-]?\d+) *, *"(.*)"$/;

/** Takes an answer: a result ends the exchange, `more` waits for the next answer, `stray` is none that was asked for. */
type Collect<T> = (answer: Answer) => Result<T, Fault> | 'more' | 'stray';

interface Exchange<T> {
  readonly text: string;
  readonly collect: Collect<T>;
  /** Ignores stray answers, for a line on which something may be left over. */
  readonly patient?: boolean;
  /** Asked before each piece that is written. */
  readonly mayWrite?: () => boolean;
}

interface Listening {
  readonly answer: (answer: Answer) => void;
  readonly bytes: () => void;
  readonly fail: (reason: Fault) => void;
}

export class Link {
  readonly log = new LinkLog();
  readonly roundTrips = new RoundTrips();
  private readonly wire: Wire;
  private readonly parser = new AnswerParser();
  private readonly heard = new Heard();
  /** The last exchange that is under way or waits. */
  private turn: Promise<unknown> = Promise.resolve();
  private listening: Listening | undefined;
  /** Answers to something given up may still come. */
  private doubtful = false;
  private discarding = false;
  private heardAt = 0;
  /** How often `overtake` was called: commands from before are not written any more. */
  private age = 0;
  /** Faults that were read together with an answer which they do not concern. */
  private strayErrors: string[] = [];

  /** Begins to listen, and to talk with an empty line. */
  static open(duplex: Duplex): Link {
    const link = new Link(duplex);
    void link.wire.write('\n', () => true);
    return link;
  }

  private constructor(duplex: Duplex) {
    this.wire = new Wire(
      duplex,
      (bytes) => {
        this.receive(bytes);
      },
      (lines) => {
        this.log.sent(lines);
      },
    );
    void this.wire.closed.then((reason) => this.listening?.fail(reason));
  }

  /** Resolves with the reason once the link is gone. */
  get closed(): Promise<Fault> {
    return this.wire.closed;
  }

  get bytesIn(): number {
    return this.wire.bytesIn;
  }

  get bytesOut(): number {
    return this.wire.bytesOut;
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
    return this.inTurn(() => this.exchange({ text: `${line}\n`, collect: lineOf(form) }));
  }

  /** The first query on a line of unknown history: what is left over on it is passed over. */
  async greet(line: string, form: RegExp): Promise<Result<string, Fault>> {
    await this.becomeQuiet(10 * QUIET_MS);
    return this.inTurn(() => this.exchange({ text: `${line}\n`, collect: lineOf(form), patient: true }));
  }

  /**
   * Asks what is answered with a block, or refused. Faults: command-refused with the bridge's words, link-silent,
   * link-garbled, link-lost.
   */
  block(line: string): Promise<Result<Uint8Array, Fault>> {
    return this.inTurn(async () => {
      let block: Uint8Array | undefined;
      const error = await this.exchange({
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
      return err(this.garbled(line));
    });
  }

  /**
   * Writes a command ahead of all that is not yet written; commands among that are dropped, queries stay. Resolves when
   * the transport has taken it, with that moment (performance.now(), ms).
   */
  async overtake(line: string): Promise<Result<number, Fault>> {
    this.age++;
    await this.wire.writeUrgently(`${line}\n`);
    return this.wire.gone ? err(this.wire.gone) : ok(performance.now());
  }

  /** Forgets faults that were read but not yet handed to a command. */
  forgetErrors(): void {
    this.strayErrors = [];
  }

  /** The contents of an answer were wrong: the line is cleared before the next exchange. */
  distrust(): void {
    this.doubtful = true;
  }

  close(): Promise<void> {
    return this.wire.close();
  }

  /** Writes the lines unless `overtake` has come since the given age. */
  private tell(lines: readonly string[], age: number, pardoned?: number): Promise<Result<void, Fault>> {
    return this.inTurn(async () => {
      const first = await this.exchange({
        text: [...lines, 'SYST:ERR?', ''].join('\n'),
        collect: errorLine,
        mayWrite: () => age === this.age,
      });
      return first.ok ? this.drainErrors(first.value, lines[0] ?? '', pardoned) : first;
    });
  }

  private inTurn<T>(converse: () => Promise<Result<T, Fault>>): Promise<Result<T, Fault>> {
    const result = this.turn.then(async () => {
      if (this.wire.gone) return err(this.wire.gone);
      const ready = this.doubtful ? await this.clear() : ok(undefined);
      return ready.ok ? converse() : ready;
    });
    this.turn = result;
    return result;
  }

  /** Asks until the bridge is heard again; what it says to the questions before must not answer the ones behind. */
  private async clear(): Promise<Result<unknown, Fault>> {
    for (;;) {
      if (!(await this.becomeQuiet(CLEAR_MS))) return this.endless();
      this.doubtful = false;
      const state = await this.exchange({
        text: '\nSTATe?\n',
        collect: lineOf(STATE_FORM),
        patient: true,
      });
      if (state.ok) return (await this.becomeQuiet(CLEAR_MS)) ? state : this.endless();
      const silence = performance.now() - this.heardAt;
      if (state.error.code !== 'link-silent' || silence > PATIENCE_MS) return state;
    }
  }

  private endless(): Result<never, Fault> {
    this.doubtful = true;
    return err(fault('link-garbled', `${this.wire.name} sends without end and without being asked.`));
  }

  /** Throws away what comes until nothing comes any more; answers whether that was reached in time. */
  private async becomeQuiet(limit: number): Promise<boolean> {
    const begin = performance.now();
    const quietAt = (): number => Math.max(begin, this.heardAt) + QUIET_MS;
    this.discarding = true;
    for (let left = QUIET_MS; left > 0; left = quietAt() - performance.now()) {
      if (performance.now() - begin > limit || this.wire.gone) break;
      await new Promise((resolve) => setTimeout(resolve, left));
    }
    this.discarding = false;
    this.parser.reset();
    return performance.now() >= quietAt();
  }

  private exchange<T>({ text, collect, patient, mayWrite }: Exchange<T>): Promise<Result<T, Fault>> {
    if (this.wire.gone) return Promise.resolve(err(this.wire.gone));
    this.heard.begin();
    const asked = performance.now();
    return new Promise((resolve) => {
      let over = false;
      const finish = (result: Result<T, Fault>): void => {
        if (over) return;
        over = true;
        deadline.stop();
        this.listening = undefined;
        // Commands are many lines, whose writing takes most of the time.
        if (result.ok && !mayWrite) this.roundTrips.add(performance.now() - asked);
        resolve(result);
      };
      const giveUp = (reason: Fault): void => {
        this.doubtful = true;
        finish(err(reason));
      };
      const deadline = new Deadline(ANSWER_MS, () => {
        giveUp(patient && this.heard.anything ? this.garbled(text) : this.silent(text));
      });
      this.listening = {
        answer: (answer) => {
          const result = collect(answer);
          if (result === 'more') deadline.restart();
          else if (result !== 'stray') finish(result);
          else if (!patient) giveUp(this.garbled(text));
        },
        bytes: () => {
          if (!patient && this.parser.insideBlock) deadline.restart();
        },
        fail: giveUp,
      };
      const goOn = (): boolean => {
        if (over || mayWrite?.() === false) return false;
        deadline.restart();
        return true;
      };
      void this.wire.write(text, goOn).then((written) => {
        if (!written) finish(err(fault('cancelled', `${nameOf(text)} was not sent.`)));
      });
    });
  }

  private async drainErrors(first: string, about: string, pardoned?: number): Promise<Result<void, Fault>> {
    const found = this.strayErrors.splice(0);
    let line = first;
    for (let read = 0; !isNoError(line) && read < MAX_ERRORS; read++) {
      if (codeOf(line) !== pardoned) found.push(line);
      const next = await this.exchange({ text: 'SYST:ERR?\n', collect: errorLine });
      if (!next.ok) return next;
      line = next.value;
    }
    if (found.length === 0) return ok(undefined);
    const words = found.map((error) => error.replace(ERROR_FORM, '$2 ($1)')).join('; ');
    return err(fault('command-refused', `The bridge refused ${about}: ${words}.`));
  }

  private receive(bytes: Uint8Array): void {
    this.heardAt = performance.now();
    this.heard.add(bytes);
    if (this.discarding) {
      this.log.passedOver(bytes);
      return;
    }
    const answers = this.parser.push(bytes);
    this.listening?.bytes();
    for (const answer of answers) {
      this.log.heard(answer);
      if (this.listening) this.listening.answer(answer);
      else this.doubtful = true;
    }
  }

  private silent(text: string): Fault {
    const seconds = String(ANSWER_MS / 1000);
    return fault(
      'link-silent',
      `${this.wire.name} did not answer ${nameOf(text)} within ${seconds} s; heard: ${this.heard.text()}.`,
    );
  }

  private garbled(text: string): Fault {
    return fault(
      'link-garbled',
      `${this.wire.name} answered ${nameOf(text)} with what is no answer to it: ${this.heard.text()}.`,
    );
  }
}

/** Whether another attempt may succeed where this one failed. */
export const mayPass = (reason: Fault): boolean =>
  reason.code === 'link-garbled' || reason.code === 'link-silent';

const nameOf = (text: string): string => text.trim().split('\n', 1)[0] ?? '';

const codeOf = (line: string): number => Number(ERROR_FORM.exec(line)?.[1]);

const isNoError = (line: string): boolean => codeOf(line) === 0;

const lineOf =
  (form: RegExp): Collect<string> =>
  (answer) =>
    answer.kind === 'line' && form.test(answer.text) ? ok(answer.text) : 'stray';

/** No bridge has an error by the name of none: such a line was changed on its way. */
const errorLine: Collect<string> = (answer) =>
  answer.kind === 'line' && /^[+-]?0*[1-9].*"no error"$/i.test(answer.text)
    ? 'stray'
    : lineOf(ERROR_FORM)(answer);
