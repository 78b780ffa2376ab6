/** Bytes over TCP, in Node only: to a bridge that listens, and as the listening side of a simulated one. */
import { createServer, connect, type Socket } from 'node:net';
import { fault, type Fault } from '../../fault';
import { err, ok, type Result } from '../../result';
import type { Duplex } from './duplex';
import { streamDuplex } from './node-stream';

/** Connects to a bridge. Faults: no-device when nobody listens there or the host is not known. */
export function connectTcp(host: string, port: number): Promise<Result<Duplex, Fault>> {
  const name = `${host}:${String(port)}`;
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    const refuse = (error: Error): void => {
      resolve(err(fault('no-device', `No connection to ${name}: ${error.message}.`)));
    };
    socket.once('error', refuse);
    socket.once('connect', () => {
      socket.off('error', refuse);
      resolve(ok(socketDuplex(socket, name)));
    });
  });
}

export interface Listener {
  readonly port: number;
  /** Stops listening and ends the connection that there is. */
  readonly close: () => Promise<void>;
}

/**
 * Listens on the loopback interface (port 0: any free one). Each new connection is handed to `onDuplex`, after the one
 * before it was ended. Faults: port-busy.
 */
export function listenTcp(
  port: number,
  onDuplex: (duplex: Duplex) => void,
): Promise<Result<Listener, Fault>> {
  const server = createServer();
  let current: Duplex | undefined;
  server.on('connection', (socket) => {
    void current?.close();
    current = socketDuplex(socket, `${socket.remoteAddress ?? '?'}:${String(socket.remotePort)}`);
    onDuplex(current);
  });
  const close = async (): Promise<void> => {
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    await current?.close();
    await closed;
  };
  return new Promise((resolve) => {
    server.once('error', (error) => {
      resolve(err(fault('port-busy', `Port ${String(port)} cannot be listened on: ${error.message}.`)));
    });
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      resolve(ok({ port: typeof address === 'object' && address ? address.port : port, close }));
    });
  });
}

function socketDuplex(socket: Socket, name: string): Duplex {
  socket.setNoDelay(true);
  return streamDuplex(socket, name, () => {
    socket.destroy();
    return Promise.resolve();
  });
}
