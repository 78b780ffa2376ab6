/** The form: which experiment, which preset, what was typed, and what follows from it. */
import { EXPERIMENTS, techniqueOf, type Technique } from '../../experiments/catalogue';
import { checkRecipe } from '../../experiments/recipe/check';
import type { Experiment, Field, Preset, Recipe } from '../../experiments/experiment';
import { GRID_KEYS } from '../../experiments/path/grid';
import { runsOf } from '../../experiments/path/runs';
import { predict, type Prediction } from '../../experiments/program/prediction';
import { lineFields, lineRecipe } from '../../experiments/path/line';
import { mostPlaces, placeValues, pointsOf } from '../../experiments/path/points';
import type { ProfileLine } from '../../maps/profile';
import {
  errorKey,
  sourceKey,
  sourcedBy,
  takenFrom,
  withoutResults,
  withResults,
  type RunResults,
} from '../../experiments/recipe/handed-on';
import { textOfValue } from '../../experiments/recipe/field-text';
import type { ExperimentRecipe } from '../../experiments/recipe/recipe-file';
import { groupFields, recipeOf, textsOf } from './form-values';

export interface Choice {
  readonly experiment: Experiment;
  readonly preset: Preset;
}

/** Every published setting. */
export const presetsOf = ({ experiments }: Pick<Technique, 'experiments'>): readonly Choice[] =>
  experiments.flatMap((experiment) => experiment.presets.map((preset) => ({ experiment, preset })));

export const PRESETS = presetsOf({ experiments: EXPERIMENTS });

export const presetKey = ({ experiment, preset }: Choice): string => `${experiment.id}/${preset.id}`;

/** The setting of the demonstration: the first published one. */
export function firstPreset(): Choice {
  const first = PRESETS[0];
  if (!first) throw new Error('The catalogue is empty.');
  return first;
}

/** What a map's recipe says of its own places. */
const PLACES = new Set(['shape', ...lineFields.map(({ key }) => key)]);

const isShape = ({ key }: Field): boolean => key === 'shape';
const isRuns = ({ key }: Field): boolean => key === 'pixels';

export class RecipeForm {
  choice = $state.raw<Choice>(firstPreset());
  texts = $state<Record<string, string>>({});
  /** Holds what the form has no field for. */
  private base = $state.raw<Recipe>(firstPreset().preset.recipe);
  readonly groups = $derived(groupFields(this.choice.experiment.fields));
  readonly recipe: Recipe = $derived(this.typed());
  readonly problems = $derived(checkRecipe(this.choice.experiment, this.recipe));
  /** Null while something is refused. */
  readonly prediction: Prediction | null = $derived(
    this.problems.length === 0 ? predict(this.choice.experiment, this.recipe) : null,
  );
  /** Whether anything differs from the published setting. */
  readonly edited = $derived(
    JSON.stringify(this.texts) !==
      JSON.stringify(textsOf(this.choice.experiment.fields, this.choice.preset.recipe)),
  );

  constructor() {
    this.load(this.choice);
  }

  /** Puts a published setting into the form. */
  load(choice: Choice): void {
    this.choice = choice;
    this.put(choice.preset.recipe);
  }

  /** Puts a recipe into the form, as one that was changed from the experiment's first setting. */
  use({ experiment, recipe }: ExperimentRecipe): void {
    const [preset] = experiment.presets;
    if (!preset) return;
    this.choice = { experiment, preset };
    this.put(recipe);
  }

  /**
   * Puts places of a map, m, into the form, to be measured by what fits the map's technique: by the setting for its kind of sample,
   * with what that has in common with the map's recipe. Where points were put in already they become more.
   */
  measureAt(
    places: readonly { readonly x: number; readonly y: number }[],
    map: Pick<ExperimentRecipe, 'experiment' | 'recipe'>,
  ): void {
    const technique = techniqueOf(map.experiment);
    const { experiment: present } = this.choice;
    if (this.edited && mostPlaces(present.fields) > 0 && techniqueOf(present) === technique) {
      const all = [...pointsOf(this.recipe), ...places].slice(-mostPlaces(present.fields));
      this.type(placeValues(present.fields, all));
      return;
    }
    const experiment = technique?.atPlaces;
    const preset =
      experiment?.presets.find(({ recipe }) => recipe['sampleName'] === map.recipe['sampleName']) ??
      experiment?.presets[0];
    if (!experiment || !preset) return;
    const common = Object.entries(map.recipe).filter(
      ([key]) => key !== 'schema' && !PLACES.has(key) && (sourcedBy(key) ?? key) in preset.recipe,
    );
    this.load({ experiment, preset });
    const own = placeValues(experiment.fields, places);
    this.put({ ...preset.recipe, ...Object.fromEntries(common), ...own });
  }

  /** Writes values into their fields, as a person does. */
  type(values: Recipe): void {
    for (const field of this.choice.experiment.fields) {
      const value = values[field.key];
      if (value !== undefined) this.texts[field.key] = textOfValue(field, value);
    }
  }

  /**
   * Puts selected pixels of a map into the form, as those of its grid that are visited: by the experiment of the form where
   * that measures a grid, otherwise by the map's own. Nothing happens where neither does.
   * @param mask 1 where a pixel is selected, row by row
   */
  mapOnly(mask: ArrayLike<number>, { experiment, recipe }: ExperimentRecipe): void {
    const pixels = runsOf(mask);
    if (this.choice.experiment.fields.some(isRuns)) {
      const grid = GRID_KEYS.flatMap((key): [string, Recipe[string]][] => {
        const value = recipe[key];
        return value === undefined ? [] : [[key, value]];
      });
      this.put({ ...this.recipe, ...Object.fromEntries(grid), mask: [], pixels });
    } else if (experiment.fields.some(isRuns))
      this.use({ experiment, recipe: { ...recipe, mask: [], pixels } });
  }

  /**
   * Puts a line over a map into the form, as points about as far apart as the pixels of the map: by the experiment of the form
   * where that measures on lines, otherwise by the map's own. Nothing happens where neither does.
   */
  measureAlong(
    { from, to }: Pick<ProfileLine, 'from' | 'to'>,
    { experiment, recipe, pitch }: ExperimentRecipe & { readonly pitch: number },
  ): void {
    const count = 1 + Math.round(Math.hypot(to.x - from.x, to.y - from.y) / pitch);
    const line = { shape: 'line', ...lineRecipe(from, to, count) };
    if (this.choice.experiment.fields.some(isShape)) this.put({ ...this.recipe, ...line });
    else if (experiment.fields.some(isShape)) this.use({ experiment, recipe: { ...recipe, ...line } });
  }

  /** Begins with what an earlier run has found. */
  take(results: RunResults): void {
    this.put(withResults(this.recipe, results));
  }

  /** Puts the published values back in the place of an earlier run's. */
  refuse(results: RunResults): void {
    this.put(withoutResults(this.recipe, results, this.choice.preset.recipe));
  }

  /** Whether a run's results are in the form, as they were taken. */
  hasTaken = (results: RunResults): boolean => takenFrom(this.recipe, results).length > 0;

  /** Where the value of a field comes from; null where a person or a publication has given it. */
  sourceOf(key: string): string | null {
    const source = this.recipe[sourceKey(key)];
    return typeof source === 'string' ? source : null;
  }

  private put(recipe: Recipe): void {
    this.base = recipe;
    this.texts = textsOf(this.choice.experiment.fields, recipe);
  }

  /** What is typed over has no source any more, be it the value or its error. */
  private typed(): Recipe {
    const { fields } = this.choice.experiment;
    const recipe = recipeOf(this.base, fields, this.texts);
    const isAsTaken = (key: string): boolean =>
      fields.every((f) => f.key !== key || this.texts[key] === textOfValue(f, this.base[key]));
    const kept = Object.entries(recipe).filter(([key]) => {
      const of = sourcedBy(key);
      return of === null || (isAsTaken(of) && isAsTaken(errorKey(of)));
    });
    return Object.fromEntries(kept);
  }

  problemOf(key: string): string | null {
    return this.problems.find((p) => p.key === key)?.message ?? null;
  }
}
