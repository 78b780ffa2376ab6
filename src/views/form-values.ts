/** Between what stands in the form and the recipe: texts in the shown unit, values in SI. */
import type { Field, Recipe } from '../experiments/experiment';
import { rangeText } from '../experiments/check';

type Value = Recipe[string];

/** What the form shows of a recipe's value. */
export function textOfValue(field: Field, value: Value | undefined): string {
  if (value === undefined) return '';
  if (field.kind === 'choice') return String(value);
  if (typeof value === 'object') return value.map((v) => numberText(v, field.factor)).join('  ');
  return typeof value === 'number' ? numberText(value, field.factor) : value;
}

/** A number as it can be typed again: no exponent where it reads well without one. */
const numberText = (si: number, factor: number): string =>
  Number.isFinite(si) ? String(Number((si * factor).toPrecision(9))) : '';

/** The recipe's value of a text; NaN where it is no number, so that the check says so. */
export function valueOfText(field: Field, text: string): Value {
  if (field.kind === 'choice') return field.choices?.find((c) => String(c.value) === text)?.value ?? text;
  if (field.kind !== 'list') return parse(text, field.factor);
  const parts = text.trim().split(/[\s;]+|,\s+|,(?=\d*\.)/);
  return parts.filter((p) => p !== '' && p !== ',').map((p) => parse(p, field.factor));
}

/** Decimal point or comma, and the minus sign of typesetting. */
function parse(text: string, factor: number): number {
  const plain = text.trim().replace('\u2212', '-').replace(',', '.');
  return plain === '' ? NaN : Number((Number(plain) / factor).toPrecision(15));
}

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

/** What a field means and takes, in one text. */
export function explanationOf(field: Field): string {
  const range = field.kind === 'choice' ? '' : ` ${sentence(rangeText(field))}`;
  return `${field.explanation}${range}`;
}

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
