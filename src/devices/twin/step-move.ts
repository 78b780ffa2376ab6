/** To the point of the hop: rises first, lowers last. And waiting, which like moving is not recorded. */
import { FLAG } from '../../records/record';
import type { Hop } from '../instrument';
import type { Bench } from './bench';
import { NEXT, type StepEnd } from './step-end';

/** A height counts as reached within this, m. */
const HEIGHT_TOLERANCE = 20e-9;
/** Longest time between two looks at a mark, s. */
const WAIT_FOR_TRACK = 10e-3;

export async function move(bench: Bench, hop: Hop): Promise<StepEnd> {
  const height = hop.z ?? bench.top;
  // The coarse axis has gone down since: sideways only where the fine one reaches up to the height asked for.
  if (height > bench.top + HEIGHT_TOLERANCE) return { flags: FLAG.limit, then: 'lift' };
  if (bench.world.position.z < height) await travel(bench, 'z', height);
  await travel(bench, 'x', hop.x);
  await travel(bench, 'y', hop.y);
  if (bench.world.position.z > height) await travel(bench, 'z', height);
  return NEXT;
}

/** Moves an axis unless an abort came before. */
async function travel(bench: Bench, axis: 'x' | 'y' | 'z', to: number): Promise<void> {
  if (!bench.interrupted) await bench.travel(axis, to);
}

export async function wait(bench: Bench, seconds: number): Promise<StepEnd> {
  await bench.pass(seconds);
  return NEXT;
}

/** Waits until the track has come to the same mark; one that has ended, or has no program, is not waited for. */
export async function sync(bench: Bench, mark: number): Promise<StepEnd> {
  const { track } = bench;
  track?.arrive(mark);
  while (track?.isAwaited(mark) && !bench.interrupted) await bench.pass(Math.min(WAIT_FOR_TRACK, track.left));
  return NEXT;
}
