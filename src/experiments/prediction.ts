/** What a run will take, before it starts. */
import type { Experiment, Recipe } from './experiment';
import { stepsOf } from './program';
import type { Step } from './step';
import { stepCost } from './timing';

/** Record header, checksum and padding, bytes. */
const RECORD_OVERHEAD = 56;
/** A record is closed after this many samples or this much time. */
const RECORD_SAMPLES = 4096;
const RECORD_SECONDS = 0.5;
/** Host note of a hop in the journal, bytes. */
const HOP_NOTE = 160;
/** Rise, sideways step and settling between two pixels, s. */
const MOVE_SECONDS = 0.02;

export interface Prediction {
  /** On the instrument's own clock. */
  readonly seconds: number;
  /** Journal and bundle each take about this much. */
  readonly bytes: number;
}

/** Expected duration and size of a run of a recipe that passed its check. */
export function predict(experiment: Experiment, recipe: Recipe): Prediction {
  const program = experiment.program(recipe);
  let seconds = 0;
  let bytes = 0;
  experiment.pointCounts(recipe).forEach((hops, k) => {
    const hop = predictHop(stepsOf(program, k), program.clearance);
    seconds += hops * hop.seconds;
    bytes += hops * hop.bytes;
  });
  return { seconds, bytes };
}

function predictHop(steps: readonly Step[], clearance: number): Prediction {
  let seconds = 0;
  let bytes = HOP_NOTE;
  for (const step of steps) {
    const cost = stepCost(step, clearance, MOVE_SECONDS);
    seconds += cost.seconds;
    if (cost.samples === 0) continue;
    const records = Math.max(
      Math.ceil(cost.samples / RECORD_SAMPLES),
      Math.ceil(cost.seconds / RECORD_SECONDS),
    );
    bytes += records * RECORD_OVERHEAD + cost.samples * cost.channels * Float32Array.BYTES_PER_ELEMENT;
  }
  return { seconds, bytes };
}
