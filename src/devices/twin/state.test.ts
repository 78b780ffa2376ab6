import { describe, expect, it } from 'vitest';
import { told, transition, type Event, type State } from './state';

const idle: State = { name: 'IDLE' };
const running: State = { name: 'RUNNING', activity: 'hops', pausing: false };
const pausing: State = { name: 'RUNNING', activity: 'hops', pausing: true };
const moving: State = { name: 'RUNNING', activity: 'move', back: { name: 'PAUSED', cause: 'host' } };
const retracting: State = { name: 'RUNNING', activity: 'retract', after: { name: 'IDLE' } };
const saving: State = { name: 'RUNNING', activity: 'retract', after: { name: 'SAFE' } };
const paused: State = { name: 'PAUSED', cause: 'host' };
const full: State = { name: 'PAUSED', cause: 'memory' };
const attached: State = { name: 'PAUSED', cause: 'attached' };
const safe: State = { name: 'SAFE' };
const fault: State = { name: 'FAULT', reason: 'height not verified after the retract' };
const all = { idle, running, pausing, moving, retracting, saving, paused, full, attached, safe, fault };

const run: Event = { kind: 'run', queued: 3 };
const runNothing: Event = { kind: 'run', queued: 0 };
const verified: Event = { kind: 'retracted', verified: true };
const unverified: Event = { kind: 'retracted', verified: false };

/** Per event the states that it changes, and into what; every other state must stay as it is. */
const table: readonly (readonly [event: Event, changes: Partial<Record<keyof typeof all, State>>])[] = [
  [run, { idle: running, pausing: running, paused: running, full: running, attached: running }],
  [runNothing, { pausing: running, paused: idle, full: idle, attached: idle }],
  [{ kind: 'pause' }, { running: pausing, full: pausing }],
  [
    { kind: 'abort' },
    {
      idle: retracting,
      running: retracting,
      pausing: retracting,
      moving: retracting,
      paused: retracting,
      full: retracting,
      attached: retracting,
      safe: saving,
      fault: {
        name: 'RUNNING',
        activity: 'retract',
        after: { name: 'FAULT', reason: 'height not verified after the retract' },
      },
    },
  ],
  [{ kind: 'reset' }, Object.fromEntries(Object.keys(all).map((name) => [name, retracting]))],
  [
    { kind: 'move' },
    {
      idle: { name: 'RUNNING', activity: 'move', back: { name: 'IDLE' } },
      paused: moving,
      attached: { name: 'RUNNING', activity: 'move', back: { name: 'PAUSED', cause: 'attached' } },
    },
  ],
  // The watchdog guards idle and paused bridges too, while their track runs.
  [
    { kind: 'silence' },
    {
      idle: saving,
      running: saving,
      pausing: saving,
      moving: saving,
      paused: saving,
      full: saving,
      attached: saving,
    },
  ],
  [{ kind: 'raised' }, { running: paused, pausing: paused }],
  [{ kind: 'queue empty' }, { running: idle, pausing: idle }],
  [{ kind: 'memory full' }, { running: full, pausing: full }],
  [{ kind: 'memory half free' }, { full: running }],
  [{ kind: 'still attached' }, { running: attached, pausing: attached }],
  [{ kind: 'moved' }, { moving: paused }],
  [verified, { retracting: idle, saving: safe }],
  [unverified, { retracting: fault, saving: fault }],
];

const cases = table.flatMap(([event, changes]) =>
  Object.entries(all).map(([name, state]) => ({
    event,
    label: JSON.stringify(event),
    name,
    state,
    next: changes[name as keyof typeof all] ?? state,
  })),
);

describe('states of the bridge', () => {
  it.each(cases)('$name on $label', ({ event, state, next }) => {
    expect(transition(state, event)).toEqual(next);
  });

  it('keeps the very object where nothing happens', () => {
    expect(transition(safe, run)).toBe(safe);
    expect(transition(retracting, { kind: 'abort' })).toBe(retracting);
  });

  it('goes to FAULT from everywhere when the simulation breaks', () => {
    for (const state of Object.values(all)) {
      expect(transition(state, { kind: 'failure', reason: 'why' })).toEqual({ name: 'FAULT', reason: 'why' });
    }
  });

  it('tells why it is where it is', () => {
    expect(told(full)).toEqual({ name: 'PAUSED', reason: 'record memory full' });
    expect(told(saving)).toEqual({ name: 'RUNNING', reason: 'retracting' });
    expect(told(idle)).toEqual({ name: 'IDLE', reason: '' });
    expect(told(fault).reason).toBe('height not verified after the retract');
  });
});
