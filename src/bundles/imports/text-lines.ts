/**
 * Lines of a text file in whatever encoding instruments write, one at a time. A line is a place in bytes of which every
 * encoding's ASCII is the same; text is made only of lines that somebody asks for.
 *
 * ```ts
 * const lines = linesOf(bytes);
 * for (let line = lines.next(); line !== undefined; line = lines.next()) …
 * while (lines.advance()) scan(lines.line.bytes, lines.line.from, lines.line.to);
 * ```
 */

export interface Lines {
  /** The next line without its end; undefined after the last. */
  readonly next: () => string | undefined;
  /** Goes to the next line; false after the last. */
  readonly advance: () => boolean;
  /** Where the line is, without its end; `whole` where it has one. Changes with every line. */
  readonly line: {
    readonly bytes: Uint8Array;
    readonly from: number;
    readonly to: number;
    readonly whole: boolean;
  };
  readonly text: () => string;
  /** Makes the line the next one again. */
  readonly back: () => void;
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

/** All of it, for documents that are small. */
export const textOf = (bytes: Uint8Array): string => new TextDecoder(encodingOf(bytes)).decode(bytes);

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
  const end = head.includes('\r') && !head.includes('\n') ? CR : LF;
  const encoding = encodingOf(bytes);
  const wide = encoding.startsWith('utf-16');
  const blocks = wide ? narrowed(bytes, blockBytes) : [withoutMark(bytes)][Symbol.iterator]();
  const decoder = new TextDecoder(wide ? 'utf-8' : encoding, { ignoreBOM: true });
  const line = { bytes: new Uint8Array() as Uint8Array, from: 0, to: 0, whole: true };
  let next = 0;
  let count = 0;
  let again = false;

  const found = (to: number, after: number, whole: boolean): true => {
    line.from = next;
    line.to = line.bytes[to - 1] === CR && to > next ? to - 1 : to;
    line.whole = whole;
    next = after;
    count += 1;
    return true;
  };

  const advance = (): boolean => {
    if (again) {
      again = false;
      count += 1;
      return true;
    }
    for (;;) {
      const at = line.bytes.indexOf(end, next);
      const { length } = line.bytes;
      if (at >= 0 && at - next <= LONGEST_LINE) return found(at, at + 1, true);
      if (length - next > LONGEST_LINE) return found(next + LONGEST_LINE, next + LONGEST_LINE, true);
      const block = blocks.next();
      if (block.done === true) return next < length && found(length, length, false);
      line.bytes = joined(line.bytes.subarray(next), block.value);
      next = 0;
    }
  };
  const text = (): string => decoder.decode(line.bytes.subarray(line.from, line.to));
  return {
    advance,
    line,
    text,
    next: () => (advance() ? text() : undefined),
    back: () => {
      again = true;
      count -= 1;
    },
    number: () => count,
  };
}

const LF = 10;
const CR = 13;

const withoutMark = (bytes: Uint8Array): Uint8Array =>
  bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes;

/** UTF-16 as UTF-8, block by block. */
function* narrowed(bytes: Uint8Array, blockBytes: number): Generator<Uint8Array, void, undefined> {
  const encoder = new TextEncoder();
  for (const block of blocksOf(bytes, blockBytes)) yield encoder.encode(block);
}

function joined(left: Uint8Array, more: Uint8Array): Uint8Array {
  if (left.length === 0) return more;
  const both = new Uint8Array(left.length + more.length);
  both.set(left);
  both.set(more, left.length);
  return both;
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
