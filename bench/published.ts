/** Every number that the published settings name, beside what a fresh run on its simulated sample comes to. */
import { EXPERIMENTS } from '../src/experiments/catalogue';
import type { Experiment, Preset, Recipe } from '../src/experiments/experiment';
import { findingsOf } from '../src/workers/files/analyses';
import { measureRecipe } from './in-process';
import type { Published } from './run';

/** Pixels along each side at most: enough for the statistics of a map. */
const SIDE = 32;
const SEED = 1;

export async function run(): Promise<Published[]> {
  const rows: Published[] = [];
  for (const experiment of EXPERIMENTS) {
    for (const preset of experiment.presets) rows.push(...(await rowsOf(experiment, preset)));
  }
  return rows;
}

async function rowsOf(experiment: Experiment, preset: Preset): Promise<Published[]> {
  const { published = [], source, sample } = preset;
  if (published.length === 0) return [];
  const recipe = reduced(preset.recipe);
  const { path, maps, track } = await measureRecipe(experiment, recipe, SEED, sample);
  const { figures } = await findingsOf(experiment, recipe, path, maps, track);
  return published.map(({ figure, quantity, value }) => {
    const found = figures.find(({ key }) => key === figure);
    if (!found) throw new Error(`${preset.id} has no finding “${figure}”`);
    return {
      experiment: experiment.id,
      source,
      quantity,
      published: value,
      simulated: Number.isFinite(found.value) ? found.value : null,
      interval: found.interval ?? null,
      unit: found.unit,
    };
  });
}

/** The same part of the sample with fewer pixels. */
function reduced(recipe: Recipe): Recipe {
  const atMost = (key: string): object =>
    typeof recipe[key] === 'number' ? { [key]: Math.min(recipe[key], SIDE) } : {};
  return { ...recipe, ...atMost('columns'), ...atMost('rows') };
}
