/**
 * What the acquisition worker does for the window: it owns the link, the run and its journal. The browser's parts (ports,
 * files, locks, workers) come in as an environment, so that tests drive it without a page.
 */
import type { RunHeader } from '../bundles/run';
import { connectBridge } from '../devices/bridge/driver';
import type { Instrument } from '../devices/instrument';
import type { Duplex } from '../devices/transport/duplex';
import { experimentById } from '../experiments/catalogue';
import { checkRecipe } from '../experiments/check';
import type { Experiment, PixelDetail, Recipe, Reduction } from '../experiments/experiment';
import { predict } from '../experiments/prediction';
import { fault, reasonOf, type Fault } from '../fault';
import type { HopTraces } from '../records/hop';
import { err, ok, type Result } from '../result';
import type {
  AcquisitionApi,
  AcquisitionEvent,
  ConnectChoice,
  InstrumentSummary,
  Phase,
  RunProgress,
  Status,
  KeptRun,
  PixelMessage,
} from './protocol';
import { missingCapability } from './preflight';
import { Recorder, type Keeper } from './recorder';
import { headerOf, planOf } from './run-plan';

/** Host silence after which a running bridge retracts by itself, s. */
const WATCHDOG = 5;
/** Shortest time between two status messages, ms. */
const STATUS_INTERVAL = 100;

export interface Analyst {
  readonly width: number;
  readonly reduce: (experiment: string, recipe: Recipe, hop: HopTraces) => Promise<Reduction>;
  readonly detail: (
    experiment: string,
    recipe: Recipe,
    hop: HopTraces,
  ) => Promise<Result<PixelDetail, Fault>>;
}

export interface OpenJournal extends Keeper {
  readonly close: () => void;
}

export interface AcquisitionEnvironment {
  readonly openLink: (choice: ConnectChoice) => Promise<Result<Duplex, Fault>>;
  /** The one lock of the instrument among all tabs; answers how to give it back. */
  readonly holdInstrument: () => Promise<Result<() => void, Fault>>;
  readonly createJournal: (header: RunHeader, expectedBytes: number) => Promise<Result<OpenJournal, Fault>>;
  readonly kept: () => Promise<readonly KeptRun[]>;
  readonly discard: (name: string) => Promise<Result<void, Fault>>;
  readonly analyst: Analyst;
}

interface Connection {
  readonly instrument: Instrument;
  readonly summary: InstrumentSummary;
  readonly speed: number;
  readonly release: () => void;
}

interface Run {
  readonly header: RunHeader;
  readonly experiment: Experiment;
  /** Stays open after the run, so that its pixels can be looked at, until another run begins. */
  readonly journal: OpenJournal;
  readonly recorder: Recorder;
  readonly startedAt: number;
  /** Every pixel that was told, and the latest visit of each point of the grid by row and column. */
  readonly pixels: PixelMessage[];
  readonly visits: Map<string, number>;
  over: boolean;
}

export function createAcquisition(environment: AcquisitionEnvironment): AcquisitionApi {
  const listeners: ((event: AcquisitionEvent) => void)[] = [];
  let connection: Connection | null = null;
  let connecting = false;
  let run: Run | null = null;
  let lastFault: Fault | null = null;
  let lastStop: Status['stop'] = null;
  let statusDue: ReturnType<typeof setTimeout> | null = null;

  const emit = (event: AcquisitionEvent): void => {
    for (const listener of listeners) listener(event);
  };

  const changed = (): void => {
    statusDue ??= setTimeout(() => {
      statusDue = null;
      emit({ kind: 'status', status: status() });
    }, STATUS_INTERVAL);
  };

  const changedNow = (): void => {
    if (statusDue !== null) clearTimeout(statusDue);
    statusDue = null;
    emit({ kind: 'status', status: status() });
  };

  const status = (): Status => ({
    phase: phaseOf(connection, connecting, run),
    instrument: connection?.summary ?? null,
    bridge: run?.recorder.bridge ?? null,
    watchdog: WATCHDOG,
    run: run ? progressOf(run, connection?.speed ?? 1) : null,
    fault: run?.recorder.state.fault ?? lastFault,
    stop: run?.recorder.stopTimes ?? lastStop,
  });

  const failed = (f: Fault): Result<never, Fault> => {
    lastFault = f;
    changedNow();
    return err(f);
  };

  const needRun = (): Result<Run, Fault> =>
    run && !run.over ? ok(run) : err(fault('value-invalid', 'No run is at work.'));

  async function connect(choice: ConnectChoice): Promise<Result<InstrumentSummary, Fault>> {
    if (connecting) return err(fault('port-busy', 'A connection is already being made.'));
    lastFault = null;
    await disconnect();
    connecting = true;
    changedNow();
    const made = await openInstrument(environment, choice);
    connecting = false;
    if (!made.ok) return failed(made.error);
    connection = made.value;
    void made.value.instrument.closed.then((why) => {
      if (connection !== made.value) return;
      made.value.release();
      connection = null;
      lastFault ??= why;
      changedNow();
    });
    changedNow();
    return ok(made.value.summary);
  }

  async function disconnect(): Promise<void> {
    const open = connection;
    if (!open) return;
    if (run && !run.over) {
      run.recorder.stop();
      await waitUntil(() => run?.over ?? true);
    }
    connection = null;
    await open.instrument.close();
    open.release();
    changedNow();
  }

  async function start(id: string, recipe: Recipe): Promise<Result<string, Fault>> {
    lastFault = null;
    if (!connection) return failed(fault('no-device', 'No instrument is connected.'));
    if (run && !run.over) return failed(fault('instrument-in-use', 'A run is already at work.'));
    const begun = await beginRun(environment, connection, id, recipe, {
      changed,
      pixel: (message) => {
        run?.pixels.push(message);
        run?.visits.set(placeOf(message.row, message.column), message.hop);
        emit({ kind: 'pixels', pixels: [message] });
      },
    });
    if (!begun.ok) return failed(begun.error);
    const mine = begun.value;
    run?.journal.close();
    run = mine;
    lastStop = null;
    changedNow();
    void mine.recorder
      .finish()
      .catch((thrown: unknown) => {
        lastFault = fault('worker-died', `The run ended unexpectedly: ${reasonOf(thrown)}.`);
      })
      .then(() => {
        mine.over = true;
        changedNow();
      });
    return ok(mine.header.id);
  }

  return {
    subscribe: (listener) => {
      listeners.push(listener);
      listener({ kind: 'status', status: status() });
    },
    connect,
    disconnect,
    start,
    pause: () => Promise.resolve(tell(needRun(), (r) => r.recorder.pause())),
    resume: () => Promise.resolve(tell(needRun(), (r) => r.recorder.resume())),
    stop: async () => {
      const active = needRun();
      if (!active.ok) return stopIdle(connection);
      active.value.recorder.stop();
      await waitUntil(() => active.value.over);
      lastStop = active.value.recorder.stopTimes;
      const why = active.value.recorder.state.fault;
      return why ? err(why) : ok(undefined);
    },
    reset: async () => {
      lastFault = null;
      if (!connection) return failed(fault('no-device', 'No instrument is connected.'));
      const answer = await connection.instrument.reset();
      if (!answer.ok) return failed(answer.error);
      run?.journal.close();
      run = null;
      changedNow();
      return ok(undefined);
    },
    inspect: async (row, column) => {
      const hop = run?.visits.get(placeOf(row, column));
      const traces = hop === undefined ? null : run?.journal.traces(hop);
      if (!run || !traces) return err(fault('value-invalid', 'Nothing was measured at this pixel yet.'));
      return environment.analyst.detail(run.header.experiment, run.header.recipe, traces);
    },
    pixels: (id) => Promise.resolve(run?.header.id === id ? run.pixels : []),
    kept: environment.kept,
    discard: environment.discard,
  };
}

const placeOf = (row: number, column: number): string => `${String(row)},${String(column)}`;

function tell(run: Result<Run, Fault>, order: (run: Run) => void): Result<void, Fault> {
  if (!run.ok) return run;
  order(run.value);
  return ok(undefined);
}

/** Stop without a run: the probe goes up all the same. */
async function stopIdle(connection: Connection | null): Promise<Result<void, Fault>> {
  if (!connection) return err(fault('no-device', 'No instrument is connected.'));
  const answer = await connection.instrument.abort();
  return answer.ok ? ok(undefined) : answer;
}

async function openInstrument(
  environment: AcquisitionEnvironment,
  choice: ConnectChoice,
): Promise<Result<Connection, Fault>> {
  const lock = await environment.holdInstrument();
  if (!lock.ok) return lock;
  const link = await environment.openLink(choice);
  const made = link.ok ? await connectBridge(link.value) : link;
  if (!made.ok || !link.ok) {
    lock.value();
    return made as Result<never, Fault>;
  }
  const { identity, capabilities } = made.value;
  return ok({
    instrument: made.value,
    summary: { identity, capabilities, link: link.value.name },
    speed: choice.kind === 'simulated' ? choice.clock : 1,
    release: lock.value,
  });
}

async function beginRun(
  environment: AcquisitionEnvironment,
  { instrument }: Connection,
  id: string,
  recipe: Recipe,
  listener: ConstructorParameters<typeof Recorder>[4],
): Promise<Result<Run, Fault>> {
  const experiment = experimentById(id);
  if (!experiment) return err(fault('value-invalid', `There is no experiment “${id}”.`));
  const [problem] = checkRecipe(experiment, recipe);
  if (problem) return err(fault('value-invalid', problem.message));
  const plan = planOf(experiment, recipe);
  const missing = missingCapability(plan, instrument.capabilities);
  if (missing) return err(missing);
  const loaded = await prepare(instrument, plan);
  if (!loaded.ok) return loaded;
  const header = headerOf(plan, instrument, loaded.value.hash);
  const journal = await environment.createJournal(header, predict(experiment, recipe).bytes);
  if (!journal.ok) return journal;
  const noted = journal.value.note({
    kind: 'boot',
    bootId: instrument.clock.bootId,
    wallClock: header.createdAt,
    bridgeSeconds: instrument.clock.seconds,
  });
  if (!noted.ok) {
    journal.value.close();
    return noted;
  }
  const { analyst } = environment;
  const recorder = new Recorder(
    instrument,
    plan,
    journal.value,
    { width: analyst.width, run: (hop) => analyst.reduce(id, recipe, hop) },
    listener,
    loaded.value.nextRecord,
  );
  const startedAt = performance.now();
  return ok({
    header,
    experiment,
    journal: journal.value,
    recorder,
    startedAt,
    pixels: [],
    visits: new Map(),
    over: false,
  });
}

/** Program, watchdog and retract on the bridge; answers the program's hash and the number of the first record to come. */
async function prepare(
  instrument: Instrument,
  plan: ReturnType<typeof planOf>,
): Promise<Result<{ hash: string; nextRecord: number }, Fault>> {
  const state = await instrument.state();
  if (!state.ok) return state;
  if (state.value.state === 'SAFE')
    return err(fault('bridge-safe', `The bridge is in SAFE: ${state.value.reason}.`));
  if (state.value.state === 'FAULT')
    return err(fault('bridge-fault', `The bridge is in FAULT: ${state.value.reason}.`));
  if (state.value.state !== 'IDLE') {
    const stopped = await instrument.abort();
    if (!stopped.ok) return stopped;
  }
  for (const order of [
    () => instrument.setWatchdog(WATCHDOG),
    () => instrument.setRetract(plan.program.clearance),
  ]) {
    const done = await order();
    if (!done.ok) return done;
  }
  const hash = await instrument.loadProgram(plan.program.steps, plan.program.channelMask);
  if (!hash.ok) return hash;
  const ready = await instrument.state();
  return ready.ok ? ok({ hash: hash.value, nextRecord: ready.value.nextRecord }) : ready;
}

function phaseOf(connection: Connection | null, connecting: boolean, run: Run | null): Phase {
  if (connecting) return 'connecting';
  if (!connection) return 'disconnected';
  if (!run) return 'ready';
  const { phase } = run.recorder.state;
  const bridge = run.recorder.bridge?.state;
  if (bridge === 'SAFE' || bridge === 'FAULT') return 'safe';
  if (run.over) return 'ready';
  return phase === 'pausing' || phase === 'paused' || phase === 'stopping' ? phase : 'running';
}

function progressOf(run: Run, speed: number): RunProgress {
  const { phase, done, total } = run.recorder.state;
  const { experiment, recipe } = run.header;
  const elapsed = (performance.now() - run.startedAt) / 1000;
  const expected = predict(run.experiment, recipe).seconds / speed;
  const perHop = done > 0 ? elapsed / done : expected / total;
  return {
    id: run.header.id,
    experiment,
    recipe,
    hopsDone: done,
    hopsTotal: total,
    secondsLeft: perHop * (total - done),
    bytesKept: run.journal.bytes(),
    finished: run.over && phase === 'finished',
    stopped: run.over && phase !== 'finished',
  };
}

async function waitUntil(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((done) => setTimeout(done, 5));
}
