/** From an experiment and its recipe to what the bridge is given and what the journal's header says. */
import type { HopNote, RunHeader } from '../../bundles/run';
import type { Hop } from '../../devices/instrument';
import type { Experiment, Path, Program, Recipe, TrackProgram } from '../../experiments/experiment';
import { firstSteps, programAt } from '../../experiments/program/program';
import { titleOf } from '../../experiments/recipe/title';
import { stepText } from '../../experiments/program/step-text';
import type { InstrumentSummary } from '../protocol';
import { SOFTWARE } from '../software';
import { placeOf, type Visit } from './visits';
import { wholePath, type ScanWork } from './work';

export interface RunPlan {
  readonly experiment: Experiment;
  readonly recipe: Recipe;
  readonly program: Program;
  readonly path: Path;
  /** Place of the first step of each program. */
  readonly firstSteps: readonly number[];
}

/** `path`: of a run that has begun, to which points may have been added. */
export function planOf(experiment: Experiment, recipe: Recipe, path = experiment.path(recipe)): RunPlan {
  const program = experiment.program(recipe);
  return { experiment, recipe, program, path, firstSteps: firstSteps(program.steps) };
}

/** All of a plan as work for the scan machine. */
export const workOf = ({ path, program }: RunPlan): ScanWork => wholePath(path, program);

export function headerOf(
  plan: RunPlan,
  { identity, capabilities, link }: InstrumentSummary,
  programHash: string,
): RunHeader {
  const { experiment, recipe, program, path } = plan;
  return {
    schema: 1,
    id: crypto.randomUUID(),
    title: titleOf(experiment, path),
    experiment: experiment.id,
    recipe,
    program: program.steps.map(stepText),
    labels: program.labels,
    programHash,
    ...(program.track ? { track: trackLines(program.track) } : {}),
    path,
    instrument: {
      identity,
      capabilities,
      simulation: capabilities.simulation ?? null,
      link,
    },
    software: SOFTWARE,
    createdAt: new Date().toISOString(),
  };
}

/** The track's program as a header holds it. */
export const trackLines = ({ steps, labels, follow }: TrackProgram): NonNullable<RunHeader['track']> => ({
  program: steps.map(stepText),
  labels,
  follow,
});

/** A visit as the bridge is told of it. */
export function hopOf({ firstSteps }: RunPlan, path: Path, visit: Visit): Hop {
  const firstStep = firstSteps[programAt(path, visit.point)] ?? 0;
  return {
    id: visit.id,
    ...placeOf(path, visit),
    ...(visit.z === null ? {} : { z: visit.z }),
    ...(firstStep > 0 ? { firstStep } : {}),
  };
}

/** What the journal says of a visit before the bridge hears of it. A landing for reference is off the map. */
export function hopNote(path: Path, visit: Visit): HopNote {
  const reference = visit.place === 'reference';
  const { row = -1, column = -1 } = (reference ? null : path.points[visit.point]) ?? {};
  return {
    kind: 'hop',
    id: visit.id,
    point: reference ? -1 : visit.point,
    row,
    column,
    visit: visit.visit,
    ...placeOf(path, visit),
    z: visit.z,
  };
}
