/**
 * The bridge's answers out of a stream of bytes: text lines and IEEE 488.2 definite-length blocks
 * (`#<digits><length><bytes>\n`). Sees bytes only; where they are split makes no difference.
 */
export type Answer =
  | { readonly kind: 'line'; readonly text: string }
  | { readonly kind: 'block'; readonly bytes: Uint8Array<ArrayBuffer> }
  /** Bytes that are no answer. What follows is read again from the next line on. */
  | { readonly kind: 'garbled'; readonly why: string };

export const MAX_LINE_BYTES = 4096;
const MAX_BLOCK_BYTES = 64 * 1024 * 1024;

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const HASH = 0x23;
const ZERO = 0x30;

type State =
  | { readonly at: 'line'; readonly bytes: number[] }
  /** `digits` is how many digits of the length are still to come, −1 before the count of digits. */
  | { readonly at: 'length'; digits: number; length: number }
  | { readonly at: 'block'; readonly bytes: Uint8Array<ArrayBuffer>; filled: number }
  | { readonly at: 'block end'; readonly bytes: Uint8Array<ArrayBuffer> }
  /** Up to the next line feed. */
  | { readonly at: 'nowhere' };

export class AnswerParser {
  private state: State = lineStart();

  /** Whether the beginning of a block has been seen, but not its end. */
  get insideBlock(): boolean {
    return this.state.at === 'length' || this.state.at === 'block' || this.state.at === 'block end';
  }

  /** Takes the next bytes and answers what they complete, in order. The bytes may be reused afterwards. */
  push(chunk: Uint8Array): Answer[] {
    const answers: Answer[] = [];
    let at = 0;
    while (at < chunk.length) {
      if (this.state.at === 'block') at = this.fill(this.state, chunk, at);
      else {
        const answer = this.take(chunk[at] as number);
        if (answer) answers.push(answer);
        at++;
      }
    }
    return answers;
  }

  /** Forgets the answer that has begun. */
  reset(): void {
    this.state = lineStart();
  }

  private fill(
    block: { readonly bytes: Uint8Array<ArrayBuffer>; filled: number },
    chunk: Uint8Array,
    at: number,
  ): number {
    const { bytes } = block;
    const part = chunk.subarray(at, at + bytes.length - block.filled);
    bytes.set(part, block.filled);
    block.filled += part.length;
    if (block.filled === bytes.length) this.state = { at: 'block end', bytes };
    return at + part.length;
  }

  private take(byte: number): Answer | undefined {
    const { state } = this;
    switch (state.at) {
      case 'line':
        return this.takeText(state.bytes, byte);
      case 'length':
        return this.takeDigit(state, byte);
      case 'block end':
        if (byte !== LINE_FEED) return this.garbled('a block without its line feed', byte);
        this.state = lineStart();
        return { kind: 'block', bytes: state.bytes };
      default:
        if (byte === LINE_FEED) this.state = lineStart();
        return undefined;
    }
  }

  private takeText(line: number[], byte: number): Answer | undefined {
    if (byte === HASH && line.length === 0) {
      this.state = { at: 'length', digits: -1, length: 0 };
      return undefined;
    }
    if (byte !== LINE_FEED) {
      if (line.length === MAX_LINE_BYTES) return this.garbled('a line without an end', byte);
      line.push(byte);
      return undefined;
    }
    this.state = lineStart();
    if (line.at(-1) === CARRIAGE_RETURN) line.pop();
    return line.length === 0
      ? undefined
      : { kind: 'line', text: new TextDecoder().decode(Uint8Array.from(line)) };
  }

  private takeDigit(state: { digits: number; length: number }, byte: number): Answer | undefined {
    const digit = byte - ZERO;
    if (digit < 0 || digit > 9) return this.garbled('a block whose length is no number', byte);
    if (state.digits < 0) {
      if (digit === 0) return this.garbled('a block of indefinite length', byte);
      state.digits = digit;
      return undefined;
    }
    state.length = 10 * state.length + digit;
    state.digits--;
    if (state.length > MAX_BLOCK_BYTES)
      return this.garbled(`a block of more than ${String(MAX_BLOCK_BYTES)} bytes`, byte);
    if (state.digits > 0) return undefined;
    const bytes = new Uint8Array(state.length);
    this.state = state.length === 0 ? { at: 'block end', bytes } : { at: 'block', bytes, filled: 0 };
    return undefined;
  }

  private garbled(why: string, byte: number): Answer {
    this.state = byte === LINE_FEED ? lineStart() : { at: 'nowhere' };
    return { kind: 'garbled', why };
  }
}

const lineStart = (): State => ({ at: 'line', bytes: [] });

/** Bytes for people: printable ASCII as it is, line ends and others as `\n`, `\x07`. */
export function printable(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => {
    if (byte === LINE_FEED) return '\\n';
    if (byte === CARRIAGE_RETURN) return '\\r';
    if (byte >= 0x20 && byte < 0x7f) return String.fromCharCode(byte);
    return `\\x${byte.toString(16).padStart(2, '0')}`;
  }).join('');
}
