/** Cyclic voltammetry: start → (vertex 1 → vertex 2) × cycles → end, sample k at k·interval, the end excluded. */
import type { CycleStep } from '../../experiments/program/step';
import { maskOf } from '../../records/record';
import { acquire, type Bench } from './bench';
import { NEXT, type StepEnd } from './step-end';
import { samplesOf, triangle } from './waveform';

export async function cycle(bench: Bench, step: CycleStep, place: number): Promise<StepEnd> {
  const { tick, perSample } = bench.record(place, maskOf('tip_current', 'tip_potential'), step.interval);
  const potentialAt = triangle(step);
  // Several readings of a sample lie evenly about its time.
  const centre = (perSample - 1) / 2;
  const { ended } = await acquire(bench, {
    tick,
    count: samplesOf(step) * perSample,
    sweep: (into, first, count) => {
      for (let k = 0; k < count; k++) into[k] = potentialAt((first + k - centre) * tick);
    },
  });
  bench.potential = ended === 'complete' ? step.end : bench.world.potential;
  return NEXT;
}
