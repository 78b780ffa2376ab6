import { describe, expect, it } from 'vitest';
import { feedbackMap } from '../../experiments/feedback-map';
import { hopNote, hopOf, planOf } from './run-plan';
import type { Visit } from './visits';

const recipe = { ...feedbackMap.presets[0]?.recipe, columns: 3, rows: 2, slopeX: 2e-3, slopeY: -1e-3 };
const plan = planOf(feedbackMap, recipe);
const visit = (point: number, place: Visit['place'] = 'own'): Visit => ({
  id: point,
  point,
  visit: 0,
  tries: 0,
  place,
});

describe('the height of a visit', () => {
  it('follows the ground from that of its neighbours, in the note as in the order to the bridge', () => {
    const [first] = plan.path.points;
    plan.path.points.forEach(({ x, y }, point) => {
      const expected = 11e-6 + 2e-3 * (x - (first?.x ?? NaN)) - 1e-3 * (y - (first?.y ?? NaN));
      expect(hopOf(plan, visit(point), 11e-6).z).toBeCloseTo(expected, 12);
      expect(hopNote(plan, visit(point), 11e-6).z).toBe(hopOf(plan, visit(point), 11e-6).z);
    });
    expect(hopOf(plan, visit(3), 11e-6).z).not.toBe(11e-6);
  });

  it('is that of all where a landing is for reference, and the top of the range where nothing is known', () => {
    expect(hopOf(plan, visit(3, 'reference'), 11e-6).z).toBe(11e-6);
    expect(hopOf(plan, visit(3), null).z).toBeUndefined();
    expect(hopNote(plan, visit(3), null).z).toBeNull();
  });
});
