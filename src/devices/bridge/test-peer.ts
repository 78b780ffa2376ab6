/** The other end of a link, for tests: reads lines, notes them, and answers as the test says. */
import type { Duplex } from '../transport/duplex';
import { duplexPair } from '../transport/in-page';

export type Reply = string | Uint8Array | undefined;

export class TestPeer {
  /** The host's end. */
  readonly duplex: Duplex;
  /** Lines heard so far. */
  readonly lines: string[] = [];
  /** Answers a line; what is not answered here stays unanswered. */
  reply: (line: string) => Reply;
  /** Bytes a chunk. */
  chunk = Infinity;

  private readonly end: Duplex;

  constructor(reply: (line: string) => Reply = () => undefined) {
    [this.duplex, this.end] = duplexPair();
    this.reply = reply;
    void this.listen();
  }

  /** Sends bytes, or text as it is. */
  send(reply: string | Uint8Array): void {
    const bytes = typeof reply === 'string' ? latin1(reply) : reply;
    for (let at = 0; at < bytes.length; at += this.chunk)
      void this.end.write(bytes.subarray(at, Math.min(bytes.length, at + this.chunk)));
  }

  hangUp(): Promise<void> {
    return this.end.close();
  }

  private async listen(): Promise<void> {
    let text = '';
    for (let bytes = await this.end.read(); bytes; bytes = await this.end.read()) {
      text += String.fromCharCode(...bytes);
      const lines = text.split('\n');
      text = lines.pop() ?? '';
      for (const line of lines) {
        this.lines.push(line);
        const reply = line === '' ? undefined : this.reply(line);
        if (reply !== undefined) this.send(reply);
      }
    }
  }
}

export const latin1 = (text: string): Uint8Array => Uint8Array.from(text, (c) => c.charCodeAt(0));

/** A definite-length block with its line feed. */
export function blockOf(content: Uint8Array): Uint8Array {
  const length = String(content.length);
  return Uint8Array.of(...latin1(`#${String(length.length)}${length}`), ...content, 0x0a);
}

/** Answers from a table; `SYST:ERR?` is answered with no error unless the table says otherwise. */
export const table =
  (replies: Readonly<Record<string, Reply>>) =>
  (line: string): Reply =>
    line in replies ? replies[line] : line === 'SYST:ERR?' ? NO_ERROR : undefined;

export const NO_ERROR = '0,"No error"\n';
export const IDLE_STATE = 'IDLE,-1,-1,0,0,0,2e-05,\n';
