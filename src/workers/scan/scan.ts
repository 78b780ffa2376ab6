/**
 * The scan machine: which visits are to be queued, and what a person's wish or the bridge's state means for the run. Pure:
 * `step(state, event)` answers the next state and the effects that somebody else carries out.
 *
 *     queued ahead ──► running ⇄ pausing ─► paused
 *                         │
 *                         ├─► stopping ─► stopped
 *                         ├─► finished
 *                         ├─► failed
 *                         └─► interrupted ─► (another machine begins with what is left)
 *
 * The bridge never waits for the host: `DEPTH` visits are always queued. The travel height of a visit rests on the contacts
 * of all visits up to `DEPTH` before it, so it does not depend on how fast the host was. Points that were missed or
 * spoilt are visited again when all others were, so a bad point never ends a scan. A point that depends on what comes of
 * another is not queued before that is known.
 */
import { fault, type Fault } from '../../fault';
import type { Path } from '../../experiments/experiment';
import type { BridgeStateName } from '../../devices/instrument';
import { DEPTH } from '../../experiments/program/timing';
import { isAwaited, isNeeded } from './conditions';
import { heightTo, withVisit } from './travel';
import {
  anotherVisit,
  mayRevisit,
  placeOf,
  type Came,
  type Outcome,
  type Planned,
  type Visit,
} from './visits';
import { isLast, type ScanWork } from './work';

export type ScanPhase =
  'running' | 'pausing' | 'paused' | 'stopping' | 'stopped' | 'finished' | 'failed' | 'interrupted';

export interface ScanState extends ScanWork {
  readonly phase: ScanPhase;
  /** Place in `points` of the first that is not queued yet. */
  readonly next: number;
  /** Visits that the bridge has, in its order. */
  readonly ahead: readonly Visit[];
  /** The first visit is over: others may be queued behind one another. */
  readonly found: boolean;
  /** Why it failed or was interrupted, or why it paused by itself. */
  readonly fault: Fault | null;
}

export type ScanEvent =
  /** A visit's closing record is kept; its approach `began` at a height, m, and `contact` is that of the contact, or null. */
  | {
      readonly kind: 'hop';
      readonly hop: number;
      readonly began: number | null;
      readonly contact: number | null;
      readonly outcome: Outcome;
      readonly came: Came;
    }
  /**
   * The bridge's state was read, and all its records before were kept. `stalled`: it has been idle with nothing queued
   * and nothing on the way to it, although visits are missing.
   */
  | {
      readonly kind: 'bridge';
      readonly state: BridgeStateName;
      readonly queued: number;
      readonly reason: string;
      readonly stalled: boolean;
    }
  | { readonly kind: 'pause' }
  | { readonly kind: 'resume' }
  | { readonly kind: 'stop' }
  /** A person has added points to the path, which stand at its end: they are visited next. */
  | { readonly kind: 'add'; readonly path: Path; readonly points: readonly number[] }
  /** The abort has ended: the probe is up and z verified, or the fault that says otherwise. */
  | { readonly kind: 'aborted'; readonly fault: Fault | null }
  /** The host cannot record on: pause at the hop's end, keep what there is. */
  | { readonly kind: 'hold'; readonly fault: Fault }
  /** The bridge refused something the run needs: nothing of it may go on. */
  | { readonly kind: 'refused'; readonly fault: Fault }
  /** The bridge is not heard any more. */
  | { readonly kind: 'lost'; readonly fault: Fault };

export type ScanEffect =
  | { readonly kind: 'queue'; readonly visits: readonly Visit[] }
  | { readonly kind: 'run' }
  | { readonly kind: 'pause' }
  | { readonly kind: 'abort' }
  /** Points that were to be visited only if something came of another, which did not. */
  | { readonly kind: 'skipped'; readonly points: readonly number[] }
  | { readonly kind: 'end'; readonly reason: 'finished' | 'stopped' | 'failed' };

export interface Transition {
  readonly state: ScanState;
  readonly effects: readonly ScanEffect[];
}

/**
 * Begins with a probe whose surroundings are unknown: one visit alone finds the surface, from the height that the work says or
 * from the top of the range, and the others follow when its height is known. `reference` is a point landed on first to see how far the sample has moved.
 */
export function begin(work: ScanWork, reference: number | null = null): Transition {
  const fresh: ScanState = { ...work, phase: 'running', next: 0, ahead: [], found: false, fault: null };
  if (reference === null || isDone(fresh)) return endOrEnqueue(fresh);
  const visit: Visit = { id: work.nextId, point: reference, visit: 0, tries: 0, place: 'reference', z: null };
  const travel = { ...work.travel, from: placeOf(work.path, visit) };
  return {
    state: { ...fresh, travel, nextId: work.nextId + 1, ahead: [visit] },
    effects: [{ kind: 'queue', visits: [visit] }, { kind: 'run' }],
  };
}

/** Goes on with a bridge that has not stopped: these visits are still in its queue or at work. */
export function pickUp(
  work: ScanWork,
  ahead: readonly Visit[],
  phase: 'running' | 'pausing' | 'paused',
): Transition {
  const state: ScanState = { ...work, phase, next: 0, ahead, found: work.travel.ground.isMet, fault: null };
  return endOrEnqueue(state);
}

export const isOver = (phase: ScanPhase): boolean =>
  phase === 'stopped' || phase === 'finished' || phase === 'failed' || phase === 'interrupted';

export function step(state: ScanState, event: ScanEvent): Transition {
  if (isOver(state.phase)) return stay(state);
  switch (event.kind) {
    case 'hop':
      return afterHop(state, event);
    case 'bridge':
      return afterBridge(state, event);
    case 'pause':
      return state.phase === 'running' ? to(state, 'pausing', { kind: 'pause' }) : stay(state);
    case 'resume':
      return state.phase === 'paused' ? resume(state) : stay(state);
    case 'add':
      return state.phase === 'stopping' ? stay(state) : endOrEnqueue(withAdded(state, event));
    case 'stop':
      return state.phase === 'stopping'
        ? stay(state)
        : to({ ...state, fault: null }, 'stopping', { kind: 'abort' });
    case 'refused':
      return state.phase === 'stopping'
        ? stay(state)
        : to({ ...state, fault: event.fault }, 'stopping', { kind: 'abort' });
    case 'aborted':
      return state.phase === 'stopping' ? stopped(state, event.fault) : stay(state);
    case 'hold':
      return state.phase === 'running'
        ? to({ ...state, fault: event.fault }, 'pausing', { kind: 'pause' })
        : stay({ ...state, fault: event.fault });
    case 'lost':
      return state.phase === 'stopping' ? stopped(state, event.fault) : interrupted(state, event.fault);
  }
}

const stay = (state: ScanState): Transition => ({ state, effects: [] });

const to = (state: ScanState, phase: ScanPhase, ...effects: ScanEffect[]): Transition => ({
  state: { ...state, phase },
  effects,
});

function afterHop(
  state: ScanState,
  { hop, began, contact, outcome, came }: Extract<ScanEvent, { kind: 'hop' }>,
): Transition {
  const visit = state.ahead.find(({ id }) => id === hop);
  if (!visit) return stay(state);
  const top = visit.z === null || !state.found ? began : null;
  const travel = withVisit(state.travel, placeOf(state.path, visit), contact, top);
  const closed = { ...state, travel, found: true, ahead: state.ahead.filter((v) => v !== visit) };
  const counted = visit.place === 'reference' ? closed : settled(closed, visit, outcome, came);
  return counted.phase === 'stopping' ? stay(counted) : endOrEnqueue(counted);
}

/** A point is done with, or is put on the list of those that are visited again. */
function settled(state: ScanState, visit: Visit, outcome: Outcome, came: Came): ScanState {
  const awaited = isAwaited(state.conditions, visit.point);
  const settles = (awaited && came === 'nothing') || isLast(state, visit.point, outcome);
  const next = !settles && mayRevisit(state.total, state.revisits) ? anotherVisit(visit, outcome) : null;
  if (!next) {
    const results = awaited ? new Map(state.results).set(visit.point, came) : state.results;
    return { ...state, results, done: state.done + 1 };
  }
  return { ...state, again: [...state.again, next], revisits: state.revisits + 1 };
}

const isDone = ({ ahead, next, points, again }: ScanState): boolean =>
  ahead.length === 0 && next === points.length && again.length === 0;

function endOrEnqueue(before: ScanState): Transition {
  const { state, effects: skipped } = skip(before);
  const { state: after, effects } = isDone(state)
    ? to(state, 'finished', { kind: 'end', reason: 'finished' })
    : state.phase === 'running'
      ? enqueue(state)
      : stay(state);
  return { state: after, effects: [...skipped, ...effects] };
}

/** Leaves out the next points as far as they are not needed. Whoever waits for one of them is not needed either. */
function skip(before: ScanState): Transition {
  const results = new Map(before.results);
  const skipped: number[] = [];
  for (const point of before.points.slice(before.next)) {
    if (isNeeded(before.conditions, results, point) !== false) break;
    skipped.push(point);
    results.set(point, 'neither');
  }
  if (skipped.length === 0) return stay(before);
  const [next, total] = [before.next + skipped.length, before.total - skipped.length];
  return { state: { ...before, results, next, total }, effects: [{ kind: 'skipped', points: skipped }] };
}

/** The next points of the path that are known to be needed, but not those beyond one of which that is not known. */
function upcoming(state: ScanState, most: number): readonly number[] {
  const next = state.points.slice(state.next, state.next + Math.max(0, most));
  const end = next.findIndex((point) => isNeeded(state.conditions, state.results, point) !== true);
  return end < 0 ? next : next.slice(0, end);
}

/** Fills the queue up to its depth; before the surface is found only one visit is on its way. */
function enqueue(state: ScanState): Transition {
  const room = (state.found ? DEPTH : 1) - state.ahead.length;
  const first = upcoming(state, room).map((point): Planned => ({
    point,
    visit: state.earlier.get(point) ?? 0,
    tries: 0,
    place: 'own',
  }));
  const again = state.again.slice(0, Math.max(0, room - first.length));
  let { travel } = state;
  const visits = [...first, ...again].map((planned, k): Visit => {
    const place = placeOf(state.path, planned);
    const clear = state.found ? heightTo(travel, place) : state.start;
    const z = clear === null ? null : clear + (state.path.points[planned.point]?.above ?? 0);
    travel = { ...travel, from: place };
    return { ...planned, id: state.nextId + k, z };
  });
  if (visits.length === 0) return stay(state);
  return {
    state: {
      ...state,
      travel,
      next: state.next + first.length,
      again: state.again.slice(again.length),
      ahead: [...state.ahead, ...visits],
      nextId: state.nextId + visits.length,
    },
    effects: [{ kind: 'queue', visits }, { kind: 'run' }],
  };
}

function withAdded(
  state: ScanState,
  { path, points: added }: Extract<ScanEvent, { kind: 'add' }>,
): ScanState {
  const points = [...state.points.slice(0, state.next), ...added, ...state.points.slice(state.next)];
  return { ...state, path, points, total: state.total + added.length };
}

function resume(state: ScanState): Transition {
  const { state: filled, effects } = enqueue({ ...state, phase: 'running', fault: null });
  return { state: filled, effects: effects.length > 0 ? effects : [{ kind: 'run' }] };
}

function afterBridge(
  state: ScanState,
  { state: bridge, queued, reason, stalled }: Extract<ScanEvent, { kind: 'bridge' }>,
): Transition {
  if (state.phase === 'stopping') return stay(state);
  if (bridge === 'SAFE' || bridge === 'FAULT') return interrupted(state, halted(bridge, reason));
  if (state.phase === 'pausing' && bridge !== 'RUNNING') return to(state, 'paused');
  if (state.phase !== 'running' || bridge !== 'IDLE') return stay(state);
  if (queued > 0) return { state, effects: [{ kind: 'run' }] };
  return stalled ? interrupted(state, FORGOTTEN) : stay(state);
}

/** The run is not over; whoever can goes on with what is left. */
const interrupted = (state: ScanState, why: Fault): Transition => to({ ...state, fault: why }, 'interrupted');

const halted = (bridge: 'SAFE' | 'FAULT', reason: string): Fault =>
  fault(
    bridge === 'SAFE' ? 'bridge-safe' : 'bridge-fault',
    `The bridge went to ${bridge} during the run: ${reason || 'it gave no reason'}.`,
  );

const FORGOTTEN = fault(
  'run-interrupted',
  'The bridge is idle although hops are missing: something else has reset it or dropped its queue.',
);

function stopped(state: ScanState, fault: Fault | null): Transition {
  const why = fault ?? state.fault;
  const reason = why ? 'failed' : 'stopped';
  return to({ ...state, fault: why }, reason, { kind: 'end', reason });
}
