/** `meniscus run`: an experiment from start to bundle. */
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { InvalidArgumentError } from 'commander';
import { openJournal } from '../bundles/journal-reader';
import { nodeFile } from '../bundles/node-file';
import { standardOf } from '../experiments/analysis';
import { EXPERIMENTS, experimentById } from '../experiments/catalogue';
import type { Recipe } from '../experiments/experiment';
import { fault, type Fault } from '../fault';
import { err, ok, type Result } from '../result';
import { SIMULATED_SAMPLES } from '../simulated-samples';
import { createAcquisition } from '../workers/acquisition';
import { analyseRun } from '../workers/analyses';
import type { PixelMessage, RunProgress, Status } from '../workers/protocol';
import { clockSpeed, progressLine, wholeNumber, type Register } from './command';
import { IN_PROCESS, parseBridge, terminalEnvironment, type Bridge } from './environment';
import { experimentOf } from './open-file';
import { writeBundleFile } from './write-file';

interface Options {
  readonly bridge: string;
  readonly preset?: string;
  readonly grid?: readonly [columns: number, rows: number];
  readonly out: string;
  readonly sample?: string;
  readonly seed: number;
  readonly clock: number;
  readonly reset?: true;
}

export const runCommand: Register = (program, finish) => {
  program
    .command('run')
    .description('Run an experiment and keep it as a bundle. Ctrl+C retracts and keeps what there is.')
    .argument('<experiment>', `one of: ${EXPERIMENTS.map((e) => e.id).join(', ')}`)
    .requiredOption('--out <file>', 'HDF5 bundle to write')
    .option('--bridge <address>', 'host:port, or “sim” for a simulated bridge in this process', 'sim')
    .option('--reset', 'first return a bridge that is in SAFE or FAULT to idle; look at the probe before')
    .option('--preset <id>', 'published setting to start from (default: the first)')
    .option('--grid <columns x rows>', 'pixels, e.g. 16x16', gridSize)
    .option(
      '--sample <id>',
      `sample of the simulated bridge (default: the preset’s): ${SIMULATED_SAMPLES.map((s) => s.id).join(', ')}`,
    )
    .option('--seed <number>', 'seed of the simulated bridge', wholeNumber, 1)
    .option('--clock <speed>', 'clock of the simulated bridge: max, or a factor', clockSpeed, Infinity)
    .action(
      finish(async (id: string, options: Options) => {
        const bridge = parseBridge(options.bridge);
        if (!bridge.ok) return bridge;
        const chosen = chooseRecipe(id, options);
        return chosen.ok ? measure(bridge.value, id, chosen.value, options) : chosen;
      }),
    );
};

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

async function measure(
  bridge: Bridge,
  id: string,
  { recipe, sample }: { recipe: Recipe; sample: string },
  { out, seed, clock, reset }: Options,
): Promise<Result<number, Fault>> {
  const journal = `${out}.mjnl`;
  const acquisition = createAcquisition(terminalEnvironment(bridge, journal));
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
      }
    });
    void acquisition.start(id, recipe).then((started) => {
      if (!started.ok) resolve(started);
    });
  });
  line.clear();
  process.off('SIGINT', interrupt);
  await acquisition.disconnect();
  if (!ended.ok)
    return existsSync(journal) ? err({ ...ended.error, kept: `What was measured is in ${journal}.` }) : ended;
  const written = await toBundle(journal, out, pixels);
  if (!written.ok) return written;
  await rm(journal);
  process.stdout.write(`${out}\n`);
  return ok(interrupted ? 130 : 0);
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
