import { describe, expect, it } from 'vitest';
import { isAsked } from './form-values';
import { firstPreset, PRESETS, RecipeForm } from './recipe-form.svelte';

function publishedMap(id: string): Parameters<RecipeForm['measureAt']>[1] {
  const found = PRESETS.find(({ preset }) => preset.id === id);
  if (!found) throw new Error(`There is no setting ${id}.`);
  return { experiment: found.experiment, recipe: found.preset.recipe };
}

describe('a place of a map', () => {
  const map = {
    experiment: firstPreset().experiment,
    recipe: { ...firstPreset().preset.recipe, contactRadius: 80e-9, rates: [10, 5] },
  };

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
    form.measureAt([{ x: 47e-6, y: 51e-6 }], publishedMap('lfp-open-circuit'));
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

  it('is followed over time where the map was felt by the ion current, one place a run', () => {
    const form = new RecipeForm();
    const topography = publishedMap('hard-carbon-topography');
    form.measureAt([{ x: 47e-6, y: 51e-6 }], topography);
    expect(form.choice.experiment.id).toBe('height-over-time');
    expect(form.recipe).toMatchObject({ pointX: 47e-6, pointY: 51e-6, sampleName: 'hard carbon film' });
    expect(form.problems).toEqual([]);
    form.texts['visits'] = '77';
    form.measureAt([{ x: 48e-6, y: 52e-6 }], topography);
    expect(form.recipe).toMatchObject({ pointX: 48e-6, pointY: 52e-6, visits: 77 });
  });

  it('of one technique leaves the points of another alone', () => {
    const form = new RecipeForm();
    form.measureAt([{ x: 47e-6, y: 51e-6 }], map);
    form.measureAt([{ x: 48e-6, y: 52e-6 }], publishedMap('mediator-map'));
    expect(form.choice.experiment.id).toBe('feedback-approach');
    expect(form.recipe).toMatchObject({ points: [48e-6, 52e-6] });
  });
});

describe('selected pixels of a map', () => {
  const current = PRESETS.find(({ experiment }) => experiment.id === 'current-map');
  const map = {
    ...current?.preset.recipe,
    columns: 3,
    rows: 2,
    width: 3e-6,
    height: 2e-6,
    mask: [1e-6, 1e-6],
  };
  const mask = [0, 1, 1, 1, 0, 0];

  it('are all that is visited of its grid, by the experiment of the form', () => {
    const form = new RecipeForm();
    if (!current) throw new Error('There is no current map.');
    form.mapOnly(mask, { experiment: current.experiment, recipe: map });
    expect(form.choice.experiment.id).toBe('diffusion-map');
    expect(form.recipe).toMatchObject({ columns: 3, rows: 2, width: 3e-6, pixels: [1, 3, 2], mask: [] });
    expect(form.recipe).toMatchObject({ rates: form.choice.preset.recipe['rates'] });
    expect(form.problems).toEqual([]);
  });

  it('are mapped as before where that measures points', () => {
    const form = new RecipeForm();
    const points = PRESETS.find(({ experiment }) => experiment.id === 'voltammetry-points');
    if (!current || !points) throw new Error('An experiment is missing.');
    form.load(points);
    form.mapOnly(mask, { experiment: current.experiment, recipe: map });
    expect(form.choice.experiment.id).toBe('current-map');
    expect(form.recipe).toMatchObject({ columns: 3, rows: 2, pixels: [1, 3, 2], mask: [] });
    expect(form.problems).toEqual([]);
  });
});

describe('a line over a map', () => {
  const current = PRESETS.find(({ experiment }) => experiment.id === 'current-map');
  const distance = PRESETS.find(({ experiment }) => experiment.id === 'current-at-distance');
  const line = { from: { x: 47e-6, y: 50e-6 }, to: { x: 50e-6, y: 54e-6 } };

  it('has points as far apart as the pixels, by the experiment of the form', () => {
    const form = new RecipeForm();
    if (!current) throw new Error('There is no current map.');
    form.measureAlong(line, { experiment: current.experiment, recipe: current.preset.recipe, pitch: 0.5e-6 });
    expect(form.choice.experiment.id).toBe('diffusion-map');
    expect(form.recipe).toMatchObject({ shape: 'line', lineX: 47e-6, lineEndY: 54e-6, linePoints: 11 });
    expect(form.problems).toEqual([]);
    const fields = form.choice.experiment.fields.filter((field) => isAsked(field, form.recipe));
    expect(fields.some(({ key }) => key === 'lineX')).toBe(true);
    expect(fields.some(({ key }) => key === 'columns')).toBe(false);
  });

  it('is measured as the map was where the form measures no lines', () => {
    const form = new RecipeForm();
    if (!current || !distance) throw new Error('An experiment is missing.');
    form.load(distance);
    form.measureAlong(line, { experiment: current.experiment, recipe: current.preset.recipe, pitch: 1e-6 });
    expect(form.choice.experiment.id).toBe('current-map');
    expect(form.recipe).toMatchObject({ shape: 'line', linePoints: 6 });
    form.load(distance);
  });
});
