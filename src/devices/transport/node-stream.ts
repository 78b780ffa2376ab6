/** A stream of Node (a socket, a serial port) as a duplex of bytes. */
import type { Duplex as NodeStream } from 'node:stream';
import type { Duplex } from './duplex';

/** `close` ends the stream for good; it is called once. */
export function streamDuplex(stream: NodeStream, name: string, close: () => Promise<void>): Duplex {
  let broken: Error | undefined;
  let closing: Promise<void> | undefined;
  stream.on('error', (error) => (broken = error));
  const chunks = readable(stream);
  return {
    name,
    read: async () => {
      if (closing) return null;
      const bytes = await chunks();
      if (bytes === null && broken && !closing) throw broken;
      return closing ? null : bytes;
    },
    write: (bytes) =>
      new Promise((resolve, reject) => {
        stream.write(bytes, (error) => {
          if (error) reject(error);
          else resolve();
        });
      }),
    close: () => (closing ??= close()),
  };
}

/** Chunks of a stream one by one, null once it has ended for whatever reason. */
function readable(stream: NodeStream): () => Promise<Buffer | null> {
  const next = (): Buffer | null => stream.read() as Buffer | null;
  let closed = false;
  stream.once('close', () => (closed = true));
  return () =>
    new Promise((resolve) => {
      const attempt = (): void => {
        const bytes = next();
        if (bytes === null && !stream.readableEnded && !closed) return;
        for (const event of EVENTS) stream.off(event, attempt);
        resolve(bytes);
      };
      for (const event of EVENTS) stream.on(event, attempt);
      attempt();
    });
}

const EVENTS = ['readable', 'end', 'close'] as const;
