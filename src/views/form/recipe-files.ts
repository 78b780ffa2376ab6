/** The recipe of the form as a file, and a file's recipe in the form. */
import { parseRecipe, recipeText } from '../../experiments/recipe/recipe-file';
import { fault, type Fault } from '../../fault';
import { err, ok, type Result } from '../../result';
import { fileName, RECIPE, saveText } from '../save-file';
import type { RecipeForm } from './recipe-form.svelte';

/** Call it straight from a click. */
export function saveRecipe({ choice, recipe }: RecipeForm): Promise<Result<void, Fault>> {
  const text = recipeText(choice.experiment.id, recipe);
  return saveText(fileName(choice.preset.title), RECIPE, () => text);
}

/** A file that is no recipe leaves the form as it was. */
export async function loadRecipe(form: RecipeForm, file: File): Promise<Result<void, Fault>> {
  const parsed = parseRecipe(await file.text());
  if (!parsed.ok) {
    return err(fault('value-invalid', `${file.name} cannot be used as a recipe: ${parsed.error}.`));
  }
  form.use(parsed.value);
  return ok(undefined);
}
