/** What a fit worker does: one hop's traces in, numbers and pictures out. */
import { experimentById } from '../experiments/catalogue';
import type { NoiseTable } from '../experiments/amplifier-noise';
import {
  planesOf,
  type Expectation,
  type PixelDetail,
  type Recipe,
  type Reduction,
} from '../experiments/experiment';
import type { HopTraces } from '../records/hop';

function experimentOf(id: string): NonNullable<ReturnType<typeof experimentById>> {
  const experiment = experimentById(id);
  if (!experiment) throw new Error(`there is no experiment “${id}”`);
  return experiment;
}

export const fitApi = {
  reduce: (id: string, recipe: Recipe, hop: HopTraces): Reduction => experimentOf(id).reduce(hop, recipe),
  expect: (id: string, recipe: Recipe, amplifier: NoiseTable): Expectation =>
    experimentOf(id).expect(recipe, amplifier),
  detail: (id: string, recipe: Recipe, hop: HopTraces): PixelDetail => experimentOf(id).detail(hop, recipe),
};

export type FitApi = typeof fitApi;

/** What stands for a hop whose analysis broke: no number, and why. */
export function notAnalysed(id: string, recipe: Recipe, reason: string): Reduction {
  const planes = planesOf(experimentById(id)?.maps(recipe) ?? []).length;
  const blank = (): Float64Array => new Float64Array(planes).fill(NaN);
  return { values: blank(), noise: blank(), calibration: blank(), reason };
}
