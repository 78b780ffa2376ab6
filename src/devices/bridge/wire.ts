/**
 * The two directions of a link: bytes in as they come, lines out in order, with a bound on what is written and not yet
 * sent, so that an urgent line gets through quickly.
 */
import { fault, reasonOf, type Fault } from '../../fault';
import type { Duplex } from '../transport/duplex';

/** Bytes of lines that may wait in the transport: what an urgent line has before it at most. */
const IN_FLIGHT_BYTES = 4096;

export class Wire {
  readonly name: string;
  /** Resolves with the reason once the connection is gone. */
  readonly closed: Promise<Fault>;
  bytesIn = 0;
  bytesOut = 0;

  private readonly duplex: Duplex;
  private readonly receive: (bytes: Uint8Array) => void;
  private readonly sent: (lines: string) => void;
  private readonly resolveClosed: (reason: Fault) => void;
  private reason: Fault | undefined;
  /** The write that the transport has not yet taken; there is at most one besides urgent ones. */
  private unsent: Promise<void> = Promise.resolve();

  /** Begins to read at once. `sent` is told what is handed to the transport. */
  constructor(duplex: Duplex, receive: (bytes: Uint8Array) => void, sent: (lines: string) => void) {
    this.duplex = duplex;
    this.name = duplex.name;
    this.receive = receive;
    this.sent = sent;
    let resolveClosed: (reason: Fault) => void = () => undefined;
    this.closed = new Promise((resolve) => (resolveClosed = resolve));
    this.resolveClosed = resolveClosed;
    void this.readOn();
  }

  get gone(): Fault | undefined {
    return this.reason;
  }

  /**
   * Writes whole lines, as many at a time as may be in flight, as long as `goOn` allows it. Answers whether all of them
   * were written.
   */
  async write(lines: string, goOn: () => boolean): Promise<boolean> {
    for (const piece of piecesOf(lines)) {
      await this.unsent;
      if (this.reason || !goOn()) return false;
      this.unsent = this.hand(piece);
    }
    await this.unsent;
    return true;
  }

  /** Writes a line without waiting for anything. Resolves when the transport has taken it. */
  writeUrgently(line: string): Promise<void> {
    return this.hand(line);
  }

  async close(): Promise<void> {
    this.end(fault('cancelled', `The connection to ${this.name} was closed.`));
    await this.duplex.close();
  }

  private async hand(text: string): Promise<void> {
    if (this.reason) return;
    this.sent(text);
    const bytes = new TextEncoder().encode(text);
    try {
      this.bytesOut += bytes.length;
      await this.duplex.write(bytes);
    } catch (thrown) {
      this.lose(`Writing to ${this.name} failed: ${reasonOf(thrown)}.`);
    }
  }

  private async readOn(): Promise<void> {
    try {
      for (;;) {
        const bytes = await this.duplex.read();
        if (this.reason) return;
        if (!bytes) break;
        this.bytesIn += bytes.length;
        this.receive(bytes);
      }
      this.lose(`The connection to ${this.name} ended.`);
    } catch (thrown) {
      this.lose(`The connection to ${this.name} broke: ${reasonOf(thrown)}.`);
    }
  }

  private lose(happened: string): void {
    this.end(fault('link-lost', happened));
    void this.duplex.close();
  }

  private end(reason: Fault): void {
    this.reason ??= reason;
    this.resolveClosed(this.reason);
  }
}

/** Cuts text behind line ends into pieces of at most the bytes that may be in flight. */
function piecesOf(lines: string): string[] {
  const pieces: string[] = [];
  let rest = lines;
  while (rest.length > IN_FLIGHT_BYTES) {
    const end = rest.lastIndexOf('\n', IN_FLIGHT_BYTES - 1) + 1 || rest.length;
    pieces.push(rest.slice(0, end));
    rest = rest.slice(end);
  }
  pieces.push(rest);
  return pieces;
}
