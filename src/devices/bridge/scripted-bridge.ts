/** A bridge for tests that does what it is told to, without any physics. */
import { programHash } from '../../experiments/program/step-text';
import { encodeRecord } from '../../records/codec';
import { maskOf, type BridgeRecord } from '../../records/record';
import { blockOf, latin1, NO_ERROR, TestPeer, type Reply } from './test-peer';

const AXIS = { min: 0, max: 2e-5, max_velocity: 5e-3, resolution: 1e-10 };

export class ScriptedBridge {
  readonly peer = new TestPeer((line) => this.answer(line));
  identity = 'Acme,Bridge,7,1.2';
  version = '1.0';
  capabilities: object = {
    axes: { x: AXIS, y: AXIS, z: AXIS },
    channels: [{ bit: 1, name: 'tip_current', unit: 'A' }],
    amplifier: { ranges: [], cutoff: [10, 20_000] },
    max_sample_rate: 200_000,
    queue_length: 64,
    record_memory: 1_000_000,
    track: false,
  };
  /** Answers to the next `STATe?`, then the last one for ever. */
  states = ['IDLE,-1,-1,0,0,0,2e-05,'];
  errors: string[] = [];
  program: string[] = [];
  records: BridgeRecord[] = [];
  /** Looks at each answer before it is sent. */
  disturb: (line: string, reply: Reply) => Reply = (_line, reply) => reply;

  /** What the host wrote since it was connected. */
  heard(): string[] {
    return this.peer.lines.filter((line) => line !== '' && line !== 'SYST:ERR?');
  }

  private answer(line: string): Reply {
    return this.disturb(line, this.undisturbed(line));
  }

  private undisturbed(line: string): Reply {
    const [header, rest] = splitOnce(line);
    switch (header) {
      case '*IDN?':
        return `${this.identity}\n`;
      case 'SYST:VERS?':
        return `${this.version}\n`;
      case 'SYST:TIME?':
        return 'c0ffee,12.5\n';
      case 'SYST:CAP?':
        return blockOf(latin1(JSON.stringify(this.capabilities)));
      case 'SYST:ERR?':
        return this.errors.length > 0 ? `${this.errors.shift() ?? ''}\n` : NO_ERROR;
      case '*CLS':
        this.errors = [];
        return undefined;
      case 'STATe?':
        return `${(this.states.length > 1 ? this.states.shift() : this.states[0]) ?? ''}\n`;
      case 'PROG:CLE':
        this.program = [];
        return undefined;
      case 'PROG:STEP':
        this.program.push(rest);
        return undefined;
      case 'PROG:HASH?':
        return `${programHash(this.program).toUpperCase()}\n`;
      case 'DATA?':
        return this.data(Number(rest.split(',')[0]));
      default:
        return undefined;
    }
  }

  private data(from: number): Reply {
    const first = this.records.findIndex((record) => record.number === from);
    if (first >= 0) return blockOf(Buffer.concat(this.records.slice(first).map(encodeRecord)));
    if (this.records.length === 0) return '#10\n';
    this.errors.push('-222,"Data out of range"');
    return undefined;
  }
}

function splitOnce(line: string): [string, string] {
  const at = line.indexOf(' ');
  return at < 0 ? [line, ''] : [line.slice(0, at), line.slice(at + 1)];
}

export const recordOf = (number: number): BridgeRecord => ({
  number: number >>> 0,
  hop: 1,
  step: 2,
  flags: 0,
  firstSample: 0,
  sampleCount: 4,
  channelMask: maskOf('tip_current'),
  start: 1,
  interval: 1e-3,
  payload: Float32Array.from({ length: 4 }, (_, i) => number + i),
});
