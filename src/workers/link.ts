/** Opens the duplex of bytes to the chosen bridge, inside the acquisition worker. */
import type { Duplex } from '../devices/transport/duplex';
import { portDuplex } from '../devices/transport/in-page';
import { openSerial } from '../devices/transport/serial';
import type { Fault } from '../fault';
import { ok, type Result } from '../result';
import type { ConnectChoice } from './protocol';
import type { TwinOrder } from './twin.worker';

export function openLink(choice: ConnectChoice): Promise<Result<Duplex, Fault>> {
  return choice.kind === 'serial' ? openSerial() : Promise.resolve(ok(simulatedLink(choice)));
}

/** A simulated bridge in its own worker, reached by a stream of bytes; the worker ends with the link. */
function simulatedLink({ sample, seed, clock }: Extract<ConnectChoice, { kind: 'simulated' }>): Duplex {
  const worker = new Worker(new URL('./twin.worker.ts', import.meta.url), { type: 'module' });
  const { port1, port2 } = new MessageChannel();
  const order: TwinOrder = { port: port2, sample, seed, clock };
  worker.postMessage(order, [port2]);
  const duplex = portDuplex(port1, 'in this page');
  worker.addEventListener('error', () => void duplex.close());
  return {
    ...duplex,
    read: () => duplex.read(),
    write: (bytes) => duplex.write(bytes),
    close: async () => {
      await duplex.close();
      worker.terminate();
    },
  };
}
