/**
 * States of the bridge and what leads from one to the other. Pure: `transition(state, event)` answers the next state, the
 * very same object where nothing happens; motion and hops are carried out by the executor, which looks at the state.
 */
import type { BridgeStateName } from '../instrument';

export type State =
  | { readonly name: 'IDLE' }
  /** Hops at work; `pausing` once the host wants a rest after this hop. */
  | { readonly name: 'RUNNING'; readonly activity: 'hops'; readonly pausing: boolean }
  /** A move by hand; afterwards as before. */
  | { readonly name: 'RUNNING'; readonly activity: 'move'; readonly back: Rest }
  /** The probe goes up after an abort; `after` is what will be reported once its height is verified. */
  | { readonly name: 'RUNNING'; readonly activity: 'retract'; readonly after: Rest }
  | { readonly name: 'PAUSED'; readonly cause: 'host' | 'memory' | 'attached' }
  | { readonly name: 'SAFE' }
  | { readonly name: 'FAULT'; readonly reason: string };

type Rest = Exclude<State, { name: 'RUNNING' }>;

export type Event =
  /** Host: */
  | { readonly kind: 'run'; readonly queued: number }
  | { readonly kind: 'pause' }
  | { readonly kind: 'abort' }
  | { readonly kind: 'reset' }
  | { readonly kind: 'move' }
  /** The host was silent for too long while hops, or the track, ran. */
  | { readonly kind: 'silence' }
  /** Between two hops: */
  | { readonly kind: 'raised' }
  | { readonly kind: 'queue empty' }
  | { readonly kind: 'memory full' }
  | { readonly kind: 'memory half free' }
  | { readonly kind: 'still attached' }
  /** Motion: */
  | { readonly kind: 'moved' }
  | { readonly kind: 'retracted'; readonly verified: boolean }
  /** The simulation itself broke. */
  | { readonly kind: 'failure'; readonly reason: string };

export const IDLE: State = { name: 'IDLE' };
const HOPS = { name: 'RUNNING', activity: 'hops', pausing: false } as const satisfies State;

export function transition(state: State, event: Event): State {
  switch (event.kind) {
    case 'run':
      return run(state, event.queued);
    case 'pause':
      return hopsOrWaiting(state) && !isPausing(state) ? { ...HOPS, pausing: true } : state;
    case 'abort':
      return retractTo(state, isLatched(state) ? state : IDLE);
    case 'reset':
      return { name: 'RUNNING', activity: 'retract', after: { name: 'IDLE' } };
    case 'move':
      return canMove(state) ? { name: 'RUNNING', activity: 'move', back: state } : state;
    case 'silence':
      return isLatched(state) ? state : retractTo(state, { name: 'SAFE' });
    case 'raised':
      return isHops(state) ? { name: 'PAUSED', cause: 'host' } : state;
    case 'queue empty':
      return isHops(state) ? IDLE : state;
    case 'memory full':
      return isHops(state) ? { name: 'PAUSED', cause: 'memory' } : state;
    case 'memory half free':
      return state.name === 'PAUSED' && state.cause === 'memory' ? HOPS : state;
    case 'still attached':
      return isHops(state) ? { name: 'PAUSED', cause: 'attached' } : state;
    case 'moved':
      return state.name === 'RUNNING' && state.activity === 'move' ? state.back : state;
    case 'retracted':
      return retracted(state, event.verified);
    case 'failure':
      return { name: 'FAULT', reason: event.reason };
  }
}

function run(state: State, queued: number): State {
  if (state.name === 'IDLE') return queued > 0 ? HOPS : state;
  if (state.name === 'PAUSED') return queued > 0 ? HOPS : IDLE;
  return isPausing(state) ? HOPS : state;
}

function retractTo(state: State, after: State): State {
  if (state.name === 'RUNNING' && state.activity === 'retract') return state;
  return after.name === 'RUNNING' ? state : { name: 'RUNNING', activity: 'retract', after };
}

function retracted(state: State, verified: boolean): State {
  if (state.name !== 'RUNNING' || state.activity !== 'retract') return state;
  return verified ? state.after : { name: 'FAULT', reason: 'height not verified after the retract' };
}

const isHops = (state: State): boolean => state.name === 'RUNNING' && state.activity === 'hops';

const isPausing = (state: State): boolean =>
  state.name === 'RUNNING' && state.activity === 'hops' && state.pausing;

/** Whether the state stays until a person resets it. */
export const isLatched = (state: State): boolean => state.name === 'SAFE' || state.name === 'FAULT';

/** Whether hops run or will go on by themselves: then the host must be heard. */
export const hopsOrWaiting = (state: State): boolean =>
  isHops(state) || (state.name === 'PAUSED' && state.cause === 'memory');

/** Whether the probe may be moved by hand. */
export const canMove = (state: State): state is Extract<State, { name: 'IDLE' | 'PAUSED' }> =>
  state.name === 'IDLE' || (state.name === 'PAUSED' && state.cause !== 'memory');

/** The state's name, and in words what a person should know besides. */
export function told(state: State): { readonly name: BridgeStateName; readonly reason: string } {
  return { name: state.name, reason: reasonOf(state) };
}

function reasonOf(state: State): string {
  switch (state.name) {
    case 'IDLE':
      return '';
    case 'RUNNING':
      return { hops: '', move: 'moving by hand', retract: 'retracting' }[state.activity];
    case 'PAUSED':
      return { host: 'paused by the host', memory: 'record memory full', attached: 'droplet still attached' }[
        state.cause
      ];
    case 'SAFE':
      return 'host silent for longer than the watchdog allows';
    case 'FAULT':
      return state.reason;
  }
}
