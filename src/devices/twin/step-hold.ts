/** A potential or a current held for a time, or until a channel's sample passes a value. */
import type { HoldStep } from '../../experiments/program/step';
import { maskOf } from '../../records/record';
import { acquire, type Bench } from './bench';
import { passing } from './contact';
import { NEXT, type StepEnd } from './step-end';

export async function hold(bench: Bench, step: HoldStep, place: number): Promise<StepEnd> {
  if (step.control === 'POTENTIAL') bench.potential = step.level;
  const mask = maskOf('tip_current', 'tip_potential', ...(step.until ? [step.until.channel] : []));
  const { tick, perSample } = bench.record(place, mask, step.interval);
  const count = Math.max(1, Math.round(step.seconds / step.interval)) * perSample;
  await acquire(bench, {
    tick,
    count,
    ...(step.control === 'CURRENT' ? { current: step.level } : {}),
    ...(step.until ? { stop: passing(step.until, perSample, bench.readings) } : {}),
  });
  // The cell is never left to itself: what was measured last under current control is held from now on.
  if (step.control === 'CURRENT') bench.potential = bench.world.potential;
  return NEXT;
}
