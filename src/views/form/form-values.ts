/** Between what stands in the form and the recipe: texts in the shown unit, values in SI. */
import type { Field, Recipe } from '../../experiments/experiment';
import { rangeText } from '../../experiments/recipe/check';
import { textOfValue, valueOfText } from '../../experiments/recipe/field-text';

/** A recipe with the texts of the form put in. */
export const recipeOf = (
  base: Recipe,
  fields: readonly Field[],
  texts: Readonly<Record<string, string>>,
): Recipe => ({
  ...base,
  ...Object.fromEntries(fields.map((f) => [f.key, valueOfText(f, texts[f.key] ?? '')])),
});

export const textsOf = (fields: readonly Field[], recipe: Recipe): Record<string, string> =>
  Object.fromEntries(fields.map((f) => [f.key, textOfValue(f, recipe[f.key])]));

export interface FieldGroup {
  readonly name: string;
  readonly rows: readonly FieldRow[];
}

/** A field, and beside it the field that holds its uncertainty, if there is one. */
export interface FieldRow {
  readonly field: Field;
  readonly uncertainty: Field | null;
}

/** Fields by group, in the order in which groups first appear; `xError` joins the row of `x`. */
export function groupFields(fields: readonly Field[]): FieldGroup[] {
  const byKey = new Map(fields.map((f) => [f.key, f]));
  const isUncertainty = (f: Field): boolean => f.key.endsWith('Error') && byKey.has(f.key.slice(0, -5));
  const names = [...new Set(fields.map((f) => f.group))];
  return names.map((name) => ({
    name,
    rows: fields
      .filter((f) => f.group === name && !isUncertainty(f))
      .map((field) => ({ field, uncertainty: byKey.get(`${field.key}Error`) ?? null })),
  }));
}

/** Whether a field is of account for a recipe. */
export const isAsked = ({ onlyFor }: Field, recipe: Recipe): boolean =>
  !onlyFor || (recipe[onlyFor.key] ?? onlyFor.value) === onlyFor.value;

/** What a field means and takes, in one text. */
export function explanationOf(field: Field): string {
  const range = field.kind === 'choice' ? '' : ` ${sentence(rangeText(field))}`;
  return `${field.explanation}${range}`;
}

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
