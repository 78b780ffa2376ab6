/**
 * Up by a distance, recorded. A droplet that has not let go by then is drawn to the end of the range; if it still holds,
 * the hop is over, and the probe must not go sideways.
 */
import type { Step } from '../../experiments/program/step';
import { CURVE_INTERVAL } from '../../experiments/program/timing';
import { FLAG, maskOf } from '../../records/record';
import { acquire, type Acquired, type Bench } from './bench';
import { NEXT, type StepEnd } from './step-end';

type RetractStep = Extract<Step, { verb: 'RETRACT' }>;

export async function retract(bench: Bench, step: RetractStep, place: number): Promise<StepEnd> {
  const { world } = bench;
  const { tick } = bench.record(place, maskOf('z', 'tip_current'), step.interval ?? CURVE_INTERVAL);
  const rise = (distance: number): Promise<Acquired> =>
    acquire(bench, { tick, count: Math.ceil(distance / (step.rate * tick) - 1e-6), velocity: step.rate });

  const { ended } = await rise(Math.min(step.distance, bench.top - world.position.z));
  if (ended === 'interrupted' || !world.attached) return NEXT;
  await rise(bench.top - world.position.z);
  if (bench.interrupted || !world.attached) return NEXT;
  return { flags: FLAG.stillAttached, then: 'over' };
}
