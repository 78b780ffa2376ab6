import { describe, expect, it } from 'vitest';
import { begin, isOver, step, type ScanState, type Transition } from './scan';
import type { Visit } from './visits';
import { wholePath } from './work';
import { pathOf, program, workOf } from './test-visits';

const near = (z: number): number => expect.closeTo(z, 12) as number;

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
