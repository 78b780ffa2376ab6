/**
 * The simulated bridge: the firmware of a real one, byte for byte, over a simulated world on a clock of its own.
 *
 *     const twin = createTwin({ world, simulation: { sample: 'lto-film', seed: 1 }, clock: Infinity, capabilities: instrumentOver(world) });
 *     const [host, device] = duplexPair();
 *     void twin.serve(device);
 */
import type { World } from '../../world/world';
import type { Capabilities, Simulation } from '../instrument';
import type { Duplex } from '../transport/duplex';
import { Bench } from './bench';
import { IDENTITY, LANGUAGE_VERSION } from './capabilities';
import { Clock } from './clock';
import type { Bridge } from './command';
import { ErrorQueue } from './error-queue';
import { Executor } from './executor';
import { HopQueue } from './hop-queue';
import { interpret } from './interpreter';
import { LINE_LIMIT, LineReader } from './line-reader';
import { Output } from './output';
import { ProgramMemory } from './program-memory';
import { RecordStore } from './record-store';
import { Recorder } from './recorder';
import { scpiError } from './scpi-error';
import { stepProblem, trackProblem } from './step-limits';
import { Track } from './track';

export interface TwinOptions {
  readonly world: World;
  /** Which world this is, as told to hosts. */
  readonly simulation: Simulation;
  /** World seconds per wall second; Infinity runs as fast as it can. */
  readonly clock: number;
  readonly capabilities: Omit<Capabilities, 'simulation'>;
  readonly switches?: Switches;
}

/** What tests set otherwise than it is. */
export interface Switches {
  /** Vendor, model, serial number, firmware. */
  readonly identity?: string;
  readonly languageVersion?: string;
  /** Number of the first record after the start. */
  readonly firstRecord?: number;
  /** Hears of every record that is made. */
  readonly made?: (record: Uint8Array) => void;
}

export interface Twin {
  /** Serves a host until its connection ends or breaks, or another host takes its place. */
  serve: (duplex: Duplex) => Promise<void>;
}

/** Switches a bridge on: empty memory, idle, a new boot id. */
export function createTwin(options: TwinOptions): Twin {
  const bridge = createBridge(options);
  let current: Duplex | null = null;
  return {
    serve: async (duplex) => {
      const previous = current;
      current = duplex;
      void previous?.close();
      await converse(bridge, duplex, () => current === duplex);
      if (current === duplex) current = null;
    },
  };
}

function createBridge({
  world,
  simulation,
  clock,
  capabilities: hardware,
  switches = {},
}: TwinOptions): Bridge {
  const { identity = IDENTITY, languageVersion = LANGUAGE_VERSION, firstRecord, made } = switches;
  const capabilities: Capabilities = { ...hardware, simulation };
  const program = new ProgramMemory(capabilities, stepProblem);
  const queue = new HopQueue(capabilities.queue_length);
  const store = new RecordStore(capabilities.record_memory, firstRecord, made);
  const track = world.track
    ? new Track(world, world.track, new ProgramMemory(capabilities, trackProblem), new Recorder(store))
    : null;
  const bench = new Bench(world, new Clock(clock), new Recorder(store), capabilities, track);
  const executor = new Executor(bench, program, queue);
  const [random = 0] = crypto.getRandomValues(new Uint32Array(1));
  const bootId = random.toString(16).padStart(8, '0');
  const errors = new ErrorQueue();
  return { bootId, identity, languageVersion, capabilities, errors, program, queue, store, bench, executor };
}

async function converse(bridge: Bridge, duplex: Duplex, isCurrent: () => boolean): Promise<void> {
  const output = new Output(duplex, () => void duplex.close());
  const reader = new LineReader(
    (line) => {
      if (!isCurrent()) return;
      bridge.executor.watchdog.hear();
      const answer = interpret(bridge, line);
      if (answer && !output.send(answer)) bridge.errors.push(scpiError(-430));
    },
    () => {
      bridge.errors.push(scpiError(-363, `line longer than ${String(LINE_LIMIT)} bytes`));
    },
  );
  for (let bytes = await heard(duplex); bytes && isCurrent(); bytes = await heard(duplex)) reader.push(bytes);
  await duplex.close();
}

/** The next bytes; null at the end. A connection that broke has ended: to a bridge that is a host which fell silent. */
const heard = (duplex: Duplex): Promise<Uint8Array | null> => duplex.read().catch(() => null);
