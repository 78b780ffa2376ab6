/**
 * What the analysis of a map costs, on two cores: two processes, each with half of the pixels. The lines are timed for the
 * first map of the processes, much of which goes into compiling what has just been found to be run often, and for the next
 * one, as in a tab that has seen a map; with the processor time of both, which says more where other work goes on.
 */
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

/** In a process of its own: warms up, says so, and does its part as often as it is told to; answers its processor time, s. */
function work({ task, pixels: count }: Job): void {
  const map = pixels();
  for (const waves of map) analysed(task, waves);
  process.on('message', () => {
    const before = process.cpuUsage();
    for (let k = 0; k < count; k++) analysed(task, map[k % DIFFERENT] ?? []);
    const { user, system } = process.cpuUsage(before);
    process.send?.((user + system) / 1e6);
  });
  process.send?.('ready');
}

/** Wall time and processor time of both processes, s. */
interface Cost {
  readonly wall: number;
  readonly processor: number;
}

/** What a task costs on a whole map, for as many maps one after the other. */
async function costs(task: Task, pixelsTimed: number, maps = 1): Promise<Cost[]> {
  const job: Job = { task, pixels: pixelsTimed / PROCESSES };
  const workers = Array.from({ length: PROCESSES }, () =>
    fork(fileURLToPath(import.meta.url), {
      execArgv: ['--import', 'tsx'],
      env: { ...process.env, [WORK]: JSON.stringify(job) },
    }),
  );
  try {
    await Promise.all(workers.map((worker) => once(worker, 'message')));
    const share = PIXELS / pixelsTimed;
    const found: Cost[] = [];
    for (let map = 0; map < maps; map++) {
      const start = performance.now();
      const done = workers.map((worker) => once(worker, 'message') as Promise<[number]>);
      for (const worker of workers) worker.send('go');
      const processor = (await Promise.all(done)).reduce((sum, [seconds]) => sum + seconds, 0);
      found.push({ wall: ((performance.now() - start) / 1000) * share, processor: processor * share });
    }
    return found;
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
  const lines = (await costs('lines', PIXELS, 2)).flatMap(({ wall, processor }, map) => {
    const name = `peaks of both sweeps, all lines, verdict, ${map === 0 ? 'first' : 'next'} map`;
    return [figure(name, wall, '<= 0.5'), figure(`${name}, processor time`, processor, 'printed')];
  });
  const whole = async (name: string, free: readonly Effect[], bound: string): Promise<Figure[]> =>
    (await costs(free, 1024)).map(({ wall }) => figure(name, wall, bound));
  return [
    ...lines,
    ...(await whole('fit of the whole waves: D, k⁰, E½, offset', ['rateConstant'], '<= 10')),
    ...(await whole('the same with resistance, capacitance, disc', ['rateConstant', 'resistance'], '<= 60')),
  ];
}

const { [WORK]: given } = process.env;
if (given !== undefined) work(JSON.parse(given) as Job);
