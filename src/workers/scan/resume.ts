/**
 * Going on with a run that was interrupted, from its journal, whatever interrupted it: a reload, a crash, another day, a
 * cable. Where the bridge has not stopped, its records are read on from the first that the journal lacks. Everywhere else
 * the probe begins anew from the top of the range, and only when a person has said so.
 */
import type { KnownVisit } from '../../bundles/hop-index';
import { isAfter } from '../../bundles/hop-index';
import type { RunHeader } from '../../bundles/run';
import type { BridgeState, Instrument } from '../../devices/instrument';
import { drivesSample } from '../../experiments/program/program';
import { programHash, stepText } from '../../experiments/program/step-text';
import { approachOf, contactHeight } from '../../experiments/landing/landed';
import { fault, type Fault } from '../../fault';
import { isComplete, statusOf } from '../../records/hop';
import { FLAG, TRACK_HOP } from '../../records/record';
import { err, ok, type Result } from '../../result';
import type { Connection } from '../link/connection';
import type { OpenJournal } from '../environment';
import { arm, noteBoot, prepare } from './prepare';
import type { Beginning } from './recorder';
import { isOpen, remainderOf } from './remainder';
import { trackLines, type RunPlan } from './run-plan';
import { begin, pickUp, type ScanEffect } from './scan';
import { withVisit, type Travel } from './travel';

/** A landed point that is landed on once more, to see how far the sample has moved. */
export interface Reference {
  readonly point: number;
  /** Height of its contact, m, and when that was: s since boot, and ms of wall time. */
  readonly contact: number;
  readonly at: number;
  readonly wall: number;
  readonly bootId: string;
}

export interface Continuation extends Beginning {
  /** Null where the bridge has not stopped. */
  readonly reference: Reference | null;
}

export interface Interrupted {
  readonly header: RunHeader;
  readonly plan: RunPlan;
  readonly journal: OpenJournal;
}

/**
 * Finds out where the run stands and readies the bridge for the rest. `person`: somebody has said that the probe may move
 * again; without that word only a bridge that has not stopped is gone on with. `resting`: it was to pause. Faults: resume-refused (another instrument
 * or program), bridge-safe and bridge-fault (Reset first), run-interrupted (a person has to say so), and those of link and
 * journal.
 */
export async function continueRun(
  connection: Connection,
  run: Interrupted,
  person: boolean,
  resting: boolean,
): Promise<Result<Continuation, Fault>> {
  const { instrument } = connection;
  const strange = misfit(run, instrument);
  if (strange) return err(strange);
  const answer = await instrument.state();
  if (!answer.ok) return answer;
  const state = answer.value;
  connection.state = state;
  const read = await readOn(instrument, run.journal, state);
  if (!read.ok) return read;
  if (read.value !== null) {
    const going = await stillGoing(
      instrument,
      run,
      state,
      read.value,
      person ? 'go' : resting ? 'rest' : 'stay',
    );
    if (!going.ok) return going;
    if (going.value) return ok(going.value);
  }
  const latched = waitsForReset(state);
  if (latched) return err(latched);
  return person ? beginAgain(connection, run) : err(interruption(instrument, run.journal));
}

/** Why this instrument or this release cannot go on with the run; null where both can. */
export function misfit({ header, plan }: Omit<Interrupted, 'journal'>, instrument: Instrument): Fault | null {
  const { identity, capabilities } = header.instrument;
  const there = instrument.identity;
  const named = (who: typeof identity): string => `${who.vendor} ${who.model} ${who.serial}`;
  if (named(identity) !== named(there))
    return fault('resume-refused', `The run was begun on ${named(identity)}; this is ${named(there)}.`);
  if (canonical(capabilities) !== canonical(instrument.capabilities))
    return fault(
      'resume-refused',
      `${named(there)} says other things of itself than when the run began: range, amplifier, memory or sample have changed.`,
    );
  const { steps, track } = plan.program;
  const isSame = canonical(header.track ?? null) === canonical(track ? trackLines(track) : null);
  return programHash(steps.map(stepText)) === header.programHash && isSame
    ? null
    : fault('resume-refused', 'This release makes another program of the recipe than the run began with.');
}

/** JSON with its keys in order, so that equal contents are equal texts. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );

/**
 * Brings the journal up to what the bridge had at the moment of its state; answers the number of the record after that.
 * Null where the bridge has started anew or measured for somebody else since: then its records are none of this run.
 */
async function readOn(
  instrument: Instrument,
  journal: OpenJournal,
  { firstRecord, nextRecord }: BridgeState,
): Promise<Result<number | null, Fault>> {
  const reached = journal.reached();
  if (reached?.bootId !== instrument.clock.bootId) return ok(null);
  let from = reached.nextRecord;
  if (isAfter(firstRecord, from) || isAfter(from, nextRecord)) return ok(null);
  const open = new Set(
    journal
      .visits()
      .filter(isOpen)
      .map(({ note }) => note.id),
  );
  while (isAfter(nextRecord, from)) {
    const block = await instrument.records(from);
    if (!block.ok) return block;
    const last = block.value.records.at(-1);
    if (!last) break;
    if (block.value.records.some(({ hop }) => hop !== TRACK_HOP && !open.has(hop))) return ok(null);
    const appended = journal.append(block.value);
    const kept = appended.ok ? journal.flush() : appended;
    if (!kept.ok) return kept;
    from = (last.number + 1) >>> 0;
    const released = await instrument.release(from);
    if (!released.ok) return released;
  }
  return ok(from);
}

/** The stretch that goes on with a bridge which still has the run's queue, or has just worked it off; null otherwise. */
async function stillGoing(
  instrument: Instrument,
  { header, plan, journal }: Interrupted,
  told: BridgeState,
  nextRecord: number,
  wish: 'go' | 'rest' | 'stay',
): Promise<Result<Continuation | null, Fault>> {
  if (told.state === 'SAFE' || told.state === 'FAULT') return ok(null);
  const hash = await instrument.programHash();
  if (!hash.ok) return hash;
  const visits = journal.visits();
  const held = heldOf(visits, told);
  if (hash.value !== header.programHash || !held) return ok(null);
  if (told.state === 'IDLE' && held.length > 0 && wish === 'rest') return ok(null);
  // The track is started with the first hop: a bridge that has not heard of that one is begun with anew.
  if (drivesSample(plan.program) && told.state === 'IDLE' && held.length > 0 && !journal.hasTrack())
    return ok(null);
  // Somebody else may have held the bridge meanwhile, and set them otherwise.
  const armed = await arm(instrument, plan);
  if (!armed.ok) return armed;
  const { work, ahead } = remainderOf(plan, visits, new Set(held));
  const partial = visits.find((v) => isOpen(v) && v.flags !== 0)?.note.id ?? null;
  // A bridge whose memory was full goes on by itself once records are released.
  const now = await instrument.state();
  if (!now.ok) return now;
  const rests = now.value.state === 'PAUSED';
  const phase = wish === 'go' ? 'running' : rests ? 'paused' : wish === 'rest' ? 'pausing' : 'running';
  const travel = travelKnown(work.travel, plan, journal, visits);
  const { state, effects } = pickUp({ ...work, travel }, ahead, phase);
  // An idle bridge has worked its queue off, or heard of visits but not of RUN. Those that never reached it, it takes
  // under the same ids; it refuses them if it has dropped them.
  const idle = told.state === 'IDLE' && ahead.length > 0;
  const unheard = idle ? ahead.slice(told.queued) : [];
  const queue: readonly ScanEffect[] = unheard.length > 0 ? [{ kind: 'queue', visits: unheard }] : [];
  const run: readonly ScanEffect[] =
    (wish === 'go' || idle) && effects.length === 0 ? [{ kind: 'run' }] : effects;
  const scan = { state, effects: [...queue, ...run] };
  return ok({ scan, firstRecord: nextRecord, partial, startsTrack: false, reference: null });
}

/**
 * Ids of the visits that a bridge had at the moment of its state, or that it should have had; null where it no longer works off this run's queue. The
 * journal must hold its records up to that moment.
 */
function heldOf(
  visits: readonly KnownVisit[],
  { state, hop, queued }: BridgeState,
): readonly number[] | null {
  const unclosed = visits.filter(isOpen);
  const open = unclosed.map(({ note }) => note.id);
  const last = visits.findLast(({ current, flags }) => current && flags !== 0);
  if (visits.length === 0 || (last && (last.flags & FLAG.aborted) !== 0)) return null;
  if (state === 'IDLE') return unclosed.every(({ flags }) => flags === 0) ? open : null;
  const atWork = open.indexOf(hop);
  const held = open.slice(Math.max(0, atWork)).slice(0, queued + (atWork >= 0 ? 1 : 0));
  return held.length > 0 || open.length === 0 ? held : null;
}

/** Visits at most whose traces are read to know the ground again: what is far back is not worth the time. */
const LOOK_BACK = 64;

/** What the last visits in the journal tell of the ground, of the top of the range, and of where the probe is led last. */
function travelKnown(
  nothing: Travel,
  { program }: RunPlan,
  journal: OpenJournal,
  visits: readonly KnownVisit[],
): Travel {
  const complete = visits.filter(({ flags }) => isComplete(flags));
  const last = complete.filter(({ flags }) => (flags & FLAG.contact) !== 0).slice(-LOOK_BACK);
  const fromTop = complete.findLast(({ note }) => note.z === null);
  const known = [...(fromTop ? [fromTop] : []), ...last].reduce((travel, visit) => {
    const traces = journal.traces(visit.note.id);
    const began = (traces && approachOf(traces, program)?.channels.z?.[0]) ?? null;
    const contact = traces && contactHeight(traces, program);
    return withVisit(travel, visit.note, contact, visit === fromTop ? began : null);
  }, nothing);
  return { ...known, from: visits.at(-1)?.note ?? null };
}

function waitsForReset({ state, reason }: BridgeState): Fault | null {
  if (state === 'SAFE') return fault('bridge-safe', `The bridge is in SAFE: ${reason}.`);
  return state === 'FAULT' ? fault('bridge-fault', `The bridge is in FAULT: ${reason}.`) : null;
}

const interruption = ({ clock }: Instrument, journal: OpenJournal): Fault =>
  fault(
    'run-interrupted',
    journal.reached()?.bootId === clock.bootId
      ? 'The bridge has dropped the queue of the run, its probe is up.'
      : 'The bridge has started anew since the run was interrupted: records that it had and nobody had read are lost.',
  );

const TRACK_CUT = fault(
  'track-cut',
  'The program of the sample was cut off half-way; it cannot be gone on with, nor begun again for the points that are left.',
);

/** A bridge at rest is loaded again; the first landing is on a point that is known, if there is one. */
async function beginAgain(
  connection: Connection,
  { header, plan, journal }: Interrupted,
): Promise<Result<Continuation, Fault>> {
  const { instrument } = connection;
  const { work } = remainderOf(plan, journal.visits(), new Set());
  const cut = drivesSample(plan.program) && journal.hasTrack();
  if (cut && work.points.length + work.again.length > 0) {
    const opened = await instrument.stopTrack();
    return opened.ok ? err(TRACK_CUT) : opened;
  }
  const loaded = await prepare(connection, plan);
  if (!loaded.ok) return loaded;
  if (loaded.value.hash !== header.programHash)
    return err(fault('resume-refused', 'The bridge holds another program than the run began with.'));
  const reference = referenceOf(plan, journal);
  const noted = noteBoot(journal, instrument, loaded.value.nextRecord);
  if (!noted.ok) return noted;
  const scan = begin(work, reference?.point ?? null);
  const startsTrack = drivesSample(plan.program) && !cut;
  return ok({ scan, firstRecord: loaded.value.nextRecord, partial: null, startsTrack, reference });
}

const isGood = ({ flags, note }: KnownVisit): boolean =>
  note.point >= 0 && isComplete(flags) && (flags & FLAG.contact) !== 0 && statusOf(flags) === 'ok';

/** The good visit that was measured last. */
const referenceOf = (plan: RunPlan, journal: OpenJournal): Reference | null =>
  landingOf(plan, journal, journal.visits().findLast(isGood));

/** The first good landing on a point; null while there is none. */
export const landingAt = (plan: RunPlan, journal: OpenJournal, point: number): Reference | null =>
  landingOf(
    plan,
    journal,
    journal.visits().find((visit) => visit.note.point === point && isGood(visit)),
  );

function landingOf(plan: RunPlan, journal: OpenJournal, good: KnownVisit | undefined): Reference | null {
  const traces = good && journal.traces(good.note.id);
  const approach = traces && approachOf(traces, plan.program);
  const contact = traces && contactHeight(traces, plan.program);
  if (!good?.boot || !approach || typeof contact !== 'number') return null;
  const at = approach.start + approach.count * approach.interval;
  const wall = Date.parse(good.boot.wallClock) + 1000 * (at - good.boot.bridgeSeconds);
  return { point: good.note.point, contact, at, wall, bootId: good.boot.bootId };
}
