/**
 * Duplexes that never leave the process: between two objects of one thread, and between two workers over a MessagePort.
 * Both hold back a writer whose reader is slow.
 */
import { ByteQueue } from './byte-queue';
import type { Duplex } from './duplex';

/** Name of a link to a bridge in the page itself. */
export const IN_PAGE = 'in this page';

/** Bytes that a writer may be ahead of its reader. */
const AHEAD = 1024 * 1024;

/** Two connected ends in memory: what one writes the other reads. */
export function duplexPair(): [Duplex, Duplex] {
  const there = new ByteQueue(AHEAD);
  const back = new ByteQueue(AHEAD);
  return [memoryEnd(back, there), memoryEnd(there, back)];
}

const memoryEnd = (incoming: ByteQueue, outgoing: ByteQueue): Duplex => ({
  name: 'memory',
  read: () => incoming.read(),
  write: (bytes) => outgoing.write(bytes.slice()),
  close: () => {
    incoming.end();
    outgoing.end();
    return Promise.resolve();
  },
});

type Message =
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array<ArrayBuffer> }
  /** The reader has consumed so many bytes. */
  | { readonly kind: 'credit'; readonly bytes: number }
  | { readonly kind: 'end' };

/**
 * One end of a message channel as a duplex; the other end, in another worker, is wrapped the same way. Bytes are copied
 * once and their buffer is transferred.
 */
export function portDuplex(port: MessagePort, name: string): Duplex {
  const incoming = new ByteQueue(Infinity);
  let ended = false;
  let ahead = 0;
  let waiting: (() => void)[] = [];

  const send = (message: Message): void => {
    if (message.kind === 'bytes') port.postMessage(message, [message.bytes.buffer]);
    else port.postMessage(message);
  };
  const resumeWriters = (): void => {
    for (const resume of waiting) resume();
    waiting = [];
  };
  const finish = (): void => {
    ended = true;
    incoming.end();
    resumeWriters();
  };
  const receive = (message: Message): void => {
    if (message.kind === 'bytes') void incoming.write(message.bytes);
    else if (message.kind === 'end') finish();
    else {
      ahead -= message.bytes;
      if (ahead <= AHEAD) resumeWriters();
    }
  };
  port.addEventListener('message', (event: MessageEvent<Message>) => {
    receive(event.data);
  });
  port.addEventListener('close', finish);
  port.start();

  return {
    name,
    read: async () => {
      const bytes = await incoming.read();
      if (bytes && !ended) send({ kind: 'credit', bytes: bytes.length });
      return bytes;
    },
    write: async (bytes) => {
      if (ended) throw new Error('the other side has ended');
      ahead += bytes.length;
      send({ kind: 'bytes', bytes: new Uint8Array(bytes) });
      if (ahead > AHEAD) await new Promise<void>((resolve) => waiting.push(resolve));
    },
    close: () => {
      if (!ended) send({ kind: 'end' });
      finish();
      port.close();
      return Promise.resolve();
    },
  };
}
