/** Whether a recipe can be run, and if not, why in words. */
import type { Experiment, Field, Problem, Recipe } from '../experiment';
import { gridProblem } from '../path/grid';
import { blockedMark } from '../program/prediction';

/** Everything that keeps a recipe from being run, field by field and then as a whole. Empty when it can be run. */
export function checkRecipe(experiment: Experiment, recipe: Recipe): readonly Problem[] {
  const problems = checkFields(experiment.fields, recipe);
  if (problems.length > 0) return problems;
  const nowhere = experiment.fields.some(({ key }) => key === 'mask') ? gridProblem(recipe) : null;
  if (nowhere) return [nowhere];
  const whole = experiment.problems(recipe);
  return whole.length > 0 ? whole : blockedProblem(experiment, recipe);
}

/** Hops and track that wait for each other for ever. */
function blockedProblem(experiment: Experiment, recipe: Recipe): readonly Problem[] {
  const mark = blockedMark(experiment, recipe);
  if (mark === null) return [];
  const message = `Hops wait at mark ${String(mark)} while the program of the sample waits at another: put the marks in the same order.`;
  return [{ key: experiment.fields[0]?.key ?? '', message }];
}

/** What is refused of single values. */
export const checkFields = (fields: readonly Field[], recipe: Recipe): readonly Problem[] =>
  fields.flatMap((field) => checkField(field, recipe[field.key]));

function checkField(field: Field, value: Recipe[string] | undefined): Problem[] {
  const message = refusal(field, value);
  return message ? [{ key: field.key, message: `${field.label}: ${message}` }] : [];
}

function refusal(field: Field, value: Recipe[string] | undefined): string {
  if (field.kind === 'choice') {
    return field.choices?.some((c) => c.value === value) ? '' : 'choose one of the list.';
  }
  if (field.kind === 'list' || field.kind === 'points') {
    if (!Array.isArray(value)) return 'give a list of numbers.';
    const [each, called] = field.kind === 'points' ? [2, 'points, x and y of each'] : [1, 'values'];
    const [least, most] = field.length ?? [1, Infinity];
    if (value.length < each * least || value.length > each * most || value.length % each !== 0)
      return `give ${String(least)} to ${String(most)} ${called}.`;
    return (value as readonly number[]).map((v) => refuseNumber(field, v)).find((m) => m) ?? '';
  }
  return refuseNumber(field, value);
}

function refuseNumber(field: Field, value: unknown): string {
  if (typeof value !== 'number' || !Number.isFinite(value)) return 'give a number.';
  if (field.kind === 'integer' && !Number.isInteger(value)) return 'give a whole number.';
  const slack = 1e-9 * Math.max(Math.abs(field.min), Math.abs(field.max));
  if (value < field.min - slack || value > field.max + slack) return `must be ${rangeText(field)}.`;
  return '';
}

/** The allowed range in the unit that people see, e.g. `between 0.01 and 100 µm`. */
export function rangeText(field: Field): string {
  const shown = (si: number): string => Number((si * field.factor).toPrecision(6)).toString();
  return `between ${shown(field.min)} and ${shown(field.max)}${field.unit ? ` ${field.unit}` : ''}`;
}
