/** The ways to the chosen bridge, inside the acquisition worker. */
import type { Candidate } from '../../devices/transport/candidate';
import type { Duplex } from '../../devices/transport/duplex';
import { IN_PAGE, portDuplex } from '../../devices/transport/in-page';
import { serialCandidates } from '../../devices/transport/serial';
import { usbCandidates } from '../../devices/transport/usb';
import type { Fault } from '../../fault';
import { ok, type Result } from '../../result';
import type { ConnectChoice } from '../protocol';
import type { TwinOrder } from '../twin.worker';

type SimulatedChoice = Extract<ConnectChoice, { kind: 'simulated' }>;

export function candidates(choice: ConnectChoice): Promise<Result<readonly Candidate[], Fault>> {
  switch (choice.kind) {
    case 'serial':
      return serialCandidates(choice.device ?? null);
    case 'usb':
      return usbCandidates(choice.device ?? null);
    case 'simulated':
      return Promise.resolve(ok([simulatedCandidate(choice)]));
  }
}

const simulatedCandidate = (choice: SimulatedChoice): Candidate => ({
  name: IN_PAGE,
  serial: null,
  open: () => Promise.resolve(ok(simulatedLink(choice))),
});

/** A simulated bridge in its own worker, reached by a stream of bytes; the worker ends with the link. */
function simulatedLink({ sample, seed, clock }: SimulatedChoice): Duplex {
  const worker = new Worker(new URL('../twin.worker.ts', import.meta.url), { type: 'module' });
  const { port1, port2 } = new MessageChannel();
  const order: TwinOrder = { port: port2, sample, seed, clock };
  worker.postMessage(order, [port2]);
  const duplex = portDuplex(port1, IN_PAGE);
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
