/** Which answers are the ones that were asked for. */
import type { Fault } from '../../fault';
import { ok, type Result } from '../../result';
import type { Answer } from './answers';

/** Takes an answer: a result ends the exchange, `more` waits for the next answer, `stray` is none that was asked for. */
export type Collect<T> = (answer: Answer) => Result<T, Fault> | 'more' | 'stray';

/** One line of a form. */
export const lineOf =
  (form: RegExp): Collect<string> =>
  (answer) =>
    answer.kind === 'line' && form.test(answer.text) ? ok(answer.text) : 'stray';

const ERROR_FORM = /^([+-]?\d+) *, *"(.*)"$/;

/** What `SYSTem:ERRor?` answers. No bridge has an error by the name of none: such a line was changed on its way. */
export const errorLine: Collect<string> = (answer) =>
  answer.kind === 'line' && /^[+-]?0*[1-9].*"no error"$/i.test(answer.text)
    ? 'stray'
    : lineOf(ERROR_FORM)(answer);

/** SCPI code of an error line. */
export const codeOf = (line: string): number => Number(ERROR_FORM.exec(line)?.[1]);

/** An error line for people: `Data out of range (-222)`. */
export const wordsOf = (line: string): string => line.replace(ERROR_FORM, '$2 ($1)');

export const isNoError = (line: string): boolean => codeOf(line) === 0;
