import { expect, it } from 'vitest';
import { feedbackMap } from '../../experiments/feedback-map';
import { hopNote, hopOf, planOf, workOf } from './run-plan';
import { begin, step } from './scan';

const recipe = { ...feedbackMap.presets[0]?.recipe, columns: 3, rows: 2, slopeX: 2e-3, slopeY: -1e-3 };
const plan = planOf(feedbackMap, recipe);

it('follows the ground from the first point on, in the note as in the order to the bridge', () => {
  const { state } = begin(workOf(plan));
  const [approach] = state.ahead;
  if (!approach) throw new Error('nothing is queued');
  expect(hopOf(plan, plan.path, approach).z).toBeUndefined();
  expect(hopNote(plan.path, approach).z).toBeNull();
  const event = {
    kind: 'hop',
    hop: approach.id,
    began: 20e-6,
    contact: 10e-6,
    outcome: 'good',
    came: 'met',
  } as const;
  const { ahead } = step(state, event).state;
  const [first] = plan.path.points;
  expect(ahead).toHaveLength(6);
  for (const visit of ahead) {
    const { x, y } = plan.path.points[visit.point] ?? { x: NaN, y: NaN };
    const above = 2e-3 * (x - (first?.x ?? NaN)) - 1e-3 * (y - (first?.y ?? NaN));
    expect(hopOf(plan, plan.path, visit).z).toBeCloseTo(10e-6 + plan.program.clearance + above, 12);
    expect(hopNote(plan.path, visit).z).toBe(hopOf(plan, plan.path, visit).z);
  }
});
