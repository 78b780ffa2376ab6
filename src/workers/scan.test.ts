import { describe, expect, it, test } from 'vitest';
import { fault } from '../fault';
import { begin, DEPTH, step, type ScanEvent, type ScanPhase, type ScanState } from './scan';

const broken = fault('link-lost', 'The cable is out.');
const full = fault('storage-full', 'No space is left.');

const at = (phase: ScanPhase, change: Partial<ScanState> = {}): ScanState => ({
  phase,
  total: 100,
  next: 20,
  done: 5,
  contacts: [10e-6],
  clearance: 1e-6,
  fault: null,
  ...change,
});

const kinds = (effects: readonly { kind: string }[]): string[] => effects.map((e) => e.kind);

const HOP: ScanEvent = { kind: 'hop', contact: 10e-6 };
const BRIDGE = (state: 'IDLE' | 'RUNNING' | 'PAUSED' | 'SAFE' | 'FAULT', queued = 0): ScanEvent => ({
  kind: 'bridge',
  state,
  queued,
  reason: 'host silent',
  stalled: false,
});
const STALLED: ScanEvent = { kind: 'bridge', state: 'IDLE', queued: 0, reason: '', stalled: true };
const ABORTED: ScanEvent = { kind: 'aborted', fault: null };

type Row = readonly [from: ScanPhase, event: ScanEvent, to: ScanPhase | '=', ...effects: string[]];

/** Every phase under every event: next phase and effects. `=` means that nothing happens. */
const TABLE: readonly Row[] = [
  ['running', HOP, 'running', 'queue', 'run'],
  ['running', BRIDGE('RUNNING', 3), '='],
  ['running', BRIDGE('IDLE', 0), '='],
  ['running', STALLED, 'failed', 'end'],
  ['pausing', STALLED, 'paused'],
  ['paused', STALLED, '='],
  ['stopping', STALLED, '='],
  ['running', BRIDGE('IDLE', 3), 'running', 'run'],
  ['running', BRIDGE('PAUSED', 3), '='],
  ['running', BRIDGE('SAFE'), 'failed', 'end'],
  ['running', BRIDGE('FAULT'), 'failed', 'end'],
  ['running', { kind: 'pause' }, 'pausing', 'pause'],
  ['running', { kind: 'resume' }, '='],
  ['running', { kind: 'stop' }, 'stopping', 'abort'],
  ['running', ABORTED, '='],
  ['running', { kind: 'hold', fault: full }, 'pausing', 'pause'],
  ['running', { kind: 'refused', fault: broken }, 'stopping', 'abort'],
  ['running', { kind: 'lost', fault: broken }, 'failed', 'end'],

  ['pausing', HOP, 'pausing'],
  ['pausing', BRIDGE('RUNNING', 3), '='],
  ['pausing', BRIDGE('PAUSED', 3), 'paused'],
  ['pausing', BRIDGE('IDLE'), 'paused'],
  ['pausing', BRIDGE('SAFE'), 'failed', 'end'],
  ['pausing', { kind: 'pause' }, '='],
  ['pausing', { kind: 'resume' }, '='],
  ['pausing', { kind: 'stop' }, 'stopping', 'abort'],
  ['pausing', { kind: 'hold', fault: full }, 'pausing'],
  ['pausing', { kind: 'refused', fault: broken }, 'stopping', 'abort'],
  ['pausing', { kind: 'lost', fault: broken }, 'failed', 'end'],

  ['paused', BRIDGE('PAUSED', 3), '='],
  ['paused', BRIDGE('SAFE'), 'failed', 'end'],
  ['paused', { kind: 'pause' }, '='],
  ['paused', { kind: 'resume' }, 'running', 'queue', 'run'],
  ['paused', { kind: 'stop' }, 'stopping', 'abort'],
  ['paused', { kind: 'lost', fault: broken }, 'failed', 'end'],

  ['stopping', HOP, 'stopping'],
  ['stopping', BRIDGE('IDLE'), '='],
  ['stopping', BRIDGE('SAFE'), '='],
  ['stopping', { kind: 'pause' }, '='],
  ['stopping', { kind: 'resume' }, '='],
  ['stopping', { kind: 'stop' }, '='],
  ['stopping', { kind: 'refused', fault: broken }, '='],
  ['stopping', ABORTED, 'stopped', 'end'],
  ['stopping', { kind: 'aborted', fault: broken }, 'failed', 'end'],
  ['stopping', { kind: 'lost', fault: broken }, 'failed', 'end'],

  ...(['stopped', 'finished', 'failed'] as const).flatMap((over) =>
    [HOP, BRIDGE('SAFE'), { kind: 'stop' } as const, { kind: 'resume' } as const, ABORTED].map(
      (event): Row => [over, event, '='],
    ),
  ),
];

describe('scan machine', () => {
  test.each(TABLE.map((row) => ({ row })))('$row', ({ row: [from, event, target, ...effects] }) => {
    const state = at(from);
    const next = step(state, event);
    expect(next.state.phase).toBe(target === '=' ? from : target);
    expect(kinds(next.effects)).toEqual(effects);
    if (target === '=') expect(next.state).toEqual(state);
  });

  it('sends one hop alone to find the surface, then keeps the queue full', () => {
    const first = begin(100, 1e-6);
    expect(first.effects).toEqual([{ kind: 'queue', from: 0, to: 1, z: null }, { kind: 'run' }]);
    const second = step(first.state, { kind: 'hop', contact: 10e-6 });
    expect(second.effects[0]).toEqual({ kind: 'queue', from: 1, to: 1 + DEPTH, z: 10e-6 + 1e-6 });
    const third = step(second.state, { kind: 'hop', contact: 10.2e-6 });
    expect(third.effects[0]).toEqual({ kind: 'queue', from: 1 + DEPTH, to: 2 + DEPTH, z: 10.2e-6 + 1e-6 });
  });

  it('travels above the highest of the last contacts, and at the top while none is known', () => {
    let { state, effects } = begin(3 * DEPTH, 1e-6);
    ({ state, effects } = step(state, { kind: 'hop', contact: null }));
    expect(effects[0]).toMatchObject({ z: null });
    ({ state, effects } = step(state, { kind: 'hop', contact: 5e-6 }));
    ({ state, effects } = step(state, { kind: 'hop', contact: 4e-6 }));
    expect(effects[0]).toMatchObject({ z: 5e-6 + 1e-6 });
  });

  it('says why the bridge ended the run', () => {
    expect(step(at('running'), BRIDGE('SAFE')).state.fault).toMatchObject({
      code: 'bridge-safe',
      happened: 'The bridge went to SAFE during the run: host silent.',
    });
    expect(step(at('paused'), BRIDGE('FAULT')).state.fault).toMatchObject({ code: 'bridge-fault' });
    expect(step(at('running'), STALLED).state.fault).toMatchObject({ code: 'bridge-fault' });
  });

  it('finishes with the last hop, also while pausing', () => {
    for (const phase of ['running', 'pausing'] as const) {
      const next = step(at(phase, { done: 99, next: 100 }), HOP);
      expect(next.state.phase).toBe('finished');
      expect(next.effects).toEqual([{ kind: 'end', reason: 'finished' }]);
    }
  });

  it('never queues beyond the last point', () => {
    const next = step(at('running', { done: 90, next: 99 }), HOP);
    expect(next.effects[0]).toMatchObject({ from: 99, to: 100 });
    expect(step(next.state, HOP).effects).toEqual([]);
  });

  it('runs on after a pause with a full queue, and fills a short one', () => {
    expect(step(at('paused', { next: 5 + DEPTH }), { kind: 'resume' }).effects).toEqual([{ kind: 'run' }]);
    expect(kinds(step(at('paused', { next: 6 }), { kind: 'resume' }).effects)).toEqual(['queue', 'run']);
  });

  it('keeps the reason of a pause by itself until it goes on, and the reason of a failure', () => {
    const held = step(at('running'), { kind: 'hold', fault: full }).state;
    expect(held.fault).toBe(full);
    const paused = step(held, BRIDGE('PAUSED')).state;
    expect(step(paused, { kind: 'resume' }).state.fault).toBeNull();
    expect(step(paused, { kind: 'stop' }).state.fault).toBeNull();
    const refused = step(at('running'), { kind: 'refused', fault: broken }).state;
    expect(step(refused, ABORTED).state).toMatchObject({ phase: 'failed', fault: broken });
  });
});
