/** A recipe as a file that people keep and share: JSON with the experiment's id, the values in SI, by their keys. */
import { reasonOf } from '../../fault';
import { err, ok, type Result } from '../../result';
import { experimentById } from '../catalogue';
import { checkRecipe } from './check';
import { sourcedBy } from './handed-on';
import type { Experiment, Recipe } from '../experiment';

export const RECIPE_EXTENSION = '.recipe.json';

export interface ExperimentRecipe {
  readonly experiment: Experiment;
  readonly recipe: Recipe;
}

export const recipeText = (experiment: string, recipe: Recipe): string =>
  `${JSON.stringify({ experiment, recipe }, null, 2)}\n`;

/** Values that the file leaves out are those of the experiment's first preset. The error says in words what is wrong. */
export function parseRecipe(text: string): Result<ExperimentRecipe, string> {
  const parsed = parseJson(text);
  if (!parsed.ok) return parsed;
  const { experiment: id, recipe: values } = (parsed.value ?? {}) as Record<string, unknown>;
  if (typeof id !== 'string' || typeof values !== 'object' || values === null)
    return err('it is no recipe: an object with “experiment” and “recipe” is needed');
  const experiment = experimentById(id);
  const base = experiment?.presets[0]?.recipe;
  if (!experiment || !base) return err(`there is no experiment “${id}”`);
  const unknown = Object.keys(values).find((key) => !(key in base) && !isSource(key, base));
  if (unknown !== undefined) return err(`${experiment.title} has no value “${unknown}”`);
  const wrong = Object.entries(values).find(([key, value]) => kindOf(value) !== kindIn(base, key));
  if (wrong) return err(`“${wrong[0]}” is a ${kindOf(wrong[1])}; a ${kindIn(base, wrong[0])} is needed`);
  const recipe = { ...base, ...(values as Recipe) };
  const [problem] = checkRecipe(experiment, recipe);
  return problem ? err(problem.message) : ok({ experiment, recipe });
}

/** Where a value comes from stands beside the values that a recipe has. */
const isSource = (key: string, base: Recipe): boolean => (sourcedBy(key) ?? '') in base;

function parseJson(text: string): Result<unknown, string> {
  try {
    return ok(JSON.parse(text));
  } catch (thrown) {
    return err(`it is no JSON: ${reasonOf(thrown)}`);
  }
}

const kindIn = (base: Recipe, key: string): string => (isSource(key, base) ? 'text' : kindOf(base[key]));

const kindOf = (value: unknown): string => {
  if (typeof value === 'number') return 'number';
  if (Array.isArray(value) && value.every((v) => typeof v === 'number')) return 'list of numbers';
  return typeof value === 'string' ? 'text' : 'something else';
};
