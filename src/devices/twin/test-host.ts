/** A host for tests: writes lines, reads answers, and polls until something is so. Knows nothing of the bridge's inside. */
import { decodeRecords } from '../../records/codec';
import type { BridgeRecord } from '../../records/record';
import { AnswerParser, type Answer } from '../bridge/answers';
import { duplexPair } from '../transport/in-page';
import type { Duplex } from '../transport/duplex';
import { instrumentOver } from './capabilities';
import { createTestWorld, type TestWorld, type TestWorldOptions } from './test-world';
import { createTwin, type Twin } from './twin';

const encoder = new TextEncoder();

export class TestHost {
  readonly duplex: Duplex;
  private readonly parser = new AnswerParser();
  private readonly answers: Answer[] = [];

  constructor(duplex: Duplex) {
    this.duplex = duplex;
  }

  /** Writes lines, each with its line feed. */
  async send(...lines: string[]): Promise<void> {
    await this.duplex.write(encoder.encode(lines.map((line) => `${line}\n`).join('')));
  }

  async answer(): Promise<Answer> {
    for (;;) {
      const next = this.answers.shift();
      if (next) return next;
      const bytes = await this.duplex.read();
      if (!bytes) throw new Error('the bridge has ended');
      this.answers.push(...this.parser.push(bytes));
    }
  }

  /** The text that answers a query. */
  async ask(query: string): Promise<string> {
    await this.send(query);
    const answer = await this.answer();
    if (answer.kind !== 'line') throw new Error(`${answer.kind} for ${query}`);
    return answer.text;
  }

  /** The bytes of the block that answers a query. */
  async block(query: string): Promise<Uint8Array> {
    await this.send(query);
    const answer = await this.answer();
    if (answer.kind !== 'block') throw new Error(`${answer.kind} for ${query}`);
    return answer.bytes;
  }

  /** Sends a command and answers the fault that it left. */
  async refusal(command: string): Promise<string> {
    await this.send(command);
    return this.ask('SYST:ERR?');
  }

  async state(): Promise<string[]> {
    return (await this.ask('STAT?')).split(',');
  }

  /** Asks for the state until it has the name. */
  until(name: string): Promise<string[]> {
    return this.poll((state) => state[0] === name);
  }

  /** Asks for the state until a step is at work. */
  untilStep(place: number): Promise<string[]> {
    return this.poll((state) => state[2] === String(place));
  }

  private async poll(wanted: (state: readonly string[]) => boolean): Promise<string[]> {
    for (;;) {
      const state = await this.state();
      if (wanted(state)) return state;
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
  }

  /** All records there are from a number on. */
  async records(from = 0): Promise<BridgeRecord[]> {
    const records: BridgeRecord[] = [];
    for (;;) {
      const decoded = decodeRecords(await this.block(`DATA? ${String(from + records.length)}`));
      if (!decoded.ok) throw new Error(decoded.error.detail);
      if (decoded.value.length === 0) return records;
      records.push(...decoded.value);
    }
  }

  /** Loads a program, runs hops over it, and answers the records once all is idle. */
  async measure(
    program: readonly string[],
    hops: readonly string[] = ['1,1e-6,2e-6'],
  ): Promise<BridgeRecord[]> {
    await this.send('PROG:CLE', ...program.map((line) => `PROG:STEP ${line}`));
    await this.send(...hops.map((hop) => `QUE:HOP ${hop}`), 'RUN');
    await this.until('IDLE');
    const fault = await this.ask('SYST:ERR?');
    if (!fault.startsWith('0,')) throw new Error(fault);
    return this.records();
  }
}

export interface Setup extends TestWorldOptions {
  readonly clock?: number;
  readonly recordMemory?: number;
  readonly queueLength?: number;
}

/** A bridge over a test world, and a host that is connected to it. */
export function connected(setup: Setup = {}): { twin: Twin; world: TestWorld; host: TestHost } {
  const world = createTestWorld(setup);
  const instrument = instrumentOver(world);
  const twin = createTwin({
    world,
    simulation: { sample: 'plane', seed: 1 },
    clock: setup.clock ?? Infinity,
    capabilities: {
      ...instrument,
      record_memory: setup.recordMemory ?? instrument.record_memory,
      queue_length: setup.queueLength ?? instrument.queue_length,
    },
  });
  return { twin, world, host: hostOf(twin) };
}

/** Another host on the same bridge. */
export function hostOf(twin: Twin): TestHost {
  const [host, device] = duplexPair();
  void twin.serve(device);
  return new TestHost(host);
}
