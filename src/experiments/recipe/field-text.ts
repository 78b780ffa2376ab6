/** Between a field's value in SI and its text in the unit that people see, as forms and command lines have it. */
import type { Field, Recipe } from '../experiment';

type Value = Recipe[string];

/** What is shown of a recipe's value. */
export function textOfValue(field: Field, value: Value | undefined): string {
  if (value === undefined) return '';
  if (field.kind === 'choice') return String(value);
  if (typeof value === 'object') return listText(field, value);
  return typeof value === 'number' ? numberText(value, field.factor) : value;
}

/** Numbers side by side; points with a semicolon between them. */
function listText({ kind, factor }: Field, values: readonly number[]): string {
  const between = (k: number): string => (kind === 'points' ? (k % 2 === 0 ? '; ' : ' ') : '  ');
  return values.map((v, k) => `${k === 0 ? '' : between(k)}${numberText(v, factor)}`).join('');
}

/** A number as it can be typed again: no exponent where it reads well without one. */
const numberText = (si: number, factor: number): string =>
  Number.isFinite(si) ? String(Number((si * factor).toPrecision(9))) : '';

/** The recipe's value of a text; NaN where it is no number, so that the check says so. */
export function valueOfText(field: Field, text: string): Value {
  if (field.kind === 'choice') return field.choices?.find((c) => String(c.value) === text)?.value ?? text;
  if (field.kind !== 'list' && field.kind !== 'points') return parse(text, field.factor);
  return numbersOfText(text, field.factor);
}

/** The numbers of a text, divided by a factor; NaN for what is none. */
export const numbersOfText = (text: string, factor: number): number[] =>
  text
    .trim()
    .split(/[\s;]+|,\s+|,(?=\d*\.)/)
    .filter((p) => p !== '' && p !== ',')
    .map((p) => parse(p, factor));

/** Decimal point or comma, and the minus sign of typesetting. */
function parse(text: string, factor: number): number {
  const plain = text.trim().replace('\u2212', '-').replace(',', '.');
  return plain === '' ? NaN : Number((Number(plain) / factor).toPrecision(15));
}
