import { describe, expect, it, test } from 'vitest';
import { fault } from '../../fault';
import type { Path, Point, Program } from '../../experiments/experiment';
import { DEPTH } from '../../experiments/program/timing';
import {
  begin,
  isOver,
  pickUp,
  step,
  wholePath,
  type ScanEvent,
  type ScanPhase,
  type ScanState,
  type ScanWork,
  type Transition,
} from './scan';
import { withVisit, type Travel } from './travel';
import type { Visit } from './visits';

/** Points in a line, so near to one another that each tells of all. */
const pathOf = (points: readonly Partial<Point>[]): Path => {
  const x = points.map((_, k) => k * 1e-9);
  return {
    points: points.map((point, column) => ({ x: x[column] ?? NaN, y: 0, row: 0, column, ...point })),
    rows: 1,
    columns: points.length,
    x,
    y: [0],
  };
};
const program = (change: Partial<Program> = {}): Program => ({
  steps: [],
  labels: [],
  channelMask: 0,
  clearance: 1e-6,
  travelHeight: null,
  ...change,
});
const workOf = (total: number, change: Partial<Program> = {}): ScanWork =>
  wholePath(pathOf(Array.from({ length: total }, () => ({}))), program(change));
/** What is known after a contact at a height. */
const met = ({ travel }: ScanWork, z: number): Travel => withVisit(travel, { x: 0, y: 0 }, z, null);

const broken = fault('link-lost', 'The cable is out.');
const full = fault('storage-full', 'No space is left.');

const visit = (id: number, change: Partial<Visit> = {}): Visit => ({
  id,
  point: id,
  visit: 0,
  tries: 0,
  place: 'own',
  z: null,
  ...change,
});
const near = (z: number): number => expect.closeTo(z, 12) as number;
const visits = (from: number, to: number, z?: number): Visit[] =>
  Array.from({ length: to - from }, (_, k) => visit(from + k, z === undefined ? {} : { z: near(z) }));

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
    const first = begin(workOf(100));
    expect(first.effects).toEqual([{ kind: 'queue', visits: visits(0, 1) }, { kind: 'run' }]);
    const second = step(first.state, hop(0));
    expect(second.effects[0]).toEqual({ kind: 'queue', visits: visits(1, 1 + DEPTH, 11e-6) });
    const third = step(second.state, hop(1, 10.2e-6));
    expect(third.effects[0]).toEqual({ kind: 'queue', visits: visits(1 + DEPTH, 2 + DEPTH, 11.2e-6) });
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

describe('points that came to nothing', () => {
  /** Takes one hop after the other to its end, as told; answers all visits in their order. */
  function scan(total: number, outcome: (v: Visit) => 'good' | 'missed' | 'spoilt'): Visit[] {
    const made: Visit[] = [];
    let { state } = begin(workOf(total));
    for (let now = state.ahead[0]; now; now = state.ahead[0]) {
      made.push(now);
      const contact = outcome(now) === 'missed' ? null : 1e-6;
      ({ state } = step(state, {
        kind: 'hop',
        hop: now.id,
        began: null,
        contact,
        outcome: outcome(now),
        came: 'neither',
      }));
    }
    expect(state).toMatchObject({ phase: 'finished', done: total, fault: null });
    return made;
  }

  it('are visited again when all others were, each time under a new id', () => {
    const made = scan(40, (v) => (v.point === 7 && v.visit === 0 ? 'missed' : 'good'));
    expect(made.slice(0, 40)).toMatchObject(Array.from({ length: 40 }, (_, k) => ({ id: k, point: k })));
    expect(made.slice(40)).toMatchObject([{ id: 40, point: 7, visit: 1, tries: 1 }]);
  });

  it('untouched: are tried three times at their place', () => {
    const made = scan(40, (v) => (v.point === 7 ? 'missed' : 'good'));
    expect(made.slice(40).map((v) => [v.point, v.visit, v.place])).toEqual([
      [7, 1, 'own'],
      [7, 2, 'own'],
    ]);
  });

  it('spoilt: are tried once, at a fresh spot beside', () => {
    const made = scan(40, (v) => (v.point === 7 ? 'spoilt' : 'good'));
    expect(made.slice(40).map((v) => [v.point, v.visit, v.place])).toEqual([[7, 1, 'beside']]);
  });

  it('are not all visited again where nothing succeeds', () => {
    expect(scan(400, () => 'missed')).toHaveLength(450);
    expect(scan(10, () => 'missed')).toHaveLength(26);
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

describe('a point that is visited once', () => {
  it.each([
    ['touched', 'spoilt', 1],
    ['touched', 'missed', 2],
    ['begun', 'missed', 1],
    ['begun', 'spoilt', 1],
  ] as const)('since it was %s: after a visit that was %s', (since, outcome, visits) => {
    let { state } = begin(wholePath(pathOf([{ once: since }]), program()));
    let made = 0;
    for (; made < 9 && !isOver(state.phase); made++) {
      const [now] = state.ahead;
      const come = made === 0 ? outcome : 'good';
      const event = {
        kind: 'hop',
        hop: now?.id ?? -1,
        began: null,
        contact: null,
        outcome: come,
        came: 'neither',
      } as const;
      ({ state } = step(state, event));
    }
    expect(made).toBe(visits);
    expect(state).toMatchObject({ phase: 'finished', done: 1 });
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

describe('points that depend on what comes of others', () => {
  /** Look; then three times a step down and another look, if the look before met nothing; then another place. */
  const points = [
    {},
    ...[0, 2, 4].flatMap((ifMissed) => [{ ifMissed, once: 'begun' as const }, { ifMissed }]),
    {},
  ];
  const work = wholePath(pathOf(points), program());
  const NOTHING = { began: null, contact: null, outcome: 'missed', came: 'nothing' } as const;
  const MET = { began: null, contact: 10e-6, outcome: 'good', came: 'met' } as const;
  /** A coarse step that nothing has stopped says that it met nothing. */
  const STEPPED = { began: null, contact: null, outcome: 'missed', came: 'nothing' } as const;

  /** Runs to the end; `come` says what comes of a visit. */
  function run(from: Transition, come: (visit: Visit) => typeof NOTHING | typeof MET | typeof STEPPED) {
    let { state } = from;
    const made: number[] = [];
    const skipped: number[] = [];
    const note = (effects: Transition['effects']): void => {
      for (const effect of effects) if (effect.kind === 'skipped') skipped.push(...effect.points);
    };
    note(from.effects);
    for (let k = 0; k < 50 && !isOver(state.phase); k++) {
      const [now] = state.ahead;
      if (!now) throw new Error('nothing is queued');
      made.push(now.point);
      const next = step(state, { kind: 'hop', hop: now.id, ...come(now) });
      note(next.effects);
      ({ state } = next);
    }
    return { made, skipped, state };
  }
  const isStep = ({ point }: Visit): boolean => point === 1 || point === 3 || point === 5;

  it('are left out once the surface is met, and everything that waits for them too', () => {
    const { made, skipped, state } = run(begin(work), () => MET);
    expect(made).toEqual([0, 7]);
    expect(skipped).toEqual([1, 2, 3, 4, 5, 6]);
    expect(state).toMatchObject({ phase: 'finished', done: 2, total: 2 });
  });

  it('are visited one after the other while nothing is met', () => {
    const { made, skipped, state } = run(begin(work), (now) =>
      isStep(now) ? STEPPED : now.point >= 4 ? MET : NOTHING,
    );
    expect(made).toEqual([0, 1, 2, 3, 4, 7]);
    expect(skipped).toEqual([5, 6]);
    expect(state.revisits).toBe(0);
  });

  it('end with the last of them, which is looked at again as any other', () => {
    const { made, state } = run(begin(work), (now) => (isStep(now) ? STEPPED : NOTHING));
    expect(made.slice(0, 8)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    expect(made.slice(8).every((point) => point >= 6)).toBe(true);
    expect(state.phase).toBe('finished');
  });

  it('are never queued before it is known', () => {
    const { state } = begin(work);
    expect(state.ahead.map(({ point }) => point)).toEqual([0]);
    const { state: after } = step(state, { kind: 'hop', hop: 0, ...NOTHING });
    expect(after.ahead.map(({ point }) => point)).toEqual([1, 2]);
    const { state: later } = step(after, { kind: 'hop', hop: 1, ...STEPPED });
    expect(later.ahead.map(({ point }) => point)).toEqual([2]);
  });

  it('are not visited after a contact that was there from the start', () => {
    const early = { began: null, contact: null, outcome: 'missed', came: 'neither' } as const;
    let { state } = begin(work);
    for (let k = 0; k < 20 && !isOver(state.phase); k++) {
      const [now] = state.ahead;
      if (!now) throw new Error('nothing is queued');
      expect(isStep(now)).toBe(false);
      ({ state } = step(state, { kind: 'hop', hop: now.id, ...(now.point === 0 ? early : MET) }));
    }
    expect(state).toMatchObject({ phase: 'finished', done: 2, total: 2 });
  });

  it('are decided the same after an interruption', () => {
    const rest = {
      ...work,
      done: 3,
      points: [3, 4, 5, 6, 7],
      nextId: 3,
      results: new Map([
        [0, 'nothing'],
        [2, 'met'],
      ] as const),
    };
    const { made, skipped } = run(begin(rest), () => MET);
    expect(made).toEqual([7]);
    expect(skipped).toEqual([3, 4, 5, 6]);
    const down = {
      ...rest,
      results: new Map([
        [0, 'nothing'],
        [2, 'nothing'],
      ] as const),
    };
    expect(begin(down).state.ahead.map(({ point }) => point)).toEqual([3]);
  });
});

describe('points whose height rests on the approach at another', () => {
  const begun = begin(wholePath(pathOf([{}, { ifMet: 0 }, { ifMet: 0 }, { ifMet: 0 }]), program()));
  const after = (state: ScanState, id: number, came: 'met' | 'nothing' | 'neither'): Transition =>
    step(state, {
      kind: 'hop',
      hop: id,
      began: null,
      contact: came === 'met' ? 10e-6 : null,
      outcome: came === 'met' ? 'good' : 'missed',
      came,
    });

  it('are visited once that has met the surface', () => {
    expect(begun.state.ahead.map(({ point }) => point)).toEqual([0]);
    const { state, effects } = after(begun.state, 0, 'met');
    expect(state.ahead.map(({ point }) => point)).toEqual([1, 2, 3]);
    expect(effects).toMatchObject([
      { kind: 'queue', visits: [1, 2, 3].map(() => ({ z: near(11e-6) })) },
      { kind: 'run' },
    ]);
  });

  it('are left out once that has met nothing', () => {
    const { state, effects } = after(begun.state, 0, 'nothing');
    expect(effects[0]).toEqual({ kind: 'skipped', points: [1, 2, 3] });
    expect(state).toMatchObject({ phase: 'finished', total: 1, done: 1 });
  });

  it('are left out once that has been in contact from the start as often as it is tried', () => {
    let { state } = begun;
    for (let id = 0; !isOver(state.phase); id++) {
      expect(state.ahead.map(({ point }) => point)).toEqual([0]);
      ({ state } = after(state, id, 'neither'));
      expect(id).toBeLessThan(5);
    }
    expect(state).toMatchObject({ phase: 'finished', total: 1 });
  });
});
