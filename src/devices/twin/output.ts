/**
 * The answers on their way to one host, in the order of their queries: while a block is being sent, commands are read and
 * acted on, and what they answer waits here.
 */
import type { Duplex } from '../transport/duplex';

/** Answers that may wait; a host that asks on without reading loses the rest. */
const CAPACITY = 256;

const encoder = new TextEncoder();

export class Output {
  private readonly duplex: Duplex;
  private readonly onBroken: () => void;
  private readonly waiting: Uint8Array[] = [];
  private sending = false;

  constructor(duplex: Duplex, onBroken: () => void) {
    this.duplex = duplex;
    this.onBroken = onBroken;
  }

  /** Appends an answer; false when too many wait already. */
  send(bytes: Uint8Array): boolean {
    if (this.waiting.length >= CAPACITY) return false;
    this.waiting.push(bytes);
    if (!this.sending) void this.drain();
    return true;
  }

  private async drain(): Promise<void> {
    this.sending = true;
    try {
      for (let next = this.waiting.shift(); next; next = this.waiting.shift()) await this.duplex.write(next);
    } catch {
      // A host whose connection broke cannot be told anything; the watchdog looks after the probe.
      this.waiting.length = 0;
      this.onBroken();
    } finally {
      this.sending = false;
    }
  }
}

/** A line of text. */
export const lineOf = (text: string): Uint8Array => encoder.encode(`${text}\n`);

/** A definite-length block, `#<digits><length><bytes>` and a line feed; of no bytes it is `#10`. */
export function blockOf(parts: readonly Uint8Array[]): Uint8Array {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const digits = String(length);
  const head = encoder.encode(`#${String(digits.length)}${digits}`);
  const bytes = new Uint8Array(head.length + length + 1);
  bytes.set(head);
  let at = head.length;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  bytes[at] = 0x0a;
  return bytes;
}
