import { describe, expect, it, test } from 'vitest';
import { fault } from '../../fault';
import {
  begin,
  DEPTH,
  pickUp,
  step,
  type ScanEvent,
  type ScanPhase,
  type ScanState,
  type Transition,
} from './scan';
import { wholePath } from './work';
import { visit, visits } from './test-visits';

const broken = fault('link-lost', 'The cable is out.');
const full = fault('storage-full', 'No space is left.');

/** A scan of 100 points with hops 5 … 20 on the bridge. */
const at = (phase: ScanPhase, change: Partial<ScanState> = {}): ScanState => ({
  ...wholePath(100, 1e-6),
  phase,
  next: 21,
  done: 5,
  nextId: 21,
  ahead: visits(5, 21),
  found: true,
  contacts: [10e-6],
  fault: null,
  ...change,
});
const hop = (id: number, contact: number | null = 10e-6): ScanEvent => ({
  kind: 'hop',
  hop: id,
  contact,
  outcome: contact === null ? 'missed' : 'good',
  came: contact === null ? 'nothing' : 'met',
});

const kinds = (effects: readonly { kind: string }[]): string[] => effects.map((e) => e.kind);

const HOP = hop(5);
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
  ['running', hop(99), '='],
  ['running', BRIDGE('RUNNING', 3), '='],
  ['running', BRIDGE('IDLE', 0), '='],
  ['running', STALLED, 'interrupted'],
  ['pausing', STALLED, 'paused'],
  ['paused', STALLED, '='],
  ['stopping', STALLED, '='],
  ['running', BRIDGE('IDLE', 3), 'running', 'run'],
  ['running', BRIDGE('PAUSED', 3), '='],
  ['running', BRIDGE('SAFE'), 'interrupted'],
  ['running', BRIDGE('FAULT'), 'interrupted'],
  ['running', { kind: 'pause' }, 'pausing', 'pause'],
  ['running', { kind: 'resume' }, '='],
  ['running', { kind: 'stop' }, 'stopping', 'abort'],
  ['running', ABORTED, '='],
  ['running', { kind: 'hold', fault: full }, 'pausing', 'pause'],
  ['running', { kind: 'refused', fault: broken }, 'stopping', 'abort'],
  ['running', { kind: 'lost', fault: broken }, 'interrupted'],

  ['pausing', HOP, 'pausing'],
  ['pausing', BRIDGE('RUNNING', 3), '='],
  ['pausing', BRIDGE('PAUSED', 3), 'paused'],
  ['pausing', BRIDGE('IDLE'), 'paused'],
  ['pausing', BRIDGE('SAFE'), 'interrupted'],
  ['pausing', { kind: 'pause' }, '='],
  ['pausing', { kind: 'resume' }, '='],
  ['pausing', { kind: 'stop' }, 'stopping', 'abort'],
  ['pausing', { kind: 'hold', fault: full }, 'pausing'],
  ['pausing', { kind: 'refused', fault: broken }, 'stopping', 'abort'],
  ['pausing', { kind: 'lost', fault: broken }, 'interrupted'],

  ['paused', BRIDGE('PAUSED', 3), '='],
  ['paused', BRIDGE('SAFE'), 'interrupted'],
  ['paused', { kind: 'pause' }, '='],
  ['paused', { kind: 'resume' }, 'running', 'run'],
  ['paused', { kind: 'stop' }, 'stopping', 'abort'],
  ['paused', { kind: 'lost', fault: broken }, 'interrupted'],

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

  ...(['stopped', 'finished', 'failed', 'interrupted'] as const).flatMap((over) =>
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
    const first = begin(wholePath(100, 1e-6));
    expect(first.effects).toEqual([{ kind: 'queue', visits: visits(0, 1), z: null }, { kind: 'run' }]);
    const second = step(first.state, hop(0));
    expect(second.effects[0]).toEqual({ kind: 'queue', visits: visits(1, 1 + DEPTH), z: 10e-6 + 1e-6 });
    const third = step(second.state, hop(1, 10.2e-6));
    expect(third.effects[0]).toEqual({
      kind: 'queue',
      visits: visits(1 + DEPTH, 2 + DEPTH),
      z: 10.2e-6 + 1e-6,
    });
  });

  it('travels above the highest of the last contacts, and at the top while none is known', () => {
    let { state, effects } = begin(wholePath(3 * DEPTH, 1e-6));
    ({ state, effects } = step(state, hop(0, null)));
    expect(effects[0]).toMatchObject({ z: null });
    ({ state, effects } = step(state, hop(1, 5e-6)));
    ({ state, effects } = step(state, hop(2, 4e-6)));
    expect(effects[0]).toMatchObject({ z: 5e-6 + 1e-6 });
  });

  it('travels at the least height, or higher where the last contacts ask for it', () => {
    let { state, effects } = begin(wholePath(3 * DEPTH, 1e-6, { least: 12e-6 }));
    expect(effects[0]).toMatchObject({ z: null });
    ({ state, effects } = step(state, hop(0, 5e-6)));
    expect(effects[0]).toMatchObject({ z: 12e-6 });
    ({ state, effects } = step(state, hop(1, 11.5e-6)));
    expect(effects[0]).toMatchObject({ z: 12.5e-6 });
  });

  it('says why the bridge ended the run', () => {
    expect(step(at('running'), BRIDGE('SAFE')).state.fault).toMatchObject({
      code: 'bridge-safe',
      happened: 'The bridge went to SAFE during the run: host silent.',
    });
    expect(step(at('paused'), BRIDGE('FAULT')).state.fault).toMatchObject({ code: 'bridge-fault' });
    expect(step(at('running'), STALLED).state.fault).toMatchObject({ code: 'run-interrupted' });
  });

  it('finishes with the last hop, also while pausing', () => {
    for (const phase of ['running', 'pausing'] as const) {
      const next = step(at(phase, { done: 99, next: 100, ahead: visits(5, 6) }), HOP);
      expect(next.state.phase).toBe('finished');
      expect(next.effects).toEqual([{ kind: 'end', reason: 'finished' }]);
    }
  });

  it('never queues beyond the last point', () => {
    const next = step(at('running', { done: 94, next: 99, nextId: 99, ahead: visits(94, 99) }), hop(94));
    expect(next.effects[0]).toMatchObject({ visits: [visit(99)] });
    expect(step(next.state, hop(95)).effects).toEqual([]);
  });

  it('runs on after a pause with a full queue, and fills a short one', () => {
    expect(step(at('paused'), { kind: 'resume' }).effects).toEqual([{ kind: 'run' }]);
    expect(kinds(step(at('paused', { ahead: visits(5, 8) }), { kind: 'resume' }).effects)).toEqual([
      'queue',
      'run',
    ]);
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

describe('going on with a scan', () => {
  const rest = { ...wholePath(100, 1e-6), points: [97, 98, 99], done: 97, nextId: 113 };

  it('lands on the reference first, alone, from the top, and that is no visit of the map', () => {
    const first = begin(rest, 3);
    const reference = visit(113, { point: 3, place: 'reference' });
    expect(first.effects).toEqual([{ kind: 'queue', visits: [reference], z: null }, { kind: 'run' }]);
    const second = step(first.state, hop(113));
    expect(second.state.done).toBe(97);
    expect(second.effects[0]).toMatchObject({
      visits: [visit(114, { point: 97 }), visit(115, { point: 98 }), visit(116, { point: 99 })],
    });
  });

  it('is over at once where nothing is left', () => {
    const over = begin({ ...rest, points: [], done: 100 }, 3);
    expect(over.state.phase).toBe('finished');
    expect(over.effects).toEqual([{ kind: 'end', reason: 'finished' }]);
  });

  it('fills the queue behind what the bridge still has, and leaves a pause a pause', () => {
    const ahead = visits(95, 97);
    const work = { ...rest, done: 95, contacts: [5e-6] };
    const running = pickUp(work, ahead, 'running');
    expect(running.state.ahead.map((v) => v.point)).toEqual([95, 96, 97, 98, 99]);
    expect(running.effects[0]).toMatchObject({ kind: 'queue', z: 5e-6 + 1e-6 });
    expect(pickUp(work, ahead, 'paused')).toMatchObject({ state: { phase: 'paused' }, effects: [] });
  });

  it('counts earlier visits of a point on', () => {
    const first = begin({ ...rest, earlier: new Map([[97, 2]]) });
    expect(first.effects[0]).toMatchObject({ visits: [{ id: 113, point: 97, visit: 2 }] });
  });
});

describe('the height of the first visit', () => {
  const zOf = ({ effects }: Transition): unknown =>
    effects.flatMap((effect) => (effect.kind === 'queue' ? [effect.z] : []));

  it('is the one that is known from an earlier run, and that visit’s alone', () => {
    const first = begin(wholePath(40, 1e-6, { start: 15e-6 }));
    expect(zOf(first)).toEqual([15e-6]);
    expect(zOf(step(first.state, hop(0, 10e-6)))).toEqual([1e-6 + 10e-6]);
    expect(zOf(step(first.state, hop(0, null)))).toEqual([null]);
  });

  it('is the top of the range where nothing is known', () => {
    expect(zOf(begin(wholePath(40, 1e-6)))).toEqual([null]);
  });
});
