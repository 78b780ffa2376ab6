import { evaluationOf } from '../evaluations';
import { describe, expect, it } from 'vitest';
import {
  analysisFields,
  checkSettings,
  parameterOf,
  proposeName,
  refuseName,
  settingsOf,
  standardOf,
} from './analysis';
import { EXPERIMENTS } from '../catalogue';
import type { Recipe } from '../experiment';
import { diffusionMap } from '../diffusion-map';

const recipe = diffusionMap.presets[0]?.recipe ?? {};

describe.each(EXPERIMENTS)('the analysis of $title', (experiment) => {
  const [preset] = experiment.presets;
  const own = preset?.recipe ?? {};

  it('keeps every value that it rests on among its parameters', () => {
    const parameters = evaluationOf(experiment.id).analysis(own);
    for (const { key } of analysisFields(experiment)) expect(parameters[parameterOf(key)]).toBe(own[key]);
  });

  it('changes neither path nor maps, nor which steps a program has', () => {
    const verbs = (recipe: Recipe): string[] => experiment.program(recipe).steps.map(({ verb }) => verb);
    for (const field of analysisFields(experiment)) {
      const other = field.choices?.find((c) => c.value !== own[field.key])?.value ?? 1.01 * field.max;
      const changed = { ...own, [field.key]: other };
      expect(verbs(changed)).toEqual(verbs(own));
      expect(experiment.path(changed)).toEqual(experiment.path(own));
      expect(experiment.maps(changed)).toEqual(experiment.maps(own));
    }
  });

  it('has options of different names', () => {
    const names = analysisFields(experiment).map((f) => f.analysis);
    expect(new Set(names).size).toBe(names.length);
  });
});

describe('settings', () => {
  it('are the values of the recipe that concern the analysis', () => {
    expect(Object.keys(settingsOf(diffusionMap, recipe))).toEqual([
      'contactRadius',
      'contactRadiusError',
      'concentration',
      'concentrationError',
      'temperature',
      'temperatureError',
      'strayCapacitance',
      'strayCapacitanceError',
      'airCurrent',
      'airCurrentError',
      'model',
      'thickness',
      'confined',
    ]);
    expect(settingsOf(diffusionMap, { schema: 1, model: 'disc' })).toEqual({ model: 'disc' });
    expect(standardOf(diffusionMap, { schema: 1 })).toEqual({ name: 'standard', settings: {} });
  });

  it('are checked as the form checks them, and together with the recipe', () => {
    const refused = (settings: object): string[] =>
      checkSettings(diffusionMap, recipe, settings as typeof recipe).map((p) => p.message);
    expect(refused({ model: 'disc', contactRadius: 60e-9 })).toEqual([]);
    expect(refused({ contactRadius: 1 })).toEqual(['Contact radius: must be between 5 and 20000 nm.']);
    expect(refused({ thickness: NaN })).toEqual(['Thickness of the sample: give a number.']);
    expect(refused({ model: 'guess' })).toEqual(['Model: choose one of the list.']);
    expect(refused({ contactRadius: 5e-9 })).toEqual([
      'Contact radius: its uncertainty must be smaller than the radius.',
    ]);
  });

  it('that a recipe lacks are not refused, nor is what is wrong with the scan', () => {
    expect(checkSettings(diffusionMap, { schema: 1 }, { model: 'line' })).toEqual([]);
    expect(checkSettings(diffusionMap, { ...recipe, vertexPotential: 1.9 }, {})).toEqual([]);
  });
});

describe('names of analyses', () => {
  const proposed = (settings: object, taken: string[] = []): string =>
    proposeName(diffusionMap, recipe, { ...settingsOf(diffusionMap, recipe), ...settings }, taken);

  it('say what is different', () => {
    expect(proposed({ model: 'disc', contactRadius: 60e-9 })).toBe('disc, radius 60 nm');
    expect(proposed({ model: 'line' })).toBe('line');
    expect(proposed({ concentration: 2e4 })).toBe('concentration 0.02 mol per cm³');
    expect(proposed({ confined: 1 })).toBe('confined 1');
    expect(proposed({})).toBe('standard');
  });

  it('that would be too long leave something out, and can be given', () => {
    const all = {
      contactRadius: 60e-9,
      contactRadiusError: 6e-9,
      concentration: 2e4,
      concentrationError: 2e2,
    };
    const name = proposed({ model: 'layer', thickness: 1e-7, temperature: 300, ...all });
    expect(name).toBe('layer, radius 60 nm, radius error 6 nm …');
    expect(refuseName(proposed({ model: 'layer', ...all }, [name]), [name])).toBeNull();
  });

  it('are not given twice', () => {
    expect(proposed({}, ['standard'])).toBe('standard (2)');
    expect(proposed({ model: 'line' }, ['standard', 'line', 'line (2)'])).toBe('line (3)');
  });

  it.each([
    ['disc, 60 nm', null],
    ['', /give one/],
    [' disc', /spaces/],
    ['a/b', /slash/],
    ['..', /dots/],
    ['a\nb', /control/],
    ['x'.repeat(81), /80/],
    ['standard', /already/],
  ])('%j', (name, message) => {
    const refusal = refuseName(name, ['standard']);
    if (message === null) expect(refusal).toBeNull();
    else expect(refusal).toMatch(message);
  });
});
