/**
 * Cuts a stream of bytes into command lines. A line ends with a line feed; a carriage return before it does not count.
 * A line beyond the limit is dropped whole and told once.
 */
export const LINE_LIMIT = 512;

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

export class LineReader {
  private readonly buffer = new Uint8Array(LINE_LIMIT + 1);
  private length = 0;
  private readonly onLine: (line: string) => void;
  private readonly onOverlong: () => void;

  constructor(onLine: (line: string) => void, onOverlong: () => void) {
    this.onLine = onLine;
    this.onOverlong = onOverlong;
  }

  push(bytes: Uint8Array): void {
    for (const byte of bytes) {
      if (byte === LINE_FEED) this.end();
      else if (this.length <= LINE_LIMIT) this.buffer[this.length++] = byte;
      else this.length = LINE_LIMIT + 2;
    }
  }

  private end(): void {
    const kept = Math.min(this.length, LINE_LIMIT + 1);
    const length = kept > 0 && this.buffer[kept - 1] === CARRIAGE_RETURN ? kept - 1 : kept;
    const overlong = this.length > LINE_LIMIT + 1 || length > LINE_LIMIT;
    this.length = 0;
    if (overlong) this.onOverlong();
    else this.onLine(String.fromCharCode(...this.buffer.subarray(0, length)));
  }
}
