import { describe, expect, it } from 'vitest';
import { firstPreset, PRESETS, RecipeForm } from './recipe-form.svelte';

describe('a place of a map', () => {
  const map = { ...firstPreset().preset.recipe, contactRadius: 80e-9, rates: [10, 5] };

  it('becomes the point of voltammetry at points, with what the map was measured with', () => {
    const form = new RecipeForm();
    form.measureAt([{ x: 47.25e-6, y: 51e-6 }], map);
    expect(form.choice.experiment.id).toBe('voltammetry-points');
    expect(form.problems).toEqual([]);
    expect(form.recipe).toMatchObject({
      points: [47.25e-6, 51e-6],
      contactRadius: 80e-9,
      rates: [10, 5],
      secondVertexPotential: 1.9,
    });
    expect(form.recipe).not.toHaveProperty('columns');
  });

  it('is measured as is usual for its kind of sample', () => {
    const form = new RecipeForm();
    const composite = PRESETS.find(({ experiment }) => experiment.id === 'potential-map');
    form.measureAt([{ x: 47e-6, y: 51e-6 }], composite?.preset.recipe ?? {});
    expect(form.choice.preset.id).toBe('lfp-composite-rates');
    expect(form.recipe).toMatchObject({ vertexPotential: 0.8, points: [47e-6, 51e-6] });
    expect(form.problems).toEqual([]);
  });

  it('is one of several where pixels were selected', () => {
    const form = new RecipeForm();
    const places = [
      { x: 47e-6, y: 51e-6 },
      { x: 48e-6, y: 51e-6 },
    ];
    form.measureAt(places, map);
    expect(form.texts['points']).toBe('47 51; 48 51');
    expect(form.problems).toEqual([]);
  });

  it('becomes one more point where there are some, but takes the place of published ones', () => {
    const form = new RecipeForm();
    const published = PRESETS.find(({ experiment }) => experiment.id === 'voltammetry-points');
    if (published) form.load(published);
    form.measureAt([{ x: 47e-6, y: 51e-6 }], map);
    expect(form.texts['points']).toBe('47 51');
    form.texts['approachRate'] = '15';
    form.measureAt([{ x: 48e-6, y: 52.5e-6 }], map);
    expect(form.texts['points']).toBe('47 51; 48 52.5');
    expect(form.recipe).toMatchObject({ points: [47e-6, 51e-6, 48e-6, 52.5e-6] });
    expect(form.texts['approachRate']).toBe('15');
  });
});
