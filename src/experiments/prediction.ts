/** What a run will take, before it starts. */
import type { Experiment, Recipe } from './experiment';
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
  const { steps, clearance } = experiment.program(recipe);
  const hops = experiment.pointCount(recipe);
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
  return { seconds: seconds * hops, bytes: bytes * hops };
}
