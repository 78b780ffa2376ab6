/**
 * An ordered duplex of bytes, and nothing more: what a serial port, a USB bulk pair, a TCP connection and the in-page
 * stream have in common. Chunks may split anything anywhere.
 */
export interface Duplex {
  /** What a person would call it, e.g. `serial 1209:0001` or `127.0.0.1:5025`. */
  readonly name: string;
  /** The next bytes, or null once the other side has ended. Rejects when the connection broke. One call at a time. */
  read: () => Promise<Uint8Array | null>;
  /** Resolves when the bytes are handed to the operating system. Calls are written in order. */
  write: (bytes: Uint8Array) => Promise<void>;
  /** Ends both directions; a pending read resolves to null. Safe to call twice. */
  close: () => Promise<void>;
}
