import { describe, expect, it } from 'vitest';
import { recipeText } from '../../experiments/recipe/recipe-file';
import { loadRecipe } from './recipe-files';
import { PRESETS, RecipeForm } from './recipe-form.svelte';

describe('a recipe from a file', () => {
  it('comes into the form with its experiment', async () => {
    const [, other] = PRESETS.filter(({ experiment }) => experiment.id !== PRESETS[0]?.experiment.id);
    if (!other) throw new Error('There are several experiments.');
    const form = new RecipeForm();
    const text = recipeText(other.experiment.id, other.preset.recipe);
    expect((await loadRecipe(form, new File([text], 'x.json'))).ok).toBe(true);
    expect(form.choice.experiment).toBe(other.experiment);
    expect(form.recipe).toEqual(other.preset.recipe);
  });

  it('that is none leaves the form as it was, and its name is said', async () => {
    const form = new RecipeForm();
    const { recipe } = form;
    const loaded = await loadRecipe(form, new File(['{}'], 'x.json'));
    expect(loaded.ok ? '' : loaded.error.happened).toContain('x.json cannot be used as a recipe');
    expect(form.recipe).toEqual(recipe);
  });
});
