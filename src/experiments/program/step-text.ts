/**
 * Steps as the lines of the bridge's language: what follows `PROGram:STEP `, for example
 * `APPROACH,0.00002,1,MAGNITUDE,2e-12,0.000015`. Host and simulated bridge share this one description.
 */
import { crc32c } from '../../records/crc32c';
import { CHANNELS, type ChannelName } from '../../records/record';
import { err, ok, type Result } from '../../result';
import type { Condition, Step } from './step';

const bitOf = (name: ChannelName): number => CHANNELS.findIndex((c) => c.name === name);

/** The step as one line, numbers in SI with all their digits. */
export function stepText(step: Step): string {
  return [step.verb, ...argumentsOf(step)].join(',');
}

function argumentsOf(step: Step): (string | number)[] {
  switch (step.verb) {
    case 'MOVE':
    case 'END':
      return [];
    case 'WAIT':
      return [step.seconds];
    case 'AMPLIFIER':
      return [step.fullScale, step.cutoff];
    case 'BIAS':
      return [step.potential];
    case 'APPROACH':
      return [
        step.rate,
        bitOf(step.channel),
        step.condition,
        step.threshold,
        step.maxTravel,
        ...optional(step.interval),
      ];
    case 'HOLD': {
      const until = step.until
        ? ['UNTIL', bitOf(step.until.channel), step.until.condition, step.until.value]
        : [];
      return [step.control, step.level, step.seconds, step.interval, ...until];
    }
    case 'CYCLE':
      return [step.start, step.vertex1, step.vertex2, step.end, step.scanRate, step.cycles, step.interval];
    case 'RETRACT':
      return [step.distance, step.rate, ...optional(step.interval)];
    case 'COARSE': {
      const until = step.until ? [bitOf(step.until.channel), step.until.condition, step.until.value] : [];
      return [step.distance, step.rate, ...until, ...optional(step.interval)];
    }
    case 'SYNC':
      return [step.mark];
  }
}

const optional = (value: number | undefined): number[] => (value === undefined ? [] : [value]);

/** Reads one line; the error says in words what is wrong with it. Verbs and keywords are case-insensitive. */
export function parseStep(text: string): Result<Step, string> {
  const [verb = '', ...words] = text.split(',').map((word) => word.trim().toUpperCase());
  const read = READERS[verb as Step['verb']];
  if (!read) return err(`unknown step ${verb || '(empty)'}`);
  const args = new Arguments(words);
  const step = read(args);
  const fault = args.problem();
  return fault ? err(`${verb}: ${fault}`) : ok(step);
}

const READERS: { readonly [V in Step['verb']]: (args: Arguments) => Step } = {
  MOVE: () => ({ verb: 'MOVE' }),
  END: () => ({ verb: 'END' }),
  WAIT: (a) => ({ verb: 'WAIT', seconds: a.notNegative('time') }),
  AMPLIFIER: (a) => ({
    verb: 'AMPLIFIER',
    fullScale: a.positive('full scale'),
    cutoff: a.positive('cut-off'),
  }),
  BIAS: (a) => ({ verb: 'BIAS', potential: a.number('potential') }),
  APPROACH: (a) => ({
    verb: 'APPROACH',
    rate: a.positive('rate'),
    channel: a.channel(),
    condition: a.oneOf(['ABOVE', 'BELOW', 'MAGNITUDE', 'FALL']),
    threshold: a.number('threshold'),
    maxTravel: a.positive('travel'),
    ...a.lastInterval(),
  }),
  HOLD: (a) => ({
    verb: 'HOLD',
    control: a.oneOf(['POTENTIAL', 'CURRENT']),
    level: a.number('level'),
    seconds: a.positive('time'),
    interval: a.positive('sample interval'),
    ...(a.left > 0 ? { until: holdUntil(a) } : {}),
  }),
  CYCLE: (a) => ({
    verb: 'CYCLE',
    start: a.number('start'),
    vertex1: a.number('vertex 1'),
    vertex2: a.number('vertex 2'),
    end: a.number('end'),
    scanRate: a.positive('scan rate'),
    cycles: a.count('cycles'),
    interval: a.positive('sample interval'),
  }),
  RETRACT: (a) => ({
    verb: 'RETRACT',
    distance: a.positive('distance'),
    rate: a.positive('rate'),
    ...a.lastInterval(),
  }),
  COARSE: (a) => ({
    verb: 'COARSE',
    distance: a.number('distance'),
    rate: a.positive('rate'),
    ...(a.left >= 3 ? { until: coarseUntil(a) } : {}),
    ...a.lastInterval(),
  }),
  SYNC: (a) => ({ verb: 'SYNC', mark: a.count('mark') }),
};

function holdUntil(a: Arguments): { channel: ChannelName; condition: 'ABOVE' | 'BELOW'; value: number } {
  a.oneOf(['UNTIL']);
  return { channel: a.channel(), condition: a.oneOf(['ABOVE', 'BELOW']), value: a.number('value') };
}

function coarseUntil(a: Arguments): { channel: ChannelName; condition: Condition; value: number } {
  return {
    channel: a.channel(),
    condition: a.oneOf(['ABOVE', 'BELOW', 'MAGNITUDE', 'FALL']),
    value: a.number('value'),
  };
}

/** A number of the language. */
export const DECIMAL = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** Takes words one by one and remembers the first that does not fit. */
class Arguments {
  private readonly words: string[];
  private fault = '';

  constructor(words: readonly string[]) {
    this.words = [...words];
  }

  get left(): number {
    return this.words.length;
  }

  problem(): string {
    return this.fault || (this.words.length > 0 ? 'too many arguments' : '');
  }

  number(name: string): number {
    const word = this.words.shift();
    const value = word !== undefined && DECIMAL.test(word) ? Number(word) : NaN;
    if (!Number.isFinite(value))
      this.refuse(word === undefined ? `${name} missing` : `${name} is no number: ${word}`);
    return value;
  }

  positive(name: string): number {
    const value = this.number(name);
    if (value <= 0) this.refuse(`${name} must be positive`);
    return value;
  }

  notNegative(name: string): number {
    const value = this.number(name);
    if (value < 0) this.refuse(`${name} must not be negative`);
    return value;
  }

  count(name: string): number {
    const value = this.number(name);
    if (!Number.isInteger(value) || value < 1) this.refuse(`${name} must be a whole number from 1`);
    return value;
  }

  channel(): ChannelName {
    const bit = this.number('channel');
    const channel = CHANNELS.find((c) => c.bit === bit);
    if (!channel) this.refuse(`no channel ${String(bit)}`);
    return channel?.name ?? 'z';
  }

  oneOf<const W extends string>(words: readonly W[]): W {
    const word = this.words.shift();
    const found = words.find((w) => w === word);
    if (found === undefined)
      this.refuse(`expected ${words.join(' or ')}${word === undefined ? '' : `, not ${word}`}`);
    return found ?? (words[0] as W);
  }

  lastInterval(): { interval?: number } {
    return this.words.length > 0 ? { interval: this.positive('sample interval') } : {};
  }

  private refuse(why: string): void {
    this.fault ||= why;
  }
}

/** Hash by which host and bridge agree on a program: CRC-32C of the lines, each with a line feed, as 8 hex digits. */
export const programHash = (lines: readonly string[]): string =>
  crc32c(new TextEncoder().encode(lines.map((line) => `${line}\n`).join('')))
    .toString(16)
    .padStart(8, '0');
