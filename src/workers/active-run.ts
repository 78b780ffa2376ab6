/** One run of the acquisition, from the wish to start it to its last pixel. */
import type { RunHeader } from '../bundles/run';
import type { Instrument } from '../devices/instrument';
import { experimentById } from '../experiments/catalogue';
import { checkRecipe } from '../experiments/check';
import type { Experiment, Recipe } from '../experiments/experiment';
import { predict } from '../experiments/prediction';
import { fault, type Fault } from '../fault';
import { err, ok, type Result } from '../result';
import type { Connection } from './connection';
import type { AcquisitionEnvironment, OpenJournal } from './environment';
import { measuredOf } from './fit';
import { checkClear, checkPlan } from './preflight';
import { duration, significant } from '../quantity';
import type { PixelMessage, RunProgress } from './protocol';
import { Recorder, type RunListener } from './recorder';
import { headerOf, planOf, type RunPlan } from './run-plan';

/** Host silence after which a running bridge retracts by itself, s. */
export const WATCHDOG = 5;

export interface ActiveRun {
  readonly header: RunHeader;
  readonly experiment: Experiment;
  /** Stays open after the run, so that its pixels can be looked at, until another run begins. */
  readonly journal: OpenJournal;
  readonly recorder: Recorder;
  /** Every pixel that was told, and the latest visit of each point of the grid by row and column. */
  readonly pixels: PixelMessage[];
  readonly visits: Map<string, number>;
  /** The scan has ended and every pixel was told. */
  over: boolean;
}

export const placeOf = (row: number, column: number): string => `${String(row)},${String(column)}`;

/**
 * Checks the recipe, loads the bridge, opens the journal and sends the first hop. `cancelled` is asked after everything
 * that takes time; a cancelled start leaves nothing behind but an empty journal's file.
 */
export async function beginRun(
  environment: AcquisitionEnvironment,
  connection: Connection,
  id: string,
  recipe: Recipe,
  listener: RunListener,
  cancelled: () => boolean,
): Promise<Result<ActiveRun, Fault>> {
  const planned = planRun(connection, id, recipe);
  if (!planned.ok) return planned;
  const plan = planned.value;
  const loaded = await prepare(connection, plan);
  if (!loaded.ok) return loaded;
  if (cancelled()) return err(STOPPED);
  const header = headerOf(plan, connection.instrument, loaded.value.hash);
  const journal = await environment.createJournal(header, predict(plan.experiment, recipe).bytes);
  if (!journal.ok) return journal;
  const noted = cancelled() ? err(STOPPED) : noteBoot(journal.value, connection.instrument, header);
  if (!noted.ok) {
    journal.value.close();
    return noted;
  }
  return ok(record(environment, connection, plan, header, journal.value, listener, loaded.value.nextRecord));
}

const STOPPED = fault('cancelled', 'The run was stopped before it began.', 'Nothing was measured yet.');

function planRun({ instrument, checks }: Connection, id: string, recipe: Recipe): Result<RunPlan, Fault> {
  const experiment = experimentById(id);
  if (!experiment) return err(fault('value-invalid', `There is no experiment “${id}”.`));
  const [problem] = checkRecipe(experiment, recipe);
  if (problem) return err(fault('value-invalid', problem.message));
  const plan = planOf(experiment, recipe);
  checks.beginRun();
  const able = checkPlan(checks, plan, instrument);
  return able.ok ? ok(plan) : able;
}

/** Program, watchdog and retract on the bridge; answers the program's hash and the number of the first record to come. */
async function prepare(
  connection: Connection,
  plan: RunPlan,
): Promise<Result<{ readonly hash: string; readonly nextRecord: number }, Fault>> {
  const { instrument, checks } = connection;
  const { program } = plan;
  const quiet = await atRest(connection);
  if (!quiet.ok) return quiet;
  for (const order of [
    () => instrument.setWatchdog(WATCHDOG),
    () => instrument.setRetract(program.clearance),
  ]) {
    const done = await order();
    if (!done.ok) {
      checks.fail('Watchdog', done.error);
      return done;
    }
  }
  const rise = `${significant(1e6 * program.clearance, 2)} µm`;
  checks.pass('Watchdog', `armed: after ${duration(WATCHDOG)} of silence the probe rises ${rise}`);
  const clear = await checkClear(checks, plan, instrument);
  if (!clear.ok) return clear;
  const hash = await instrument.loadProgram(program.steps, program.channelMask);
  if (!hash.ok) return hash;
  const ready = await instrument.state();
  if (!ready.ok) return ready;
  connection.state = ready.value;
  return ok({ hash: hash.value, nextRecord: ready.value.nextRecord });
}

/** A bridge that still runs somebody's hops is stopped; one in SAFE or FAULT waits for a person. */
async function atRest(connection: Connection): Promise<Result<void, Fault>> {
  const answer = await connection.instrument.state();
  if (!answer.ok) return answer;
  connection.state = answer.value;
  const { state, reason } = answer.value;
  if (state === 'SAFE') return err(fault('bridge-safe', `The bridge is in SAFE: ${reason}.`));
  if (state === 'FAULT') return err(fault('bridge-fault', `The bridge is in FAULT: ${reason}.`));
  if (state === 'IDLE') return ok(undefined);
  const stopped = await connection.instrument.abort();
  return stopped.ok ? ok(undefined) : stopped;
}

const noteBoot = (journal: OpenJournal, { clock }: Instrument, header: RunHeader): Result<void, Fault> =>
  journal.note({
    kind: 'boot',
    bootId: clock.bootId,
    wallClock: header.createdAt,
    bridgeSeconds: clock.seconds,
  });

function record(
  { analyst }: AcquisitionEnvironment,
  { instrument }: Connection,
  plan: RunPlan,
  header: RunHeader,
  journal: OpenJournal,
  listener: RunListener,
  firstRecord: number,
): ActiveRun {
  const pixels: PixelMessage[] = [];
  const visits = new Map<string, number>();
  const pixel = (message: PixelMessage): void => {
    pixels.push(message);
    visits.set(placeOf(message.row, message.column), message.hop);
    listener.pixel(message);
  };
  const reduce: ConstructorParameters<typeof Recorder>[3] = {
    width: analyst.width,
    run: (hop) => analyst.reduce(measuredOf(header), hop),
  };
  const recorder = new Recorder(instrument, plan, journal, reduce, { ...listener, pixel }, firstRecord);
  return { header, experiment: plan.experiment, journal, recorder, pixels, visits, over: false };
}

/** `speed`: world seconds per wall second, for the expectation before the first hop is done. */
export function progressOf(
  { header, experiment, recorder, journal, over }: ActiveRun,
  speed: number,
): RunProgress {
  const { phase, done, total } = recorder.state;
  const expected = predict(experiment, header.recipe).seconds / speed;
  const perHop = done > 0 ? recorder.runningSeconds / done : expected / total;
  return {
    id: header.id,
    experiment: header.experiment,
    recipe: header.recipe,
    hopsDone: done,
    hopsTotal: total,
    secondsLeft: perHop * (total - done),
    bytesKept: journal.bytes(),
    finished: over && phase === 'finished',
    stopped: over && phase !== 'finished',
  };
}
