/**
 * A simulated bridge in a process of its own, on TCP, that answers its parent: what it has made, whether its droplet hangs
 * on the surface, and that it was switched off and on. Arguments: `WatchedOptions` as JSON.
 */
import { listenTcp } from '../../src/devices/transport/tcp';
import { TestBridge } from '../../src/workers/faults/test-bridge';
import type { Order, WatchedOptions } from './bridge-process';

const { sample, seed, clock, memory } = JSON.parse(process.argv[2] ?? '') as WatchedOptions;
const bridge = new TestBridge({ sample, seed, clock: clock ?? Infinity, ...(memory ? { memory } : {}) });
const server = await listenTcp(0, (duplex) => void bridge.serve(duplex));
if (!server.ok) throw new Error(server.error.happened);
process.stdout.write(`listening on 127.0.0.1:${String(server.value.port)}\n`);

process.on('message', (order: Order) => {
  if (order === 'restart') bridge.restart();
  const { down } = bridge;
  const { made, madeBefore } = bridge;
  process.send?.(order === 'made' ? { down, made, madeBefore } : { down, made: [], madeBefore: [] });
});
process.on('disconnect', () => process.exit());
