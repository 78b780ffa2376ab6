/** What a fit worker does: one hop's traces in, numbers and pictures out. */
import type { RunHeader } from '../../bundles/run';
import { experimentById } from '../../experiments/catalogue';
import { evaluationOf } from '../../experiments/evaluations';
import type { NoiseTable } from '../../experiments/landing/amplifier-noise';
import {
  planesOf,
  type MapSpec,
  type Expectation,
  type Findings,
  type Path,
  type Recipe,
  type Recorded,
  type Reduction,
  type TrackTrace,
} from '../../experiments/experiment';
import type { PixelDetail } from '../../experiments/shown';
import { measuredWithErrors, type MeasuredPlane } from '../../experiments/results/findings';
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

/** Of an experiment that this release may not know: none then. */
const mapsOf = (experiment: string, recipe: Recipe): readonly MapSpec[] =>
  experimentById(experiment)?.maps(recipe) ?? [];

/** With a plane for every map: those that are not reduced from records have no number here. */
function widened(reduced: Reduction, planes: number): Reduction {
  if (reduced.values.length >= planes) return reduced;
  const wide = (numbers: Float64Array): Float64Array => {
    const all = new Float64Array(planes).fill(NaN);
    all.set(numbers);
    return all;
  };
  const [values, noise, calibration] = [reduced.values, reduced.noise, reduced.calibration].map(wide);
  return values && noise && calibration ? { ...reduced, values, noise, calibration } : reduced;
}

export const fitApi = {
  reduce: (run: Measured, hop: HopTraces): Reduction => {
    const reduced = evaluationOf(run.experiment).reduce(hop, run.recipe, recordedOf(run));
    return widened(reduced, planesOf(mapsOf(run.experiment, run.recipe)).length);
  },
  detail: (run: Measured, hop: HopTraces): PixelDetail =>
    evaluationOf(run.experiment).detail(hop, run.recipe, recordedOf(run)),
  expect: (id: string, recipe: Recipe, amplifier: NoiseTable): Expectation =>
    evaluationOf(id).expect(recipe, amplifier),
  /** `planes` in the order of `planesOf`. */
  findings: async (
    id: string,
    recipe: Recipe,
    path: Path,
    planes: readonly MeasuredPlane[],
    track: TrackTrace,
  ): Promise<Findings> =>
    evaluationOf(id).findings(measuredWithErrors(mapsOf(id, recipe), path, planes, track), recipe),
};

export type FitApi = typeof fitApi;

/** What stands for a hop whose analysis broke: no number, and why. */
export function notAnalysed({ experiment, recipe }: Measured, reason: string): Reduction {
  const planes = planesOf(mapsOf(experiment, recipe)).length;
  const blank = (): Float64Array => new Float64Array(planes).fill(NaN);
  return { values: blank(), noise: blank(), calibration: blank(), reason };
}
