/** Which experiment, with which values: a published setting by its name or a recipe file, and what is changed of it. */
import { readFile } from 'node:fs/promises';
import { InvalidArgumentError, Option, type Command } from 'commander';
import { EXPERIMENTS } from '../experiments/catalogue';
import { checkRecipe } from '../experiments/recipe/check';
import type { Experiment, Field, Preset, Recipe } from '../experiments/experiment';
import { resultText, sourceKey, usefulTo, withResults } from '../experiments/recipe/handed-on';
import { parseRecipe } from '../experiments/recipe/recipe-file';
import { fault, reasonOf, type Fault } from '../fault';
import { err, ok, type Result } from '../result';
import { resultsIn } from './earlier-results';

export interface Setting {
  readonly experiment: Experiment;
  readonly recipe: Recipe;
  /** Sample of the simulated bridge that shows it. */
  readonly sample: string;
}

interface Change {
  readonly key: string;
  readonly text: string;
}

export interface SettingOptions {
  readonly preset?: string;
  readonly recipe?: string;
  readonly set?: readonly Change[];
  /** Bundles of earlier runs, each under the name of its option. */
  readonly [earlier: string]: unknown;
}

/** Experiments whose runs later ones can begin with, each with the option that names the file of such a run. */
const EARLIER = EXPERIMENTS.filter(({ handsOn }) => handsOn).map((experiment) => ({
  experiment,
  option: new Option(
    `--${experiment.id} <bundle>`,
    `finished run of “${experiment.title}” to take the results of`,
  ),
}));

export const SETTING_NAME = 'a published setting or an experiment, as run --list names them';

/** Adds the options that say what is changed of a setting. */
export function settingOptions(command: Command): Command {
  for (const { option } of EARLIER) command.addOption(option);
  return command
    .option('--preset <id>', 'published setting of the experiment to start from (default: the first)')
    .option('--recipe <file>', 'recipe to start from, as the page saves it')
    .option('--set <key=value>', 'change a value of the recipe, in SI, e.g. rates=10,5; repeated', change);
}

function change(text: string, before: readonly Change[] = []): readonly Change[] {
  const [, key, value] = /^(\w+)=(.+)$/.exec(text) ?? [];
  if (key === undefined || value === undefined) throw new InvalidArgumentError('Give key=value.');
  return [...before, { key, text: value }];
}

const refused = (message: string): Result<never, Fault> => err(fault('value-invalid', message));

/** The setting of a name or, without one, of the recipe file, with the changes made; checked. */
export async function settingOf(
  name: string | undefined,
  options: SettingOptions,
): Promise<Result<Setting, Fault>> {
  const { preset, recipe: file, set = [] } = options;
  const begun = file === undefined ? namedSetting(name ?? '', preset) : await settingOfFile(file);
  if (!begun.ok) return begun;
  const { experiment } = begun.value;
  const unknown = set.find(({ key }) => !experiment.fields.some((f) => f.key === key));
  if (unknown) return refused(`${experiment.title} has no value “${unknown.key}”.`);
  const changes = set.map(({ key, text }) => {
    const field = experiment.fields.find((f) => f.key === key);
    return [key, field ? valueOf(field, text) : text] as const;
  });
  const earlier = await withEarlier(begun.value.recipe, options);
  if (!earlier.ok) return earlier;
  const sources = new Set(set.map(({ key }) => sourceKey(key)));
  const kept = Object.entries(earlier.value).filter(([key]) => !sources.has(key));
  const recipe = Object.fromEntries([...kept, ...changes]) as Recipe;
  const [problem] = checkRecipe(experiment, recipe);
  return problem ? refused(problem.message) : ok({ ...begun.value, recipe });
}

/** The recipe with the results of earlier runs, which are said on stderr. */
async function withEarlier(recipe: Recipe, options: SettingOptions): Promise<Result<Recipe, Fault>> {
  let taken = recipe;
  for (const { experiment, option } of EARLIER) {
    const file = options[option.attributeName()];
    if (typeof file !== 'string') continue;
    const results = await resultsIn(file, experiment);
    if (!results.ok) return results;
    const useful = usefulTo(recipe, results.value);
    if (useful.length === 0) return refused(`${file} holds no result that this experiment begins with.`);
    taken = withResults(taken, results.value);
    process.stderr.write(`${file}: ${useful.map(resultText).join(', ')}\n`);
  }
  return ok(taken);
}

/** A name is that of an experiment or of one of the published settings. */
function namedSetting(name: string, preset: string | undefined): Result<Setting, Fault> {
  const settings = EXPERIMENTS.flatMap((experiment) =>
    experiment.presets.map((p) => settingFrom(experiment, p)),
  );
  const experiment = EXPERIMENTS.find((e) => e.id === name);
  if (!experiment) {
    const found = settings.find(({ id }) => id === name);
    return found ? ok(found.setting) : refused(`There is no experiment or published setting “${name}”.`);
  }
  const found = preset ? experiment.presets.find((p) => p.id === preset) : experiment.presets[0];
  if (!found) return refused(`${experiment.title} has no preset “${preset ?? ''}”.`);
  return ok(settingFrom(experiment, found).setting);
}

const settingFrom = (
  experiment: Experiment,
  { id, recipe, sample }: Preset,
): { readonly id: string; readonly setting: Setting } => ({ id, setting: { experiment, recipe, sample } });

async function settingOfFile(file: string): Promise<Result<Setting, Fault>> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (thrown) {
    return refused(`The recipe ${file} cannot be read: ${reasonOf(thrown)}.`);
  }
  const parsed = parseRecipe(text);
  if (!parsed.ok) return refused(`The recipe ${file} cannot be used: ${parsed.error}.`);
  const { experiment, recipe } = parsed.value;
  return ok({ experiment, recipe, sample: experiment.presets[0]?.sample ?? '' });
}

function valueOf({ kind, choices }: Field, text: string): Recipe[string] {
  if (kind === 'list' || kind === 'points') return text.split(',').map(Number);
  const isText = kind === 'choice' && choices?.some((c) => c.value === text);
  return isText ? text : Number(text);
}

/** Every published setting, a line each. */
export function settingsList(): string {
  const rows = EXPERIMENTS.flatMap((experiment) =>
    experiment.presets.map(({ id, title, source }) => [experiment.id, id, title, source]),
  );
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map(
      (row) =>
        `${row
          .map((text, k) => text.padEnd(widths[k] ?? 0))
          .join('  ')
          .trimEnd()}\n`,
    )
    .join('');
}
