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
  /**
   * It takes no longer than this: some step waits for a value, and is counted as if that never came, or it is not known how
   * far down the surface is, and that makes out more than a twentieth.
   */
  readonly atMost: boolean;
  /** s that travelling above the last contacts spares against travelling at the top of the range; 0 where it does not. */
  readonly spared: number;
}

/** What is foretold is to be right within this part, or is said to be an upper bound. */
const CERTAIN = 0.05;

/** Expected duration and size of a run of a recipe that passed its check. */
export function predict(experiment: Experiment, recipe: Recipe): Prediction {
  const program = experiment.program(recipe);
  const { clearance, travelHeight, steps: all } = program;
  const near = clearance + (numberOf(recipe, 'relief') || 0);
  // Who steps down with the coarse axis looks for a surface that may be anywhere.
  const looking = all.some(({ verb }) => verb === 'COARSE');
  const travel = looking ? Infinity : travelHeight === null ? near : Math.max(near, ...searches(all, MIDDLE));
  let spared = 0;
  let [seconds, bytes] = [0, HEADER];
  experiment.pointCounts(recipe).forEach((hops, k) => {
    const steps = stepsOf(program, k);
    const hop = predictHop(steps, travel);
    spared += (hops - (k === 0 ? 1 : 0)) * searchOf(steps, travel, MIDDLE).seconds;
    seconds += hops * hop.seconds;
    bytes += hops * (hop.bytes + HEADER_POINT);
  });
  const [half, whole] = [MIDDLE, 1].map((part) => searchOf(all, travel, part)) as [Cost, Cost];
  const unsure = (of: keyof Cost, rest: number): boolean =>
    whole[of] - half[of] > CERTAIN * (rest + half[of]);
  const bounded = unsure('seconds', seconds) || unsure('bytes', bytes);
  const search = bounded ? whole : half;
  return {
    seconds: seconds + search.seconds,
    bytes: bytes + search.bytes,
    atMost: bounded || looking || all.some((step) => 'until' in step && step.until !== undefined),
    spared: Math.max(0, spared),
  };
}

type Cost = Pick<Prediction, 'seconds' | 'bytes'>;

/** Of a way down from the top of the range of which nothing is known but the longest: on average half of that. */
const MIDDLE = 1 / 2;

const searches = (steps: readonly Step[], part: number): number[] =>
  steps.flatMap((step) => (step.verb === 'APPROACH' ? [part * step.maxTravel] : []));

/** What an approach takes more that begins at the top of the range, as the first does, and meets the surface at this part of its way. */
function searchOf(steps: readonly Step[], travel: number, part: number): Cost {
  const approach = steps.find((step) => step.verb === 'APPROACH');
  if (!approach) return { seconds: 0, bytes: 0 };
  const [more, usual] = [Math.max(travel, ...searches([approach], part)), travel].map((way) =>
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
