/**
 * What a scan of a hundred thousand hops adds to the memory of the process that records it. The bridge is another process,
 * the journal a file on disk; a hop is short and its analysis left out, so that hops pass by the hundred a second. Every
 * hop is noted, recorded, indexed and told as a pixel all the same.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { terminalEnvironment } from '../src/cli/environment';
import { startBridge } from '../e2e/hardware/bridge-process';
import { diffusionMap } from '../src/experiments/diffusion-map';
import type { Recipe } from '../src/experiments/experiment';
import { createAcquisition } from '../src/workers/acquisition';
import { notAnalysed } from '../src/workers/fits/fit';
import type { PixelMessage, Status } from '../src/workers/protocol';
import type { Figure } from './run';

export const long = 'some 12 minutes';

const SIDE = 317;
/** Hops after which the growth is counted: by then everything is compiled and every buffer has its size. */
const WARM = 2000;

const RECIPE: Recipe = {
  ...diffusionMap.presets[0]?.recipe,
  columns: SIDE,
  rows: SIDE,
  rates: [20, 10],
  repeatFirst: 0,
  potentialStep: 5e-3,
  restoreTime: 0.01,
  holdTime: 0.01,
  approachRate: 1e-4,
  retract: 300e-9,
};

interface Memory {
  /** Live objects and the buffers that they hold, after a collection, bytes. */
  readonly live: number;
  readonly resident: number;
}

export async function run(): Promise<Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'meniscus-memory-'));
  const bridge = await startBridge('no-redox', 1);
  try {
    return await measure(bridge.port, join(folder, 'long.mjnl'));
  } finally {
    await bridge.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function measure(port: number, journal: string): Promise<Figure[]> {
  const environment = terminalEnvironment({ kind: 'tcp', host: '127.0.0.1', port }, journal);
  const { analyst } = environment;
  const acquisition = createAcquisition({
    ...environment,
    analyst: { ...analyst, reduce: (recorded) => Promise.resolve(notAnalysed(recorded, 'left out')) },
  });
  const connected = await acquisition.connect({ kind: 'simulated', sample: '', seed: 0, clock: 1 });
  if (!connected.ok) throw new Error(connected.error.happened);
  const start = performance.now();
  let warm: Memory | null = null;
  const end = new Promise<Status>((resolve, reject) => {
    acquisition.subscribe((event) => {
      if (event.kind !== 'status' || !event.status.run) return;
      const { hopsDone, finished, stopped } = event.status.run;
      if (hopsDone >= WARM) warm ??= memory();
      if (finished) resolve(event.status);
      else if (stopped || event.status.phase === 'waiting')
        reject(new Error(event.status.fault?.happened ?? 'The run was stopped.'));
    });
  });
  const started = await acquisition.start(diffusionMap.id, RECIPE);
  if (!started.ok) throw new Error(started.error.happened);
  const { run: last } = await end;
  const seconds = (performance.now() - start) / 1000;
  const after = memory();
  const before: Memory = warm ?? after;
  const pixels = await acquisition.pixels(started.value);
  await acquisition.disconnect();
  const map = pixels.slice(WARM).reduce((sum, pixel) => sum + bytesOf(pixel), 0);
  const what = `${String(pixels.length)} hops`;
  return [
    {
      figure: `${what} in one scan, growth of live memory from hop ${String(WARM)} on`,
      value: (after.live - before.live) / 1e6,
      unit: 'MB',
      bound: 'printed',
    },
    {
      figure: `${what}, of that numbers of the map's pixels`,
      value: map / 1e6,
      unit: 'MB',
      bound: 'printed',
    },
    {
      figure: `${what} in one scan, growth of live memory beside the numbers of the map`,
      value: (after.live - before.live - map) / 1e6,
      unit: 'MB',
      bound: '<= 20',
    },
    {
      figure: `${what}, growth of resident memory`,
      value: (after.resident - before.resident) / 1e6,
      unit: 'MB',
      bound: 'printed',
    },
    { figure: `${what}, rate`, value: pixels.length / seconds, unit: '1/s', bound: 'printed' },
    { figure: `${what}, journal`, value: (last?.bytesKept ?? NaN) / 1e6, unit: 'MB', bound: 'printed' },
  ];
}

const bytesOf = ({ values, noise, calibration }: PixelMessage): number =>
  values.byteLength + noise.byteLength + calibration.byteLength;

function memory(): Memory {
  collect();
  collect();
  const { heapUsed, arrayBuffers, rss } = process.memoryUsage();
  return { live: heapUsed + arrayBuffers, resident: rss };
}

/** A garbage collection of all generations. */
const collect = ((): (() => void) => {
  setFlagsFromString('--expose-gc');
  return runInNewContext('gc') as () => void;
})();
