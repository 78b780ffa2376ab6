/**
 * Lines to a bridge and its answers, raw, with a note of both: what a check of the language is written with. Whatever is not
 * as expected is thrown as a `Deviation`, which the run of the checks catches.
 */
import { decodeRecords } from '../../records/codec';
import type { BridgeRecord } from '../../records/record';
import { AnswerParser, type Answer } from '../bridge/answers';
import { parseState } from '../bridge/state-text';
import type { BridgeState, BridgeStateName } from '../instrument';
import type { Duplex } from '../transport/duplex';

/** A bridge answers within this, ms. */
const ANSWER_MS = 2000;
/** Nothing more comes when nothing came for so long, ms. */
const QUIET_MS = 150;
/** Between two looks at the state, ms. */
const LOOK_MS = 10;
/** A bridge that rests in another state for so long will not come to the one waited for, ms. */
const REST_MS = 500;
/** Lines of the note that are kept, and characters of each. */
const NOTED_LINES = 60;
const NOTED_CHARACTERS = 160;

const ERROR_FORM = /^([+-]?\d+) *, *"[^"]*"$/;

/** How the bridge differs from the language. */
export class Deviation extends Error {
  readonly expected: string;
  readonly came: string;

  constructor(expected: string, came: string) {
    super(`expected ${expected}, came ${came}`);
    this.expected = expected;
    this.came = came;
  }
}

export class Conversation {
  private duplex: Duplex;
  private parser = new AnswerParser();
  private answers: Answer[] = [];
  private waiting: (() => void) | undefined;
  private ended = false;
  private note: string[] = [];

  constructor(duplex: Duplex) {
    this.duplex = duplex;
    void this.listen(duplex);
  }

  /** What was sent (`>`) and what came (`<`) since this was asked last. */
  takeNote(): string[] {
    return this.note.splice(0);
  }

  /** Writes lines at once, each with its line feed. */
  send(...lines: readonly string[]): Promise<void> {
    return this.write(lines.map((line) => `${line}\n`).join(''));
  }

  /** Writes text as it is. */
  async write(text: string): Promise<void> {
    for (const line of text.split('\n').filter(Boolean)) this.noteLine(`> ${line}`);
    try {
      await this.duplex.write(new TextEncoder().encode(text));
    } catch {
      this.ended = true;
    }
  }

  /** The next answer, whatever it is. */
  async answer(expected: string): Promise<Answer> {
    const until = performance.now() + ANSWER_MS;
    for (;;) {
      const next = this.answers.shift();
      if (next) return next;
      if (this.ended) throw new Deviation(expected, 'the end of the connection');
      const left = until - performance.now();
      if (left <= 0) throw new Deviation(expected, `nothing within ${String(ANSWER_MS / 1000)} s`);
      await this.arrival(left);
    }
  }

  /** The next answer, which must be a line of this form. */
  async line(form: RegExp, expected: string): Promise<string> {
    const answer = await this.answer(expected);
    if (answer.kind !== 'line' || !form.test(answer.text)) throw new Deviation(expected, inWords(answer));
    return answer.text;
  }

  async ask(query: string, form: RegExp, expected: string): Promise<string> {
    await this.send(query);
    return this.line(form, expected);
  }

  /** The next answer, which must be a block. */
  async nextBlock(expected = 'a block'): Promise<Uint8Array> {
    const answer = await this.answer(expected);
    if (answer.kind !== 'block') throw new Deviation(expected, inWords(answer));
    return answer.bytes;
  }

  async block(query: string): Promise<Uint8Array> {
    await this.send(query);
    return this.nextBlock(`a block for ${query}`);
  }

  /** Commands that answer nothing and leave no fault. */
  async accepted(...lines: readonly string[]): Promise<void> {
    await this.send(...lines, 'SYSTem:ERRor?');
    await this.noError(lines.length > 0 ? `${lines.join(', ')} carried out` : 'all carried out');
  }

  /** Asks whether what was sent before was carried out without a fault. */
  noErrorLeft(): Promise<void> {
    return this.accepted();
  }

  /** The next answer says that there is no fault. */
  async noError(expected: string): Promise<void> {
    const code = await this.errorCode(`0,"No error" (${expected})`);
    if (code !== 0) throw new Deviation(`0,"No error" (${expected})`, `error ${String(code)}`);
  }

  /** A command or query that answers nothing and leaves one fault: of the code, or of the hundred where that ends in 00. */
  async refused(line: string, code: number): Promise<void> {
    await this.send(line, 'SYSTem:ERRor?', 'SYSTem:ERRor?');
    await this.fault(code, line);
    await this.noError(`one fault for ${line}`);
  }

  /** The next answer is a fault of this kind. */
  async fault(code: number, about: string): Promise<void> {
    const expected = `error ${inHundred(code)} for ${about}`;
    const came = await this.errorCode(expected);
    const fits = code % 100 === 0 ? Math.trunc(came / 100) === code / 100 : came === code;
    if (!fits) throw new Deviation(expected, came === 0 ? 'no error' : `error ${String(came)}`);
  }

  /** Whether the next answer says that there is no fault; one of this hundred is the only other that may come. */
  async noErrorOr(hundred: number, about: string): Promise<boolean> {
    const expected = `0,"No error" or error ${inHundred(hundred)} for ${about}`;
    const came = await this.errorCode(expected);
    if (came !== 0 && Math.trunc(came / 100) !== hundred / 100)
      throw new Deviation(expected, `error ${String(came)}`);
    return came === 0;
  }

  async state(): Promise<BridgeState> {
    const text = await this.ask('STATe?', /^[A-Z]+,/, 'a state');
    const state = parseState(text);
    if (!state.ok) throw new Deviation('the eight fields of a state', `${text}: ${state.error}`);
    return state.value;
  }

  /** Asks for the state until it has this name; gives up early where the bridge rests in another one. */
  async until(name: BridgeStateName, seconds = 10): Promise<BridgeState> {
    const noted = this.note.length;
    let end = performance.now() + seconds * 1000;
    for (;;) {
      this.note.length = Math.min(this.note.length, noted);
      const state = await this.state();
      if (state.state === name) return state;
      const now = performance.now();
      if (state.state !== 'RUNNING') end = Math.min(end, now + REST_MS);
      if (now >= end)
        throw new Deviation(`state ${name}`, `state ${state.state}, ${state.reason || 'no reason'}`);
      await pause(LOOK_MS);
    }
  }

  /** All records from a number on, each checked to the last byte and numbered without a gap. */
  async records(from: number): Promise<BridgeRecord[]> {
    const records: BridgeRecord[] = [];
    for (;;) {
      const next = (from + records.length) >>> 0;
      const decoded = recordsOf(await this.block(`DATA? ${String(next)},65536`));
      if (decoded.length === 0) return records;
      for (const record of decoded) {
        const number = (from + records.length) >>> 0;
        if (record.number !== number)
          throw new Deviation(`record number ${String(number)}`, String(record.number));
        records.push(record);
      }
    }
  }

  /** Whether the bridge keeps silent for a moment. */
  async quiet(): Promise<void> {
    await this.arrival(QUIET_MS);
    const answer = this.answers.shift();
    if (answer) throw new Deviation('nothing', inWords(answer));
  }

  /** Goes on over another connection; resolves once the bridge has ended the one before, or says that it has not. */
  async moveTo(duplex: Duplex): Promise<boolean> {
    const until = performance.now() + ANSWER_MS;
    while (!this.ended && performance.now() < until) await this.arrival(LOOK_MS);
    const left = this.ended;
    await this.duplex.close();
    this.duplex = duplex;
    this.parser = new AnswerParser();
    this.answers = [];
    this.ended = false;
    void this.listen(duplex);
    return left;
  }

  /** Clears the line after something went wrong: what is still to come is thrown away. */
  async clear(): Promise<void> {
    const end = performance.now() + 10 * ANSWER_MS;
    do {
      this.answers = [];
      await this.arrival(QUIET_MS);
    } while (this.answers.length > 0 && performance.now() < end);
    this.parser.reset();
    await this.send('', '*CLS');
  }

  get gone(): boolean {
    return this.ended;
  }

  close(): Promise<void> {
    return this.duplex.close();
  }

  private async errorCode(expected: string): Promise<number> {
    const line = await this.line(ERROR_FORM, expected);
    return Number(ERROR_FORM.exec(line)?.[1]);
  }

  /** Resolves when something came, at the latest after so many ms. */
  private arrival(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        this.waiting = undefined;
        resolve();
      };
      const timer = setTimeout(done, milliseconds);
      this.waiting = done;
      if (this.answers.length > 0) done();
    });
  }

  private async listen(duplex: Duplex): Promise<void> {
    const next = (): Promise<Uint8Array | null> => duplex.read().catch(() => null);
    for (let bytes = await next(); bytes; bytes = await next()) {
      if (duplex !== this.duplex) return;
      const arrived = this.parser.push(bytes);
      for (const answer of arrived) this.noteLine(`< ${inWords(answer)}`);
      this.answers.push(...arrived);
      if (arrived.length > 0) this.waiting?.();
    }
    if (duplex !== this.duplex) return;
    this.ended = true;
    this.waiting?.();
  }

  private noteLine(line: string): void {
    if (this.note.length < NOTED_LINES)
      this.note.push(line.length > NOTED_CHARACTERS ? `${line.slice(0, NOTED_CHARACTERS)}…` : line);
  }
}

/** The records of a block, checked to the last byte. */
export function recordsOf(bytes: Uint8Array): BridgeRecord[] {
  const decoded = decodeRecords(bytes);
  if (decoded.ok) return decoded.value;
  const { detail, offset } = decoded.error;
  throw new Deviation(
    'whole records with magic, layout, CRC-32C and padding as written',
    `${detail}, in the record at byte ${String(offset)} of the block`,
  );
}

export const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

function inWords(answer: Answer): string {
  if (answer.kind === 'line') return answer.text;
  return answer.kind === 'block' ? `a block of ${String(answer.bytes.length)} bytes` : answer.why;
}

const inHundred = (code: number): string =>
  code % 100 === 0 ? `${String(code)} to ${String(code - 99)}` : String(code);
