/** From an experiment and its recipe to what the bridge is given and what the journal's header says. */
import type { RunHeader } from '../bundles/run';
import type { Instrument } from '../devices/instrument';
import type { Experiment, Recipe } from '../experiments/experiment';
import { stepText } from '../experiments/step-text';
import { version } from '../../package.json';
import type { RunPlan } from './recorder';

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
    software: { name: 'Meniscus', version },
    createdAt: new Date().toISOString(),
  };
}
