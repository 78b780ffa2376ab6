/** What is foretold of a run's time and journal, over what a run on the simulated bridge then takes, by its own clock. */
import { openJournal } from '../src/bundles/journal-reader';
import { EXPERIMENTS } from '../src/experiments/catalogue';
import type { Recipe } from '../src/experiments/experiment';
import { numberOf } from '../src/experiments/recipe/recipe';
import { predict } from '../src/experiments/program/prediction';
import { recordRecipe } from './in-process';
import type { Figure } from './run';

export const long = 'several minutes';

/** Pixels along each side at most. */
const SIDE = 16;
const SEED = 1;
const BOUND = '>= 0.95, <= 1.05';

export async function run(): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const experiment of EXPERIMENTS) {
    for (const { id, recipe, sample } of experiment.presets) {
      const small = middleOf(recipe);
      const { file } = await recordRecipe(experiment, small, SEED, sample);
      const journal = openJournal(file);
      if (!journal.ok) throw new Error(journal.error.happened);
      let [begin, end] = [Infinity, -Infinity];
      for (const { id: hop } of journal.value.hops) {
        for (const { start, count, interval } of journal.value.traces(hop)?.steps.values() ?? []) {
          begin = Math.min(begin, start);
          end = Math.max(end, start + count * interval);
        }
      }
      const foretold = predict(experiment, small);
      const bound = foretold.atMost ? 'printed' : BOUND;
      const name = `${experiment.id} ${id}`;
      figures.push(
        {
          figure: `${name}: foretold time over measured`,
          value: foretold.seconds / (end - begin),
          unit: '',
          bound,
        },
        {
          figure: `${name}: foretold bytes over kept`,
          value: foretold.bytes / file.size(),
          unit: '',
          bound,
        },
      );
    }
  }
  return figures;
}

/** The middle of the grid with its pitch, or the points as they are. */
function middleOf(recipe: Recipe): Recipe {
  const axis = (count: string, extent: string, origin: string): Recipe => {
    const pixels = numberOf(recipe, count);
    if (!Number.isFinite(pixels)) return {};
    const length = numberOf(recipe, extent);
    const part = Math.min(1, SIDE / pixels);
    return {
      [count]: part * pixels,
      [extent]: part * length,
      [origin]: numberOf(recipe, origin) + ((1 - part) * length) / 2,
    };
  };
  return { ...recipe, ...axis('columns', 'width', 'originX'), ...axis('rows', 'height', 'originY') };
}
