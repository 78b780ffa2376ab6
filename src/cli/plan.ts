/** `meniscus plan`: what a run would take and tell, before anybody measures. */
import { InvalidArgumentError } from 'commander';
import { SIMULATED_INSTRUMENT } from '../devices/twin/capabilities';
import { experimentById } from '../experiments/catalogue';
import { checkRecipe } from '../experiments/check';
import type { Expectation, Field, Recipe } from '../experiments/experiment';
import { predict, type Prediction } from '../experiments/prediction';
import { fault, type Fault } from '../fault';
import { byteCount, duration } from '../quantity';
import { err, ok, type Result } from '../result';
import type { Register } from './command';

interface Options {
  readonly preset?: string;
  readonly set?: readonly Change[];
  readonly json?: true;
}

interface Change {
  readonly key: string;
  readonly text: string;
}

export const planCommand: Register = (program, finish) => {
  program
    .command('plan')
    .description(
      'Time, size, expected uncertainty of D and the effects that would be noticed, for a setting and the amplifier of the ' +
        'simulated bridge. Values are changed by their keys in SI units.',
    )
    .argument('<experiment>', 'e.g. diffusion-map')
    .option('--preset <id>', 'published setting to start from (default: the first)')
    .option('--set <key=value>', 'change a value of the recipe, e.g. rates=10,5; repeated', change)
    .option('--json', 'one JSON object instead of text')
    .action(
      finish((id: string, options: Options) => {
        const planned = plan(id, options);
        if (!planned.ok) return Promise.resolve(planned);
        process.stdout.write(options.json ? `${JSON.stringify(planned.value)}\n` : textOf(planned.value));
        return Promise.resolve(ok(0));
      }),
    );
};

function change(text: string, before: readonly Change[] = []): readonly Change[] {
  const [, key, value] = /^(\w+)=(.+)$/.exec(text) ?? [];
  if (key === undefined || value === undefined) throw new InvalidArgumentError('Give key=value.');
  return [...before, { key, text: value }];
}

interface Plan {
  readonly prediction: Prediction;
  readonly expectation: Expectation;
}

function plan(id: string, { preset, set = [] }: Options): Result<Plan, Fault> {
  const experiment = experimentById(id);
  if (!experiment) return refused(`There is no experiment “${id}”.`);
  const start = preset ? experiment.presets.find((p) => p.id === preset) : experiment.presets[0];
  if (!start) return refused(`${experiment.title} has no preset “${preset ?? ''}”.`);
  const unknown = set.find(({ key }) => !experiment.fields.some((f) => f.key === key));
  if (unknown) return refused(`${experiment.title} has no value “${unknown.key}”.`);
  const changes = set.map(({ key, text }) => {
    const field = experiment.fields.find((f) => f.key === key);
    return [key, field ? valueOf(field, text) : text] as const;
  });
  const recipe: Recipe = { ...start.recipe, ...Object.fromEntries(changes) };
  const [problem] = checkRecipe(experiment, recipe);
  if (problem) return refused(problem.message);
  const expectation = experiment.expect(recipe, SIMULATED_INSTRUMENT.amplifier.ranges);
  return ok({ prediction: predict(experiment, recipe), expectation });
}

const refused = (message: string): Result<never, Fault> => err(fault('value-invalid', message));

function valueOf({ kind, choices }: Field, text: string): Recipe[string] {
  if (kind === 'list') return text.split(',').map(Number);
  const isText = kind === 'choice' && choices?.some((c) => c.value === text);
  return isText ? text : Number(text);
}

function textOf({ prediction, expectation }: Plan): string {
  const { headline, numbers, warnings } = expectation;
  const width = Math.max(0, ...numbers.map((n) => n.label.length));
  return [
    `${duration(prediction.seconds)}, ${byteCount(prediction.bytes)}`,
    headline,
    ...numbers.map(({ label, text }) => `${label.padEnd(width)}  ${text}`),
    ...warnings.map((warning) => `! ${warning}`),
    '',
  ].join('\n');
}
