/** From an experiment and its recipe to what the bridge is given and what the journal's header says. */
import type { Note, RunHeader } from '../bundles/run';
import type { Hop, Instrument } from '../devices/instrument';
import type { Experiment, Path, Program, Recipe } from '../experiments/experiment';
import { stepText } from '../experiments/step-text';
import { SOFTWARE } from './software';

export interface RunPlan {
  readonly experiment: Experiment;
  readonly recipe: Recipe;
  readonly program: Program;
  readonly path: Path;
}

export const planOf = (experiment: Experiment, recipe: Recipe): RunPlan => ({
  experiment,
  recipe,
  program: experiment.program(recipe),
  path: experiment.path(recipe),
});

export function headerOf(plan: RunPlan, instrument: Instrument, programHash: string): RunHeader {
  const { experiment, recipe, program, path } = plan;
  return {
    schema: 1,
    id: crypto.randomUUID(),
    title: `${experiment.title}, ${String(path.columns)} × ${String(path.rows)}`,
    experiment: experiment.id,
    recipe,
    program: program.steps.map(stepText),
    labels: program.labels,
    programHash,
    path,
    instrument: {
      identity: instrument.identity,
      capabilities: instrument.capabilities,
      simulation: instrument.capabilities.simulation ?? null,
    },
    software: SOFTWARE,
    createdAt: new Date().toISOString(),
  };
}

/** The hops to the points from `from` up to `to`, travelling at height `z`, m; null is the top of the range. */
export const hopsOf = ({ path }: RunPlan, from: number, to: number, z: number | null): Hop[] =>
  path.points.slice(from, to).map((point, k) => {
    const hop = { id: from + k, x: point.x, y: point.y };
    return z === null ? hop : { ...hop, z };
  });

/** What the journal says of a hop before it is sent. */
export function hopNote({ path }: RunPlan, hop: Hop): Note {
  const { row = -1, column = -1 } = path.points[hop.id] ?? {};
  return {
    kind: 'hop',
    id: hop.id,
    point: hop.id,
    row,
    column,
    visit: 0,
    x: hop.x,
    y: hop.y,
    z: hop.z ?? null,
  };
}
