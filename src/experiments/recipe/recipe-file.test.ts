import { describe, expect, it } from 'vitest';
import { EXPERIMENTS } from '../catalogue';
import { parseRecipe, recipeText } from './recipe-file';

describe('a recipe in a file', () => {
  it.each(EXPERIMENTS.flatMap((e) => e.presets.map((p) => [e.id, p.id, e, p] as const)))(
    'comes back as it was: %s, %s',
    (_, __, experiment, { recipe }) => {
      expect(parseRecipe(recipeText(experiment.id, recipe))).toEqual({
        ok: true,
        value: { experiment, recipe },
      });
    },
  );

  it('says where values come from', () => {
    const source = 'The pipette, 2026-11-26T14:02:00Z, run 1';
    const [text, wrong] = [source, 7].map((contactRadiusSource) =>
      JSON.stringify({ experiment: 'diffusion-map', recipe: { contactRadiusSource } }),
    );
    expect(parseRecipe(text ?? '')).toMatchObject({
      ok: true,
      value: { recipe: { contactRadiusSource: source } },
    });
    expect(parseRecipe(wrong ?? '')).toEqual({
      ok: false,
      error: '“contactRadiusSource” is a number; a text is needed',
    });
    expect(parseRecipe('{"experiment":"diffusion-map","recipe":{"colorSource":"x"}}').ok).toBe(false);
  });

  it('may leave values out', () => {
    const parsed = parseRecipe('{"experiment":"diffusion-map","recipe":{"columns":8}}');
    expect(parsed).toMatchObject({ ok: true, value: { recipe: { columns: 8, rows: 64 } } });
  });

  it.each([
    ['', 'it is no JSON'],
    ['[]', 'it is no recipe'],
    ['null', 'it is no recipe'],
    ['{"experiment":"diffusion-map"}', 'it is no recipe'],
    ['{"experiment":"x","recipe":{}}', 'there is no experiment “x”'],
    ['{"experiment":"diffusion-map","recipe":{"colums":8}}', 'Diffusion map has no value “colums”'],
    ['{"experiment":"diffusion-map","recipe":{"columns":"8"}}', '“columns” is a text; a number is needed'],
    [
      '{"experiment":"diffusion-map","recipe":{"rates":[1,null]}}',
      '“rates” is a something else; a list of numbers is needed',
    ],
    ['{"experiment":"diffusion-map","recipe":{"columns":0}}', 'Columns: must be between 1 and 1024.'],
  ])('is refused in words: %s', (text, words) => {
    const parsed = parseRecipe(text);
    expect(parsed.ok ? '' : parsed.error).toContain(words);
  });
});
