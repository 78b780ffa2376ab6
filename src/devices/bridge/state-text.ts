/** The answer to `STATe?`, for example `RUNNING,12,3,40,100,260,1.2e-05,moving by hand`. */
import { err, ok, type Result } from '../../result';
import { BRIDGE_STATES, type BridgeState } from '../instrument';

/** By what a line is known as an answer to `STATe?`. */
export const STATE_FORM = new RegExp(`^(${BRIDGE_STATES.join('|')})(,[^,]*){7}`);

/** Reads the line; the error says what is wrong with it. The reason may be quoted or not. */
export function parseState(text: string): Result<BridgeState, string> {
  const [word, ...rest] = text.split(',');
  const state = BRIDGE_STATES.find((s) => s === word);
  if (!state) return err(`unknown state ${word || '(empty)'}`);
  const [hop, step, queued, firstRecord, nextRecord, z] = rest.slice(0, 6).map(numberOf);
  const counts = { hop, step, queued, firstRecord, nextRecord };
  for (const [name, value] of Object.entries(counts))
    if (value === undefined || !Number.isInteger(value) || value < -1)
      return err(`${name} is no whole number: ${text}`);
  if (z === undefined || !Number.isFinite(z)) return err(`z is no number: ${text}`);
  const reason = rest
    .slice(6)
    .join(',')
    .trim()
    .replace(/^"(.*)"$/, '$1');
  return ok({ state, ...(counts as Record<keyof typeof counts, number>), z, reason });
}

const numberOf = (word: string): number => (word.trim() === '' ? NaN : Number(word));
