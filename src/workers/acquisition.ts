/**
 * What the acquisition worker does for the window: it owns the link, the run and its journal. The browser's parts (ports,
 * files, locks, workers) come in as an environment, so that tests and the terminal drive it without a page.
 */
import { SIMULATED_INSTRUMENT } from '../devices/twin/capabilities';
import type { Recipe } from '../experiments/experiment';
import { NO_TRACK } from '../experiments/results/findings';
import { fault, reasonOf, type Fault } from '../fault';
import type { HopTraces } from '../records/hop';
import { err, ok, type Result } from '../result';
import { addPoint, beginRun, reopenRun, type ActiveRun, type RunListener } from './scan/active-run';
import type { Connection } from './link/connection';
import type { AcquisitionEnvironment } from './environment';
import { measuredOf } from './fits/fit';
import { inspectVisit } from './fits/inspect';
import { HeldInstrument, NO_DEVICE } from './link/held-instrument';
import { overcome, type Decision, type Host } from './scan/interruption';
import { linkReport } from './link/link-report';
import { News } from './news';
import { WATCHDOG } from './scan/prepare';
import { progressOf, shortOfSpace } from './scan/progress';
import type { AcquisitionApi, ConnectChoice, InstrumentSummary, Phase, Status } from './protocol';
import { misfit } from './scan/resume';
import { isOver } from './scan/scan';

const JOURNAL_CLOSED = fault(
  'value-invalid',
  'The journal of this run is closed, so that the analysis cannot be noted in it.',
  'Bundles that are saved before the page is left hold it.',
);
/** Between two looks at the space that is left during a run, ms. */
const SPACE_INTERVAL = 10_000;

export function createAcquisition(environment: AcquisitionEnvironment): AcquisitionApi {
  const held = new HeldInstrument(environment, {
    alone: () => !atWork() && !starting,
    lost: (why) => {
      if (why.code !== 'cancelled') lastFault ??= why;
      decide?.('lost');
      news.changedNow();
    },
    changed: () => {
      news.changed();
    },
    changedNow: () => {
      news.changedNow();
    },
  });
  let starting: { cancelled: boolean } | null = null;
  let run: ActiveRun | null = null;
  let lastFault: Fault | null = null;
  let lastStop: Status['stop'] = null;
  /** The way to whatever the interrupted run waits for. */
  let decide: ((decision: Decision) => void) | null = null;
  /** Ends the stillness in which a Stop is awaited. */
  let awaited = (): void => undefined;
  let freeBytes: number | null = null;

  const status = (): Status => ({
    phase: phase(),
    instrument: held.connection?.summary ?? null,
    bridge: bridge(),
    watchdog: WATCHDOG,
    checks: held.checks?.list() ?? [],
    run: run ? progressOf(run, held.connection?.speed ?? 1) : null,
    fault: run?.trouble?.fault ?? run?.recorder.state.fault ?? lastFault,
    stop: lastStop ?? run?.recorder.stopTimes ?? null,
    spaceShort: run && !run.over && freeBytes !== null ? shortOfSpace(run, freeBytes) : null,
  });
  const news = new News(status);
  const { changed, changedNow } = news;

  const atWork = (): boolean => run !== null && !isOver(run.recorder.state.phase);

  const bridge = (): Status['bridge'] =>
    (atWork() ? run?.recorder.bridge : null) ?? held.connection?.state ?? null;

  function phase(): Phase {
    if (run?.trouble) return run.trouble.kind;
    if (held.connecting) return 'connecting';
    if (!held.connection) return 'disconnected';
    if (starting) return 'starting';
    if (run && atWork()) return phaseOfScan(run);
    const { state } = held.connection.state;
    if (state === 'SAFE' || state === 'FAULT') return 'safe';
    return run && !run.over ? 'analysing' : 'ready';
  }

  const failed = (f: Fault): Result<never, Fault> => {
    lastFault = f;
    changedNow();
    return err(f);
  };

  async function connect(choice: ConnectChoice): Promise<Result<InstrumentSummary, Fault>> {
    if (held.connecting) return err(fault('port-busy', 'A connection is already being made.'));
    lastFault = null;
    await disconnect();
    const made = await held.connect(choice);
    return made.ok ? ok(made.value.summary) : failed(made.error);
  }

  async function disconnect(): Promise<void> {
    if (run?.trouble) await stop();
    if (!held.connection) return;
    await stop();
    await held.drop();
    changedNow();
  }

  const start = (id: string, recipe: Recipe): Promise<Result<string, Fault>> =>
    take((on, listener, cancelled) => beginRun(environment, on, id, recipe, listener, cancelled));

  const resumeKept = (name: string): Promise<Result<string, Fault>> =>
    take(async (on, listener, cancelled) => {
      if (run?.header.id === name) {
        run.journal.close();
        run = null;
      }
      const unfinished = await environment.reopenJournal(name);
      return unfinished.ok ? reopenRun(environment, on, unfinished.value, listener, cancelled) : unfinished;
    });

  /** Makes a run the one at work. */
  async function take(
    make: (
      on: Connection,
      listener: RunListener,
      cancelled: () => boolean,
    ) => Promise<Result<ActiveRun, Fault>>,
  ): Promise<Result<string, Fault>> {
    if (starting || (run && !run.over)) {
      return err(fault('instrument-in-use', 'A run is already at work.'));
    }
    lastFault = null;
    if (!held.connection) return failed(NO_DEVICE);
    const mine = { cancelled: false };
    starting = mine;
    changedNow();
    const made = await make(held.connection, news, () => mine.cancelled);
    starting = null;
    if (!made.ok) return failed(made.error);
    if (run && run.header.id !== made.value.header.id) run.journal.close();
    run = made.value;
    lastStop = null;
    void follow(made.value);
    changedNow();
    return ok(made.value.header.id);
  }

  /** To the end of the run and of its analysis, through whatever interrupts it. */
  async function follow(mine: ActiveRun): Promise<void> {
    const space = setInterval(() => void lookAtSpace(), SPACE_INTERVAL);
    try {
      for (;;) {
        const { phase: end } = await mine.recorder.record();
        if (held.connection) held.connection.state = mine.recorder.bridge ?? held.connection.state;
        changedNow();
        if (end !== 'interrupted' || !(await overcome(mine, host))) break;
      }
      await mine.queue.idle();
    } catch (thrown) {
      lastFault = fault('worker-died', `The run ended unexpectedly: ${reasonOf(thrown)}.`);
    }
    clearInterval(space);
    mine.over = true;
    changedNow();
  }

  async function lookAtSpace(): Promise<void> {
    freeBytes = await environment.freeBytes();
    changed();
  }

  const host: Host = {
    connection: () => held.connection,
    drop: () => held.drop(),
    reconnect,
    decision: () => new Promise((resolve) => (decide = resolve)),
    changed: changedNow,
  };

  /** One try to find the instrument of an interrupted run again: the same one or none. */
  async function reconnect(mine: ActiveRun): Promise<Fault | null> {
    const why = await held.reconnect((instrument) => misfit(mine, instrument));
    if (why) return why;
    lastFault = null;
    changedNow();
    // The person has given the run up meanwhile: the probe goes up.
    if (mine.over) await raise();
    return null;
  }

  function awaitStop(ms: number): void {
    if (!run || !atWork()) return;
    const until = new Promise<void>((resolve) => {
      awaited = resolve;
      setTimeout(resolve, ms);
    });
    run.recorder.hold(until);
    run.queue.hold(until);
  }

  async function stop(): Promise<Result<void, Fault>> {
    if (starting) starting.cancelled = true;
    const active = run;
    if (active?.trouble) {
      decide?.('stop');
      await waitUntil(() => active.over);
      return held.connection ? raise() : ok(undefined);
    }
    if (!active || !atWork()) return raise();
    active.recorder.stop();
    awaited();
    await waitUntil(() => isOver(active.recorder.state.phase));
    lastStop = active.recorder.stopTimes;
    const why = active.recorder.state.fault;
    return why ? err(why) : ok(undefined);
  }

  /** Stop without a scan: the probe goes up all the same. */
  async function raise(): Promise<Result<void, Fault>> {
    const { connection } = held;
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
    const { connection } = held;
    if (!connection) return failed(NO_DEVICE);
    const answer = await connection.instrument.reset();
    if (!answer.ok) return failed(answer.error);
    connection.state = answer.value;
    if (!run?.trouble) {
      await waitUntil(() => run?.over ?? true);
      run?.journal.close();
      run = null;
    }
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
      news.subscribe(listener);
    },
    connect,
    disconnect,
    start,
    resumeKept,
    pause: () => tell((active) => active.recorder.pause()),
    resume: () => {
      if (run?.trouble?.kind !== 'waiting') return tell((active) => active.recorder.resume());
      decide?.('resume');
      return Promise.resolve(ok(undefined));
    },
    addPoint: (place) => {
      const active = run;
      if (!active || !held.connection)
        return Promise.resolve(err(fault('value-invalid', 'No run is at work.')));
      return Promise.resolve(addPoint(active, place, held.connection.instrument.capabilities));
    },
    stop,
    awaitStop,
    reset,
    inspect: ({ row, column, program }, settings) => {
      if (!run) return Promise.resolve(err(fault('value-invalid', 'Nothing was measured yet.')));
      const { pixels, journal, header } = run;
      const visited = {
        visits: pixels.visitsOf(row, column),
        traces: (hop: number) => journal.traces(hop),
        detail: (traces: HopTraces) => environment.analyst.detail(measuredOf(header, settings), traces),
      };
      return inspectVisit(visited, program);
    },
    keepAnalysis: (id, analysis) => {
      if (run?.header.id !== id) return Promise.resolve(err(JOURNAL_CLOSED));
      const wallClock = new Date().toISOString();
      const noted = run.journal.note({ kind: 'analysis', wallClock, ...analysis });
      return Promise.resolve(noted.ok ? run.journal.flush() : noted);
    },
    expect: (id, recipe) => {
      const { amplifier } = held.connection?.instrument.capabilities ?? SIMULATED_INSTRUMENT;
      return environment.analyst.expect(id, recipe, amplifier.ranges);
    },
    findings: (id, recipe, path, planes, track) => {
      const own = 'run' in track ? (run?.header.id === track.run ? run.track.trace() : NO_TRACK) : track;
      return environment.analyst.findings(id, recipe, path, planes, own);
    },
    linkStatistics: () => Promise.resolve(held.lastLink?.instrument.statistics() ?? null),
    linkReport: (program) => {
      const { lastLink, failedGreetings } = held;
      const link = lastLink && { name: lastLink.summary.link, instrument: lastLink.instrument };
      return Promise.resolve(linkReport(program, link, news.history.list(), failedGreetings));
    },
    pixels: (id) => Promise.resolve(run?.header.id === id ? run.pixels.list() : []),
  };
}

function phaseOfScan({ recorder }: ActiveRun): Phase {
  const { phase } = recorder.state;
  return phase === 'pausing' || phase === 'paused' || phase === 'stopping' ? phase : 'running';
}

async function waitUntil(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((done) => setTimeout(done, 5));
}
