/** What a fit worker does: one hop's traces in, numbers and pictures out. */
import { experimentById } from '../experiments/catalogue';
import type { PixelDetail, Recipe, Reduction } from '../experiments/experiment';
import type { HopTraces } from '../records/hop';

function experimentOf(id: string): NonNullable<ReturnType<typeof experimentById>> {
  const experiment = experimentById(id);
  if (!experiment) throw new Error(`there is no experiment “${id}”`);
  return experiment;
}

export const fitApi = {
  reduce: (id: string, recipe: Recipe, hop: HopTraces): Reduction => experimentOf(id).reduce(hop, recipe),
  detail: (id: string, recipe: Recipe, hop: HopTraces): PixelDetail => experimentOf(id).detail(hop, recipe),
};

export type FitApi = typeof fitApi;
