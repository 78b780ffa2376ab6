import { describe, expect, it, test } from 'vitest';
import { fault } from '../../fault';
import { DEPTH } from '../../experiments/program/timing';
import { begin, pickUp, step, type ScanEvent, type ScanPhase, type ScanState, type Transition } from './scan';
import { met, pathOf, program, visit, visits, workOf } from './test-visits';
import { wholePath } from './work';

const near = (z: number): number => expect.closeTo(z, 12) as number;

const broken = fault('link-lost', 'The cable is out.');
const full = fault('storage-full', 'No space is left.');

/** A scan of 100 points with hops 5 … 20 on the bridge. */
const at = (phase: ScanPhase, change: Partial<ScanState> = {}): ScanState => ({
  ...workOf(100),
  phase,
  next: 21,
  done: 5,
  nextId: 21,
  ahead: visits(5, 21),
  found: true,
  travel: { ...met(workOf(100), 10e-6), from: { x: 20e-9, y: 0 } },
  fault: null,
  ...change,
});
const hop = (id: number, contact: number | null = 10e-6): ScanEvent => ({
  kind: 'hop',
  hop: id,
  began: null,
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

const ADD: ScanEvent = { kind: 'add', path: pathOf([...Array<object>(101)].map(() => ({}))), points: [100] };

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

  ['running', ADD, 'running'],

  ['pausing', HOP, 'pausing'],
  ['pausing', ADD, 'pausing'],
  ['paused', ADD, 'paused'],
  ['stopping', ADD, '='],
  ['stopped', ADD, '='],
  ['finished', ADD, '='],
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
    const first = begin(workOf(100));
    expect(first.effects).toEqual([{ kind: 'queue', visits: visits(0, 1) }, { kind: 'run' }]);
    const second = step(first.state, hop(0));
    expect(second.effects[0]).toEqual({ kind: 'queue', visits: visits(1, 1 + DEPTH, near(11e-6)) });
    const third = step(second.state, hop(1, 10.2e-6));
    expect(third.effects[0]).toEqual({ kind: 'queue', visits: visits(1 + DEPTH, 2 + DEPTH, near(11.2e-6)) });
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
    expect(next.effects[0]).toMatchObject({ visits: [{ id: 99, point: 99 }] });
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

describe('points that are added in the course of a scan', () => {
  const longer = pathOf(Array.from({ length: 102 }, () => ({})));
  const add: ScanEvent = { kind: 'add', path: longer, points: [100, 101] };

  it('are next behind what the bridge has, before all that wait', () => {
    const paused = step(at('paused'), add);
    expect(paused.effects).toEqual([]);
    expect(paused.state).toMatchObject({ phase: 'paused', total: 102, next: 21, path: longer });
    expect(paused.state.points.slice(20, 24)).toEqual([20, 100, 101, 21]);
    const going = step(paused.state, { kind: 'resume' }).state;
    const after = step(going, HOP);
    expect(after.effects[0]).toMatchObject({ visits: [{ id: 21, point: 100, visit: 0, place: 'own' }] });
  });

  it('are told to a bridge that has room for them at once', () => {
    const short = at('running', { ahead: visits(98, 100), next: 100, nextId: 100, done: 98 });
    expect(step(short, add).effects).toMatchObject([
      { kind: 'queue', visits: [{ point: 100 }, { point: 101 }] },
      { kind: 'run' },
    ]);
  });

  it('are visited before the scan is over', () => {
    let { state } = step(at('pausing', { done: 99, next: 100, ahead: visits(5, 6), nextId: 100 }), add);
    state = step(state, HOP).state;
    expect(state).toMatchObject({ phase: 'pausing', done: 100 });
    state = step(step(state, BRIDGE('IDLE')).state, { kind: 'resume' }).state;
    expect(state.ahead.map(({ point }) => point)).toEqual([100, 101]);
    for (const { id } of state.ahead) state = step(state, hop(id)).state;
    expect(state).toMatchObject({ phase: 'finished', done: 102 });
  });
});

describe('going on with a scan', () => {
  const rest = { ...workOf(100), points: [97, 98, 99], done: 97, nextId: 113 };

  it('lands on the reference first, alone, from the top, and that is no visit of the map', () => {
    const first = begin(rest, 3);
    const reference = visit(113, { point: 3, place: 'reference' });
    expect(first.effects).toEqual([{ kind: 'queue', visits: [reference] }, { kind: 'run' }]);
    const second = step(first.state, hop(113));
    expect(second.state.done).toBe(97);
    expect(second.effects[0]).toMatchObject({
      visits: [97, 98, 99].map((point) => visit(point + 17, { point, z: near(11e-6) })),
    });
  });

  it('is over at once where nothing is left', () => {
    const over = begin({ ...rest, points: [], done: 100 }, 3);
    expect(over.state.phase).toBe('finished');
    expect(over.effects).toEqual([{ kind: 'end', reason: 'finished' }]);
  });

  it('fills the queue behind what the bridge still has, and leaves a pause a pause', () => {
    const ahead = visits(95, 97);
    const work = { ...rest, done: 95, travel: { ...met(rest, 5e-6), from: { x: 96e-9, y: 0 } } };
    const running = pickUp(work, ahead, 'running');
    expect(running.state.ahead.map((v) => v.point)).toEqual([95, 96, 97, 98, 99]);
    expect(running.effects[0]).toMatchObject({
      kind: 'queue',
      visits: [97, 98, 99].map(() => ({ z: near(6e-6) })),
    });
    expect(pickUp(work, ahead, 'paused')).toMatchObject({ state: { phase: 'paused' }, effects: [] });
  });

  it('counts earlier visits of a point on', () => {
    const first = begin({ ...rest, earlier: new Map([[97, 2]]) });
    expect(first.effects[0]).toMatchObject({ visits: [{ id: 113, point: 97, visit: 2 }] });
  });
});

describe('the height of a visit', () => {
  const zOf = ({ effects }: Transition): unknown =>
    effects.flatMap((effect) => (effect.kind === 'queue' ? effect.visits.map(({ z }) => z) : []));
  const same = (z: number | null, count = DEPTH): unknown[] =>
    Array.from({ length: count }, () => (z === null ? null : near(z)));
  const from = (event: ScanEvent, began: number): ScanEvent => ({ ...event, began }) as ScanEvent;

  it('is at first the one that is known from an earlier run, and that visit’s alone', () => {
    const first = begin(workOf(40, { startHeight: 15e-6 }));
    expect(zOf(first)).toEqual([15e-6]);
    expect(zOf(step(first.state, hop(0, 10e-6)))).toEqual(same(11e-6));
    expect(zOf(step(first.state, hop(0, null)))).toEqual(same(null));
  });

  it('is the top of the range while nothing is known', () => {
    const first = begin(workOf(40));
    expect(zOf(first)).toEqual([null]);
    const second = step(first.state, hop(0, null));
    expect(zOf(second)).toEqual(same(null));
    const third = step(second.state, hop(1, 5e-6));
    expect(zOf(third)).toEqual(same(6e-6, 1));
    expect(zOf(step(third.state, hop(2, 4e-6)))).toEqual(same(6e-6, 1));
  });

  it('is the least one, or higher where contacts about the way ask for it', () => {
    const first = step(begin(workOf(40, { travelHeight: 12e-6 })).state, hop(0, 5e-6));
    expect(zOf(first)).toEqual(same(12e-6));
    expect(zOf(step(first.state, hop(1, 11.5e-6)))).toEqual(same(12.5e-6, 1));
  });

  it('is one for each way, the higher the further it leads from what is known', () => {
    const spread = pathOf([0, 1, 4, 0.5].map((x) => ({ x: x * 1e-6 })));
    const work = wholePath({ ...spread, x: [0, 0.1e-6, 0.2e-6, 0.3e-6] }, program());
    expect(zOf(step(begin(work).state, hop(0)))).toEqual([
      near(11e-6),
      expect.closeTo(15e-6, 6) as number,
      expect.closeTo(15e-6, 6) as number,
    ]);
    const held = wholePath(work.path, program({ isHeld: true }));
    expect(zOf(step(begin(held).state, hop(0)))).toEqual(same(11e-6, 3));
  });

  it('is the top of the range where less is not enough, and where the range ends below', () => {
    const first = begin(workOf(40));
    const below = step(first.state, from(hop(0, 10e-6), 11.2e-6));
    expect(zOf(below)).toEqual(same(11e-6));
    expect(zOf(step(below.state, hop(1, 10.16e-6)))).toEqual([null]);
    // A visit that did not come from there tells nothing of the top.
    expect(zOf(step(below.state, from(hop(1, 10.1e-6), 11e-6)))).toEqual(same(11.1e-6, 1));
  });
});
