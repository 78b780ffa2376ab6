/** What a fit worker does: one hop's traces in, numbers and pictures out. */
import type { RunHeader } from '../../bundles/run';
import { experimentById } from '../../experiments/catalogue';
import type { NoiseTable } from '../../experiments/landing/amplifier-noise';
import {
  planesOf,
  type Expectation,
  type Findings,
  type Path,
  type PixelDetail,
  type Recipe,
  type Recorded,
  type Reduction,
  type TrackTrace,
} from '../../experiments/experiment';
import { measuredMaps } from '../../experiments/results/findings';
import { parseStep } from '../../experiments/program/step-text';
import type { HopTraces } from '../../records/hop';

/** What an analysis has to know of a run beside the traces of a hop. */
export type Measured = Pick<RunHeader, 'experiment' | 'recipe' | 'program' | 'labels'>;

/** The same of a run that is analysed by other settings than its recipe's. */
export const measuredOf = (
  { experiment, recipe, program, labels }: RunHeader,
  settings: Recipe = {},
): Measured => ({ experiment, recipe: { ...recipe, ...settings }, program, labels });

function recordedOf({ program, labels }: Measured): Recorded {
  const steps = program.map((line) => {
    const step = parseStep(line);
    if (!step.ok) throw new Error(`the program of the run has ${step.error}`);
    return step.value;
  });
  return { steps, labels };
}

function experimentOf(id: string): NonNullable<ReturnType<typeof experimentById>> {
  const experiment = experimentById(id);
  if (!experiment) throw new Error(`there is no experiment “${id}”`);
  return experiment;
}

export const fitApi = {
  reduce: (run: Measured, hop: HopTraces): Reduction =>
    experimentOf(run.experiment).reduce(hop, run.recipe, recordedOf(run)),
  detail: (run: Measured, hop: HopTraces): PixelDetail =>
    experimentOf(run.experiment).detail(hop, run.recipe, recordedOf(run)),
  expect: (id: string, recipe: Recipe, amplifier: NoiseTable): Expectation =>
    experimentOf(id).expect(recipe, amplifier),
  /** `planes` in the order of `planesOf`. */
  findings: async (
    id: string,
    recipe: Recipe,
    path: Path,
    planes: readonly ArrayLike<number>[],
    track: TrackTrace,
  ): Promise<Findings> => {
    const experiment = experimentOf(id);
    return experiment.findings(measuredMaps(experiment.maps(recipe), path, planes, track), recipe);
  },
};

export type FitApi = typeof fitApi;

/** What stands for a hop whose analysis broke: no number, and why. */
export function notAnalysed({ experiment, recipe }: Measured, reason: string): Reduction {
  const planes = planesOf(experimentById(experiment)?.maps(recipe) ?? []).length;
  const blank = (): Float64Array => new Float64Array(planes).fill(NaN);
  return { values: blank(), noise: blank(), calibration: blank(), reason };
}
