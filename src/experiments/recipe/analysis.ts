/**
 * An analysis is a name and the values that concern how records are analysed. Any number of them can be made of a run when
 * its records are there already; the experiment says with `Field.analysis` which of its values these are.
 */
import { checkFields } from './check';
import type { Experiment, Field, Problem, Recipe } from '../experiment';
import { textOfValue } from './field-text';

export interface Analysis {
  readonly name: string;
  /** Values that stand in for those of the recipe. */
  readonly settings: Recipe;
}

/** Name of the analysis by the recipe's own values. */
export const STANDARD = 'standard';

const LONGEST_NAME = 80;

export const analysisFields = ({ fields }: Experiment): readonly Field[] =>
  fields.filter((field) => field.analysis !== undefined);

/** Those values of a recipe that concern the analysis. */
export function settingsOf(experiment: Experiment, recipe: Recipe): Recipe {
  const values = analysisFields(experiment).map(({ key }) => [key, recipe[key]] as const);
  return Object.fromEntries(values.filter(([, value]) => value !== undefined)) as Recipe;
}

/** The analysis that a run comes with. */
export const standardOf = (experiment: Experiment, recipe: Recipe): Analysis => ({
  name: STANDARD,
  settings: settingsOf(experiment, recipe),
});

/** Everything that keeps settings from being used with a recipe. Settings that leave a value out leave it as it is. */
export function checkSettings(experiment: Experiment, recipe: Recipe, settings: Recipe): readonly Problem[] {
  const fields = analysisFields(experiment);
  const given = checkFields(
    fields.filter(({ key }) => key in settings),
    settings,
  );
  if (given.length > 0) return given;
  const concerned = new Set(fields.map(({ key }) => key));
  return experiment.problems({ ...recipe, ...settings }).filter(({ key }) => concerned.has(key));
}

/** Where a value stands among the parameters of an analysis, e.g. `contact_radius` for `contactRadius`. */
export const parameterOf = (key: string): string => key.replace(/[A-Z]/g, (c) => `_${c.toLowerCase()}`);

/** What sets settings apart from a recipe, in words, and unlike every name that is taken: `disc, radius 60 nm`. */
export function proposeName(
  experiment: Experiment,
  recipe: Recipe,
  settings: Recipe,
  taken: readonly string[],
): string {
  const changed = analysisFields(experiment).filter(({ key }) => settings[key] !== recipe[key]);
  const isWord = ({ key }: Field): boolean => typeof settings[key] === 'string';
  const inOrder = [...changed.filter(isWord), ...changed.filter((field) => !isWord(field))];
  const name = shortened(inOrder.map((field) => partOf(field, settings[field.key]))) || STANDARD;
  const numbered = taken.map((_, k) => `${name} (${String(k + 2)})`);
  return [name, ...numbered].find((n) => !taken.includes(n)) ?? name;
}

/** As many parts as a name has room for, with some left for a number behind it. */
function shortened(parts: readonly string[]): string {
  const joined = parts.join(', ');
  const most = LONGEST_NAME - 16;
  return joined.length <= most ? joined : `${joined.slice(0, joined.lastIndexOf(', ', most))} …`;
}

/** A choice between words is known by its word, everything else by what it is called. */
function partOf(field: Field, value: Recipe[string] | undefined): string {
  if (field.kind === 'choice' && typeof value === 'string') return value;
  const called = (field.analysis ?? field.key).replaceAll('-', ' ');
  // A slash separates groups in a file, and a name is one of a group.
  const unit = field.unit.replaceAll('/', ' per ');
  return `${called} ${textOfValue(field, value)}${unit ? ` ${unit}` : ''}`;
}

/** Why a name cannot be given, in words; null where it can. */
export function refuseName(name: string, taken: readonly string[]): string | null {
  if (name.trim() === '' || name !== name.trim()) return 'Name: give one, without spaces around it.';
  if (name.length > LONGEST_NAME) return `Name: at most ${String(LONGEST_NAME)} characters.`;
  if (/[/\p{Cc}]/u.test(name) || /^\.+$/.test(name))
    return 'Name: neither a slash, nor dots alone, nor control characters.';
  if (taken.includes(name)) return `Name: there is an analysis “${name}” already.`;
  return null;
}
