/** The simulated bridge over one of the simulated samples: what a page worker and a terminal start. */
import type { Fault } from '../../fault';
import { ok, type Result } from '../../result';
import { createWorld } from '../../world/samples';
import type { Simulation } from '../instrument';
import { instrumentOver } from './capabilities';
import { createTwin, type Twin } from './twin';

/** `clock` is world seconds per wall second, Infinity for as fast as it can. Fails when there is no such sample. */
export function createSimulatedBridge({
  sample,
  seed,
  clock,
}: Simulation & { readonly clock: number }): Result<Twin, Fault> {
  const world = createWorld(sample, seed);
  if (!world.ok) return world;
  const simulation = { sample, seed };
  const capabilities = instrumentOver(world.value);
  return ok(createTwin({ world: world.value, simulation, clock, capabilities }));
}
