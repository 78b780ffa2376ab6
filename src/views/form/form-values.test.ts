import { expect, it } from 'vitest';
import { EXPERIMENTS } from '../../experiments/catalogue';
import type { Field, Recipe } from '../../experiments/experiment';
import { explanationOf, groupFields, recipeOf, textsOf } from './form-values';

const field = (kind: Field['kind'], factor = 1, more: Partial<Field> = {}): Field => ({
  key: 'k',
  group: 'g',
  label: 'Value',
  unit: 'nm',
  factor,
  kind,
  min: 0,
  max: 1e-6,
  explanation: 'What it is.',
  ...more,
});

/** A text has nine digits: the last ones of what has no short decimals, such as an angle in degrees, do not come back. */
const rounded = (recipe: Recipe): Recipe =>
  JSON.parse(
    JSON.stringify(recipe, (_, value: unknown) =>
      typeof value === 'number' ? Number(value.toPrecision(8)) : value,
    ),
  ) as Recipe;

it('gives back every published recipe unchanged', () => {
  for (const { fields, presets } of EXPERIMENTS) {
    for (const { recipe } of presets)
      expect(rounded(recipeOf(recipe, fields, textsOf(fields, recipe)))).toEqual(rounded(recipe));
  }
});

it('groups fields and puts an uncertainty beside its value', () => {
  const fields = [
    field('number', 1, { key: 'a' }),
    field('number', 1, { key: 'b', group: 'h' }),
    field('number', 1, { key: 'aError' }),
    field('number', 1, { key: 'fieldError' }),
  ];
  const rows = groupFields(fields).map((g) => [g.name, g.rows.map((r) => [r.field.key, r.uncertainty?.key])]);
  expect(rows).toEqual([
    [
      'g',
      [
        ['a', 'aError'],
        ['fieldError', undefined],
      ],
    ],
    ['h', [['b', undefined]]],
  ]);
});

it('explains a field with its range', () => {
  expect(explanationOf(field('number', 1e9))).toBe('What it is. Between 0 and 1000 nm.');
  expect(explanationOf(field('choice'))).toBe('What it is.');
});
