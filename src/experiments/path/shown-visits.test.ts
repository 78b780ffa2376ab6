import { describe, expect, it } from 'vitest';
import type { HopStatus } from '../../records/hop';
import { shownVisit, ShownVisits } from './shown-visits';

const map = (program?: number): { program?: number } => (program === undefined ? {} : { program });
interface Visit {
  readonly hop: number;
  readonly program: number;
  readonly status: HopStatus;
}
const visit = (hop: number, program: number, status: HopStatus = 'ok'): Visit => ({ hop, program, status });

describe('the visits that maps show', () => {
  it.each<[words: string, visits: Visit[], any: boolean, first: boolean, second: boolean]>([
    ['the first one', [visit(0, 0)], true, true, false],
    ['a later good one', [visit(0, 0), visit(1, 0)], true, true, false],
    ['not a later failure', [visit(0, 0), visit(1, 0, 'no_contact')], false, false, false],
    ['a failure by another program in its own maps', [visit(0, 0), visit(1, 1, 'early')], false, false, true],
    ['a good one by another program', [visit(0, 0), visit(1, 1)], true, false, true],
    ['one after failures', [visit(0, 0, 'limit'), visit(1, 0)], true, true, false],
    ['not an earlier one that is told late', [visit(5, 0), visit(2, 0)], false, false, false],
  ])('are: %s', (_, visits, any, first, second) => {
    const shown = new ShownVisits();
    const [last] = visits.map((v) => shown.take(7, v)).slice(-1);
    expect([last?.(map(), 0), last?.(map(0), 0), last?.(map(1), 0)]).toEqual([any, first, second]);
  });

  it('are those of each pixel by itself', () => {
    const shown = new ShownVisits();
    shown.take(0, visit(9, 0));
    expect(shown.take(1, visit(3, 0))(map(), 0)).toBe(true);
  });

  it('fill the planes of an axis, each by its own program', () => {
    const axis = { name: 'sample_potential', unit: 'V', values: [1.7, 1.5, 1.3], programs: [0, 1, 0] };
    const shown = new ShownVisits();
    const planes = (v: Visit): boolean[] => {
      const shows = shown.take(4, v);
      return axis.values.map((_, plane) => shows({ axis }, plane));
    };
    expect(planes(visit(0, 0))).toEqual([true, false, true]);
    expect(planes(visit(1, 1))).toEqual([false, true, false]);
    expect(planes(visit(2, 1, 'no_contact'))).toEqual([false, false, false]);
  });
});

describe('of the visits of a pixel, the one that is shown', () => {
  const visits = [visit(3, 0), visit(7, 1), visit(8, 0), visit(9, 1, 'no_contact')];

  it.each<[words: string, program: number | undefined, place: number]>([
    ['by any program is the latest good one', undefined, 2],
    ['by a program is its latest good one', 1, 1],
    ['by another program is that one’s', 0, 2],
    ['by a program that was not there yet is none', 2, -1],
  ])('%s', (_, program, place) => {
    expect(shownVisit(visits, program)).toBe(place);
  });

  it('is a failure where no other is there, and its status is asked for only where there is a choice', () => {
    expect(shownVisit(visits.slice(3), undefined)).toBe(0);
    const unread: Visit = {
      hop: 0,
      program: 0,
      get status(): HopStatus {
        throw new Error('It was read.');
      },
    };
    expect(shownVisit([unread], undefined)).toBe(0);
  });
});
