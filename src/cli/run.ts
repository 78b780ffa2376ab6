/** `meniscus run`: an experiment from start to bundle. */
import { existsSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { InvalidArgumentError, Option, type Command } from 'commander';
import { openJournal } from '../bundles/journal-reader';
import { nodeFile } from '../bundles/node-file';
import { storageFault } from '../bundles/storage-fault';
import { standardOf } from '../experiments/recipe/analysis';
import type { Recipe } from '../experiments/experiment';
import { fault, type Fault } from '../fault';
import { err, ok, type Result } from '../result';
import { SIMULATED_SAMPLES } from '../simulated-samples';
import { createAcquisition } from '../workers/acquisition';
import { analyseRun } from '../workers/files/analyses';
import type { AcquisitionApi, PixelMessage, RunProgress, Status } from '../workers/protocol';
import { clockSpeed, progressLine, wholeNumber, type Register } from './command';
import { BRIDGE_TEXTS, IN_PROCESS, parseBridge, terminalEnvironment, type Bridge } from './environment';
import { experimentOf } from './open-file';
import {
  settingOf,
  settingOptions,
  settingsList,
  SETTING_NAME,
  type Setting,
  type SettingOptions,
} from './setting';
import { writeBundleFile } from './write-file';

/** What the journal of a run is called after its bundle. */
const JOURNAL = '.mjnl';
/** How long a lost link is looked for, ms. */
const PATIENCE = 60_000;

interface Options extends SettingOptions {
  readonly bridge: string;
  readonly list?: true;
  readonly grid?: readonly [columns: number, rows: number];
  readonly out?: string;
  readonly resume?: string;
  readonly sample?: string;
  readonly seed: number;
  readonly clock: number;
  readonly reset?: true;
  readonly log?: string;
}

export const runCommand: Register = (program, finish) => {
  const run = program
    .command('run')
    .description('Run an experiment and keep it as a bundle. Ctrl+C retracts and keeps what there is.')
    .argument('[setting]', SETTING_NAME)
    .option('--list', 'print every published setting: experiment, name, what it is, where it was published');
  settingOptions(run)
    .option('--out <file>', 'HDF5 bundle to write (needed for a new run)')
    .option('--resume <journal>', 'measure the points that an interrupted run has left, e.g. map.h5.mjnl')
    .option('--bridge <address>', BRIDGE_TEXTS, 'sim')
    .option('--reset', 'first return a bridge that is in SAFE or FAULT to idle; look at the probe before')
    .option('--grid <columns x rows>', 'pixels of a map, e.g. 16x16', gridSize)
    .option(
      '--sample <id>',
      `sample of the simulated bridge (default: the preset’s): ${SIMULATED_SAMPLES.map((s) => s.id).join(', ')}`,
    )
    .option('--seed <number>', 'seed of the simulated bridge', wholeNumber, 1)
    .addOption(
      new Option('--clock <speed>', 'clock of the simulated bridge: max, or a factor')
        .argParser(clockSpeed)
        .default(Infinity, 'max'),
    )
    .option(
      '--log <file>',
      'text for a bug report to write at the end: figures of the link, and what was said on it',
    )
    .action(
      finish(async (name: string | undefined, options: Options, command: Command) => {
        const { resume, out, list, recipe } = options;
        if (list) {
          process.stdout.write(settingsList());
          return ok(0);
        }
        const given = [name, recipe, resume].filter((one) => one !== undefined).length;
        if (given !== 1 || (resume === undefined && out === undefined))
          command.error('error: give a setting or --recipe <file>, and --out <file>; or --resume <journal>');
        const bridge = parseBridge(options.bridge);
        if (!bridge.ok) return bridge;
        const task = resume ? taskOf(resume, out) : await newTask(name, out ?? '', options);
        return task.ok ? runTask(bridge.value, task.value, options) : task;
      }),
    );
};

/** What is to be measured, and where to. */
interface Task {
  readonly journal: string;
  readonly out: string;
  readonly resume?: string;
  /** Sample of a simulated bridge. */
  readonly sample: string;
  readonly seed: number;
  readonly start: (acquisition: AcquisitionApi) => Promise<Result<unknown, Fault>>;
}

async function newTask(
  name: string | undefined,
  out: string,
  options: Options,
): Promise<Result<Task, Fault>> {
  const setting = await settingOf(name, options);
  if (!setting.ok) return setting;
  const { experiment, sample } = setting.value;
  const recipe = withGrid(setting.value, options.grid);
  const start: Task['start'] = (acquisition) => acquisition.start(experiment.id, recipe);
  const { seed } = options;
  return ok({ journal: `${out}${JOURNAL}`, out, sample: options.sample ?? sample, seed, start });
}

/** Points of a list are what they are: of them a grid is left out, and said so. */
function withGrid({ experiment, recipe }: Setting, grid: Options['grid']): Recipe {
  if (!grid) return recipe;
  const has = (key: string): boolean => experiment.fields.some((f) => f.key === key);
  if (has('columns') && has('rows')) return { ...recipe, columns: grid[0], rows: grid[1] };
  process.stderr.write(`${experiment.title} has no grid; --grid is left out.\n`);
  return recipe;
}

/** The rest of an earlier run; a simulated bridge is given the run's own sample and seed. */
function taskOf(journal: string, out?: string): Result<Task, Fault> {
  if (!existsSync(journal)) return err(fault('value-invalid', `There is no journal ${journal}.`));
  const file = nodeFile(journal, 'read');
  const opened = openJournal(file);
  file.close();
  if (!opened.ok) return opened;
  const { sample, seed } = opened.value.header.instrument.simulation ?? { sample: '', seed: 0 };
  const start: Task['start'] = (acquisition) => acquisition.resumeKept(journal);
  const bundle = out ?? (journal.endsWith(JOURNAL) ? journal.slice(0, -JOURNAL.length) : `${journal}.h5`);
  return ok({ journal, out: bundle, sample, seed, start });
}

function gridSize(text: string): readonly [number, number] {
  const [, columns, rows] = /^(\d+)x(\d+)$/.exec(text) ?? [];
  if (!columns || !rows) throw new InvalidArgumentError('Give columns x rows, e.g. 16x16.');
  return [Number(columns), Number(rows)];
}

/** Measures, and writes the log of it however that ended. */
async function runTask(bridge: Bridge, task: Task, options: Options): Promise<Result<number, Fault>> {
  const acquisition = createAcquisition(terminalEnvironment(bridge, task.journal));
  const measured = await measure(acquisition, task, options);
  if (options.log === undefined) return measured;
  const report = await acquisition.linkReport(`Node ${process.version}, ${process.platform} ${process.arch}`);
  try {
    await writeFile(options.log, report);
    return measured;
  } catch (thrown) {
    return measured.ok ? err(storageFault(`Writing ${options.log}`, thrown)) : measured;
  }
}

async function measure(
  acquisition: AcquisitionApi,
  { journal, out, sample, seed, start }: Task,
  { clock, reset }: Options,
): Promise<Result<number, Fault>> {
  const connected = await acquisition.connect({ kind: 'simulated', sample, seed, clock });
  if (!connected.ok) return connected;
  if (reset) {
    const idle = await acquisition.reset();
    if (!idle.ok) return idle;
  }
  const pixels: PixelMessage[] = [];
  const line = progressLine();
  let interrupted = false;
  const interrupt = (): void => {
    interrupted = true;
    void acquisition.stop();
  };
  process.once('SIGINT', interrupt);
  const ended = await new Promise<Result<void, Fault>>((resolve) => {
    acquisition.subscribe((event) => {
      if (event.kind === 'pixels') pixels.push(...event.pixels);
      else if (event.status.run) {
        line.show(progressText(event.status.run));
        const { finished, stopped } = event.status.run;
        if (finished || stopped) resolve(endOf(event.status, interrupted));
        const { phase, fault: why } = event.status;
        patience.look(phase === 'reconnecting');
        // Nobody is here to say Resume: the journal waits for the next call.
        if (phase === 'waiting' && why) resolve(err(why));
      }
    });
    const patience = impatient(() => void acquisition.stop());
    void start(acquisition).then((started) => {
      if (!started.ok) resolve(started);
    });
  });
  line.clear();
  process.off('SIGINT', interrupt);
  await acquisition.disconnect();
  if (!ended.ok)
    return existsSync(journal)
      ? err({ ...ended.error, kept: `What was measured is in ${journal}; run --resume goes on with it.` })
      : ended;
  const written = await toBundle(journal, out, pixels);
  if (!written.ok) return written;
  await rm(journal);
  process.stdout.write(`${out}\n`);
  return ok(interrupted ? 130 : 0);
}

/** Calls back once a link has been gone for too long. */
function impatient(giveUp: () => void): { readonly look: (gone: boolean) => void } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return {
    look: (gone) => {
      if (!gone) {
        clearTimeout(timer);
        timer = undefined;
      } else timer ??= setTimeout(giveUp, PATIENCE).unref();
    },
  };
}

/** A run that ended early without the person's word is a fault, even where none was reported. */
function endOf({ fault: reported, run }: Status, interrupted: boolean): Result<void, Fault> {
  if (reported) return err(reported);
  if (run?.finished || interrupted) return ok(undefined);
  return err(fault('bridge-fault', 'The run ended before its last hop.'));
}

const progressText = (run: RunProgress): string =>
  `hop ${String(run.hopsDone)} of ${String(run.hopsTotal)}, ${run.secondsLeft.toFixed(0)} s left, ` +
  `${(run.bytesKept / 1e6).toFixed(1)} MB kept`;

async function toBundle(
  journal: string,
  out: string,
  pixels: readonly PixelMessage[],
): Promise<Result<void, Fault>> {
  const file = nodeFile(journal, 'read');
  const opened = openJournal(file);
  if (!opened.ok) return opened;
  const experiment = experimentOf(opened.value);
  if (!experiment.ok) return experiment;
  const standard = standardOf(experiment.value, opened.value.header.recipe);
  const analysed = await analyseRun(opened.value, standard, IN_PROCESS, { known: pixels });
  if (!analysed.ok) return analysed;
  const written = await writeBundleFile(out, opened.value, [analysed.value.kept], standard.name);
  file.close();
  return written;
}
