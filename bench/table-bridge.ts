/** A bridge that speaks the whole language over a world which costs nothing, on a free TCP port. */
import { SIMULATED_INSTRUMENT } from '../src/devices/twin/capabilities';
import { createTwin } from '../src/devices/twin/twin';
import type { Duplex } from '../src/devices/transport/duplex';
import { listenTcp, type Listener } from '../src/devices/transport/tcp';
import { tableWorld } from './table-world';

/** `clock`: world seconds per wall second; Infinity runs as fast as it can. `through`: what each connection is led through. */
export async function startTableBridge(
  clock: number,
  through: (duplex: Duplex) => Duplex = (duplex) => duplex,
): Promise<Listener> {
  const twin = createTwin({
    world: tableWorld(),
    simulation: { sample: 'no-redox', seed: 1 },
    clock,
    capabilities: SIMULATED_INSTRUMENT,
  });
  const server = await listenTcp(0, (duplex) => void twin.serve(through(duplex)));
  if (!server.ok) throw new Error(server.error.happened);
  return server.value;
}
