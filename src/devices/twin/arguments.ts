/** The words after a header, read as a command's table row says. */
import { DECIMAL } from '../../experiments/program/step-text';
import { err, ok, type Result } from '../../result';
import { scpiError, type ScpiError } from './scpi-error';

/** `number`: any decimal number; `natural`: a whole one from 0 to 2³² − 1; `word`: as it is; `line`: all the rest, commas and all. */
export type ArgumentKind = 'number' | 'natural' | 'word' | 'line';

export interface ArgumentSpec {
  readonly name: string;
  readonly kind: ArgumentKind;
  readonly optional?: true;
}

/** Checked arguments, by their place. */
export class Arguments {
  private readonly values: readonly (number | string)[];

  constructor(values: readonly (number | string)[]) {
    this.values = values;
  }

  has(place: number): boolean {
    return place < this.values.length;
  }

  /** NaN for a word; a row of the table that asks for what it has not declared. */
  number(place: number): number {
    const value = this.values[place];
    return typeof value === 'number' ? value : NaN;
  }

  word(place: number): string {
    return String(this.values[place] ?? '');
  }
}

/** Reads `text` by the specs; the fault names the argument. */
export function parseArguments(text: string, specs: readonly ArgumentSpec[]): Result<Arguments, ScpiError> {
  if (specs[0]?.kind === 'line') return text ? ok(new Arguments([text])) : missing(specs[0]);
  const words = text === '' ? [] : text.split(',').map((word) => word.trim());
  if (words.length > specs.length) return err(scpiError(-108, words[specs.length]));
  const values: (number | string)[] = [];
  for (const [place, spec] of specs.entries()) {
    const word = words[place];
    if (word === undefined && spec.optional) break;
    if (word === undefined || word === '') return missing(spec);
    const value = spec.kind === 'word' ? word : numberOf(word, spec);
    if (typeof value === 'object') return err(value);
    values.push(value);
  }
  return ok(new Arguments(values));
}

const missing = (spec: ArgumentSpec): Result<never, ScpiError> => err(scpiError(-109, spec.name));

function numberOf(word: string, { name, kind }: ArgumentSpec): number | ScpiError {
  const value = DECIMAL.test(word) ? Number(word) : NaN;
  if (Number.isNaN(value)) return scpiError(-104, `${name}: ${word}`);
  if (!Number.isFinite(value)) return scpiError(-222, `${name} ${word}`);
  if (kind === 'natural' && (!Number.isInteger(value) || value < 0 || value > 0xffffffff)) {
    return scpiError(-222, `${name} ${word} is no whole number from 0 to 4294967295`);
  }
  return value;
}
