/**
 * The numbers of a PalmSens session file, taken out of its JSON while the text goes by. What remains is a small document
 * in which every `DataValues` is the place of its numbers.
 */
import { Column } from './column';
import { blocksOf } from './text-lines';

export interface SessionArray {
  readonly values: Float64Array;
  /** Readings that the instrument marked as beyond the current range. */
  readonly overloads: number;
}

export interface SessionText {
  /** JSON; `DataValues` is an index into `arrays`. */
  readonly skeleton: string;
  readonly arrays: readonly SessionArray[];
}

const KEY = '"DataValues"';
const OPENING = /"DataValues"\s*:\s*\[/y;
const VALUE = /"V"\s*:\s*"?(-?[\d.]+(?:[eE][+-]?\d+)?)/;
const OVERLOAD = /"S"\s*:\s*1\b/;
/** Characters that the opening of an array may take. */
const LONGEST_OPENING = 64;

/** Parts the text of a session. A reading without a number is NaN. */
export function partSession(blocks: Iterable<string>): SessionText {
  const skeleton: string[] = [];
  const arrays: SessionArray[] = [];
  let open: { readonly values: Column; overloads: number } | null = null;
  let text = '';

  /** Uses up what can be understood of `text`; the rest waits for the next block, or is the end. */
  const advance = (last: boolean): void => {
    let place = 0;
    for (;;) {
      if (open) {
        const reading = text.indexOf('}', place);
        const object = text.slice(place, reading < 0 ? undefined : reading);
        const bracket = object.indexOf(']');
        if (bracket < 0) {
          if (reading < 0) break;
          const value = Number(VALUE.exec(object)?.[1] ?? NaN);
          open.values.push(Number.isFinite(value) ? value : NaN);
          if (OVERLOAD.test(object)) open.overloads += 1;
          place = reading + 1;
          continue;
        }
        skeleton.push(String(arrays.length));
        arrays.push({ values: open.values.take(), overloads: open.overloads });
        open = null;
        place += bracket + 1;
        continue;
      }
      const key = text.indexOf(KEY, place);
      const safe = last ? text.length : Math.max(place, text.length - LONGEST_OPENING);
      if (key < 0 || key > safe) {
        skeleton.push(text.slice(place, safe));
        place = safe;
        break;
      }
      OPENING.lastIndex = key;
      const opens = OPENING.test(text);
      skeleton.push(text.slice(place, key), opens ? `${KEY}:` : KEY);
      place = opens ? OPENING.lastIndex : key + KEY.length;
      if (opens) open = { values: new Column(), overloads: 0 };
    }
    text = text.slice(place);
  };

  for (const block of blocks) {
    text += block;
    advance(false);
  }
  advance(true);
  return { skeleton: skeleton.join(''), arrays };
}

export const sessionText = (bytes: Uint8Array): SessionText => partSession(blocksOf(bytes));
