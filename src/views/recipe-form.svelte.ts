/** The form: which experiment, which preset, what was typed, and what follows from it. */
import { EXPERIMENTS } from '../experiments/catalogue';
import { checkRecipe } from '../experiments/recipe/check';
import type { Experiment, Preset, Recipe } from '../experiments/experiment';
import { predict, type Prediction } from '../experiments/program/prediction';
import { placesOf, pointsField } from '../experiments/path/points';
import { textOfValue } from '../experiments/recipe/field-text';
import { voltammetryPoints } from '../experiments/voltammetry-points';
import type { ExperimentRecipe } from '../experiments/recipe/recipe-file';
import { groupFields, recipeOf, textsOf } from './form-values';

export interface Choice {
  readonly experiment: Experiment;
  readonly preset: Preset;
}

/** Every published setting. */
export const PRESETS: readonly Choice[] = EXPERIMENTS.flatMap((experiment) =>
  experiment.presets.map((preset) => ({ experiment, preset })),
);

export const presetKey = ({ experiment, preset }: Choice): string => `${experiment.id}/${preset.id}`;

/** The setting of the demonstration: the first published one. */
export function firstPreset(): Choice {
  const first = PRESETS[0];
  if (!first) throw new Error('The catalogue is empty.');
  return first;
}

export class RecipeForm {
  choice = $state.raw<Choice>(firstPreset());
  texts = $state<Record<string, string>>({});
  /** Holds what the form has no field for. */
  private base = $state.raw<Recipe>(firstPreset().preset.recipe);
  readonly groups = $derived(groupFields(this.choice.experiment.fields));
  readonly recipe: Recipe = $derived(recipeOf(this.base, this.choice.experiment.fields, this.texts));
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
    this.base = choice.preset.recipe;
    this.texts = textsOf(choice.experiment.fields, choice.preset.recipe);
  }

  /** Puts a recipe into the form, as one that was changed from the experiment's first setting. */
  use({ experiment, recipe }: ExperimentRecipe): void {
    const [preset] = experiment.presets;
    if (!preset) return;
    this.choice = { experiment, preset };
    this.base = recipe;
    this.texts = textsOf(experiment.fields, recipe);
  }

  /**
   * Puts places of a map, m, into the form as points of voltammetry at points, by the setting for the map's kind of
   * sample, with what that has in common with the map's recipe. Where points were put in already they become more.
   */
  measureAt(places: readonly { readonly x: number; readonly y: number }[], map: Recipe): void {
    const added = places.flatMap(({ x, y }) => [x, y]);
    const { fields } = this.choice.experiment;
    if (this.edited && fields.includes(pointsField)) {
      const points = [...placesOf(this.recipe).flatMap((p) => [p.x, p.y]), ...added];
      this.texts['points'] = textOfValue(pointsField, points);
      return;
    }
    const { presets } = voltammetryPoints;
    const preset = presets.find(({ recipe }) => recipe['sampleName'] === map['sampleName']) ?? presets[0];
    if (!preset) return;
    const common = Object.entries(map).filter(([key]) => key !== 'schema' && key in preset.recipe);
    this.load({ experiment: voltammetryPoints, preset });
    this.base = { ...preset.recipe, ...Object.fromEntries(common), points: added };
    this.texts = textsOf(voltammetryPoints.fields, this.base);
  }

  problemOf(key: string): string | null {
    return this.problems.find((p) => p.key === key)?.message ?? null;
  }
}
