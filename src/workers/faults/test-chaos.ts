/** For tests: a short scan with one random fault in its way, and what came of it. */
import { WIRE_FAULTS, type WireFault } from '../../devices/transport/faulty';
import type { Recipe } from '../../experiments/experiment';
import { Random } from '../../world/random';
import { audit, compare, type Audit, type Comparison } from './test-audit';
import { TestBridge } from './test-bridge';
import { SMALL, TestHost } from './test-run';
import type { PixelMessage } from '../protocol';

const RECIPE: Recipe = { ...SMALL, columns: 4, rows: 3 };
const POINTS = 12;
const SAMPLE = 'lto-film';
/** Samples that the scans are made on, by turns. */
const SAMPLES = 5;

const OTHERS = [
  /** The cable is out for a moment. */
  'replug',
  /** The bridge is switched off and on. */
  'restart',
  /** Nobody speaks for longer than the watchdog allows. */
  'silence',
  /** The page or its computer dies and comes back. */
  'crash',
  /** Both die. */
  'crash and restart',
  /** The storage is full. */
  'storage',
  /** The bridge's memory is small. */
  'memory',
] as const;
export const CHAOS = [...WIRE_FAULTS, ...OTHERS] as const;
export type ChaosFault = (typeof CHAOS)[number];

export interface ChaosResult extends Audit, Comparison {
  readonly fault: ChaosFault;
  readonly finished: boolean;
  /** The droplet hung on the surface when the bridge had had its time, or at the end. */
  readonly down: boolean;
}

interface Undisturbed {
  readonly pixels: readonly PixelMessage[];
  readonly bytes: number;
}

const undisturbed = new Map<number, Promise<Undisturbed>>();

async function measureUndisturbed(seed: number): Promise<Undisturbed> {
  const host = new TestHost({ bridge: new TestBridge({ sample: SAMPLE, seed }), recipe: RECIPE });
  await host.begin();
  await host.finish();
  await host.acquisition.disconnect();
  return { pixels: host.pixels, bytes: host.disk.bytes().length };
}

/** Scans once; fault, moment and sample follow from the seed. */
export async function chaosScan(seed: number): Promise<ChaosResult> {
  const random = new Random(seed, 1, 1);
  const sample = seed % SAMPLES;
  const known = undisturbed.get(sample) ?? measureUndisturbed(sample);
  undisturbed.set(sample, known);
  const { pixels, bytes } = await known;
  const fault = CHAOS[Math.floor(random.uniform() * CHAOS.length)] ?? 'cut';
  const at = Math.floor(bytes * (0.05 + 0.9 * random.uniform()));
  const bridge = new TestBridge({
    sample: SAMPLE,
    seed: sample,
    ...(fault === 'memory' ? { memory: 200e3 + Math.floor(100e3 * random.uniform()) } : {}),
  });
  const host = new TestHost({ bridge, recipe: RECIPE });
  let down = false;
  const harm = prepareFault(fault, host, at, random, () => (down ||= bridge.down));
  await host.begin();
  await harm;
  const { run } = await host.finish();
  down ||= bridge.down;
  await host.acquisition.disconnect();
  return {
    fault,
    finished: run?.finished === true && run.hopsDone === POINTS,
    down,
    ...audit(bridge, host.disk),
    ...compare(RECIPE, pixels, host.pixels),
  };
}

/** Lays the fault in the way of the scan that is about to begin; resolves when it has struck and was lived through. */
function prepareFault(
  fault: ChaosFault,
  host: TestHost,
  at: number,
  random: Random,
  look: () => void,
): Promise<void> {
  const { bridge, disk } = host;
  const chance = (): number => random.uniform();
  const cutAnd = (then: () => Promise<void>): Promise<void> =>
    new Promise((lived, failed) => {
      bridge.strike({ fault: 'cut', at, random: chance, struck: () => void then().then(lived, failed) });
    });
  const comeBack = async (): Promise<void> => {
    host.crash(chance);
    await host.comeBack();
  };
  switch (fault) {
    case 'replug':
      return cutAnd(async () => {
        bridge.unplug();
        await wait(700 * chance());
        bridge.plug();
      });
    case 'restart':
      return cutAnd(() => {
        bridge.restart();
        return Promise.resolve();
      });
    case 'silence':
      return cutAnd(async () => {
        await bridge.fallSilent(0.02);
        await untilAtRest(bridge);
        look();
        bridge.plug();
      });
    case 'crash':
      return cutAnd(comeBack);
    case 'crash and restart':
      return cutAnd(() => {
        bridge.restart();
        return comeBack();
      });
    case 'storage':
      disk.room = at;
      return Promise.resolve();
    case 'memory':
      return Promise.resolve();
    default:
      return strikeWith(fault);
  }
  function strikeWith(name: WireFault): Promise<void> {
    bridge.strike({ fault: name, at, random: chance });
    return Promise.resolve();
  }
}

/** Turns of all tasks in which the world stands still where a bridge at unlimited clock has come to rest. */
const STILL = 100;

/** However little of the processor this process is given. */
async function untilAtRest(bridge: TestBridge): Promise<void> {
  let time = NaN;
  for (let turns = 0; turns < STILL; turns++) {
    await new Promise((done) => setImmediate(done));
    const now = bridge.worlds.at(-1)?.time ?? NaN;
    if (now !== time) turns = 0;
    time = now;
  }
}

const wait = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));
