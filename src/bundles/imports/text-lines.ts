/**
 * Lines of a text file in whatever encoding instruments write, one at a time: decoded block by block, so that the text
 * of a large file never exists as a whole.
 *
 * ```ts
 * const lines = linesOf(bytes);
 * for (let line = lines.next(); line !== undefined; line = lines.next()) …
 * ```
 */

export interface Lines {
  /** The next line without its end; undefined after the last. */
  readonly next: () => string | undefined;
  /** Number of the line that was read last, from 1. */
  readonly number: () => number;
}

type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

const BLOCK_BYTES = 1 << 20;
const PROBE_BYTES = 1 << 16;
/** Nothing that is text has longer lines; what is longer comes in pieces. */
const LONGEST_LINE = 1 << 22;

/** The text from the beginning of a file, enough to see what it is. */
export const headOf = (bytes: Uint8Array): string => {
  const decoder = new TextDecoder(encodingOf(bytes));
  return decoder.decode(bytes.subarray(0, PROBE_BYTES), { stream: true });
};

/** Successive pieces of the decoded text. The mark of the byte order is not part of it. */
export function* blocksOf(bytes: Uint8Array, blockBytes = BLOCK_BYTES): Generator<string, void, undefined> {
  const decoder = new TextDecoder(encodingOf(bytes));
  for (let at = 0; at < bytes.length; at += blockBytes) {
    yield decoder.decode(bytes.subarray(at, at + blockBytes), { stream: at + blockBytes < bytes.length });
  }
}

/** Lines end with LF, CR LF, or CR where the beginning of the file shows no LF. */
export function linesOf(bytes: Uint8Array, blockBytes = BLOCK_BYTES): Lines {
  const head = headOf(bytes);
  const end = head.includes('\r') && !head.includes('\n') ? '\r' : '\n';
  const blocks = blocksOf(bytes, blockBytes);
  let text = '';
  let place = 0;
  let count = 0;

  const take = (to: number, skip: number): string => {
    const line = text.slice(place, text[to - 1] === '\r' && to > place ? to - 1 : to);
    place = to + skip;
    count += 1;
    return line;
  };

  const next = (): string | undefined => {
    for (;;) {
      const at = text.indexOf(end, place);
      if (at >= 0) return take(at, 1);
      if (text.length - place > LONGEST_LINE) return take(text.length, 0);
      const block = blocks.next();
      if (block.done) return place < text.length ? take(text.length, 0) : undefined;
      text = text.slice(place) + block.value;
      place = 0;
    }
  };
  return { next, number: () => count };
}

/** By the mark of the byte order, by zero bytes, and by whether the beginning is valid UTF-8. */
function encodingOf(bytes: Uint8Array): Encoding {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  const probe = bytes.subarray(0, PROBE_BYTES);
  if (zeroShare(probe, 1) > 0.7) return 'utf-16le';
  if (zeroShare(probe, 0) > 0.7) return 'utf-16be';
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(probe, { stream: true });
    return 'utf-8';
  } catch (error) {
    if (error instanceof TypeError) return 'windows-1252';
    throw error;
  }
}

/** Part of the bytes at even (0) or odd (1) places that are 0. */
function zeroShare(bytes: Uint8Array, parity: 0 | 1): number {
  let zeros = 0;
  let all = 0;
  for (let i = parity; i < bytes.length; i += 2) {
    all += 1;
    if (bytes[i] === 0) zeros += 1;
  }
  return all === 0 ? 0 : zeros / all;
}
