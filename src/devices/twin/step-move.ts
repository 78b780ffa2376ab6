/** To the point of the hop: rises first, lowers last. And waiting, which like moving is not recorded. */
import type { Hop } from '../instrument';
import type { Bench } from './bench';
import { NEXT, type StepEnd } from './step-end';

/** Waiting is cut into pieces of at most this, s, so that it can be ended. */
const PIECE = 10e-3;

export async function move(bench: Bench, hop: Hop): Promise<StepEnd> {
  const height = hop.z ?? bench.top;
  if (bench.world.position.z < height) await travel(bench, 'z', height);
  await travel(bench, 'x', hop.x);
  await travel(bench, 'y', hop.y);
  if (bench.world.position.z > height) await travel(bench, 'z', height);
  return NEXT;
}

/** Moves an axis unless an abort came before. */
export async function travel(bench: Bench, axis: 'x' | 'y' | 'z' | 'coarse', to: number): Promise<void> {
  if (bench.interrupted) return;
  bench.world.travel(axis, to);
  await bench.clock.pace(bench.world.time);
}

export async function wait(bench: Bench, seconds: number): Promise<StepEnd> {
  const pieces = Math.ceil(seconds / PIECE - 1e-9);
  for (let k = 0; k < pieces && !bench.interrupted; k++) {
    bench.world.wait(seconds / pieces);
    await bench.clock.pace(bench.world.time);
  }
  return NEXT;
}
