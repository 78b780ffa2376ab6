/** The values of an analysis as options of a command: one for each field that says so, in the unit of the form. */
import { InvalidArgumentError, Option, type OptionValues } from 'commander';
import { analysisFields } from '../experiments/recipe/analysis';
import { EXPERIMENTS } from '../experiments/catalogue';
import type { Experiment, Field, Recipe } from '../experiments/experiment';
import { valueOfText } from '../experiments/recipe/field-text';
import { fault, type Fault } from '../fault';
import { err, ok, type Result } from '../result';

const byName = new Map(
  EXPERIMENTS.flatMap(analysisFields).map((field) => [field.analysis ?? field.key, field] as const),
);

/** An option a field; fields of several experiments that share a name share the option. */
export const analysisOptions: readonly Option[] = [...byName].map(([name, field]) => optionOf(name, field));

function optionOf(name: string, field: Field): Option {
  const what = field.label === 'its uncertainty' ? field.explanation : `${field.label}. ${field.explanation}`;
  if (field.kind === 'choice')
    return new Option(`--${name} <choice>`, what).choices((field.choices ?? []).map((c) => String(c.value)));
  return new Option(`--${name} <${field.unit || 'number'}>`, what).argParser((text: string) => {
    if (Number.isNaN(valueOfText(field, text)))
      throw new InvalidArgumentError(`Give a number${field.unit ? ` in ${field.unit}` : ''}.`);
    return text;
  });
}

/** The settings that were given. A fault where the experiment has no such value. */
export function settingsGiven(experiment: Experiment, given: OptionValues): Result<Recipe, Fault> {
  const settings: Record<string, Recipe[string]> = {};
  for (const option of analysisOptions) {
    const text: unknown = given[option.attributeName()];
    if (typeof text !== 'string') continue;
    const field = analysisFields(experiment).find((f) => `--${f.analysis ?? ''}` === option.long);
    if (!field)
      return err(fault('value-invalid', `An analysis of ${experiment.title} has no ${option.long ?? ''}.`));
    settings[field.key] = valueOfText(field, text);
  }
  return ok(settings);
}
