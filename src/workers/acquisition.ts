/**
 * What the acquisition worker does for the window: it owns the link, the run and its journal. The browser's parts (ports,
 * files, locks, workers) come in as an environment, so that tests and the terminal drive it without a page.
 */
import { SIMULATED_INSTRUMENT } from '../devices/twin/capabilities';
import { fault, reasonOf, type Fault } from '../fault';
import { err, ok, type Result } from '../result';
import { beginRun, placeOf, progressOf, WATCHDOG, type ActiveRun } from './active-run';
import { Checklist } from './checks';
import { openConnection, type Connection } from './connection';
import type { AcquisitionEnvironment } from './environment';
import { measuredOf } from './fit';
import type {
  AcquisitionApi,
  AcquisitionEvent,
  ConnectChoice,
  InstrumentSummary,
  Phase,
  Status,
} from './protocol';
import type { Recipe } from '../experiments/experiment';
import { isOver } from './scan';

/** Shortest time between two status messages, ms. */
const STATUS_INTERVAL = 100;

const JOURNAL_CLOSED = fault(
  'value-invalid',
  'The journal of this run is closed, so that the analysis cannot be noted in it.',
  'Bundles that are saved before the page is left hold it.',
);

const NO_DEVICE = fault('no-device', 'No instrument is connected.');

export function createAcquisition(environment: AcquisitionEnvironment): AcquisitionApi {
  const listeners: ((event: AcquisitionEvent) => void)[] = [];
  let connection: Connection | null = null;
  let checks: Checklist | null = null;
  let connecting = false;
  let starting: { cancelled: boolean } | null = null;
  let run: ActiveRun | null = null;
  let lastFault: Fault | null = null;
  let lastStop: Status['stop'] = null;
  let statusDue: ReturnType<typeof setTimeout> | null = null;

  const emit = (event: AcquisitionEvent): void => {
    for (const listener of listeners) listener(event);
  };

  const changed = (): void => {
    statusDue ??= setTimeout(changedNow, STATUS_INTERVAL);
  };

  const changedNow = (): void => {
    if (statusDue !== null) clearTimeout(statusDue);
    statusDue = null;
    emit({ kind: 'status', status: status() });
  };

  const status = (): Status => ({
    phase: phase(),
    instrument: connection?.summary ?? null,
    bridge: bridge(),
    watchdog: WATCHDOG,
    checks: checks?.list() ?? [],
    run: run ? progressOf(run, connection?.speed ?? 1) : null,
    fault: run?.recorder.state.fault ?? lastFault,
    stop: lastStop ?? run?.recorder.stopTimes ?? null,
  });

  const atWork = (): boolean => run !== null && !isOver(run.recorder.state.phase);

  const bridge = (): Status['bridge'] =>
    (atWork() ? run?.recorder.bridge : null) ?? connection?.state ?? null;

  function phase(): Phase {
    if (connecting) return 'connecting';
    if (!connection) return 'disconnected';
    if (starting) return 'starting';
    if (run && atWork()) return phaseOfScan(run);
    const { state } = connection.state;
    if (state === 'SAFE' || state === 'FAULT') return 'safe';
    return run && !run.over ? 'analysing' : 'ready';
  }

  const failed = (f: Fault): Result<never, Fault> => {
    lastFault = f;
    changedNow();
    return err(f);
  };

  async function connect(choice: ConnectChoice): Promise<Result<InstrumentSummary, Fault>> {
    if (connecting) return err(fault('port-busy', 'A connection is already being made.'));
    lastFault = null;
    await disconnect();
    connecting = true;
    changedNow();
    checks = new Checklist(changed);
    const made = await openConnection(environment, choice, checks);
    connecting = false;
    if (!made.ok) return failed(made.error);
    const mine = made.value;
    connection = mine;
    void mine.instrument.closed.then((why) => {
      if (connection !== mine) return;
      mine.release();
      connection = null;
      lastFault ??= why;
      changedNow();
    });
    changedNow();
    return ok(mine.summary);
  }

  async function disconnect(): Promise<void> {
    const open = connection;
    if (!open) return;
    await stop();
    connection = null;
    await open.instrument.close();
    open.release();
    changedNow();
  }

  async function start(id: string, recipe: Recipe): Promise<Result<string, Fault>> {
    if (starting || (run && !run.over)) {
      return err(fault('instrument-in-use', 'A run is already at work.'));
    }
    lastFault = null;
    if (!connection) return failed(NO_DEVICE);
    const mine = { cancelled: false };
    starting = mine;
    changedNow();
    const pixel = (message: ActiveRun['pixels'][number]): void => emit({ kind: 'pixels', pixels: [message] });
    const begun = await beginRun(
      environment,
      connection,
      id,
      recipe,
      { changed, pixel },
      () => mine.cancelled,
    );
    starting = null;
    if (!begun.ok) return failed(begun.error);
    run?.journal.close();
    run = begun.value;
    lastStop = null;
    void follow(begun.value, connection);
    changedNow();
    return ok(begun.value.header.id);
  }

  /** To the end of the run and of its analysis. */
  async function follow(mine: ActiveRun, on: Connection): Promise<void> {
    try {
      await mine.recorder.finish(() => {
        on.state = mine.recorder.bridge ?? on.state;
        changedNow();
      });
    } catch (thrown) {
      lastFault = fault('worker-died', `The run ended unexpectedly: ${reasonOf(thrown)}.`);
    }
    mine.over = true;
    changedNow();
  }

  async function stop(): Promise<Result<void, Fault>> {
    if (starting) starting.cancelled = true;
    const active = run;
    if (!active || !atWork()) return raise();
    active.recorder.stop();
    await waitUntil(() => isOver(active.recorder.state.phase));
    lastStop = active.recorder.stopTimes;
    const why = active.recorder.state.fault;
    return why ? err(why) : ok(undefined);
  }

  /** Stop without a scan: the probe goes up all the same. */
  async function raise(): Promise<Result<void, Fault>> {
    if (!connection) return err(NO_DEVICE);
    const asked = performance.now();
    const answer = await connection.instrument.abort();
    if (!answer.ok) return answer;
    connection.state = answer.value.state;
    lastStop = { onWire: answer.value.onWire - asked, verified: performance.now() - asked };
    changedNow();
    return ok(undefined);
  }

  async function reset(): Promise<Result<void, Fault>> {
    lastFault = null;
    if (!connection) return failed(NO_DEVICE);
    const answer = await connection.instrument.reset();
    if (!answer.ok) return failed(answer.error);
    connection.state = answer.value;
    await waitUntil(() => run?.over ?? true);
    run?.journal.close();
    run = null;
    changedNow();
    return ok(undefined);
  }

  const tell = (order: (active: ActiveRun) => void): Promise<Result<void, Fault>> => {
    if (!run || !atWork()) return Promise.resolve(err(fault('value-invalid', 'No run is at work.')));
    order(run);
    return Promise.resolve(ok(undefined));
  };

  return {
    subscribe: (listener) => {
      listeners.push(listener);
      listener({ kind: 'status', status: status() });
    },
    connect,
    disconnect,
    start,
    pause: () => tell((active) => active.recorder.pause()),
    resume: () => tell((active) => active.recorder.resume()),
    stop,
    reset,
    inspect: async (row, column, settings) => {
      const hop = run?.visits.get(placeOf(row, column));
      const traces = hop === undefined ? null : run?.journal.traces(hop);
      if (!run || !traces) return err(fault('value-invalid', 'Nothing was measured at this pixel yet.'));
      return environment.analyst.detail(measuredOf(run.header, settings), traces);
    },
    keepAnalysis: (id, analysis) => {
      if (run?.header.id !== id) return Promise.resolve(err(JOURNAL_CLOSED));
      const wallClock = new Date().toISOString();
      const noted = run.journal.note({ kind: 'analysis', wallClock, ...analysis });
      return Promise.resolve(noted.ok ? run.journal.flush() : noted);
    },
    expect: (id, recipe) => {
      const { amplifier } = connection?.instrument.capabilities ?? SIMULATED_INSTRUMENT;
      return environment.analyst.expect(id, recipe, amplifier.ranges);
    },
    pixels: (id) => Promise.resolve(run?.header.id === id ? run.pixels : []),
  };
}

function phaseOfScan({ recorder }: ActiveRun): Phase {
  const { phase } = recorder.state;
  return phase === 'pausing' || phase === 'paused' || phase === 'stopping' ? phase : 'running';
}

async function waitUntil(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((done) => setTimeout(done, 5));
}
