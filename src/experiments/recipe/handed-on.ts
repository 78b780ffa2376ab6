/**
 * Results of finished runs that later runs begin with. A recipe that takes some keeps each value under its key, its error
 * under `<key>Error`, and under `<key>Source` the run that it comes from:
 *
 *     contactRadius: 5.3e-8, contactRadiusError: 4e-9, contactRadiusSource: 'The pipette, 2026-11-26T14:02:11Z, run 0b6f…'
 */
import type { Experiment, HandedOn, MeasuredMaps, Recipe } from '../experiment';
import { count, exponentOf, quantity, significant, withError } from '../../quantity';

/** What a finished run has handed on; plain data that is kept. */
export interface RunResults {
  /** UUID of the run. */
  readonly run: string;
  readonly experiment: string;
  /** Of the experiment, for people. */
  readonly title: string;
  /** When the run ended, ISO 8601 with zone. */
  readonly at: string;
  /** A simulated instrument's numbers are of no use to a real one. */
  readonly simulated: boolean;
  readonly values: readonly HandedOn[];
}

export const errorKey = (key: string): string => `${key}Error`;
export const sourceKey = (key: string): string => `${key}Source`;

/** The key whose source stands under this one; null for any other key. */
export const sourcedBy = (key: string): string | null =>
  key.endsWith('Source') ? key.slice(0, -'Source'.length) : null;

/**
 * What the maps of a finished run hand on, to as many digits as its errors leave. Empty where the experiment hands nothing
 * on, or where nothing was found.
 */
export const resultsOf = (experiment: Experiment, recipe: Recipe, maps: MeasuredMaps): readonly HandedOn[] =>
  (experiment.handsOn?.(maps, recipe) ?? []).filter(({ value }) => Number.isFinite(value)).map(rounded);

/** Digits of an error that are kept, and of a value whose error is not known. */
const ERROR_DIGITS = 3;
const VALUE_DIGITS = 6;

function rounded(handed: HandedOn): HandedOn {
  const { value, error } = handed;
  if (!(error > 0)) return { ...handed, value: Number(value.toPrecision(VALUE_DIGITS)) };
  const more = exponentOf(value) - exponentOf(error);
  const digits = Math.max(1, Math.min(VALUE_DIGITS, ERROR_DIGITS + more));
  return {
    ...handed,
    value: Number(value.toPrecision(digits)),
    error: Number(error.toPrecision(ERROR_DIGITS)),
  };
}

/** Those of the results that a recipe has a place for. */
export const usefulTo = (recipe: Recipe, { values }: Pick<RunResults, 'values'>): readonly HandedOn[] =>
  values.filter(({ key }) => typeof recipe[key] === 'number');

/** Where a value comes from, as the recipe keeps it. */
export const citationOf = ({ title, at, run }: RunResults): string => `${title}, ${at}, run ${run}`;

/** A citation in its parts; null where it is none. */
export function partsOf(citation: string): Pick<RunResults, 'title' | 'at' | 'run'> | null {
  const [, title, at, run] = /^(.*), (\S+), run (\S+)$/.exec(citation) ?? [];
  return title !== undefined && at !== undefined && run !== undefined ? { title, at, run } : null;
}

/** A recipe with every result that it has a place for. */
export function withResults(recipe: Recipe, results: RunResults): Recipe {
  const taken = usefulTo(recipe, results).flatMap(({ key, value, error }): [string, number | string][] => [
    [key, value],
    ...(errorKey(key) in recipe && Number.isFinite(error)
      ? [[errorKey(key), error] as [string, number]]
      : []),
    [sourceKey(key), citationOf(results)],
  ]);
  return { ...recipe, ...Object.fromEntries(taken) };
}

/** Keys of a recipe whose values come from this run. */
export const takenFrom = (recipe: Recipe, { run }: Pick<RunResults, 'run'>): readonly string[] =>
  Object.keys(recipe).flatMap((key) => {
    const of = sourcedBy(key);
    return of !== null && partsOf(String(recipe[key]))?.run === run ? [of] : [];
  });

/** The recipe with other values, and no source, for what came from a run. */
export function withoutResults(recipe: Recipe, { run }: Pick<RunResults, 'run'>, instead: Recipe): Recipe {
  const taken = takenFrom(recipe, { run });
  const sources = new Set(taken.map(sourceKey));
  const kept = Object.entries(recipe).filter(([key]) => !sources.has(key));
  const back = taken
    .flatMap((key) => [key, errorKey(key)])
    .flatMap((key) => {
      const value = instead[key];
      return value === undefined ? [] : [[key, value] as const];
    });
  return Object.fromEntries([...kept, ...back]);
}

/**
 * The newest results for a recipe, one run of each experiment, and those that it has taken already.
 * @param all in any order
 */
export function offersFor(recipe: Recipe, all: readonly RunResults[], simulated: boolean): RunResults[] {
  const useful = all
    .filter((results) => results.simulated === simulated && usefulTo(recipe, results).length > 0)
    .sort((a, b) => Date.parse(b.at) - Date.parse(a.at));
  return useful.filter(
    (results, k) =>
      takenFrom(recipe, results).length > 0 ||
      useful.findIndex(({ experiment }) => experiment === results.experiment) === k,
  );
}

/** A result for people: `Radius of the opening 55.0(5.2) nm`. */
export function resultText({ label, value, error, shown: { unit, factor } }: HandedOn): string {
  const isCount = unit === '' && Number.isInteger(value);
  const known = Number.isFinite(error)
    ? withError(value * factor, error * factor)
    : isCount
      ? count(value)
      : significant(value * factor, 4);
  return `${label} ${quantity(known, unit)}`;
}
