/** How far a run is, in numbers. */
import { predict, type Prediction } from '../../experiments/program/prediction';
import type { ActiveRun } from './active-run';
import type { RunProgress, Status } from '../protocol';
import type { RunPlan } from './run-plan';

const expectations = new WeakMap<RunPlan, Prediction>();

/** Once a run: where hops and track wait for each other, all of them are gone through. */
function expectedOf(plan: RunPlan): Prediction {
  const expected = expectations.get(plan) ?? predict(plan.experiment, plan.recipe);
  expectations.set(plan, expected);
  return expected;
}

/** `speed`: world seconds per wall second, for the expectation before the first hop is done. */
export function progressOf(run: ActiveRun, speed: number): RunProgress {
  const { header, plan, recorder, journal, over, doneBefore, secondsBefore } = run;
  const { phase, done, total } = recorder.state;
  const measured = done - doneBefore;
  const perHop =
    measured > 0
      ? (secondsBefore + recorder.runningSeconds) / measured
      : expectedOf(plan).seconds / speed / total;
  return {
    id: header.id,
    experiment: header.experiment,
    recipe: header.recipe,
    hopsDone: done,
    hopsTotal: total,
    secondsLeft: perHop * (total - done),
    bytesKept: journal.bytes(),
    finished: over && phase === 'finished',
    stopped: over && phase !== 'finished',
  };
}

/** What the rest of the run and its file will take, against what the storage has; null while that will do. */
export function shortOfSpace({ recorder, plan, journal }: ActiveRun, left: number): Status['spaceShort'] {
  const { done, total } = recorder.state;
  const whole = expectedOf(plan).bytes;
  const needed = whole * (1 - done / total) + Math.max(whole, journal.bytes());
  return left < needed ? { left, needed } : null;
}
