/** What a run will take, before it starts. */
import { channelsOf } from '../../records/record';
import type { Experiment, Program, Recipe } from '../experiment';
import { meanRise } from '../landing/expected-rise';
import { trustIn } from '../landing/known-ground';
import { firstSteps, stepsOf } from './program';
import { numberOf } from '../recipe/recipe';
import type { Step } from './step';
import { timetable, type Stretch, type Timetable } from './timetable';
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
  /** s that travelling above the contacts about each way spares against travelling at the top of the range; 0 where it does not. */
  readonly spared: number;
}

/** What is foretold is to be right within this part, or is said to be an upper bound. */
const CERTAIN = 0.05;

/** Expected duration and size of a run of a recipe that passed its check. */
export function predict(experiment: Experiment, recipe: Recipe): Prediction {
  const program = experiment.program(recipe);
  const { travelHeight, steps: all, channelMask: mask } = program;
  const near = wayDown(experiment, recipe, program);
  // Who steps down with the coarse axis looks for a surface that may be anywhere.
  const looking = all.some(({ verb }) => verb === 'COARSE');
  const travel = looking ? Infinity : travelHeight === null ? near : Math.max(near, ...searches(all, MIDDLE));
  let spared = 0;
  let [seconds, bytes] = [0, HEADER];
  experiment.pointCounts(recipe).forEach((hops, k) => {
    const steps = stepsOf(program, k);
    const hop = predictHop(steps, travel, mask);
    spared += (hops - (k === 0 ? 1 : 0)) * searchOf(steps, travel, MIDDLE, mask).seconds;
    seconds += hops * hop.seconds;
    bytes += hops * (hop.bytes + HEADER_POINT);
  });
  if (isSynced(program)) ({ seconds } = meetings(experiment, recipe, program, travel));
  const track = program.track?.steps ?? [];
  bytes += trackBytes(track, seconds);
  const [half, whole] = [MIDDLE, 1].map((part) => searchOf(all, travel, part, mask)) as [Cost, Cost];
  const unsure = (of: keyof Cost, rest: number): boolean =>
    whole[of] - half[of] > CERTAIN * (rest + half[of]);
  const bounded = unsure('seconds', seconds) || unsure('bytes', bytes);
  const search = bounded ? whole : half;
  return {
    seconds: seconds + search.seconds,
    bytes: bytes + search.bytes,
    atMost:
      bounded || looking || [...all, ...track].some((step) => 'until' in step && step.until !== undefined),
    spared: Math.max(0, spared),
  };
}

/** A longer path is taken to keep to its neighbours. */
const MOST_POINTS = 20_000;

/** From the height of travel to the ground, m, on average. */
function wayDown(experiment: Experiment, recipe: Recipe, program: Program): number {
  const { clearance, travelHeight, isHeld, steps, slope = [0, 0] } = program;
  const near = clearance + (numberOf(recipe, 'relief') || 0);
  const hops = experiment.pointCounts(recipe).reduce((sum, n) => sum + n, 0);
  if (travelHeight !== null || isHeld || hops > MOST_POINTS) return near;
  const path = experiment.path(recipe);
  const most = Math.max(0, ...searches(steps, MIDDLE)) - near;
  return near + meanRise(path, trustIn(path, clearance, slope), Math.max(0, most));
}

type Cost = Pick<Prediction, 'seconds' | 'bytes'>;

/** Of a way down from the top of the range of which nothing is known but the longest: on average half of that. */
const MIDDLE = 1 / 2;

const searches = (steps: readonly Step[], part: number): number[] =>
  steps.flatMap((step) => (step.verb === 'APPROACH' ? [part * step.maxTravel] : []));

/** What an approach takes more that begins at the top of the range, as the first does, and meets the surface at this part of its way. */
function searchOf(steps: readonly Step[], travel: number, part: number, channelMask: number): Cost {
  const approach = steps.find((step) => step.verb === 'APPROACH');
  if (!approach) return { seconds: 0, bytes: 0 };
  const [more, usual] = [Math.max(travel, ...searches([approach], part)), travel].map((way) =>
    stepCost(approach, way, 0),
  );
  if (!more || !usual) return { seconds: 0, bytes: 0 };
  return {
    seconds: more.seconds - usual.seconds,
    bytes: sampleBytes(more, channelMask) - sampleBytes(usual, channelMask),
  };
}

function predictHop(steps: readonly Step[], travel: number, channelMask: number): Cost {
  let seconds = 0;
  let bytes = HOP_NOTE + CLOSING_RECORD;
  let cutoff = Infinity;
  for (const step of steps) {
    if (step.verb === 'AMPLIFIER') ({ cutoff } = step);
    const cost = stepCost(step, travel, MOVE_SECONDS, cutoff);
    seconds += cost.seconds;
    bytes += recordBytes(cost, channelMask);
  }
  return { seconds, bytes };
}

/** Whether hops and track wait for one another anywhere. */
const isSynced = ({ steps, track }: Program): boolean =>
  track !== undefined && steps.some((step) => step.verb === 'SYNC');

/** How the hops of a recipe and its track meet. */
function meetings(experiment: Experiment, recipe: Recipe, program: Program, travel: number): Timetable {
  const programs = firstSteps(program.steps).map((_, k) => stretchesOf(stepsOf(program, k), travel));
  const hops = experiment.path(recipe).points.map((point) => programs[point.program ?? 0] ?? []);
  return timetable(hops, stretchesOf(program.track?.steps ?? [], travel));
}

function stretchesOf(steps: readonly Step[], travel: number): Stretch[] {
  let cutoff = Infinity;
  return steps.map((step) => {
    if (step.verb === 'SYNC') return { mark: step.mark };
    if (step.verb === 'AMPLIFIER') ({ cutoff } = step);
    return { seconds: stepCost(step, travel, MOVE_SECONDS, cutoff).seconds };
  });
}

/** A mark that hops and track of a recipe wait for in vain, as each waits for another; null where all goes on. */
export function blockedMark(experiment: Experiment, recipe: Recipe): number | null {
  const program = experiment.program(recipe);
  return isSynced(program) ? meetings(experiment, recipe, program, 0).blocked : null;
}

/** What the track records in so many seconds; while it waits at a mark, as in the step before. */
function trackBytes(steps: readonly Step[], seconds: number): number {
  let left = seconds;
  let bytes = 0;
  let rate = 0;
  for (const step of steps) {
    const cost = stepCost(step, 0, 0);
    if (cost.seconds === 0 || left <= 0) continue;
    const share = Math.min(1, left / cost.seconds);
    const made = recordBytes(cost, 0) * share;
    if (made > 0) rate = made / (share * cost.seconds);
    bytes += made;
    left -= share * cost.seconds;
  }
  return bytes + (steps.some((step) => step.verb === 'SYNC') ? Math.max(0, left) * rate : 0);
}

/** A step's records, with the channels of a mask besides its own. */
function recordBytes(cost: StepCost, channelMask: number): number {
  if (cost.samples === 0) return 0;
  const most = Math.max(1, Math.floor((RECORD_SECONDS * cost.samples) / cost.seconds));
  return (
    Math.ceil(cost.samples / Math.min(RECORD_SAMPLES, most)) * RECORD_OVERHEAD +
    sampleBytes(cost, channelMask)
  );
}

const sampleBytes = ({ samples, ...cost }: StepCost, channelMask: number): number =>
  samples * channelsOf(cost.channelMask | channelMask).length * Float32Array.BYTES_PER_ELEMENT;
