/** What the analysis of a map costs, on two cores: two processes, each with half of the pixels. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { CELL, noisyVisit, visit } from '../fixtures/visit';
import { LTO } from '../fixtures/voltammograms';
import { searched } from '../src/kinetics/sweeps/candidates';
import { thermal } from '../src/kinetics/constants';
import { analyseDiffusion, type Wave } from '../src/kinetics/diffusion';
import { settle } from '../src/kinetics/settle';
import { visitOf } from '../src/kinetics/whole/visit';
import { fitWhole, type Effect } from '../src/kinetics/whole/whole-wave';
import type { Figure } from './run';

const PIXELS = 64 * 64;
const PROCESSES = 2;
/** Says to a process of this file that it is to work. */
const WORK = 'MENISCUS_BENCH_WORK';
/** Pixels that differ; every process goes round them. */
const DIFFERENT = 128;

/** What is timed: peaks, lines and verdict, or a fit of the whole waves with some of its parameters. */
type Task = 'lines' | readonly Effect[];

interface Job {
  readonly task: Task;
  readonly pixels: number;
}

/** Five rates of 1600 samples, as a map has them: grains of different D, each with noise of its own. */
function pixels(): Wave[][] {
  return Array.from({ length: DIFFERENT }, (_, k) => {
    const diffusion = LTO.diffusion * 10 ** ((k % 16) / 15 - 0.5);
    return noisyVisit(visit({ diffusion, halfWave: 1.5 }, undefined, undefined, 0.8).slice(0, 5), k);
  });
}

function analysed(task: Task, waves: readonly Wave[]): void {
  if (task === 'lines') {
    analyseDiffusion(waves, CELL);
    return;
  }
  const candidates = searched(waves, thermal(CELL.temperature));
  const found = visitOf(candidates, CELL);
  const settled = settle(candidates, CELL, 'disc');
  if (!found || !settled) throw new Error('a pixel has no waves');
  const { diffusion, shift, resistance } = settled;
  const guess = { diffusion: diffusion.value, halfWave: shift.first.value, resistance: resistance.value };
  fitWhole(found, { spread: 'disc', free: task }, guess);
}

/** In a process of its own: warms up, says so, and does its part when it is told to. */
function work({ task, pixels: count }: Job): void {
  const map = pixels();
  for (const waves of map) analysed(task, waves);
  process.once('message', () => {
    for (let k = 0; k < count; k++) analysed(task, map[k % DIFFERENT] ?? []);
    process.send?.('done');
  });
  process.send?.('ready');
}

/** Wall time, s, of a task on a whole map. */
async function seconds(task: Task, pixelsTimed: number): Promise<number> {
  const job: Job = { task, pixels: pixelsTimed / PROCESSES };
  const workers = Array.from({ length: PROCESSES }, () =>
    fork(fileURLToPath(import.meta.url), {
      execArgv: ['--import', 'tsx'],
      env: { ...process.env, [WORK]: JSON.stringify(job) },
    }),
  );
  try {
    await Promise.all(workers.map((worker) => once(worker, 'message')));
    const start = performance.now();
    const done = workers.map((worker) => once(worker, 'message'));
    for (const worker of workers) worker.send('go');
    await Promise.all(done);
    return (((performance.now() - start) / 1000) * PIXELS) / pixelsTimed;
  } finally {
    for (const worker of workers) worker.kill();
  }
}

export async function run(): Promise<Figure[]> {
  const figure = (name: string, value: number, bound: string): Figure => ({
    figure: `${name}, 64×64×5 waves of 1600 samples, two processes`,
    value,
    unit: 's',
    bound,
  });
  return [
    figure('peaks of both sweeps, all lines, verdict', await seconds('lines', PIXELS), '<= 0.5'),
    figure('fit of the whole waves: D, k⁰, E½, offset', await seconds(['rateConstant'], 1024), '<= 10'),
    figure(
      'the same with resistance, capacitance, disc',
      await seconds(['rateConstant', 'resistance'], 1024),
      '<= 60',
    ),
  ];
}

const { [WORK]: given } = process.env;
if (given !== undefined) work(JSON.parse(given) as Job);
