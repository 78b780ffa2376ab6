/** For tests: simulated bridges over a plane, with small memories. */
import type { Capabilities } from '../instrument';
import type { Duplex } from '../transport/duplex';
import { duplexPair } from '../transport/in-page';
import { instrumentOver, SIMULATED_INSTRUMENT } from './capabilities';
import { createTestWorld } from './test-world';
import { createTwin, type Switches, type Twin } from './twin';

export function bridge(change: Partial<Capabilities> = {}, clock = Infinity, switches: Switches = {}): Twin {
  return createTwin({
    switches,
    world: createTestWorld(),
    simulation: { sample: 'plane', seed: 1 },
    clock,
    capabilities: { ...SIMULATED_INSTRUMENT, queue_length: 8, record_memory: 512 * 1024, ...change },
  });
}

export function withTrack(clock = Infinity): Twin {
  const world = createTestWorld({ sample: {} });
  return createTwin({
    world,
    simulation: { sample: 'plane', seed: 1 },
    clock,
    capabilities: { ...instrumentOver(world), queue_length: 8, record_memory: 512 * 1024 },
  });
}

export function connect(twin: Twin): Duplex {
  const [host, device] = duplexPair();
  void twin.serve(device);
  return host;
}

export const moment = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 50));

/** A bridge whose height could not be verified, and whose stage is free again. */
export async function inFault(): Promise<Twin> {
  let stuck = false;
  const twin = createTwin({
    world: createTestWorld({ stuck: () => stuck }),
    simulation: { sample: 'plane', seed: 1 },
    clock: Infinity,
    capabilities: SIMULATED_INSTRUMENT,
  });
  const host = connect(twin);
  await host.write(Buffer.from('MOVE Z,1e-5\n'));
  await moment();
  stuck = true;
  await host.write(Buffer.from('ABOR\n'));
  // A new connection takes the place of this one, and what is not read of it is lost.
  do await moment();
  while ((await stateOf(connect(twin)))['state'] !== 'FAULT');
  stuck = false;
  return twin;
}

export async function stateOf(duplex: Duplex): Promise<Record<string, string>> {
  await duplex.write(Buffer.from('STAT?\n'));
  const text = Buffer.from((await duplex.read()) ?? []).toString();
  const names = ['state', 'hop', 'step', 'queued', 'firstRecord', 'nextRecord', 'z', 'reason'];
  return Object.fromEntries(
    text
      .trim()
      .split(',')
      .map((word, k) => [names[k], word]),
  ) as Record<string, string>;
}
