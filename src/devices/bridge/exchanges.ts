/**
 * Exchanges over a duplex of bytes, one at a time: words go out, answers are collected until they are complete or the other
 * side makes no progress for too long. What it cannot make sense of makes the line doubtful; who talks on it clears it.
 */
import { fault, type Fault } from '../../fault';
import { err, type Result } from '../../result';
import type { Duplex } from '../transport/duplex';
import type { Collect } from './answer-forms';
import { AnswerParser, type Answer } from './answers';
import { Deadline } from './deadline';
import { Heard } from './heard';
import { LinkLog } from './link-log';
import { RoundTrips } from './round-trips';
import { Wire } from './wire';

/** A bridge that makes no progress towards its answer for so long is silent, ms. */
const ANSWER_MS = 2000;
/** The line is clear when nothing came for so long, ms. */
export const QUIET_MS = 100;

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

export class Exchanges {
  readonly log = new LinkLog();
  readonly roundTrips = new RoundTrips();
  readonly wire: Wire;
  /** Answers to something given up may still come. */
  doubtful = false;
  private readonly parser = new AnswerParser();
  private readonly heard = new Heard();
  private listening: Listening | undefined;
  private discarding = false;
  private heardAt = 0;

  constructor(duplex: Duplex) {
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

  /** ms since anything was heard. */
  get silence(): number {
    return performance.now() - this.heardAt;
  }

  /**
   * Writes the text and resolves with what was collected of the answers. Faults: cancelled when it may not be written any
   * more, link-silent, link-garbled, link-lost, and those that the collector answers.
   */
  make<T>({ text, collect, patient, mayWrite }: Exchange<T>): Promise<Result<T, Fault>> {
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

  /** Throws away what comes until nothing comes any more; answers whether that was reached within `limit` ms. */
  async becomeQuiet(limit: number): Promise<boolean> {
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

  /** That the answer to a text is none. */
  garbled(text: string): Fault {
    return fault(
      'link-garbled',
      `${this.wire.name} answered ${nameOf(text)} with what is no answer to it: ${this.heard.text()}.`,
    );
  }

  private silent(text: string): Fault {
    const seconds = String(ANSWER_MS / 1000);
    return fault(
      'link-silent',
      `${this.wire.name} did not answer ${nameOf(text)} within ${seconds} s; heard: ${this.heard.text()}.`,
    );
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
}

const nameOf = (text: string): string => text.trim().split('\n', 1)[0] ?? '';
