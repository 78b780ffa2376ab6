import { describe, expect, it, test } from 'vitest';
import type { KnownVisit } from '../../bundles/hop-index';
import { diffusionMap } from '../../experiments/diffusion-map';
import type { Recipe } from '../../experiments/experiment';
import { surface } from '../../experiments/surface';
import { FLAG } from '../../records/record';
import { remainderOf } from './remainder';
import { hopNote, planOf } from './run-plan';
import type { Visit } from './visits';

const recipe: Recipe = { ...diffusionMap.presets[0]?.recipe, columns: 3, rows: 2 };
const plan = planOf(diffusionMap, recipe);
const APPROACH = 3;
const LAST = plan.program.steps.length - 1;

const visit = (id: number, change: Partial<Visit> = {}): Visit => ({
  id,
  point: id,
  visit: 0,
  tries: 0,
  place: 'own',
  z: null,
  ...change,
});
const known = (v: Visit, flags: number, lastStep = LAST, lastFlags = flags, of = plan): KnownVisit => ({
  note: hopNote(of.path, v),
  flags,
  lastStep,
  lastFlags,
  boot: null,
  current: true,
  listed: null,
});
/** A visit whose point the recorder has put on the list of those that are visited again. */
const listed = (v: Visit, outcome: 'missed' | 'spoilt', flags = GOOD): KnownVisit => ({
  ...known(v, flags),
  listed: outcome,
});
const GOOD = FLAG.contact | FLAG.lastOfHop;
const NOTHING_HELD = new Set<number>();

/** Points that are visited again as if for the first time, with how often they were queued before, and those on the list. */
const left = (visits: readonly KnownVisit[]) => {
  const { work } = remainderOf(plan, visits, NOTHING_HELD);
  return { points: work.points, again: work.again.map((a) => [a.point, a.visit, a.place]), done: work.done };
};

describe('what is left of a run', () => {
  it('is all of it where nothing was queued', () => {
    expect(left([])).toEqual({ points: [0, 1, 2, 3, 4, 5], again: [], done: 0 });
  });

  test.each([
    ['finished', known(visit(0), GOOD), [], 1],
    [
      'finished without contact: tried again',
      known(visit(0), FLAG.noContact | FLAG.lastOfHop),
      [[0, 1, 'own']],
      0,
    ],
    ['clipped: tried beside', known(visit(0), GOOD | FLAG.clipped), [[0, 1, 'beside']], 0],
    ['clipped beside: done with', known(visit(0, { place: 'beside' }), GOOD | FLAG.clipped), [], 1],
    ['interrupted after the contact: stays empty', known(visit(0), FLAG.contact, 5, 0), [], 1],
    ['aborted after the contact: stays empty', known(visit(0), GOOD | FLAG.aborted), [], 1],
    ['cut off in an approach whose end is not known: stays empty', known(visit(0), 0, APPROACH, 0), [], 1],
  ])('%s', (_what, first, again, done) => {
    expect(left([first])).toEqual({ points: [1, 2, 3, 4, 5], again, done });
  });

  test.each([
    ['never begun', known(visit(0), 0, -1)],
    ['aborted on the way down', known(visit(0), FLAG.aborted | FLAG.lastOfHop, APPROACH)],
  ])('%s: visited as if for the first time, under a new id', (_what, first) => {
    const { work } = remainderOf(plan, [first], NOTHING_HELD);
    expect(work.points).toEqual([0, 1, 2, 3, 4, 5]);
    expect(work.earlier).toEqual(new Map([[0, 1]]));
    expect(work.nextId).toBe(1);
  });

  it('counts the tries of a point over all its visits', () => {
    const missed = FLAG.noContact | FLAG.lastOfHop;
    const visits = [0, 1, 2].map((k) => known(visit(10 * k, { point: 0, visit: k }), missed));
    expect(left(visits.slice(0, 2)).again).toEqual([[0, 2, 'own']]);
    expect(left(visits)).toMatchObject({ again: [], done: 1 });
  });

  it('has the noisy ones on its list that were noted, in the order of their visits', () => {
    const visits = [listed(visit(0, { point: 4 }), 'spoilt'), known(visit(1, { point: 2 }), GOOD)];
    visits.push(listed(visit(2, { point: 1 }), 'spoilt'));
    expect(left(visits)).toEqual({
      points: [0, 3, 5],
      again: [
        [4, 1, 'beside'],
        [1, 1, 'beside'],
      ],
      done: 1,
    });
    expect(remainderOf(plan, visits, NOTHING_HELD).work.revisits).toBe(2);
  });

  it('has a second visit on its list again that the bridge has dropped, where it was to be', () => {
    const first = listed(visit(0), 'spoilt');
    const second = known(visit(6, { point: 0, visit: 1, place: 'beside' }), 0, -1);
    expect(left([first, second])).toEqual({
      points: [1, 2, 3, 4, 5],
      again: [[0, 2, 'beside']],
      done: 0,
    });
  });

  it('is done with a second visit that was no better', () => {
    const second = known(visit(6, { point: 0, visit: 1, place: 'beside' }), GOOD | FLAG.clipped);
    expect(left([listed(visit(0), 'spoilt'), second])).toMatchObject({ again: [], done: 1 });
  });

  it('takes no more on its list than the run had', () => {
    const wide = planOf(diffusionMap, { ...recipe, columns: 10, rows: 4 });
    const missed = Array.from({ length: 20 }, (_, k) => visit(k)).map((v): KnownVisit => ({
      ...known(v, FLAG.noContact | FLAG.lastOfHop),
      note: hopNote(wide.path, v),
      listed: v.id < 16 ? 'missed' : null,
    }));
    const { work } = remainderOf(wide, missed, NOTHING_HELD);
    expect(work).toMatchObject({ done: 4, revisits: 16 });
    expect(work.again.map(({ point }) => point)).toEqual(Array.from({ length: 16 }, (_, k) => k));
  });

  it('leaves to the bridge what it still has, in its order', () => {
    const visits = [
      known(visit(0), GOOD),
      known(visit(1), 0, -1),
      known(visit(2), 0, -1),
      known(visit(3), 0, -1),
    ];
    const { work, ahead } = remainderOf(plan, visits, new Set([1, 2]));
    expect(ahead).toEqual([visit(1), visit(2)]);
    expect(work).toMatchObject({ points: [3, 4, 5], done: 1, nextId: 4 });
  });

  it('takes a landing of reference for no visit', () => {
    const reference = known(visit(6, { point: 0, place: 'reference' }), GOOD);
    expect(left([known(visit(0), GOOD), reference])).toMatchObject({ points: [1, 2, 3, 4, 5], done: 1 });
    expect(reference.note).toMatchObject({ point: -1, row: -1, column: -1, x: plan.path.points[0]?.x });
  });
});

describe('what is left of a search with coarse steps', () => {
  const search = planOf(surface, { ...surface.presets[0]?.recipe, coarseSteps: 3 });
  const MISSED = FLAG.noContact | FLAG.lastOfHop;
  const coarse = search.program.steps.findIndex(({ verb }) => verb === 'COARSE');
  const of = (point: number, flags: number, lastStep = 4): KnownVisit =>
    known(visit(point), flags, lastStep, flags, search);
  const leftOf = (visits: readonly KnownVisit[]) => remainderOf(search, visits, NOTHING_HELD).work;

  it('is the next step and what depends on it, if nothing was met; a step that said so is not made again', () => {
    const { points, again, results } = leftOf([of(0, MISSED), of(1, MISSED, coarse), of(2, MISSED)]);
    expect([points, again]).toEqual([[3, 4, 5, 6], []]);
    expect([...results]).toEqual([
      [0, 'nothing'],
      [2, 'nothing'],
    ]);
  });

  it.each([
    ['of which nothing was heard', 0, -1],
    ['that had begun', 0, coarse],
    ['that was aborted', FLAG.aborted | FLAG.lastOfHop, coarse],
  ])('never repeats a step %s: from where it has come to, a look is next', (_what, flags, lastStep) => {
    const { points, results } = leftOf([of(0, MISSED), of(1, flags, lastStep)]);
    expect(points).toEqual([2, 3, 4, 5, 6]);
    expect(results.get(0)).toBe('nothing');
  });

  it('has no step after a look that was cut off while it touched', () => {
    const { results } = leftOf([of(0, FLAG.contact | FLAG.aborted | FLAG.lastOfHop)]);
    expect(results.get(0)).toBe('neither');
  });

  it('looks again where the look was cut off before it touched', () => {
    const { points, results } = leftOf([of(0, FLAG.aborted | FLAG.lastOfHop, 3)]);
    expect(points[0]).toBe(0);
    expect(results.size).toBe(0);
  });
});
