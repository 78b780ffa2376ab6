/** `meniscus run`: an experiment from start to bundle. */
import { existsSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { InvalidArgumentError, Option, type Command } from 'commander';
import { openJournal } from '../bundles/journal-reader';
import { nodeFile } from '../bundles/node-file';
import { storageFault } from '../bundles/storage-fault';
import { standardOf } from '../experiments/analysis';
import { EXPERIMENTS, experimentById } from '../experiments/catalogue';
import type { Recipe } from '../experiments/experiment';
import { fault, type Fault } from '../fault';
import { err, ok, type Result } from '../result';
import { SIMULATED_SAMPLES } from '../simulated-samples';
import { createAcquisition } from '../workers/acquisition';
import { analyseRun } from '../workers/analyses';
import type { AcquisitionApi, PixelMessage, RunProgress, Status } from '../workers/protocol';
import { clockSpeed, progressLine, wholeNumber, type Register } from './command';
import { BRIDGE_TEXTS, IN_PROCESS, parseBridge, terminalEnvironment, type Bridge } from './environment';
import { experimentOf } from './open-file';
import { writeBundleFile } from './write-file';

/** What the journal of a run is called after its bundle. */
const JOURNAL = '.mjnl';
/** How long a lost link is looked for, ms. */
const PATIENCE = 60_000;

interface Options {
  readonly bridge: string;
  readonly preset?: string;
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
  program
    .command('run')
    .description('Run an experiment and keep it as a bundle. Ctrl+C retracts and keeps what there is.')
    .argument('[experiment]', `one of: ${EXPERIMENTS.map((e) => e.id).join(', ')}`)
    .option('--out <file>', 'HDF5 bundle to write (needed for a new run)')
    .option('--resume <journal>', 'measure the points that an interrupted run has left, e.g. map.h5.mjnl')
    .option('--bridge <address>', BRIDGE_TEXTS, 'sim')
    .option('--reset', 'first return a bridge that is in SAFE or FAULT to idle; look at the probe before')
    .option('--preset <id>', 'published setting to start from (default: the first)')
    .option('--grid <columns x rows>', 'pixels, e.g. 16x16', gridSize)
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
      finish(async (id: string | undefined, options: Options, command: Command) => {
        const { resume, out } = options;
        if (resume ? id : !id || !out)
          command.error('error: give an experiment and --out <file>, or --resume <journal>');
        const bridge = parseBridge(options.bridge);
        if (!bridge.ok) return bridge;
        const task = resume ? taskOf(resume, out) : newTask(id ?? '', out ?? '', options);
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

function newTask(id: string, out: string, options: Options): Result<Task, Fault> {
  const chosen = chooseRecipe(id, options);
  if (!chosen.ok) return chosen;
  const { recipe, sample } = chosen.value;
  const start: Task['start'] = (acquisition) => acquisition.start(id, recipe);
  return ok({ journal: `${out}${JOURNAL}`, out, sample, seed: options.seed, start });
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

function chooseRecipe(
  id: string,
  { preset, grid, sample }: Options,
): Result<{ recipe: Recipe; sample: string }, Fault> {
  const experiment = experimentById(id);
  if (!experiment) return err(fault('value-invalid', `There is no experiment “${id}”.`));
  const start = preset ? experiment.presets.find((p) => p.id === preset) : experiment.presets[0];
  if (!start) return err(fault('value-invalid', `${experiment.title} has no preset “${preset ?? ''}”.`));
  const recipe = grid ? { ...start.recipe, columns: grid[0], rows: grid[1] } : start.recipe;
  return ok({ recipe, sample: sample ?? start.sample });
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
