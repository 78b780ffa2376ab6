/** One run of the acquisition, from the wish to start it to its last pixel, over however many links that takes. */
import { grownHeader, type Note, type RunHeader } from '../../bundles/run';
import { TrackStore } from '../../bundles/track-store';
import type { Capabilities } from '../../devices/instrument';
import { experimentById } from '../../experiments/catalogue';
import { checkRecipe } from '../../experiments/recipe/check';
import type { Recipe } from '../../experiments/experiment';
import { isReference } from '../../experiments/path/references';
import { withPoint } from '../../experiments/path/added';
import { titleOf } from '../../experiments/recipe/title';
import { predict } from '../../experiments/program/prediction';
import { drivesSample, programAt } from '../../experiments/program/program';
import { contactHeight } from '../../experiments/landing/landed';
import { fault, type Fault } from '../../fault';
import { statusOf, type HopTraces } from '../../records/hop';
import { err, ok, type Result } from '../../result';
import type { Connection } from '../link/connection';
import type { AcquisitionEnvironment, Analyst, OpenJournal, UnfinishedJournal } from '../environment';
import { measuredOf } from '../fits/fit';
import { checkPlan, stageLacks } from './preflight';
import { PixelStore } from './pixel-store';
import { noteBoot, prepare } from './prepare';
import type { PixelMessage } from '../protocol';
import { Recorder, type Beginning } from './recorder';
import { ReductionQueue } from '../fits/reduction-queue';
import { continueRun, landingAt, type Reference } from './resume';
import { headerOf, planOf, workOf, type RunPlan } from './run-plan';
import { begin, isOver } from './scan';
import { noteLog } from './notes';

/** What a person is asked, or what is waited for, while a run is interrupted. */
export interface Trouble {
  readonly kind: 'reconnecting' | 'waiting';
  readonly fault: Fault;
}

export interface ActiveRun {
  /** Others after points were added. */
  header: RunHeader;
  plan: RunPlan;
  /** Stays open after the run, so that its pixels can be looked at, until another run begins. */
  readonly journal: OpenJournal;
  readonly queue: ReductionQueue;
  /** Every pixel that was told. */
  readonly pixels: PixelStore;
  /** Hops that were handed on to be reduced. */
  readonly told: Set<number>;
  /** What the sample's track has recorded. */
  readonly track: TrackStore;
  readonly changed: () => void;
  /** The stretch at work or the last one, and the points that were done before it. */
  recorder: Recorder;
  doneBefore: number;
  /** s that the stretches before have run. */
  secondsBefore: number;
  /** Set while the run is interrupted. */
  trouble: Trouble | null;
  /** The scan has ended and every pixel was told. */
  over: boolean;
}

export interface RunListener {
  readonly changed: () => void;
  readonly pixel: (message: PixelMessage) => void;
}

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
  const { hash, nextRecord } = loaded.value;
  const header = headerOf(plan, connection.summary, hash);
  const journal = await environment.createJournal(header, predict(plan.experiment, recipe).bytes);
  if (!journal.ok) return journal;
  const noted = cancelled() ? err(STOPPED) : noteBoot(journal.value, connection.instrument, nextRecord);
  if (!noted.ok) {
    journal.value.close();
    return noted;
  }
  const scan = begin(workOf(plan));
  const startsTrack = drivesSample(plan.program);
  const beginning = { scan, firstRecord: nextRecord, partial: null, startsTrack, reference: null };
  return ok(assemble(environment.analyst, connection, plan, header, journal.value, listener, beginning));
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

/**
 * Goes on with a run from its journal, as `continueRun`, because a person said so. Its pixels are told again. Whatever
 * fails closes the journal.
 */
export async function reopenRun(
  environment: AcquisitionEnvironment,
  connection: Connection,
  { header, journal, tornBytes }: UnfinishedJournal,
  listener: RunListener,
  cancelled: () => boolean,
): Promise<Result<ActiveRun, Fault>> {
  const refuse = (why: Fault): Result<never, Fault> => {
    journal.close();
    return err(why);
  };
  const experiment = experimentById(header.experiment);
  if (!experiment)
    return refuse(fault('resume-refused', `This release knows no experiment “${header.experiment}”.`));
  const plan = planOf(experiment, header.recipe, header.path);
  const left = await continueRun(connection, { header, plan, journal }, true, false);
  if (!left.ok) return refuse(left.error);
  if (cancelled()) return refuse(STOPPED);
  const torn =
    tornBytes > 0 ? ` ${String(tornBytes)} bytes at the end were no whole record and were cut off.` : '';
  const noted = noteLog(journal, `The run is gone on with.${torn}`);
  if (!noted.ok) return refuse(noted.error);
  const run = assemble(environment.analyst, connection, plan, header, journal, listener, left.value);
  tellKept(run, left.value.partial);
  return ok(run);
}

/** A new stretch of the run, over a link that was made again. */
export async function continueStretch(
  connection: Connection,
  run: ActiveRun,
  person: boolean,
): Promise<Result<void, Fault>> {
  const { recorder } = run;
  const left = await continueRun(connection, run, person, recorder.wasResting);
  if (!left.ok) return left;
  const noted = noteLog(
    run.journal,
    `The run was interrupted (${recorder.state.fault?.happened ?? ''}) and is gone on with.`,
  );
  if (!noted.ok) return noted;
  run.secondsBefore += recorder.runningSeconds;
  run.recorder = recorderOf(run, connection, left.value, left.value.reference);
  tellKept(run, left.value.partial);
  return ok(undefined);
}

/** Hands on every visit of which the journal has records and nobody was told yet, but for the one at work. */
function tellKept({ journal, queue, told }: ActiveRun, atWork: number | null): void {
  for (const { note, flags } of journal.visits()) {
    if (flags === 0 || note.id === atWork || told.has(note.id)) continue;
    told.add(note.id);
    queue.recallLater(note.id);
  }
}

function assemble(
  analyst: Analyst,
  connection: Connection,
  plan: RunPlan,
  header: RunHeader,
  journal: OpenJournal,
  listener: RunListener,
  beginning: Beginning & { readonly reference: Reference | null },
): ActiveRun {
  const pixels = new PixelStore();
  const queue = new ReductionQueue(
    (hop) => journal.traces(hop),
    (hop) => analyst.reduce(measuredOf(run.header), hop),
    analyst.width,
    (hop, { flags }, reduction) => {
      const { row = -1, column = -1, point = -1 } = journal.visit(hop) ?? {};
      const program = programAt(run.plan.path, point);
      const message: PixelMessage = { hop, row, column, program, status: statusOf(flags), ...reduction };
      pixels.add(message);
      listener.pixel(message);
    },
  );
  const told = new Set<number>();
  const track = new TrackStore(journal.track());
  const parts = { header, plan, journal, queue, told, track, changed: listener.changed };
  const recorder = recorderOf(parts, connection, beginning, beginning.reference);
  const doneBefore = beginning.scan.state.done;
  const run: ActiveRun = {
    ...parts,
    recorder,
    pixels,
    doneBefore,
    secondsBefore: 0,
    trouble: null,
    over: false,
  };
  return run;
}

/**
 * Adds a point at a place, m, to a run at work: it is in the journal when this returns, and is visited next. Faults:
 * value-invalid (the run takes no points, or not there), and those of the storage.
 */
export function addPoint(
  run: ActiveRun,
  place: { readonly x: number; readonly y: number },
  capabilities: Capabilities,
): Result<void, Fault> {
  const { header, plan, journal, recorder } = run;
  const { phase } = recorder.state;
  if (isOver(phase) || phase === 'stopping' || run.trouble)
    return refusedPoint('The run does not measure now.');
  const grown = withPoint(plan.experiment, { recipe: header.recipe, path: plan.path }, place);
  if ('refused' in grown) return refusedPoint(grown.refused);
  const { recipe, path } = grown.planned;
  const first = plan.path.points.length;
  const added = { ...path, points: path.points.slice(first) };
  const beyond = stageLacks(added, capabilities);
  if (beyond) return refusedPoint(beyond.happened);
  const title = path.listed ? titleOf(plan.experiment, path) : header.title;
  const note: AddedNote = {
    kind: 'added',
    wallClock: new Date().toISOString(),
    title,
    recipe,
    path: added,
  };
  const noted = journal.note(note);
  const kept = noted.ok ? journal.flush() : noted;
  if (!kept.ok) return kept;
  run.header = grownHeader(header, note);
  run.plan = { ...plan, recipe, path };
  recorder.add(
    path,
    added.points.map((_, k) => first + k),
  );
  return ok(undefined);
}

type AddedNote = Extract<Note, { kind: 'added' }>;

const refusedPoint = (why: string): Result<never, Fault> =>
  err(fault('value-invalid', `No point can be added there. ${why}`, 'The run goes on as it was.'));

function recorderOf(
  {
    plan,
    journal,
    queue,
    told,
    track,
    changed,
  }: Pick<ActiveRun, 'plan' | 'journal' | 'queue' | 'told' | 'track' | 'changed'>,
  { instrument }: Connection,
  beginning: Beginning,
  reference: Reference | null,
): Recorder {
  const hop = (traces: HopTraces): void => {
    const note = journal.visit(traces.hop);
    if (note?.point === -1 && reference) noteDrift(journal, plan, traces, reference, instrument.clock.bootId);
    const first = note && isReference(plan.path, note.point) ? landingAt(plan, journal, 0) : null;
    if (first) noteDrift(journal, plan, traces, first, instrument.clock.bootId);
    told.add(traces.hop);
    queue.add(traces);
  };
  return new Recorder(
    instrument,
    plan,
    journal,
    {
      changed,
      hop,
      track: (record) => {
        track.add(record);
      },
    },
    beginning,
  );
}

/** How far the surface has moved under a point between its two landings. */
function noteDrift(
  journal: OpenJournal,
  plan: RunPlan,
  traces: HopTraces,
  { contact, at, wall, bootId }: Reference,
  nowBoot: string,
): void {
  const now = contactHeight(traces, plan.program);
  if (now === null) {
    noteLog(journal, 'The surface was not met again at the point of reference; drift is unknown.');
    return;
  }
  const start = Math.min(...[...traces.steps.values()].map((step) => step.start));
  const seconds = bootId === nowBoot ? start - at : (Date.now() - wall) / 1000;
  const z = now - contact;
  journal.note({ kind: 'drift', seconds: Math.max(0, seconds), x: null, y: null, z });
  noteLog(journal, `At the point of reference the surface has moved by ${(z * 1e9).toFixed(1)} nm in z.`);
}
