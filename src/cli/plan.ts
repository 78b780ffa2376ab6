/** `meniscus plan`: what a run would take and tell, before anybody measures. */
import { evaluationOf } from '../experiments/evaluations';
import { SIMULATED_INSTRUMENT } from '../devices/twin/capabilities';
import type { Expectation } from '../experiments/experiment';
import { predict, type Prediction } from '../experiments/program/prediction';
import { byteCount, duration } from '../quantity';
import { ok } from '../result';
import type { Register } from './command';
import { SETTING_NAME, settingOf, settingOptions, type Setting, type SettingOptions } from './setting';

interface Options extends SettingOptions {
  readonly json?: true;
}

export const planCommand: Register = (program, finish) => {
  const command = program
    .command('plan')
    .description(
      'Time, size, expected uncertainty and the effects that would be noticed, for a setting and the amplifier of the ' +
        'simulated bridge. Values are changed by their keys in SI units.',
    )
    .argument('[setting]', SETTING_NAME);
  settingOptions(command)
    .option('--json', 'one JSON object instead of text')
    .action(
      finish(async (name: string | undefined, options: Options) => {
        const setting = await settingOf(name, options);
        if (!setting.ok) return setting;
        const planned = plan(setting.value);
        process.stdout.write(options.json ? `${JSON.stringify(planned)}\n` : textOf(planned));
        return ok(0);
      }),
    );
};

interface Plan {
  readonly prediction: Prediction;
  readonly expectation: Expectation;
}

const plan = ({ experiment, recipe }: Setting): Plan => ({
  prediction: predict(experiment, recipe),
  expectation: evaluationOf(experiment.id).expect(recipe, SIMULATED_INSTRUMENT.amplifier.ranges),
});

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
