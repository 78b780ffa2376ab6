/** What a run will take, before it starts. */
import type { Experiment, Recipe } from '../experiment';
import { stepsOf } from './program';
import { numberOf } from '../recipe/recipe';
import type { Step } from './step';
import { stepCost, type StepCost } from './timing';

/** Record header, checksum and padding, bytes. */
const RECORD_OVERHEAD = 56;
/** A record is closed after this many samples or this much time. */
const RECORD_SAMPLES = 4096;
const RECORD_SECONDS = 0.5;
/** Host note of a hop in the journal, and the record that closes it, bytes. */
const HOP_NOTE = 152;
const CLOSING_RECORD = 56;
/** Journal's header without the path, and a point of the path in it, bytes. */
const HEADER = 3700;
const HEADER_POINT = 72;
/** Sideways step and settling between two pixels, s. */
const MOVE_SECONDS = 2.5e-3;

export interface Prediction {
  /** On the instrument's own clock. */
  readonly seconds: number;
  /** Journal and bundle each take about this much. */
  readonly bytes: number;
  /** Some step waits for a value, and is counted as if that never came. */
  readonly atMost: boolean;
  /** s that travelling above the last contacts spares against travelling at the top of the range; 0 where it does not. */
  readonly spared: number;
}

/** Expected duration and size of a run of a recipe that passed its check. */
export function predict(experiment: Experiment, recipe: Recipe): Prediction {
  const program = experiment.program(recipe);
  const near = program.clearance + (numberOf(recipe, 'relief') || 0);
  const travel = program.travelHeight === null ? near : Math.max(near, ...searches(program.steps));
  const search = searchOf(program.steps, travel);
  let spared = 0;
  let { seconds } = search;
  let bytes = HEADER + search.bytes;
  experiment.pointCounts(recipe).forEach((hops, k) => {
    const steps = stepsOf(program, k);
    const hop = predictHop(steps, travel);
    spared += (hops - (k === 0 ? 1 : 0)) * searchOf(steps, travel).seconds;
    seconds += hops * hop.seconds;
    bytes += hops * (hop.bytes + HEADER_POINT);
  });
  const atMost = program.steps.some((step) => 'until' in step && step.until !== undefined);
  return { seconds, bytes, atMost, spared: Math.max(0, spared) };
}

type Cost = Pick<Prediction, 'seconds' | 'bytes'>;

/** Ways down from the top of the range, m, of which nothing is known but the longest: on average half of that. */
const searches = (steps: readonly Step[]): number[] =>
  steps.flatMap((step) => (step.verb === 'APPROACH' ? [step.maxTravel / 2] : []));

/** What an approach takes more that begins at the top of the range, as the first does. */
function searchOf(steps: readonly Step[], travel: number): Cost {
  const approach = steps.find((step) => step.verb === 'APPROACH');
  if (!approach) return { seconds: 0, bytes: 0 };
  const [more, usual] = [Math.max(travel, ...searches([approach])), travel].map((way) =>
    stepCost(approach, way, 0),
  );
  if (!more || !usual) return { seconds: 0, bytes: 0 };
  return {
    seconds: more.seconds - usual.seconds,
    bytes: sampleBytes(more) - sampleBytes(usual),
  };
}

function predictHop(steps: readonly Step[], travel: number): Cost {
  let seconds = 0;
  let bytes = HOP_NOTE + CLOSING_RECORD;
  let cutoff = Infinity;
  for (const step of steps) {
    if (step.verb === 'AMPLIFIER') ({ cutoff } = step);
    const cost = stepCost(step, travel, MOVE_SECONDS, cutoff);
    seconds += cost.seconds;
    if (cost.samples === 0) continue;
    const most = Math.max(1, Math.floor((RECORD_SECONDS * cost.samples) / cost.seconds));
    bytes += Math.ceil(cost.samples / Math.min(RECORD_SAMPLES, most)) * RECORD_OVERHEAD + sampleBytes(cost);
  }
  return { seconds, bytes };
}

const sampleBytes = ({ samples, channels }: StepCost): number =>
  samples * channels * Float32Array.BYTES_PER_ELEMENT;
