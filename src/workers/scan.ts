/**
 * The scan machine: which hops are to be queued, and what a person's wish or the bridge's state means for the run. Pure:
 * `step(state, event)` answers the next state and the effects that somebody else carries out.
 *
 *     queued ahead ──► running ⇄ pausing ─► paused
 *                         │
 *                         ├─► stopping ─► stopped
 *                         ├─► finished
 *                         └─► failed
 *
 * The bridge never waits for the host: `DEPTH` hops are always queued. The travel height of hop k rests on the contacts of
 * the hops up to k − DEPTH, so it does not depend on how fast the host was.
 */
import { fault, type Fault } from '../fault';
import type { BridgeStateName } from '../devices/instrument';

/** Hops that the bridge has in its queue or at work. */
export const DEPTH = 16;
/** How many of the last contacts the travel height looks at. */
const LOOK_BACK = 16;

export type ScanPhase = 'running' | 'pausing' | 'paused' | 'stopping' | 'stopped' | 'finished' | 'failed';

export interface ScanState {
  readonly phase: ScanPhase;
  readonly total: number;
  /** First point that is not queued yet. */
  readonly next: number;
  /** Hops whose closing record is kept. */
  readonly done: number;
  /** Heights of the last contacts, m. */
  readonly contacts: readonly number[];
  /** Distance kept above the surface while travelling, m. */
  readonly clearance: number;
  /** Why it failed, or why it paused by itself. */
  readonly fault: Fault | null;
}

export type ScanEvent =
  /** A hop's closing record is kept; `contact` is the height of contact, m, or null. */
  | { readonly kind: 'hop'; readonly contact: number | null }
  /**
   * The bridge's state was read, and all its records before were kept. `stalled`: it has been idle with nothing queued
   * and nothing on the way to it, although hops are missing.
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
  /** The abort has ended: the probe is up and z verified, or the fault that says otherwise. */
  | { readonly kind: 'aborted'; readonly fault: Fault | null }
  /** The host cannot record on: pause at the hop's end, keep what there is. */
  | { readonly kind: 'hold'; readonly fault: Fault }
  /** The bridge refused something the run needs: nothing of it may go on. */
  | { readonly kind: 'refused'; readonly fault: Fault }
  /** The link or the bridge is gone. */
  | { readonly kind: 'lost'; readonly fault: Fault };

export type ScanEffect =
  | { readonly kind: 'queue'; readonly from: number; readonly to: number; readonly z: number | null }
  | { readonly kind: 'run' }
  | { readonly kind: 'pause' }
  | { readonly kind: 'abort' }
  | { readonly kind: 'end'; readonly reason: 'finished' | 'stopped' | 'failed' };

export interface Transition {
  readonly state: ScanState;
  readonly effects: readonly ScanEffect[];
}

/** A new run: one hop alone finds the surface, the others follow when its height is known. */
export function begin(total: number, clearance: number): Transition {
  return enqueue({ phase: 'running', total, next: 0, done: 0, contacts: [], clearance, fault: null });
}

export const isOver = (phase: ScanPhase): boolean =>
  phase === 'stopped' || phase === 'finished' || phase === 'failed';

export function step(state: ScanState, event: ScanEvent): Transition {
  if (isOver(state.phase)) return stay(state);
  switch (event.kind) {
    case 'hop':
      return afterHop(state, event.contact);
    case 'bridge':
      return afterBridge(state, event);
    case 'pause':
      return state.phase === 'running' ? to(state, 'pausing', { kind: 'pause' }) : stay(state);
    case 'resume':
      return state.phase === 'paused' ? resume(state) : stay(state);
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
      return failed(state, event.fault);
  }
}

const stay = (state: ScanState): Transition => ({ state, effects: [] });

const to = (state: ScanState, phase: ScanPhase, ...effects: ScanEffect[]): Transition => ({
  state: { ...state, phase },
  effects,
});

function afterHop(state: ScanState, contact: number | null): Transition {
  const contacts = contact === null ? state.contacts : [...state.contacts, contact].slice(-LOOK_BACK);
  const counted = { ...state, done: state.done + 1, contacts };
  if (state.phase === 'stopping') return stay(counted);
  if (counted.done >= counted.total) return to(counted, 'finished', { kind: 'end', reason: 'finished' });
  return state.phase === 'running' ? enqueue(counted) : stay(counted);
}

/** Fills the queue up to its depth; before the first contact only one hop is on its way. */
function enqueue(state: ScanState): Transition {
  const ahead = state.done === 0 ? 1 : DEPTH;
  const until = Math.min(state.total, state.done + ahead);
  if (until <= state.next) return stay(state);
  const z = state.contacts.length > 0 ? Math.max(...state.contacts) + state.clearance : null;
  return {
    state: { ...state, next: until },
    effects: [{ kind: 'queue', from: state.next, to: until, z }, { kind: 'run' }],
  };
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
  if (bridge === 'SAFE' || bridge === 'FAULT') return failed(state, halted(bridge, reason));
  if (state.phase === 'pausing' && bridge !== 'RUNNING') return to(state, 'paused');
  if (state.phase !== 'running' || bridge !== 'IDLE') return stay(state);
  if (queued > 0) return { state, effects: [{ kind: 'run' }] };
  return stalled ? failed(state, FORGOTTEN) : stay(state);
}

const failed = (state: ScanState, why: Fault): Transition =>
  to({ ...state, fault: why }, 'failed', { kind: 'end', reason: 'failed' });

const halted = (bridge: 'SAFE' | 'FAULT', reason: string): Fault =>
  fault(
    bridge === 'SAFE' ? 'bridge-safe' : 'bridge-fault',
    `The bridge went to ${bridge} during the run: ${reason || 'it gave no reason'}.`,
  );

const FORGOTTEN = fault(
  'bridge-fault',
  'The bridge is idle although hops are missing: something else has reset it or dropped its queue.',
);

function stopped(state: ScanState, fault: Fault | null): Transition {
  const why = fault ?? state.fault;
  const reason = why ? 'failed' : 'stopped';
  return to({ ...state, fault: why }, reason, { kind: 'end', reason });
}
